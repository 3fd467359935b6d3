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

/* Which rules there are; zeroed is none. Twins and what is held apart: twin.h, known.h. */
struct sl_rules {
    bool distinct_in_source; /* two records of one source are two people */
    uint32_t never_differ;   /* bit f: so are two with different valid values of field f */
    uint32_t birth;          /* the field of dates of birth, or SL_FIELD_NONE */
    unsigned birth_years;    /* two with whole dates so many years apart are two people; 0: off */
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

/* The year of a record's whole date of birth; false when it has none. Only with birth_years. */
bool sl_rules_birth(
    const struct sl_rules *rules, const struct sl_table *table, uint32_t record, int *ret_year
);

/* Can somebody born in `latest` or before be this entity: has it no whole date, or one so early? */
bool sl_rules_born_by(
    const struct sl_rules *rules,
    const struct sl_table *table,
    const struct sl_person_values *entity,
    int latest
);

/* How the valid values of an identifier meet. */
enum sl_rule_meeting { SL_RULE_SILENT, SL_RULE_SHARE, SL_RULE_DIFFER };

/*
 * How do two entities' valid values of a field meet: one is in both (SHARE), both have some and
 * none is in both (DIFFER), or not at all (SILENT)?
 */
enum sl_rule_meeting sl_rules_meet(
    const struct sl_table *table,
    unsigned field,
    const struct sl_held_list *left,
    const struct sl_held_list *right
);

/*
 * The same for two entities. Where what is known (known.h) has put together what a rule forbids, a
 * value in common, or two dates near enough, are enough.
 */
enum sl_rule sl_rules_entities(
    const struct sl_rules *rules,
    const struct sl_table *table,
    const struct sl_person_values *left,
    const struct sl_person_values *right
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
