/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token_manage.h"

#include "app/access_change.h"
#include "app/token.h"
#include "app/user_reach.h"
#include "base/array.h"
#include "sharing/scope.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)
#define DETAIL_BYTES        ((size_t)1000)
#define DAY_US              (INT64_C(86400) * 1000000)

static struct sl_access_deed deed_of(enum sl_verb verb, struct sl_str owner, struct sl_str detail)
{
    return (struct sl_access_deed
    ){ .verb = verb, .kind = SL_STR("token"), .subject = owner, .detail = detail };
}

/* What is asked for, before anybody is asked for a password. */
static enum sl_status
check(const struct sl_token_new *asked, unsigned *ret_scopes, struct sl_error *err)
{
    SL_TRY(sl_scope_parse(asked->scopes, ret_scopes, err));
    if (asked->name.len == 0) {
        return sl_fail(err, SL_INVALID, "a token has a name, for people to read");
    }
    if (asked->days < 1 || asked->days > SL_TOKEN_DAYS_MAX) {
        return sl_fail(err, SL_INVALID, "a token can be used for 1 to %d days", SL_TOKEN_DAYS_MAX);
    }
    if (asked->la_code < 0 || asked->la_code > SL_TOKEN_LA_CODE_MAX) {
        return sl_fail(err, SL_INVALID, "an authority has a number of 1 to 999");
    }
    const bool is_source = asked->system.len > 0 || asked->la_code > 0;
    if (is_source && (*ret_scopes & SL_SCOPE_BIT(SL_SCOPE_INTAKE)) == 0) {
        sl_fail(err, SL_INVALID, "a token for a system takes its files in");
        sl_fail_hint(err, "Give it the scope 'intake'.");
        return SL_INVALID;
    }
    return asked->la_code > 0 && asked->system.len == 0
               ? sl_fail(err, SL_INVALID, "a token of an authority names the system, too")
               : SL_OK;
}

/* A token that is about to be kept. */
struct making {
    struct sl_stored_token stored;
    struct sl_digest digest;
};

static enum sl_status keep(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct making *making = context;
    int64_t id = 0;

    return sl_store_token_add(store, &making->stored, &making->digest, &id, err);
}

enum sl_status sl_token_add(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    const struct sl_token_new *asked,
    struct sl_buf *token,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf scopes;
    SL_CLEANUP(sl_buf_finish) struct sl_buf detail;
    const int64_t now = sl_access_now(access);
    unsigned set = 0;

    sl_buf_init(&scopes, DETAIL_BYTES);
    sl_buf_init(&detail, DETAIL_BYTES);
    SL_TRY(check(asked, &set, err));
    sl_scope_print(set, &scopes);
    SL_TRY(sl_buf_status(&scopes, err));
    struct making making = {
        .stored = {
            .user = sl_access_user(access)->id,
            .name = asked->name,
            .scopes = sl_buf_str(&scopes),
            .system = asked->system,
            .la_code = asked->la_code,
            .factors = sl_access_factors(access),
            .made_at = now,
            .expires_at = now + asked->days * DAY_US,
        },
    };
    sl_buf_addf(
        &detail, "add for %lld days: %.*s", (long long)asked->days, SL_STR_ARG(making.stored.scopes)
    );
    SL_TRY(sl_buf_status(&detail, err));
    const struct sl_access_deed deed =
        deed_of(SL_VERB_MANAGE, making.stored.user, sl_buf_str(&detail));
    SL_TRY(sl_password_prove(access, proof, &deed, err));
    SL_TRY(sl_token_make(token, &making.digest, err));
    return sl_access_change(access, &deed, 1, keep, &making, err);
}

enum sl_status sl_token_list(
    struct sl_access *access,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_stored_token **ret_tokens,
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct sl_str own = sl_access_user(access)->id;
    const struct sl_str asked = user.len == 0 ? own : user;
    const struct sl_str whose = sl_user_reach_is_everybody(asked) ? SL_STR("") : asked;
    struct sl_stored_token token = { .id = 0 };
    struct sl_stored_token *tokens = NULL;
    size_t count = 0;

    if (!sl_str_equal(asked, own)) {
        SL_TRY(sl_user_reach_ask(access, asked, SL_STR("token"), err));
    }
    for (;;) {
        bool is_one = false;
        const enum sl_status status =
            sl_store_token_next(sl_access_store(access), token.id, whose, arena, &token, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(sl_user_reach_wants(access, asked, token.user, &is_one, err));
        if (!is_one || token.expires_at <= sl_access_now(access)) {
            continue;
        }
        SL_TRY(sl_array_room(arena, &tokens, count, sizeof *tokens, err));
        tokens[count++] = token;
    }
    *ret_tokens = tokens;
    *ret_count = count;
    return SL_OK;
}

/* A token that is about to be ended. */
struct ending {
    int64_t id;
    struct sl_stamp end;
};

static enum sl_status end(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct ending *ending = context;
    const enum sl_status status = sl_store_token_end(store, ending->id, &ending->end, err);

    return status == SL_NOT_FOUND ? sl_fail(err, SL_NOT_FOUND, "the token has ended already")
                                  : status;
}

enum sl_status sl_token_stop(struct sl_access *access, int64_t id, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_str own = sl_access_user(access)->id;
    struct sl_stored_token token = { .id = 0 };
    struct ending ending = {
        .id = id, .end = {.by = own, .at = sl_access_now(access)}
    };

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    const enum sl_status status =
        sl_store_token_next(sl_access_store(access), id - 1, SL_STR(""), &scratch, &token, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    const bool is_there = status == SL_OK && token.id == id;
    const struct sl_str owner = is_there ? token.user : SL_STR("");
    /* Who may not end others' tokens does not learn which numbers there are either. */
    if (!sl_str_equal(owner, own)) {
        SL_TRY(sl_user_reach_ask(access, owner, SL_STR("token"), err));
    }
    if (!is_there) {
        return sl_fail(err, SL_NOT_FOUND, "there is no token %lld", (long long)id);
    }
    const struct sl_access_deed deed = deed_of(SL_VERB_MANAGE, owner, SL_STR("end"));
    return sl_access_change(access, &deed, 1, end, &ending, err);
}
