/* SPDX-License-Identifier: Apache-2.0 */
/*
 * throttled.h - tries to prove who one is, counted so that nobody can guess for long.
 */
#ifndef SL_APP_THROTTLED_H
#define SL_APP_THROTTLED_H

#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "store/store.h"

/* A try. Plain memory. */
struct sl_try {
    struct sl_digest account, place;
    int64_t now_us;
    int64_t place_failed_us; /* when the place failed before */
};

/*
 * Begin a try: it counts as a failure of the account and of the place until it has succeeded. In a
 * transaction of its own. Of tries that must wait the first is an entry of the ledger, and each
 * time that there were twice as many from the place.
 *
 *   user    as it was typed: whether there is such a user is not asked
 *   source  where from
 *
 * Errors: SL_DENIED when they must wait; those of the store; those of the ledger, when it was to be
 * an entry.
 */
SL_NODISCARD enum sl_status sl_try_begin(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str source,
    int64_t now_us,
    struct sl_try *ret_try,
    struct sl_error *err
);

/* It is right as far as it goes, and more is asked for: it does not count for the place. In a
 * transaction of its own. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_try_go_on(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err);

/* It has succeeded: within the transaction that follows from it. What failed at the place before
 * still counts. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_try_succeed(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err);

#endif
