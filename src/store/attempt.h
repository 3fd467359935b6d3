/* SPDX-License-Identifier: Apache-2.0 */
/*
 * attempt.h - failures to sign in since the last success, by what they are counted for.
 *
 * What that is, is a digest: people type their password where their name should stand, and it must
 * not be found here.
 */
#ifndef SL_STORE_ATTEMPT_H
#define SL_STORE_ATTEMPT_H

#include "base/digest.h"
#include "signin/throttle.h"
#include "store/store.h"

/* The failures counted; none gives zeros. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_attempt_find(
    struct sl_store *store,
    const struct sl_digest *counted,
    struct sl_failures *ret_failures,
    struct sl_error *err
);

/* One more, at a time in microseconds since 1970, in a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_attempt_fail(
    struct sl_store *store, const struct sl_digest *counted, int64_t at, struct sl_error *err
);

/*
 * One less, in a transaction: what was counted at `at` has not failed. When nothing was counted
 * later, the last failure is the one at `before` again. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_attempt_undo(
    struct sl_store *store,
    const struct sl_digest *counted,
    int64_t at,
    int64_t before,
    struct sl_error *err
);

/* None any more, in a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_attempt_clear(
    struct sl_store *store, const struct sl_digest *counted, struct sl_error *err
);

/* Forget those that failed last before a time, in a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_attempt_drop_old(struct sl_store *store, int64_t before, struct sl_error *err);

#endif
