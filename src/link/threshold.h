/* SPDX-License-Identifier: Apache-2.0 */
/*
 * threshold.h - where to cut, without labels.
 *
 * Each join has a probability of being right, from its weight. Joining all down to a height h
 * gives, in expectation, TP(h) right pairs among P(h) pairs joined, of N right pairs that there
 * are; expected F1 is 2 TP / (P + N). Where it is greatest is the threshold.
 * It is the same all the way from the last join that is made down to the first that is not, and
 * other pairs will be held against it, too: so the threshold is half way between the two, or half
 * way to even odds when no join is left out.
 *
 * Source:  Z. C. Lipton, C. Elkan, B. Naryanaswamy, "Optimal Thresholding of Classifiers to
 * Maximize F1 Measure", ECML PKDD 2014: the best threshold on a calibrated probability is F1 / 2.
 */
#ifndef SL_LINK_THRESHOLD_H
#define SL_LINK_THRESHOLD_H

#include "base/error.h"
#include "link/joins.h"

/* What cutting at a height is expected to give. */
struct sl_expected {
    double height;
    double precision, recall, f1; /* 1 when there is nothing to be wrong about */
};

/*
 * Find the best height.
 *
 *   joins         as found; not changed
 *   missed_pairs  expected right pairs beyond those that joins know of
 *
 * Errors: SL_NO_MEMORY. Of cuts that are equally good, the one with fewer joins. The height is 0
 * when there are no joins.
 */
SL_NODISCARD enum sl_status sl_threshold_choose(
    const struct sl_joins *joins,
    double missed_pairs,
    struct sl_expected *ret_expected,
    struct sl_error *err
);

/* What cutting at a given height is expected to give. */
struct sl_expected
sl_threshold_expect(const struct sl_joins *joins, double missed_pairs, double height);

#endif
