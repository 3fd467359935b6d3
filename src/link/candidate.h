/* SPDX-License-Identifier: Apache-2.0 */
/*
 * candidate.h - pairs of entities that may be joined, the surest first: a heap.
 */
#ifndef SL_LINK_CANDIDATE_H
#define SL_LINK_CANDIDATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Two entities of a part that may be joined. */
struct sl_candidate {
    float bits;           /* with what is added when they were together before */
    uint32_t left, right; /* entities; left < right */
};

/* A binary heap. Zeroed is empty. */
struct sl_candidates {
    struct sl_candidate *items;
    size_t count, capacity;
};

/* Free; zeroed is fine. */
void sl_candidates_finish(struct sl_candidates *candidates);

/* Add one. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_candidates_push(struct sl_candidates *candidates, struct sl_candidate candidate);

/* Take out the one with the most bits; of equals the one with the lowest entities. count > 0. */
struct sl_candidate sl_candidates_pop(struct sl_candidates *candidates);

#endif
