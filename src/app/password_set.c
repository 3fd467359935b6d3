/* SPDX-License-Identifier: Apache-2.0 */
#include "app/password_set.h"

#include <errno.h>
#include <sys/random.h>

#include "app/access_change.h"
#include "app/password_prove.h"
#include "signin/password_rule.h"
#include "store/credential.h"
#include "store/session.h"
#include "store/token.h"
#include "store/user.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)

enum sl_status sl_password_judge_new(const struct sl_new_password *fresh, struct sl_error *err)
{
    const struct sl_str words[] = { fresh->user, fresh->name, fresh->agency };
    const enum sl_password_fault fault =
        sl_password_judge(fresh->password, words, sizeof words / sizeof words[0]);

    if (fault == SL_PASSWORD_GOOD) {
        return SL_OK;
    }
    sl_fail(err, SL_INVALID, "this cannot be a password");
    sl_fail_hint(err, "%s", sl_password_fault_words(fault));
    return SL_INVALID;
}

enum sl_status
sl_password_hash_new(const struct sl_new_password *fresh, struct sl_buf *hash, struct sl_error *err)
{
    uint8_t salt[SL_PASSWORD_SALT_BYTES];

    if (getrandom(salt, sizeof salt, 0) != (ssize_t)sizeof salt) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    return sl_password_hash(fresh->password, salt, fresh->cost, hash, err);
}

enum sl_status sl_password_put(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str hash,
    int64_t but,
    int64_t now_us,
    struct sl_error *err
)
{
    const struct sl_credential password = {
        .user = user,
        .kind = SL_CREDENTIAL_PASSWORD,
        .secret = hash,
        .made = {.by = user, .at = now_us},
    };
    const struct sl_session_end end = {
        .why = SL_SESSION_SECRET_CHANGED,
        .by = user,
        .at = now_us,
    };
    uint64_t ended = 0;
    int64_t id = 0;

    SL_TRY(sl_store_credential_end_kind(store, user, SL_CREDENTIAL_PASSWORD, now_us, err));
    SL_TRY(sl_store_credential_add(store, &password, &id, err));
    SL_TRY(sl_store_token_end_user(store, user, &password.made, err));
    return sl_store_session_end_user(store, user, but, &end, &ended, err);
}

/* A change under way. */
struct change {
    struct sl_access *access;
    struct sl_buf hash; /* of the new password */
};

/* The new hash, and what follows, in one transaction. */
static enum sl_status put_new(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct change *change = context;

    return sl_password_put(
        store,
        sl_access_user(change->access)->id,
        sl_buf_str(&change->hash),
        sl_access_session(change->access),
        sl_access_now(change->access),
        err
    );
}

/* Judge the new one first: nobody types the old one twice for want of length. */
static enum sl_status
change_password(struct change *change, const struct sl_password_change *asked, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_access *access = change->access;
    const struct sl_str id = sl_access_user(access)->id;
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("password"),
        .subject = id,
    };
    const struct sl_password_proof proof = {
        .password = asked->before,
        .source = asked->source,
        .cost = asked->cost,
    };
    struct sl_store_user user;

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_store_user_find(sl_access_store(access), id, &arena, &user, err));
    const struct sl_new_password fresh = {
        .password = asked->after,
        .user = id,
        .name = user.name,
        .agency = user.agency,
        .cost = asked->cost,
    };
    SL_TRY(sl_password_judge_new(&fresh, err));
    SL_TRY(sl_password_prove(access, &proof, &deed, err));
    SL_TRY(sl_password_hash_new(&fresh, &change->hash, err));
    return sl_access_change(access, &deed, 1, put_new, change, err);
}

enum sl_status sl_password_change(
    struct sl_access *access, const struct sl_password_change *asked, struct sl_error *err
)
{
    struct change change = { .access = access };

    sl_buf_init(&change.hash, SL_PASSWORD_TEXT_BYTES);
    const enum sl_status status = change_password(&change, asked, err);
    sl_buf_finish(&change.hash);
    return status;
}
