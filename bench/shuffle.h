/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shuffle.h - putting lines out of order without holding them all.
 *
 * A pool of lines: each line added takes a random place in it, and the line that was there goes
 * out. A file of fewer lines than the pool is shuffled evenly; in a longer one a line moves by
 * about as many lines as the pool holds. So the records of one person, made one after another,
 * are nowhere near each other, as in files that agencies send.
 */
#ifndef SL_BENCH_SHUFFLE_H
#define SL_BENCH_SHUFFLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* The longest line; SL_ASSERT holds callers to it. */
#define SL_SHUFFLE_LINE_LIMIT_BYTES 318u

struct sl_shuffle;

/* Receives each line on its way out; the slice is good for the call only. */
typedef void sl_shuffle_out_fn(void *context, struct sl_str line);

/*
 * Start with an empty pool.
 *
 *   pool_lines  1 .. 2^32 - 1; each takes SL_SHUFFLE_LINE_LIMIT_BYTES + 2 bytes
 *   out         called with context for every line added, in the shuffled order
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_shuffle_open(
    size_t pool_lines,
    uint64_t seed,
    sl_shuffle_out_fn *out,
    void *context,
    struct sl_shuffle **ret_shuffle,
    struct sl_error *err
);

/* Add a line; once the pool is full another one goes out. */
void sl_shuffle_add(struct sl_shuffle *shuffle, struct sl_str line);

/* Let all lines out that are left. */
void sl_shuffle_flush(struct sl_shuffle *shuffle);

/* Give everything back, lines left included; NULL is fine. */
void sl_shuffle_close(struct sl_shuffle *shuffle);

/* For SL_CLEANUP on a struct sl_shuffle * variable. */
void sl_shuffle_close_ptr(struct sl_shuffle **shuffle);

#endif
