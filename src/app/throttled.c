/* SPDX-License-Identifier: Apache-2.0 */
#include "app/throttled.h"

#include <stdbool.h>
#include <stdio.h>

#include "app/ledger_note.h"
#include "signin/throttle.h"
#include "store/attempt.h"
#include "store/session.h"
#include "store/user.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)
#define DETAIL_BYTES        80

/* The same for all users, and for those whom there are not. */
static enum sl_status fail_wait(int64_t wait_us, struct sl_error *err)
{
    const int64_t seconds = (wait_us + SL_SIGNIN_SECOND_US - 1) / SL_SIGNIN_SECOND_US;

    sl_fail(err, SL_DENIED, "too many attempts to sign in have failed");
    sl_fail_hint(err, "Wait %lld seconds, then try again.", (long long)seconds);
    return SL_DENIED;
}

/* The longer wait of the two; what was counted for the place is kept in the try. */
static enum sl_status
find_wait(struct sl_store *store, struct sl_try *attempt, int64_t *ret_wait, struct sl_error *err)
{
    struct sl_failures account;
    struct sl_failures place;

    SL_TRY(sl_store_attempt_find(store, &attempt->account, &account, err));
    SL_TRY(sl_store_attempt_find(store, &attempt->place, &place, err));
    const int64_t first = sl_throttle_wait(&account, SL_THROTTLE_FREE, attempt->now_us);
    const int64_t second = sl_throttle_wait(&place, SL_THROTTLE_PLACE_FREE, attempt->now_us);
    attempt->place_failed_us = place.last_us;
    *ret_wait = first > second ? first : second;
    return SL_OK;
}

/* Count it, as a try or, when it must wait, as that. */
static enum sl_status count_try(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str source,
    struct sl_try *attempt,
    int64_t *ret_wait,
    struct sl_error *err
)
{
    const struct sl_digest waiting = sl_throttle_waiting(source);
    bool is_known = false;

    SL_TRY(sl_store_session_knows(store, user, source, &is_known, err));
    attempt->account = sl_throttle_account(user, source, is_known);
    attempt->place = sl_throttle_place(source);
    SL_TRY(find_wait(store, attempt, ret_wait, err));
    if (*ret_wait > 0) {
        return sl_store_attempt_fail(store, &waiting, attempt->now_us, err);
    }
    SL_TRY(sl_store_attempt_drop_old(store, attempt->now_us - SL_THROTTLE_FORGET_US, err));
    SL_TRY(sl_store_attempt_fail(store, &attempt->account, attempt->now_us, err));
    return sl_store_attempt_fail(store, &attempt->place, attempt->now_us, err);
}

/* The entry of tries that must wait, now and then. A name that is no user's is not kept. */
static enum sl_status note_wait(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str source,
    int64_t now_us,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_digest waiting = sl_throttle_waiting(source);
    struct sl_store_user found = { .agency = SL_STR("") };
    struct sl_failures tries;
    char detail[DETAIL_BYTES];

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_store_attempt_find(store, &waiting, &tries, err));
    if (!sl_throttle_is_noted(tries.count)) {
        return SL_OK;
    }
    const bool is_user = sl_store_user_find(store, user, &scratch, &found, NULL) == SL_OK;
    (void)snprintf(
        detail,
        sizeof detail,
        "%llu tries from the place had to wait",
        (unsigned long long)tries.count
    );
    const struct sl_deed deed = {
        .when_us = now_us,
        .verb = SL_VERB_SIGN_IN,
        .outcome = SL_OUTCOME_REFUSED,
        .texts = {[SL_ENTRY_AGENCY] = is_user ? found.agency : SL_STR(""),
                  [SL_ENTRY_KIND] = SL_STR("session")},
        .user = is_user ? user : SL_STR(""),
        .detail = sl_str_from(detail),
    };
    return sl_ledger_note(store, &deed, err);
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
    int64_t wait = 0;

    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = count_try(store, user, source, &attempt, &wait, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    SL_TRY(sl_store_commit(store, err));
    if (wait > 0) {
        SL_TRY(note_wait(store, user, source, now_us, err));
        return fail_wait(wait, err);
    }
    *ret_try = attempt;
    return SL_OK;
}

/* The place had not failed. */
static enum sl_status
undo_place(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err)
{
    return sl_store_attempt_undo(
        store, &attempt->place, attempt->now_us, attempt->place_failed_us, err
    );
}

enum sl_status
sl_try_go_on(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = undo_place(store, attempt, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status
sl_try_succeed(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err)
{
    SL_TRY(undo_place(store, attempt, err));
    return sl_store_attempt_clear(store, &attempt->account, err);
}
