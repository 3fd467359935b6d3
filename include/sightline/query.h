/* SPDX-License-Identifier: Apache-2.0 */
/*
 * query.h - one record against all records of a linkage, in microseconds.
 */
#ifndef SIGHTLINE_QUERY_H
#define SIGHTLINE_QUERY_H

#include "sightline/linkage.h"

struct sl_query; /* scratch memory of one querying thread */

SL_API SL_NODISCARD enum sl_status
sl_query_open(struct sl_linkage *linkage, struct sl_query **ret_query, struct sl_error *err);
SL_API void sl_query_close(struct sl_query *query);

struct sl_query_match {
    uint32_t record;
    double weight_bits;
    double probability;
};

/*
 * Find the records that may be about the same person as a record that is not in the linkage.
 *
 *   values          as for sl_linkage_add
 *   threshold_bits  every record whose weight reaches it is given; not below the index's floor
 *   ret_matches     best first, ties by record number; good until the next search
 *
 * The weight is the one that run would give the pair if the record were in it and changed no
 * frequency. Errors: SL_NO_MEMORY, SL_INVALID (threshold below the floor).
 */
SL_API SL_NODISCARD enum sl_status sl_query_search(
    struct sl_query *query,
    const struct sl_str *values,
    double threshold_bits,
    const struct sl_query_match **ret_matches,
    size_t *ret_count,
    struct sl_error *err
);

#endif
