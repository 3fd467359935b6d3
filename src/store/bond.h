/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bond.h - mentions that were one person when that was last published, before something changed.
 *
 * What was published is not to change for a fraction of a bit: bonds are told to the linkage
 * (sightline/known.h, SL_HOLD_BEFORE). They cannot be made again from the records, so they are
 * kept.
 */
#ifndef SL_STORE_BOND_H
#define SL_STORE_BOND_H

#include <stdint.h>

#include "store/store.h"

/* A mention, and another of the person that it was. Plain memory. */
struct sl_stored_bond {
    int64_t mention, other;
};

/* Put a mention's bond, in the place of an earlier one. In a transaction. Errors: of the store. */
SL_NODISCARD enum sl_status
sl_store_bond_put(struct sl_store *store, const struct sl_stored_bond *bond, struct sl_error *err);

/* Remove a mention's bond, if it has one. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_bond_remove(struct sl_store *store, int64_t mention, struct sl_error *err);

/*
 * The next bond behind that of the mention `after` (0: the first), by mention.
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_bond_next(
    struct sl_store *store, int64_t after, struct sl_stored_bond *ret_bond, struct sl_error *err
);

#endif
