/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sighting.h - who has been seen with two values, and which values that makes variants.
 *
 * A sighting is a person whose records hold two values that are not similar where one would be
 * expected. Most are errors. Two values are variants of each other when
 *
 *   - at least three people are seen with both, no two of them related: children of one family who
 *     are known by the surname of either parent say nothing about other families;
 *   - at least a tenth of the people who go by the rarer one go by the other, too: twins are often
 *     given names that go together, but three people of a hundred have a twin at all (model.h);
 *   - chance would bring these values together in a fourth as many people at most, and in so many
 *     once in a million. Chance is what happens when each value is mistaken for any other, as often
 *     as its other sightings say, within a community (community.h).
 */
#ifndef SL_LINK_SIGHTING_H
#define SL_LINK_SIGHTING_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/component.h"
#include "link/score.h"

/* Two codes that two records of one person hold, left < right. */
struct sl_sighting {
    uint32_t left, right;
    uint32_t person;        /* the lowest record of the person; before settling, `record` */
    uint32_t record, other; /* the two records */
};

/* The sightings of one domain, and who holds what: code << 32 | person. Zeroed is empty. */
struct sl_sightings {
    struct sl_sighting *items;
    size_t count, capacity;
    uint64_t *holders;
    size_t holder_count, holder_capacity;
};

/* Free; zeroed is fine. */
void sl_sightings_finish(struct sl_sightings *sightings);

/* Two records of one person hold these codes, similar or not. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_sightings_hold(
    struct sl_sightings *sightings,
    uint32_t record,
    uint32_t code,
    uint32_t other_code,
    struct sl_error *err
);

/* And they are not similar: a sighting. Its person is not read. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_sightings_add(struct sl_sightings *sightings, struct sl_sighting sighting, struct sl_error *err);

/* Add what others have seen; both unsettled. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_sightings_append(
    struct sl_sightings *sightings, const struct sl_sightings *others, struct sl_error *err
);

/*
 * Sort, and count each person once.
 *
 *   people  the records of each person; NULL: not known yet, each record is taken for a person
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_sightings_settle(struct sl_sightings *sightings, struct sl_union *people, struct sl_error *err);

/*
 * Find the variants.
 *
 *   value_count  of the domain
 *   scorer       says who is related
 *   ret_pairs    left << 32 | right, ascending; free with sl_free
 *
 * The sightings must be settled. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_sightings_judge(
    const struct sl_sightings *sightings,
    uint32_t value_count,
    const struct sl_scorer *scorer,
    uint64_t **ret_pairs,
    size_t *ret_count,
    struct sl_error *err
);

#endif
