/* SPDX-License-Identifier: Apache-2.0 */
/*
 * edge.h - all pairs of records whose weight reaches a floor.
 */
#ifndef SL_LINK_EDGE_H
#define SL_LINK_EDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/index.h"
#include "link/tie.h"
#include "link/weights.h"

/* Two records and their match weight; left < right. */
struct sl_edge {
    uint32_t left, right;
    float bits;
};

/* Ascending by (left, right), each pair once. Zeroed is empty. */
struct sl_edges {
    struct sl_edge *items;
    size_t count;
    uint64_t looked_at;  /* pairs scored on the way */
    struct sl_ties ties; /* between records, when asked for; in no promised order */
};

struct sl_edge_options {
    bool two_sources;        /* only pairs across sources */
    bool distinct_in_source; /* no pair within a source */
    bool brute_force;        /* look at all pairs */
    bool ties;               /* note relatives and neighbours on the way */
    double least_bits;
    unsigned thread_count;
    sl_progress_fn *progress; /* may be NULL */
    void *context;
};

/* Errors: SL_NO_MEMORY. Free with sl_edges_finish. index may be NULL with brute_force. */
SL_NODISCARD enum sl_status sl_edges_find(
    struct sl_edges *edges,
    const struct sl_weights *weights,
    const struct sl_index *index,
    const struct sl_edge_options *options,
    struct sl_error *err
);
void sl_edges_finish(struct sl_edges *edges);

#endif
