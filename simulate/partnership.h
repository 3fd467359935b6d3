/* SPDX-License-Identifier: Apache-2.0 */
/*
 * partnership.h - a whole partnership: houses made, situations planted, files written.
 *
 * Houses are made a wave at a time, which bounds the memory, and in parallel; what is in the files
 * depends on neither.
 */
#ifndef SL_SIMULATE_PARTNERSHIP_H
#define SL_SIMULATE_PARTNERSHIP_H

#include <stdint.h>

#include "base/error.h"
#include "clerk.h"

/* More would share NHS numbers. */
#define SL_PARTNERSHIP_LIMIT UINT64_C(8000000)

/* Told after every wave how many children are written down. */
typedef void sl_partnership_progress_fn(void *context, uint64_t done, uint64_t total);

struct sl_partnership_options {
    uint64_t children; /* 1 .. SL_PARTNERSHIP_LIMIT */
    uint64_t seed;
    unsigned error_percent; /* of the rates in records.h: 0 .. 500 */
    unsigned thread_count;  /* at least 1 */
    const char *out_path;
    const char *truth_path;               /* NULL: "truth" in out_path */
    sl_partnership_progress_fn *progress; /* may be NULL */
    void *progress_context;
};

/*
 * Make a partnership of exactly so many children, with their families. The same children, seed and
 * errors give the same bytes, on any number of threads.
 *
 * Errors: SL_USAGE (a folder is not empty), SL_IO, SL_NO_MEMORY; then nothing is left behind.
 * Memory: about 100 MiB, whatever the number of children.
 */
SL_NODISCARD enum sl_status sl_partnership_make(
    const struct sl_partnership_options *options,
    struct sl_world_tally *ret_tally,
    uint64_t *ret_bytes,
    struct sl_error *err
);

#endif
