/* SPDX-License-Identifier: Apache-2.0 */
/*
 * waterfall.h - an explanation as steps in plain English, ready to be shown.
 *
 * It begins where every pair begins (the prior), goes up or down with each field, and ends at the
 * match weight. The text of the terminal and the page are both drawn from these steps.
 */
#ifndef SL_APP_WATERFALL_H
#define SL_APP_WATERFALL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "sightline/explain.h"

enum sl_step_kind {
    SL_STEP_PRIOR,      /* where every pair begins */
    SL_STEP_FIELD,      /* what one field adds or takes */
    SL_STEP_CORRECTION, /* what all of the evidence together changes */
    SL_STEP_TOTAL       /* the match weight */
};

/* The bar of a step runs from from_bits to to_bits; bits is to - from (the total's: all of it). */
struct sl_step {
    enum sl_step_kind kind;
    struct sl_str name;        /* of the field, or of the step */
    struct sl_str left, right; /* the two values; empty for a value that is missing, or no field */
    struct sl_str shown[2];    /* the same as people write them */
    struct sl_str what;        /* how they agree, or what the step is */
    struct sl_str why;         /* why that counts so much */
    double bits;
    double from_bits;
    double to_bits;
};

/* Invariants: steps[0] is the prior, the last one the total; low <= every bar <= high; low <= 0. */
struct sl_waterfall {
    struct sl_step *steps;
    size_t count;
    double low_bits;
    double high_bits;
    double weight_bits;
    double probability;
    double threshold_bits;
    bool reaches_threshold;
    struct sl_str
        rule; /* why the two are kept apart whatever the weight; empty when they are not */
};

/*
 * Turn an explanation into steps.
 *
 *   explanation  not needed afterwards, nor is its linkage
 *   arena        where the steps and their texts live
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_waterfall_build(
    const struct sl_explanation *explanation,
    struct sl_arena *arena,
    struct sl_waterfall *ret_waterfall,
    struct sl_error *err
);

/* May the values of a field be shown? */
typedef bool sl_step_is_open_fn(const void *context, struct sl_str field);

/*
 * Leave the fields out that are not open, and what they weigh out of the total: that they agree
 * would tell whoever knows one of two values the other. Gives the bits that were left out.
 */
double sl_waterfall_close(
    struct sl_waterfall *waterfall, sl_step_is_open_fn *is_open, const void *context
);

/* The longest text that the next two give, with its NUL. */
#define SL_CHANCE_BYTES 48

/*
 * Write a chance in words: "1 in 350", "4 in 10", "nearly all", "fewer than 1 in a billion".
 *
 *   chance  0 .. 1
 *   text    room for SL_CHANCE_BYTES
 */
void sl_chance_text(double chance, char text[SL_CHANCE_BYTES]);

/* Write a probability as a percentage that never rounds to certainty: "more than 99.99%". */
void sl_percent_text(double probability, char text[SL_CHANCE_BYTES]);

#endif
