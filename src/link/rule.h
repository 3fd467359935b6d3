/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rule.h - what is never one person, whatever its weight, because the caller says so.
 *
 * Rules are asked of records and of entities. An entity never breaks one, so what two of its
 * records forbid is forbidden to whatever it is joined with: a rule holds through a third, too.
 */
#ifndef SL_LINK_RULE_H
#define SL_LINK_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/edge.h"
#include "link/entity.h"
#include "link/table.h"
#include "sightline/linkage.h"

/* Which rules there are; zeroed is none. */
struct sl_rules {
    bool distinct_in_source; /* two records of one source are two people */
    uint32_t never_differ;   /* bit f: so are two with different valid values of field f */
};

/*
 * Take the rules out of options.
 * Errors: SL_INVALID (never_differ names a column that is not an identifier).
 */
SL_NODISCARD enum sl_status sl_rules_init(
    struct sl_rules *rules,
    const struct sl_schema *schema,
    const struct sl_linkage_options *options,
    struct sl_error *err
);

/* The rule that keeps two records apart; SL_RULE_NONE when none does. */
enum sl_rule sl_rules_records(
    const struct sl_rules *rules, const struct sl_table *table, uint32_t left, uint32_t right
);

/* The field of never_differ in which two records have different valid values; or SL_FIELD_NONE. */
uint32_t sl_rules_field(
    const struct sl_rules *rules, const struct sl_table *table, uint32_t left, uint32_t right
);

/* The same for two entities that no rule forbids themselves. */
enum sl_rule sl_rules_entities(
    const struct sl_rules *rules,
    const struct sl_table *table,
    const struct sl_entity *left,
    const struct sl_entity *right
);

/* Two records, or entities by a record of theirs, that would be joined if a rule let them. */
struct sl_apart {
    uint32_t left, right;
    float bits;
    enum sl_rule rule;
};

/* A growing list. Zeroed is empty. */
struct sl_aparts {
    struct sl_apart *items;
    size_t count, capacity;
};

/* Free; zeroed is fine. */
void sl_aparts_finish(struct sl_aparts *aparts);

/* Append one. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_aparts_add(struct sl_aparts *aparts, struct sl_apart apart, struct sl_error *err);

/* Move the edges that a rule forbids to the list; the others keep their order. SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_aparts_split(
    struct sl_aparts *aparts,
    struct sl_edges *edges,
    const struct sl_rules *rules,
    const struct sl_table *table,
    struct sl_error *err
);

/*
 * How many pairs of clusters are kept apart by each rule: each pair once, of those that reach
 * least_bits.
 *
 *   clusters    by record
 *   ret_counts  SL_RULE_COUNT numbers
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_aparts_count(
    const struct sl_aparts *aparts,
    const uint32_t *clusters,
    double least_bits,
    uint64_t ret_counts[SL_RULE_COUNT],
    struct sl_error *err
);

#endif
