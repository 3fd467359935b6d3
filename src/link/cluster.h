/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cluster.h - from pairs to people: records joined step by step, the surest first.
 *
 * In each connected part of the pairs the two entities with the highest weight are joined, and the
 * joined entity is compared with its neighbours anew, on all that its records say together. The
 * order of joins is a tree; cutting it at a threshold gives the people. What must not be joined
 * (twins; what a rule forbids) is not, whatever the weight.
 *
 * Source:  agglomerative clustering; for collective evidence I. Bhattacharya and L. Getoor,
 *          "Collective Entity Resolution in Relational Data", ACM TKDD 1 (2007).
 * Differs: the similarity of two entities is their likelihood ratio field by field (entity.h), not
 *          a mean of pair weights.
 */
#ifndef SL_LINK_CLUSTER_H
#define SL_LINK_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/edge.h"
#include "link/joins.h"
#include "link/known.h"
#include "link/possible.h"
#include "link/rule.h"
#include "link/score.h"

struct sl_cluster_options {
    struct sl_rules rules;        /* no entity breaks them */
    const struct sl_known *known; /* groups that are joined first; may be NULL */
    bool strict_twins;            /* see twin.h */
    double least_bits;            /* joins below are not made */
    double stay_gain_bits;        /* added for entities that were together before; 0 or more */
    bool find_possible;           /* no joins below cut_bits: what is next is noted instead */
    double cut_bits, possible_bits;
    unsigned thread_count;
    sl_progress_fn *progress; /* may be NULL */
    void *context;
};

/* What is found beside joins, in no promised order; appended. */
struct sl_joins_notes {
    struct sl_aparts *aparts;       /* what a rule forbade */
    struct sl_possibles *possibles; /* what is not sure enough; may be NULL without find_possible */
};

/*
 * Find the joins.
 *
 *   joins  free with sl_joins_finish
 *
 * Errors: SL_NO_MEMORY. The joins are independent of threads.
 */
SL_NODISCARD enum sl_status sl_joins_find(
    struct sl_joins *joins,
    const struct sl_joins_notes *notes,
    const struct sl_scorer *scorer,
    const struct sl_edges *edges,
    const struct sl_cluster_options *options,
    struct sl_error *err
);

#endif
