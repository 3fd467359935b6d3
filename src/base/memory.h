/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memory.h - the only door to the heap.
 *
 * Every module allocates here (or in an arena or buffer, which come here), so that tests can make
 * the Nth allocation fail and a run can say how much it held at its peak.
 */
#ifndef SL_BASE_MEMORY_H
#define SL_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/banned.h"

/* Arrays of at least this many bytes are page-aligned and ask for huge pages. */
#define SL_MEMORY_HUGE_BYTES ((size_t)4 << 20)

/*
 * Allocate room for count items of item_bytes each. Uninitialised (sl_alloc) or zero (sl_calloc).
 * A count of zero gives a valid pointer. Returns NULL when memory is short or the product
 * overflows. Free with sl_free.
 */
void *sl_alloc(size_t count, size_t item_bytes);
void *sl_calloc(size_t count, size_t item_bytes);

/* Grow or shrink what sl_alloc gave (or NULL); contents kept. On failure NULL, the old one stays.
 */
void *sl_realloc(void *ptr, size_t count, size_t item_bytes);

/* Free what the above gave; NULL is fine. */
void sl_free(void *ptr);

/*
 * Give back to the system what was freed but is still kept for small blocks to come. Worth it when
 * much was freed and large blocks come next. Time: that of as many page faults. Thread-safe.
 */
void sl_memory_give_back(void);

/* For SL_CLEANUP on a pointer variable: frees *(void **)ptr_to_ptr. */
void sl_free_ptr(void *ptr_to_ptr);

/* Bytes held now, and the most held at once since the start or the last reset. Thread-safe. */
size_t sl_memory_held_bytes(void);
size_t sl_memory_peak_bytes(void);
void sl_memory_reset_peak(void);

/*
 * For tests: let `count` further allocations succeed, then fail every one until called again with
 * UINT64_MAX (the default, never fail). Thread-safe.
 */
void sl_memory_fail_after(uint64_t count);

#endif
