/* SPDX-License-Identifier: Apache-2.0 */
#include "app/password_set.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/random.h>

#include "app/throttled.h"
#include "signin/password_rule.h"
#include "store/credential.h"
#include "store/session.h"
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
    return sl_store_session_end_user(store, user, but, &end, &ended, err);
}

/* A change under way. */
struct change {
    struct sl_access *access;
    const struct sl_password_change *asked;
    struct sl_store_user user;
    struct sl_try attempt;
};

/* Is the old one right? A user without one cannot change it. */
static enum sl_status check_before(
    const struct change *change, struct sl_arena *arena, bool *ret_matches, struct sl_error *err
)
{
    const struct sl_password_change *asked = change->asked;
    struct sl_credential known;

    *ret_matches = false;
    const enum sl_status status = sl_store_credential_find(
        sl_access_store(change->access), change->user.id, SL_CREDENTIAL_PASSWORD, arena, &known, err
    );
    if (status == SL_NOT_FOUND || asked->before.len > SL_PASSWORD_LIMIT_BYTES) {
        return SL_OK;
    }
    SL_TRY(status);
    return sl_password_check(asked->before, known.secret, asked->cost, ret_matches, NULL, err);
}

static enum sl_status
note(const struct change *change, enum sl_deed_outcome outcome, struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .outcome = outcome,
        .kind = SL_STR("password"),
        .subject = change->user.id,
    };

    return sl_access_say(change->access, &deed, 1, err);
}

/* The new hash, and what follows, in one transaction. */
static enum sl_status put_new(const struct change *change, struct sl_str hash, struct sl_error *err)
{
    struct sl_store *store = sl_access_store(change->access);

    SL_TRY(sl_store_begin(store, err));
    enum sl_status status = sl_password_put(
        store,
        change->user.id,
        hash,
        sl_access_session(change->access),
        sl_access_now(change->access),
        err
    );
    if (status == SL_OK) {
        status = sl_try_succeed(store, &change->attempt, err);
    }
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

static enum sl_status change_proven(
    const struct change *change, const struct sl_new_password *fresh, struct sl_error *err
)
{
    struct sl_buf hash;

    sl_buf_init(&hash, SL_PASSWORD_TEXT_BYTES);
    enum sl_status status = sl_password_hash_new(fresh, &hash, err);
    if (status == SL_OK) {
        status = note(change, SL_OUTCOME_ALLOWED, err);
    }
    if (status == SL_OK) {
        status = put_new(change, sl_buf_str(&hash), err);
    }
    sl_buf_finish(&hash);
    return status;
}

enum sl_status sl_password_change(
    struct sl_access *access, const struct sl_password_change *asked, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct change change = { .access = access, .asked = asked };
    struct sl_store *store = sl_access_store(access);
    const struct sl_str id = sl_access_user(access)->id;
    bool matches = false;

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_store_user_find(store, id, &arena, &change.user, err));
    const struct sl_new_password fresh = {
        .password = asked->after,
        .user = id,
        .name = change.user.name,
        .agency = change.user.agency,
        .cost = asked->cost,
    };
    SL_TRY(sl_password_judge_new(&fresh, err));
    SL_TRY(sl_try_begin(store, id, asked->source, sl_access_now(access), &change.attempt, err));
    SL_TRY(check_before(&change, &arena, &matches, err));
    if (!matches) {
        SL_TRY(sl_try_fail(store, &change.attempt, err));
        SL_TRY(note(&change, SL_OUTCOME_REFUSED, err));
        return sl_fail(err, SL_DENIED, "the old password is not right");
    }
    return change_proven(&change, &fresh, err);
}
