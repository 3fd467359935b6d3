/* SPDX-License-Identifier: Apache-2.0 */
/*
 * explain.h - why a pair of records has its match weight, field by field.
 */
#ifndef SIGHTLINE_EXPLAIN_H
#define SIGHTLINE_EXPLAIN_H

#include "sightline/linkage.h"

/* What one field says about a pair. Texts are good until the explanation is freed. */
struct sl_explained_field {
    struct sl_str name;        /* of the column or columns */
    enum sl_kind kind;         /* what it holds: SL_KIND_DOB also for a date of three columns */
    struct sl_str left, right; /* normalised values; empty when missing */
    bool agrees;               /* on some level, be it the loosest */
    const char *agreement;     /* in plain English: "the same", "one letter different" ... */
    double weight_bits;        /* what it adds (or takes) */
    double m_prob, u_prob;     /* chance of this agreement for one person, for two people */
};

/*
 * The waterfall of one pair: prior + fields + corrections = weight.
 * What relatives, neighbours or a community share counts less. When names are read in the other
 * order, its cost is already in the two names' bits and swap_bits only tells it.
 */
struct sl_explanation {
    uint32_t left, right;
    double prior_bits;
    size_t field_count;
    struct sl_explained_field *fields;
    bool names_swapped;      /* given name and surname were read in the other order */
    double swap_bits;        /* cost of that reading; 0 or negative */
    double community_bits;   /* names that go together count less; 0 or negative */
    double related_bits;     /* what a household or family shares counts less; 0 or negative */
    double calibration_bits; /* what the records at large say against the model; either sign */
    double weight_bits;
    double probability;
    double threshold_bits;
    enum sl_rule rule; /* what keeps the two apart whatever the weight; SL_RULE_NONE: nothing */
    struct sl_str rule_name; /* the source that both are of, or the name of the identifier */
};

/*
 * Explain a pair, whatever its weight. After run or prepare.
 *
 *   left, right      records, below sl_linkage_record_count
 *   ret_explanation  free with sl_explanation_free, before the linkage is closed
 *
 * Errors: SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status sl_linkage_explain(
    const struct sl_linkage *linkage,
    uint32_t left,
    uint32_t right,
    struct sl_explanation **ret_explanation,
    struct sl_error *err
);
/* Give it back; NULL is fine. */
SL_API void sl_explanation_free(struct sl_explanation *explanation);

#endif
