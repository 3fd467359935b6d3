/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chance.h - how often two different people agree by chance (the u probabilities).
 *
 * For each value and level: how many other records hold a value that agrees with it at that level
 * (its neighbourhood mass), less the records of the same person that are expected among them, over
 * the number of records. One formula gives frequency weights for exact and for similar values:
 * agreeing on Smith says little, and so does being one letter away from it.
 *
 * Source:  the frequency argument of Fellegi and Sunter 1969 (method I) and W. E. Winkler,
 *          "Frequency-Based Matching in Fellegi-Sunter Model of Record Linkage", US Census RR
 * 2000-06. Differs: similar values carry the mass of their whole neighbourhood, not the exact
 * value's.
 */
#ifndef SL_LINK_CHANCE_H
#define SL_LINK_CHANCE_H

#include <stdint.h>

#include "base/error.h"
#include "link/compare.h"
#include "link/domain.h"
#include "link/model.h"

/*
 * One field's chances. counts and bits are [code * SL_LEVEL_ELSE + level] for the levels below
 * SL_LEVEL_ELSE, for codes 0 .. value_count; those of code 0 are unused.
 */
struct sl_chance {
    uint32_t value_count;
    uint64_t record_count;          /* records in all */
    uint64_t present_count;         /* records with a value */
    float *counts;                  /* other records that agree with this value at this level */
    float *bits;                    /* -log2 u: what an agreement of this value is worth at most */
    double agreeing[SL_LEVEL_ELSE]; /* ordered pairs of records, by level */
    double level_prob[SL_LEVEL_COUNT]; /* u over random pairs, by level */
    double else_bits;                  /* -log2 u of no agreement */
    double expected[SL_LEVEL_ELSE];    /* records of the same person among those that agree */
    double unseen[SL_LEVEL_ELSE];      /* chance agreements of a value that looks unique */
};

/*
 * Count. frequency[code] is how many records hold the value, 0 .. value_count.
 * Errors: SL_NO_MEMORY. Free with sl_chance_finish. Independent of threads.
 */
SL_NODISCARD enum sl_status sl_chance_count(
    struct sl_chance *chance,
    const struct sl_domain *domain,
    const uint32_t *frequency,
    uint64_t record_count,
    unsigned thread_count,
    struct sl_error *err
);
void sl_chance_finish(struct sl_chance *chance);

/*
 * Turn counts into bits, with the records of the same person taken out.
 *
 * To be called again whenever the model changes.
 */
void sl_chance_update(
    struct sl_chance *chance, const struct sl_model *model, unsigned field, unsigned thread_count
);

/*
 * The bits of an agreement at `level` with a value that `count` other records agree with. strange
 * is the share of the person's expected records that may be among them: 1 when nothing is known.
 * After sl_chance_update.
 */
float sl_chance_bits_of(
    const struct sl_chance *chance, unsigned level, double count, double strange
);

/* The rarer of the two views: an agreement is worth what the commoner value allows. */
static inline float
sl_chance_bits(const struct sl_chance *chance, uint32_t left, uint32_t right, unsigned level)
{
    const float a = chance->bits[(size_t)left * SL_LEVEL_ELSE + level];
    const float b = chance->bits[(size_t)right * SL_LEVEL_ELSE + level];
    return a < b ? a : b;
}

#endif
