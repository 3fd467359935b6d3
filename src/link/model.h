/* SPDX-License-Identifier: Apache-2.0 */
/*
 * model.h - what is learned: how often one person's records agree, and how people are related.
 */
#ifndef SL_LINK_MODEL_H
#define SL_LINK_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "link/compare.h"
#include "link/schema.h"
#include "sightline/linkage.h"

/*
 * Twin births are 15 to 16 in a thousand in England and Wales (Office for National Statistics,
 * Birth characteristics): three people of a hundred have a twin. A model never sees more of them,
 * or it would take one person's records with a wrong given name for twins. Where nothing but the
 * given name could tell, it assumes a tenth of that.
 */
#define SL_TWIN_SHARE       0.03
#define SL_TWIN_SHARE_BLIND 0.003

/* Half a partner for each record, until the data say otherwise. */
#define SL_FIRST_MATCH_RATE 0.5
/* No level of agreement is taken to be rarer than this among one person's records. */
#define SL_M_LEAST 1e-5

/* Ways in which two people can be related that a model holds. */
#define SL_RELATION_LIMIT 64u

/* Two people who share the true values of these fields, as relatives or neighbours do. */
struct sl_relation {
    uint32_t fields; /* bit f: field f is shared */
    double rate;     /* how many such people a record meets among all others */
};

/* Weights are seen in steps of one bit, from SL_CALIBRATION_LOW on. */
#define SL_CALIBRATION_LOW   (-6)
#define SL_CALIBRATION_STEPS 24
/* The model is corrected by no more than this. */
#define SL_CALIBRATION_LIMIT_BITS 3.0

/*
 * What is added to a plain weight, by step: at SL_CALIBRATION_LOW + i + 0.5, linear in between,
 * level outside. Invariant: weight + shift does not fall as the weight rises. Zeroed: nothing.
 */
struct sl_calibration {
    double shift_bits[SL_CALIBRATION_STEPS];
};

/* Two values that one person's records use for each other (variant.h). */
struct sl_variant {
    unsigned domain;
    struct sl_str left, right; /* left < right by bytes; in the model's arena */
};

/* Invariants: each row of m sums to 1; rates >= 0. Zeroed = no model. */
struct sl_model {
    struct sl_arena arena;
    unsigned field_count;
    double m[SL_FIELD_LIMIT][SL_LEVEL_COUNT];
    double usual[SL_FIELD_LIMIT][SL_LEVEL_COUNT]; /* m before any data; not saved */
    /*
     * Chance agreements, in records, that are assumed for a value that nobody else is seen to
     * hold: by field and level, after Good and Turing.
     */
    double unseen[SL_FIELD_LIMIT][SL_LEVEL_ELSE];
    double match_rate;     /* how many other records of the same person a record meets */
    unsigned given;        /* the field of given names, or SL_FIELD_NONE */
    uint32_t birth_fields; /* dates of birth: shared by twins alone */
    /* By field: how often twins differ in it, when it is personal and no given name; else 0. */
    double twins_differ[SL_FIELD_LIMIT];
    unsigned relation_count;
    struct sl_relation relations[SL_RELATION_LIMIT];
    struct sl_variant *variants;
    size_t variant_count, variant_capacity;
    struct sl_calibration calibration;
    double threshold_bits;
};

/* What is usual for a family's level before any data: 0 .. 1, summing to 1 over the levels. */
double sl_model_usual_m(enum sl_family family, unsigned level);

/*
 * How far below SL_FIRST_MATCH_RATE the match rate is, in bits; 0 or negative. Pairs of relatives
 * lie so much lower, and still have to be met to be known.
 */
double sl_model_fallen_bits(const struct sl_model *model);

/* Start with what is known before any data: usual m for each family, half a partner a record. */
void sl_model_init(struct sl_model *model, const struct sl_schema *schema);
void sl_model_finish(struct sl_model *model);

/*
 * Add two values of a domain that one person's records use for each other; both are copied.
 * Errors: SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_model_add_variant(
    struct sl_model *model,
    unsigned domain,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
);

/* The weight after correction. */
double sl_calibration_apply(const struct sl_calibration *calibration, double plain_bits);

/* The least plain weight whose corrected weight reaches `bits`, or a little less. */
double sl_calibration_floor(const struct sl_calibration *calibration, double bits);

#endif
