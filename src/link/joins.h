/* SPDX-License-Identifier: Apache-2.0 */
/*
 * joins.h - the joins that made people out of records, and what cutting them at a height gives.
 */
#ifndef SL_LINK_JOINS_H
#define SL_LINK_JOINS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/edge.h"

/* One join: the entities that hold these records (the lowest of each) became one. */
struct sl_join {
    uint32_t left, right;
    float bits;          /* weight of the two entities */
    float height;        /* the lowest weight of this and all joins before it in its part */
    uint64_t pair_count; /* pairs of records that it put together */
};

/* All joins; within a part in the order they were made. Zeroed is empty. */
struct sl_joins {
    struct sl_join *items;
    size_t count;
    double open_matches; /* expected matches among pairs of entities that were not joined */
};

/* A number that is the lower the higher the bits are: a stable sort by it is best first. */
uint64_t sl_best_first(float bits);

/* Free; zeroed is fine. */
void sl_joins_finish(struct sl_joins *joins);

/*
 * Cut the tree: clusters[record] becomes the lowest record of its cluster, using joins of at least
 * this height.
 *
 *   groups    by record: the lowest record that it is known to be one with; NULL: itself
 *   clusters  record_count places
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_joins_cut(
    const struct sl_joins *joins,
    double height,
    const uint32_t *groups,
    uint32_t *clusters,
    uint32_t record_count,
    struct sl_error *err
);

/*
 * Joins of pairs: the best edges of at least least_bits first, each record in one pair only.
 * Errors: SL_NO_MEMORY. Free with sl_joins_finish.
 */
SL_NODISCARD enum sl_status sl_joins_one_to_one(
    struct sl_joins *joins,
    const struct sl_edges *edges,
    double least_bits,
    uint32_t record_count,
    struct sl_error *err
);

#endif
