/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weights.h - for each value, which values it agrees with and for how many bits, best first.
 *
 * Whole numbers stand for bits here (256 ticks a bit), so that sums are exact in any order. They
 * bound what score.h gives: a pair's ticks are never below its weight by more than SL_TICK_SLACK.
 */
#ifndef SL_LINK_WEIGHTS_H
#define SL_LINK_WEIGHTS_H

#include <stdint.h>

#include "base/error.h"
#include "link/score.h"

#define SL_TICKS_A_BIT 256
/* Rounding of all fields together. */
#define SL_TICK_SLACK ((int32_t)SL_FIELD_LIMIT / 2 + 2)
/* Below every sum of weights: a reading that is not possible. */
#define SL_TICKS_NEVER (-16384)

/* One agreeing value and its worth. There are hundreds of millions: so they take six bytes each. */
struct __attribute__((packed)) sl_weighted {
    uint32_t code;
    int16_t ticks;
};

/* Make one; no value is worth more than a hundred bits. */
static inline struct sl_weighted sl_weighted_make(uint32_t code, int32_t ticks)
{
    SL_ASSERT(ticks <= INT16_MAX);
    return (struct sl_weighted){ code, (int16_t)(ticks < INT16_MIN ? INT16_MIN : ticks) };
}

/*
 * The lists of one field: those of code c are items[starts[c] .. starts[c + 1]-1], by falling
 * ticks, then code; only values that some record holds in this field. Parents stand apart.
 */
struct sl_weight_lists {
    uint64_t *starts;
    struct sl_weighted *items;
};

struct sl_weights {
    const struct sl_scorer *scorer; /* borrowed */
    unsigned field_count;
    struct sl_weight_lists lists[SL_FIELD_LIMIT];
    /* A given name's values in the surname field, and the other way round; by field of the list. */
    struct sl_weight_lists crossed[SL_FIELD_LIMIT];
    /* By code; of values that are wanted. */
    int32_t *parent_ticks[SL_FIELD_LIMIT][SL_PARENT_LIMIT];
    int32_t else_ticks[SL_FIELD_LIMIT];
    int32_t prior_ticks;
};

/*
 * Make the lists.
 *
 *   wanted  by domain, one byte for each code: 1 if lists from this value are wanted; NULL: all
 *
 * Errors: SL_NO_MEMORY. Free with sl_weights_finish.
 */
SL_NODISCARD enum sl_status sl_weights_init(
    struct sl_weights *weights,
    const struct sl_scorer *scorer,
    uint8_t *const wanted[SL_FIELD_LIMIT],
    unsigned thread_count,
    struct sl_error *err
);
void sl_weights_finish(struct sl_weights *weights);

/* Bits as ticks, upwards or to the nearest. */
int32_t sl_ticks(double bits);

#endif
