/* SPDX-License-Identifier: Apache-2.0 */
/*
 * near.h - which records are like enough to be looked at together.
 *
 * Two records are near when their weight reaches the floor: what is joined, what may be, and one
 * bit below. By a reference that depends on the two alone, so who keeps what one run has found need
 * not have it found again, neither by a growth of the same records nor to judge some of them:
 * everything that bears on somebody is reached from him through pairs that are near and through
 * holds.
 */
#ifndef SIGHTLINE_NEAR_H
#define SIGHTLINE_NEAR_H

#include <stddef.h>
#include <stdint.h>

#include "sightline/grow.h"
#include "sightline/linkage.h"

/* Two records; in what a run found, left < right. */
struct sl_near_pair {
    uint32_t left, right;
};

/*
 * All pairs of a linkage with a reference, after run; none without. Whether they were joined, and
 * whether anything forbids it, is not asked. Borrowed until close.
 */
SL_API void sl_linkage_near(
    const struct sl_linkage *linkage, const struct sl_near_pair **ret_pairs, size_t *ret_count
);

/*
 * Let a growth take from a list what it would search for: pairs of the linkage's records. Once, and
 * before anything else is asked of it.
 *
 *   pairs  in any order, each once; all that are near are among them, and others may be: each is
 *          weighed when it is needed. Copied
 *
 * Errors: SL_INVALID (no such record), SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_use_near(
    struct sl_growth *growth, const struct sl_near_pair *pairs, size_t count, struct sl_error *err
);

/*
 * The records that are there and near to one that is there, too, in any order.
 *
 *   ret_others  borrowed until the growth is next asked
 *
 * Errors: SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_near(
    struct sl_growth *growth,
    uint32_t record,
    const uint32_t **ret_others,
    size_t *ret_count,
    struct sl_error *err
);

#endif
