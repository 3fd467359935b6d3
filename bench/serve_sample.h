/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve_sample.h - children of a store whose pages are asked for, and what is typed to find them.
 */
#ifndef SL_BENCH_SERVE_SAMPLE_H
#define SL_BENCH_SERVE_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* Somebody; texts as parts of addresses, in the arena of the sample. */
struct sl_serve_child {
    int64_t identity, mention;
    uint64_t mention_count;
    struct sl_str page;      /* "/child/P..." */
    struct sl_str search[2]; /* "/search?q=...": by names and a date; by a surname alone */
};

/* Spread evenly over the store; and of ten times as many those with most mentions. */
struct sl_serve_sample {
    struct sl_arena arena;
    struct sl_serve_child *anybody, *busiest;
    size_t anybody_count, busiest_count;
};

/*
 * Choose, and let a user work with all of them, as if each was theirs.
 *
 *   store  path; the ties are written into it
 *   user   an id
 *
 * Errors: those of the store. Finish in any case.
 */
SL_NODISCARD enum sl_status sl_serve_sample_take(
    struct sl_serve_sample *sample,
    const char *store,
    struct sl_str user,
    size_t wanted,
    struct sl_error *err
);
void sl_serve_sample_finish(struct sl_serve_sample *sample);

#endif
