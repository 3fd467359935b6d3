/* SPDX-License-Identifier: Apache-2.0 */
/*
 * variant.h - values that one person's records use for each other: tom and thomas, london and
 * westminster, and whatever a community calls its own.
 *
 * They are learned before anything else, under usual rates. Records that share a rare value are
 * compared; those that agree well enough without a field are taken for one person's, and what
 * stands in that field is a sighting (sighting.h). Not all pairs are looked at, and some that are
 * taken for one person's are not: but wrong pairs bring values together by chance, which is
 * counted.
 *
 * Source:  the idea that an entity's own values tell which of them go together is that of
 * collective entity resolution (I. Bhattacharya and L. Getoor, ACM TKDD 1, 2007); that what stands
 * in the same surroundings means the same, Z. S. Harris, "Distributional Structure", Word 10
 *          (1954), 146-162.
 * Differs: nothing is learned from fields that families change together (addresses), and what
 *          relatives, twins and communities bring together does not count.
 */
#ifndef SL_LINK_VARIANT_H
#define SL_LINK_VARIANT_H

#include "base/error.h"
#include "link/chance.h"
#include "link/model.h"
#include "link/neighbour.h"
#include "link/rule.h"
#include "link/table.h"

struct sl_variant_options {
    bool two_sources;
    unsigned thread_count;
    uint64_t seed;
    const struct sl_community *community;
    const struct sl_rules *rules; /* two records that a rule keeps apart are no evidence */
};

/*
 * Learn variants and add them to the model, which has its usual rates.
 *
 *   chances  by field, counted; set to go with the model
 *
 * Errors: SL_NO_MEMORY, SL_LIMIT. The result depends on table, seed and options, not on threads.
 * Time: that of comparing some 100,000 pairs, and of a sort of the records by each field.
 */
SL_NODISCARD enum sl_status sl_variants_learn(
    struct sl_model *model,
    struct sl_chance *chances,
    const struct sl_table *table,
    const struct sl_variant_options *options,
    struct sl_error *err
);

/*
 * Put the model's variants into the lists of neighbours, where the domain has both values; chances
 * must be counted again afterwards. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_variants_apply(
    const struct sl_model *model,
    struct sl_domain *domains,
    unsigned domain_count,
    struct sl_error *err
);

/*
 * The same for one value that its domain does not hold, and what sl_neighbour_search found for it.
 * Errors: SL_NO_MEMORY. Time: one look at each variant of the model.
 */
SL_NODISCARD enum sl_status sl_variants_extend(
    const struct sl_model *model,
    unsigned domain,
    const struct sl_dictionary *dictionary,
    struct sl_str value,
    struct sl_neighbour_list *list,
    struct sl_error *err
);

#endif
