/* SPDX-License-Identifier: Apache-2.0 */
/*
 * partition.h - which mentions are one person, before and after, and what became of identities.
 *
 * An identity's number is that of its lowest mention, so numbers follow from the partition alone:
 * two that are joined keep the lower number, a part that is split off gets that of its own lowest
 * mention, and when a join is reversed the old number comes back.
 */
#ifndef SL_IDENTITY_PARTITION_H
#define SL_IDENTITY_PARTITION_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* A mention and its identity. Plain memory. */
struct sl_partition_member {
    int64_t mention, identity;
};

enum sl_identity_turn {
    SL_TURN_CREATED, /* of mentions that were nobody's, or in the place of `other` */
    SL_TURN_SPLIT,   /* came out of other */
    SL_TURN_JOINED,  /* went into other */
    SL_TURN_RETIRED, /* has no mention any more */
    SL_TURN_COUNT
};

/* What became of an identity. Plain memory. */
struct sl_identity_change {
    enum sl_identity_turn turn;
    int64_t identity;
    int64_t other; /* 0 for created and retired */
};

/* Free items with sl_partition_changes_finish; zeroed is none. */
struct sl_partition_changes {
    struct sl_identity_change *items;
    size_t count, capacity;
    size_t moved_count; /* mentions that were somebody's and are somebody else's */
};

/*
 * Tell what became of identities.
 *
 *   before, after  ascending by mention, each mention once; every identity that is in one of them
 *                  is there with all its mentions, and numbered by the lowest
 *
 * An identity that goes on unchanged or with more or fewer mentions is not told. One that ends goes
 * into the identity of its lowest mention that is left. Created, split, joined, retired; each by
 * number.
 *
 * Errors: SL_NO_MEMORY. Time: a sort of what differs.
 */
SL_NODISCARD enum sl_status sl_partition_compare(
    const struct sl_partition_member *before,
    size_t before_count,
    const struct sl_partition_member *after,
    size_t after_count,
    struct sl_partition_changes *ret_changes,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_partition_changes_finish(struct sl_partition_changes *changes);

/* Where a mention stands in an ascending list, or would stand. Time: a binary search. */
size_t sl_members_find(const struct sl_partition_member *members, size_t count, int64_t mention);

#endif
