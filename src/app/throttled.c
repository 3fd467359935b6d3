/* SPDX-License-Identifier: Apache-2.0 */
#include "app/throttled.h"

#include <stdbool.h>

#include "signin/throttle.h"
#include "store/attempt.h"
#include "store/session.h"

/* The same for all users, and for those whom there are not. */
static enum sl_status fail_wait(int64_t wait_us, struct sl_error *err)
{
    const int64_t seconds = (wait_us + SL_SIGNIN_SECOND_US - 1) / SL_SIGNIN_SECOND_US;

    sl_fail(err, SL_DENIED, "too many attempts to sign in have failed");
    sl_fail_hint(err, "Wait %lld seconds, then try again.", (long long)seconds);
    return SL_DENIED;
}

static enum sl_status check_wait(
    struct sl_store *store,
    const struct sl_digest *counted,
    uint64_t free,
    int64_t now_us,
    struct sl_error *err
)
{
    struct sl_failures failures;

    SL_TRY(sl_store_attempt_find(store, counted, &failures, err));
    const int64_t wait = sl_throttle_wait(&failures, free, now_us);
    return wait > 0 ? fail_wait(wait, err) : SL_OK;
}

static enum sl_status count_try(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str source,
    struct sl_try *attempt,
    struct sl_error *err
)
{
    bool is_known = false;

    SL_TRY(sl_store_session_knows(store, user, source, &is_known, err));
    attempt->account = sl_throttle_account(user, source, is_known);
    attempt->place = sl_throttle_place(source);
    SL_TRY(check_wait(store, &attempt->account, SL_THROTTLE_FREE, attempt->now_us, err));
    SL_TRY(check_wait(store, &attempt->place, SL_THROTTLE_PLACE_FREE, attempt->now_us, err));
    SL_TRY(sl_store_attempt_drop_old(store, attempt->now_us - SL_THROTTLE_FORGET_US, err));
    return sl_store_attempt_fail(store, &attempt->account, attempt->now_us, err);
}

enum sl_status sl_try_begin(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str source,
    int64_t now_us,
    struct sl_try *ret_try,
    struct sl_error *err
)
{
    struct sl_try attempt = { .now_us = now_us };

    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = count_try(store, user, source, &attempt, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    SL_TRY(sl_store_commit(store, err));
    *ret_try = attempt;
    return SL_OK;
}

enum sl_status
sl_try_fail(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status =
        sl_store_attempt_fail(store, &attempt->place, attempt->now_us, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status
sl_try_succeed(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err)
{
    return sl_store_attempt_clear(store, &attempt->account, err);
}
