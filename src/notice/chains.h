/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chains.h - which items have a key, when items come one by one; for this folder only.
 *
 * A table of open slots has the last item of each key; each item has the one before it. So adding
 * costs the same however much there is, and the items of a key are found from the last to the
 * first.
 */
#ifndef SL_NOTICE_CHAINS_H
#define SL_NOTICE_CHAINS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* No item. */
#define SL_CHAINS_NONE UINT32_MAX

/* Zeroed is empty. */
struct sl_chains {
    int64_t *keys; /* where the slot is open: anything */
    uint32_t *last;
    size_t mask, key_count;
    uint32_t *before; /* by item */
    size_t item_room;
};

/* Give everything back. */
void sl_chains_finish(struct sl_chains *chains);

/* Add an item, which is in no chain, to that of a key. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_chains_add(struct sl_chains *chains, int64_t key, uint32_t item, struct sl_error *err);

/* The last item of a key, and the one before an item; SL_CHAINS_NONE. */
uint32_t sl_chains_last(const struct sl_chains *chains, int64_t key);
uint32_t sl_chains_before(const struct sl_chains *chains, uint32_t item);

#endif
