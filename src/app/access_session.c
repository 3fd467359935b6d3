/* SPDX-License-Identifier: Apache-2.0 */
/* The door: by whose session it is opened, and going on by the same one later. */
#include <string.h>

#include "app/access_impl.h"
#include "app/session.h"
#include "app/session_file.h"
#include "sharing/scope.h"
#include "signin/factor_rule.h"
#include "store/setting.h"

/* A token and what stands around it. */
#define TOKEN_LIMIT_BYTES ((size_t)4096)

static enum sl_status keep_user(struct sl_access *access, struct sl_str user, struct sl_error *err)
{
    if (user.len >= sizeof access->user_id) {
        return sl_fail(err, SL_LIMIT, "the id of the user is too long");
    }
    memcpy(access->user_id, user.ptr, user.len);
    access->user_id[user.len] = '\0';
    return SL_OK;
}

static enum sl_status sign_with(
    struct sl_access *access, struct sl_store *store, struct sl_str token, struct sl_error *err
)
{
    struct sl_session session;

    SL_TRY(sl_session_open(store, token, access->now_us, &access->arena, &session, err));
    SL_TRY(keep_user(access, session.user, err));
    access->session = session.id;
    access->factors = sl_proof_factors(session.proof);
    return SL_OK;
}

/* A program: in the name of its user, and for its scopes alone. */
static enum sl_status
sign_program(struct sl_access *access, struct sl_store *store, struct sl_error *err)
{
    const struct sl_str token = sl_str_from(access->token);

    SL_TRY(sl_token_open(store, token, access->now_us, &access->arena, &access->program, err));
    access->factors = access->program.factors;
    access->permissions = sl_scope_permissions(access->program.scopes);
    return keep_user(access, access->program.user, err);
}

enum sl_status sl_access_sign(struct sl_access *access, struct sl_error *err)
{
    struct sl_store *store = NULL;
    struct sl_buf token;

    /* Where there is no store, nobody needs to be told to sign in. */
    SL_TRY(sl_access_take_room(access, err));
    SL_TRY(sl_room_store(access->room, SL_STORE_BRIEF, &store, err));
    if (access->is_program) {
        return sign_program(access, store, err);
    }
    if (access->token[0] != '\0') {
        return sign_with(access, store, sl_str_from(access->token), err);
    }
    sl_buf_init(&token, TOKEN_LIMIT_BYTES);
    enum sl_status status = sl_session_file_read(
        access->session_path[0] == '\0' ? NULL : access->session_path, &token, err
    );
    if (status == SL_OK) {
        status = sign_with(access, store, sl_buf_str(&token), err);
    }
    sl_session_token_finish(&token);
    return status;
}

/* How many factors the roles of the user need together; a user without a role may do nothing. */
static unsigned factors_needed(const struct sl_user *user)
{
    unsigned most = 0;

    for (size_t i = 0; i < user->role_count; i++) {
        const unsigned needed = sl_factors_needed(sl_user_role_terms()[user->roles[i].role].name);
        most = needed > most ? needed : most;
    }
    return most;
}

/* Is the store one of made-up people, in which one factor is enough? */
static enum sl_status read_setting(struct sl_access *access, bool *ret_is_one, struct sl_error *err)
{
    struct sl_str value = SL_STR("");
    const enum sl_status status = sl_store_setting_find(
        access->store, SL_STR(SL_SETTING_FACTORS), &access->arena, &value, err
    );

    *ret_is_one = status == SL_OK && sl_str_equal(value, SL_STR("one"));
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* The session must be as strong as what it opens. */
static enum sl_status check_factors(struct sl_access *access, struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_SIGN_IN,
        .outcome = SL_OUTCOME_REFUSED,
        .kind = SL_STR("session"),
        .detail = SL_STR("one factor, and a role needs two"),
    };
    bool is_one_enough = false;

    if (access->takes_one_factor || access->factors >= factors_needed(&access->user)) {
        return SL_OK;
    }
    SL_TRY(read_setting(access, &is_one_enough, err));
    if (is_one_enough) {
        return SL_OK;
    }
    SL_TRY(sl_access_say(access, &deed, 1, err));
    sl_fail(err, SL_DENIED, "you are signed in with one factor, and your role needs two");
    sl_fail_hint(
        err,
        "Sign in again with a code of your authenticator. If you have none yet, set one up with "
        "'sightline authenticator begin'."
    );
    return SL_DENIED;
}

/* Go in by the session, as far as it reaches. */
static enum sl_status enter_signed(struct sl_access *access, struct sl_error *err)
{
    SL_TRY(sl_access_sign(access, err));
    SL_TRY(sl_access_enter(access, err));
    return check_factors(access, err);
}

enum sl_status sl_access_open(
    const struct sl_access_opening *opening, struct sl_access **ret_access, struct sl_error *err
)
{
    struct sl_access *access = NULL;

    SL_TRY(sl_access_make(opening, &access, err));
    access->has_session = true;
    const enum sl_status status = enter_signed(access, err);
    if (status != SL_OK) {
        sl_access_close(access);
        return status;
    }
    *ret_access = access;
    return SL_OK;
}

void sl_access_pause(struct sl_access *access)
{
    sl_access_let_go(access);
    sl_keep_release(sl_hall_rights(access->hall), access->kept);
    access->kept = NULL;
    if (access->own_hall != NULL) {
        sl_hall_clear(access->own_hall);
    }
    sl_arena_reset(&access->arena);
    access->user = (struct sl_user){ .role_count = 0 };
    access->policy_id[0] = '\0';
}

enum sl_status sl_access_resume(struct sl_access *access, int64_t now_us, struct sl_error *err)
{
    access->now_us = now_us;
    access->day = (int32_t)(now_us / SL_ACCESS_DAY_US);
    return access->has_session ? enter_signed(access, err) : sl_access_enter(access, err);
}
