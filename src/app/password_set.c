/* SPDX-License-Identifier: Apache-2.0 */
#include "app/password_set.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/random.h>

#include "app/ledger_note.h"
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

/* Is the old one right? A user without one cannot change it. */
static enum sl_status check_before(
    struct sl_store *store,
    const struct sl_password_change *change,
    struct sl_arena *arena,
    bool *ret_matches,
    struct sl_error *err
)
{
    struct sl_credential known;

    *ret_matches = false;
    const enum sl_status status =
        sl_store_credential_find(store, change->user, SL_CREDENTIAL_PASSWORD, arena, &known, err);
    if (status == SL_NOT_FOUND || change->before.len > SL_PASSWORD_LIMIT_BYTES) {
        return SL_OK;
    }
    SL_TRY(status);
    return sl_password_check(change->before, known.secret, change->cost, ret_matches, NULL, err);
}

static enum sl_status note(
    struct sl_store *store,
    const struct sl_password_change *change,
    const struct sl_store_user *user,
    enum sl_outcome outcome,
    struct sl_error *err
)
{
    const struct sl_deed deed = {
        .when_us = change->now_us,
        .verb = SL_VERB_MANAGE,
        .outcome = outcome,
        .texts = {[SL_ENTRY_AGENCY] = user->agency, [SL_ENTRY_KIND] = SL_STR("password")},
        .user = change->user,
        .subject = change->user,
    };

    return sl_ledger_note(store, &deed, err);
}

/* The new hash, and what follows, in one transaction. */
static enum sl_status put_new(
    struct sl_store *store,
    const struct sl_password_change *change,
    const struct sl_try *attempt,
    struct sl_str hash,
    struct sl_error *err
)
{
    SL_TRY(sl_store_begin(store, err));
    enum sl_status status =
        sl_password_put(store, change->user, hash, change->session, change->now_us, err);
    if (status == SL_OK) {
        status = sl_try_succeed(store, attempt, err);
    }
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

static enum sl_status change_known(
    struct sl_store *store,
    const struct sl_password_change *change,
    const struct sl_store_user *user,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    const struct sl_new_password fresh = {
        .password = change->after,
        .user = change->user,
        .name = user->name,
        .agency = user->agency,
        .cost = change->cost,
    };
    struct sl_try attempt;
    struct sl_buf hash;
    bool matches = false;

    SL_TRY(sl_password_judge_new(&fresh, err));
    SL_TRY(sl_try_begin(store, change->user, change->source, change->now_us, &attempt, err));
    SL_TRY(check_before(store, change, arena, &matches, err));
    if (!matches) {
        SL_TRY(sl_try_fail(store, &attempt, err));
        SL_TRY(note(store, change, user, SL_OUTCOME_REFUSED, err));
        return sl_fail(err, SL_DENIED, "the old password is not right");
    }
    sl_buf_init(&hash, SL_PASSWORD_TEXT_BYTES);
    enum sl_status status = sl_password_hash_new(&fresh, &hash, err);
    if (status == SL_OK) {
        status = note(store, change, user, SL_OUTCOME_ALLOWED, err);
    }
    if (status == SL_OK) {
        status = put_new(store, change, &attempt, sl_buf_str(&hash), err);
    }
    sl_buf_finish(&hash);
    return status;
}

enum sl_status sl_password_change(
    struct sl_store *store, const struct sl_password_change *change, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_store_user user;

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_store_user_find(store, change->user, &arena, &user, err));
    return change_known(store, change, &user, &arena, err);
}
