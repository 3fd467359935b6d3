/* SPDX-License-Identifier: Apache-2.0 */
/*
 * possible.h - people who may be one person, but not surely enough to be joined.
 */
#ifndef SIGHTLINE_POSSIBLE_H
#define SIGHTLINE_POSSIBLE_H

#include <stddef.h>
#include <stdint.h>

#include "sightline/linkage.h"

/*
 * Two clusters that may be one person, for somebody to look at: joining them would have been next,
 * and no rule forbids it. left and right name them; left < right.
 */
struct sl_linkage_possible {
    uint32_t left, right;
    double weight_bits; /* of the two as people; without what BEFORE adds (known.h) */
    double probability;
};

/*
 * With find_possible: the pairs of clusters whose weight (with what BEFORE adds) is from
 * possible_bits to below the threshold, and pairs from possible_bits up that are not joined because
 * with strict_twins nobody can tell which of two twins one of them is; ascending by (left, right),
 * each once. Other pairs that a rule keeps apart, or that look like twins, are not among them.
 */
SL_API size_t sl_linkage_possible_count(const struct sl_linkage *linkage);
SL_API struct sl_linkage_possible
sl_linkage_possible_get(const struct sl_linkage *linkage, size_t index);

#endif
