/* SPDX-License-Identifier: Apache-2.0 */
/*
 * explain.h - two rows of any table, explained (sightline/explain.h).
 */
#ifndef SL_LINK_EXPLAIN_H
#define SL_LINK_EXPLAIN_H

#include "link/linkage_impl.h"
#include "sightline/explain.h"

/* What is explained: two rows of the scorer's table. All borrowed. */
struct sl_explaining {
    const struct sl_scorer *scorer;
    const struct sl_rules *rules;
    const struct sl_dictionary *source_names;
    uint32_t left, right;
    bool strict_twins; /* see twin.h */
};

/*
 * Explain a pair. Texts are those of the table's values. Free with sl_explanation_free.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_explain_rows(
    const struct sl_explaining *of, struct sl_explanation **ret_explanation, struct sl_error *err
);

#endif
