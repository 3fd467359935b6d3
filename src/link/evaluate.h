/* SPDX-License-Identifier: Apache-2.0 */
/*
 * evaluate.h - how good are clusters, when the truth is known?
 *
 * Two views, because each hides what the other shows. Pairs: of all pairs of records that the
 * clusters join, how many are truly one person, and how many true pairs are joined; one large
 * wrong cluster weighs heavily. B-cubed: the same asked for each record and then averaged; every
 * record counts alike.
 *
 * Source:  A. Bagga and B. Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector
 *          Space Model", COLING-ACL 1998, 79-85 (B-cubed, every record of equal weight).
 * Differs: a ratio whose denominator is zero is 1: clusters that join no pair make no wrong pair,
 *          and where no true pair exists none is missed. F1 is 0 when precision and recall are 0.
 */
#ifndef SL_LINK_EVALUATE_H
#define SL_LINK_EVALUATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Each between 0 and 1. */
struct sl_quality {
    double precision;
    double recall;
    double f1; /* the harmonic mean of both */
};

/* Invariant: joined_true_pairs <= joined_pairs and <= true_pairs. */
struct sl_evaluation {
    uint64_t record_count;
    uint64_t cluster_count;     /* found */
    uint64_t class_count;       /* true: how many people there are */
    uint64_t joined_pairs;      /* pairs of records in one cluster */
    uint64_t true_pairs;        /* pairs of records of one person */
    uint64_t joined_true_pairs; /* both */
    struct sl_quality pairs;
    struct sl_quality bcubed;
};

/*
 * Compare clusters with the truth.
 *
 *   clusters  for each of record_count records, a number that names its cluster
 *   truths    for each record, a number that names its person; any numbers, in any order
 *
 * Counts are exact. Errors: SL_NO_MEMORY; *ret_evaluation is then left alone.
 * Memory: 16 bytes a record while it runs. Time: a radix sort, proportional to record_count.
 */
SL_NODISCARD enum sl_status sl_evaluate(
    const uint32_t *clusters,
    const uint32_t *truths,
    size_t record_count,
    struct sl_evaluation *ret_evaluation,
    struct sl_error *err
);

#endif
