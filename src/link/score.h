/* SPDX-License-Identifier: Apache-2.0 */
/*
 * score.h - the match weight of two records, exactly.
 *
 * Each field gives bits: log2 of m / u at its level of agreement; a missing value gives none. Their
 * sum and the prior would be the weight if all other people were strangers. But some are relatives
 * and neighbours, who share a surname, an address, even a date of birth: the chance of the
 * agreement seen is a mixture over strangers and over each relation of the model. The weight is
 * log2 of (match) / (strangers + related), never above the plain sum.
 */
#ifndef SL_LINK_SCORE_H
#define SL_LINK_SCORE_H

#include <stdbool.h>
#include <stdint.h>

#include "link/chance.h"
#include "link/community.h"
#include "link/model.h"
#include "link/table.h"

/*
 * How often an initial stands for the name of the same person, when one of two names is no more
 * than that. The m of the level is an average over all names, few of which are initials.
 */
#define SL_INITIAL_M 0.8

/* What reading a given name as surname, and the other way round, costs. */
#define SL_SWAP_BITS     5.0
#define SL_LEVEL_MISSING 255u

/* Everything a weight depends on. All borrowed. */
struct sl_scorer {
    const struct sl_table *table;
    const struct sl_model *model;
    const struct sl_chance *chances; /* by field */
    const struct sl_community *community;
    double m_bits[SL_FIELD_LIMIT][SL_LEVEL_COUNT]; /* log2 m */
    double others; /* how many records a record could be compared with */
};

/* How two records, or two groups of records, agree. */
struct sl_agreement {
    uint8_t level[SL_FIELD_LIMIT]; /* or SL_LEVEL_MISSING */
    double bits[SL_FIELD_LIMIT];   /* log2 m/u; 0 when missing */
    double community_bits;         /* what names that go together are worth less; 0 or more */
    uint32_t fixed;                /* bit f: field f's bits do not depend on the model's m */
    bool swapped;                  /* names read in the other order; its cost is in bits */
};

/* Take over the model's m; to be called again when the model changes. */
void sl_scorer_init(
    struct sl_scorer *scorer,
    const struct sl_table *table,
    const struct sl_model *model,
    const struct sl_chance *chances,
    const struct sl_community *community,
    bool two_sources
);

/* log2 of the odds that two records picked at random are of one person. */
double sl_scorer_prior(const struct sl_scorer *scorer);

/* log2 m of a level for two codes: that of the field, but for initials. Neither may be missing. */
double sl_scorer_m_bits(
    const struct sl_scorer *scorer, unsigned field, uint32_t left, uint32_t right, unsigned level
);

/* The bits of a field whose values do not agree at all: 0 or less. */
double sl_scorer_else(const struct sl_scorer *scorer, unsigned field);

/* The bits of one field for two codes that are not missing, and the level in *ret_level. */
double sl_scorer_field(
    const struct sl_scorer *scorer,
    unsigned field,
    uint32_t left,
    uint32_t right,
    unsigned *ret_level
);

/* Levels at which a given name and a surname count as one name in the other place. */
bool sl_level_crosses(unsigned level);

/* The bits of a given name and a surname that agree at a level that crosses. Symmetric. */
double
sl_scorer_crossed(const struct sl_scorer *scorer, uint32_t left, uint32_t right, unsigned level);

/*
 * Take the other reading of the names when it says more: crossed_bits from given name against
 * surname and surname against given name, at these levels; when both are missing there is none.
 * Half of what it says goes to each field, for which of the two names is the surname is then open.
 */
void sl_agreement_swap(
    struct sl_agreement *agreement,
    const struct sl_schema *schema,
    const uint8_t levels[2],
    double crossed_bits
);

/* Compare two rows of codes. Symmetric but for rounding-free order: sums go by field. */
void sl_scorer_compare(
    const struct sl_scorer *scorer,
    const uint32_t *left,
    const uint32_t *right,
    struct sl_agreement *ret_agreement
);

/*
 * How likely each class of pair is, up to one factor; strangers have scorer->others.
 * Relations are those of the model, in its order.
 */
struct sl_odds {
    double match_bits; /* log2 */
    double relations[SL_RELATION_LIMIT];
    double related; /* their sum */
};

/* How likely each class makes this agreement. */
struct sl_odds sl_scorer_odds(const struct sl_scorer *scorer, const struct sl_agreement *agreement);

/* The weight in bits. */
double sl_scorer_weight(const struct sl_scorer *scorer, const struct sl_agreement *agreement);

/*
 * The fields, as bits, on which two agree at some level. Of swapped names both or none: when only
 * one of them crosses, which field it stands for depends on who is left and who is right.
 */
uint32_t sl_agreement_fields(const struct sl_agreement *agreement, const struct sl_schema *schema);

/* The weight of two records of the table. */
double sl_scorer_pair(const struct sl_scorer *scorer, uint32_t left, uint32_t right);

/* Fetch what comparing the values of two records reads first. To be called some pairs ahead. */
static inline __attribute__((always_inline)) void
sl_scorer_fetch(const struct sl_scorer *scorer, uint32_t left_record, uint32_t right_record)
{
    const struct sl_table *table = scorer->table;
    const uint32_t *left = sl_table_row(table, left_record);
    const uint32_t *right = sl_table_row(table, right_record);
    for (unsigned field = 0; field < table->field_count; field++) {
        const struct sl_chance *chance = &scorer->chances[field];
        __builtin_prefetch(&chance->bits[(size_t)left[field] * SL_LEVEL_ELSE]);
        __builtin_prefetch(&chance->counts[(size_t)left[field] * SL_LEVEL_ELSE]);
        if (left[field] != right[field]) {
            const uint64_t *starts = sl_table_domain(table, field)->neighbours.starts;
            __builtin_prefetch(&chance->bits[(size_t)right[field] * SL_LEVEL_ELSE]);
            __builtin_prefetch(&chance->counts[(size_t)right[field] * SL_LEVEL_ELSE]);
            __builtin_prefetch(&starts[left[field]]);
            __builtin_prefetch(&starts[right[field]]);
        }
    }
}

/* The probability that goes with a weight. */
double sl_probability(double weight_bits);

#endif
