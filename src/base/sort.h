/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sort.h - stable radix sorts of numbers, and sorting of slices by bytes.
 *
 * Time: proportional to count times the bytes of the key that are in use (equal bytes are skipped).
 */
#ifndef SL_BASE_SORT_H
#define SL_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* A key and what it stands for. */
struct sl_keyed {
    uint64_t key;
    uint64_t value;
};

/* Sort by key, stable. Errors: SL_NO_MEMORY (needs a second array of the same size). */
SL_NODISCARD enum sl_status
sl_sort_keyed(struct sl_keyed *items, size_t count, struct sl_error *err);

/* Sort plain numbers. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_sort_u64(uint64_t *items, size_t count, struct sl_error *err);

/*
 * Fill order with 0 .. count-1 so that texts[order[i]] ascends by bytes; equal texts keep their
 * order. Errors: SL_NO_MEMORY, SL_LIMIT when count exceeds UINT32_MAX.
 */
SL_NODISCARD enum sl_status
sl_sort_strs(const struct sl_str *texts, size_t count, uint32_t *order, struct sl_error *err);

#endif
