/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tie.h - people who belong together without being the same: twins, families, households.
 *
 * The relations that keep relatives from being joined say, for free, who they are. Ties are
 * published with their kind and probability; they never join records.
 */
#ifndef SL_LINK_TIE_H
#define SL_LINK_TIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/score.h"
#include "sightline/linkage.h"

/* A tie is told when it is at least this likely. */
#define SL_TIE_LEAST_PROB 0.5

/* A growing list of ties, between records at first, then between clusters. Zeroed is empty. */
struct sl_ties {
    struct sl_linkage_tie *items;
    size_t count, capacity;
};

/* Free; zeroed is fine. */
void sl_ties_finish(struct sl_ties *ties);

/*
 * What tie do these odds speak for? False when none is likely enough, or when what is shared says
 * nothing about people (a town, an occupation).
 */
bool sl_tie_see(
    const struct sl_scorer *scorer,
    const struct sl_odds *odds,
    enum sl_tie_kind *ret_kind,
    double *ret_probability
);

/* Append a tie. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_ties_add(struct sl_ties *ties, struct sl_linkage_tie tie, struct sl_error *err);

/*
 * Turn ties between records into ties between clusters: one for each pair of clusters and kind, the
 * likeliest, ascending; none within a cluster.
 */
void sl_ties_lift(struct sl_ties *ties, const uint32_t *clusters);

#endif
