/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_about.h - what is known of one mention and others, read from the store when it is asked.
 */
#ifndef SL_APP_IDENTITY_ABOUT_H
#define SL_APP_IDENTITY_ABOUT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "identity/hold.h"
#include "store/decision.h"
#include "store/store.h"

/* Add what sources say of a mention and others. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_identity_related_holds(
    struct sl_store *store, int64_t mention, struct sl_mention_holds *holds, struct sl_error *err
);

/*
 * The next decision behind the one with the id `after` (0: the first) that is about a mention, in
 * force or not; in the arena. Errors: SL_NOT_FOUND without a message, behind the last; those of
 * the store.
 */
SL_NODISCARD enum sl_status sl_identity_decision_about(
    struct sl_store *store,
    int64_t mention,
    int64_t after,
    struct sl_arena *arena,
    struct sl_decision *ret_decision,
    struct sl_error *err
);

#endif
