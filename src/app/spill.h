/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spill.h - sorting more than fits into memory.
 *
 * Items are gathered in memory; when that is full they are sorted and written into a file beside
 * the store, and at the end what was written is merged.
 *
 * Source: D. Knuth, "The Art of Computer Programming", volume 3, 5.4 "External sorting".
 */
#ifndef SL_APP_SPILL_H
#define SL_APP_SPILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "store/store.h"

/* The longest text of an item. */
#define SL_SPILL_TEXT_LIMIT_BYTES ((size_t)16 << 20)

/* Order: by first, then second, both not negative, then the bytes of the text. */
struct sl_spill_item {
    int64_t first, second;
    struct sl_str text;
};

struct sl_spill;

/*
 * Begin. Nothing is written before memory is full.
 *
 *   store         beside which it is written; borrowed
 *   memory_bytes  for items; half as much again is needed when they are sorted
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_spill_open(
    const struct sl_store *store,
    size_t memory_bytes,
    struct sl_spill **ret_spill,
    struct sl_error *err
);

/* Add an item; its text is copied. Errors: SL_NO_MEMORY, SL_LIMIT, SL_IO. */
SL_NODISCARD enum sl_status
sl_spill_add(struct sl_spill *spill, const struct sl_spill_item *item, struct sl_error *err);

/* How many were added. */
uint64_t sl_spill_count(const struct sl_spill *spill);

/* Nothing more is added: from now on it is read. Errors: SL_NO_MEMORY, SL_IO. */
SL_NODISCARD enum sl_status sl_spill_sort(struct sl_spill *spill, struct sl_error *err);

/*
 * The next item in order; equal ones come as often as they were added.
 *
 *   ret_item      its text is good until the next call
 *   ret_has_item  false at the end
 *
 * Errors: SL_NO_MEMORY, SL_IO.
 */
SL_NODISCARD enum sl_status sl_spill_next(
    struct sl_spill *spill, struct sl_spill_item *ret_item, bool *ret_has_item, struct sl_error *err
);

/* Free, and let the file go; NULL is fine. */
void sl_spill_close(struct sl_spill *spill);
/* For SL_CLEANUP on a struct sl_spill * variable. */
void sl_spill_close_ptr(struct sl_spill **spill);

#endif
