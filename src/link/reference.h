/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reference.h - how often values occur, kept from one linkage for others.
 *
 * What a weight takes from the records at large, and not from the two that are compared: for each
 * value how many mentions have it, the classes of names, which words are generic, in which order
 * dates are written. Kept as bytes (docs/formats/model.md); read, it stands in for what the table
 * would count.
 *
 * Values of fields whose dictionaries stay small (names, dates, postcodes, categories) are all
 * there: together they make the chance of what is merely similar. Of the others those are left out
 * that one mention alone has: they are most of the bytes, they name a person, and what they are
 * worth is the floor that the model has for unseen values.
 */
#ifndef SL_LINK_REFERENCE_H
#define SL_LINK_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "link/chance.h"
#include "link/community.h"
#include "link/table.h"

/* The values of one domain, in the order of sl_parent_order, and its generic words. */
struct sl_reference_domain {
    struct sl_str *values;
    uint32_t count;
    struct sl_str *generic;
    size_t generic_count;
    uint32_t *codes; /* by value, once a table has them */
};

/* One field: counts and lifts by value of its domain. */
struct sl_reference_field {
    uint32_t *counts;
    float *lifts;                   /* SL_COMMUNITY_CLASSES a value; NULL: none */
    uint64_t present_count;         /* mentions with a value, whether it is listed or not */
    double agreeing[SL_LEVEL_ELSE]; /* ordered pairs of mentions, by level */
    enum sl_date_order date_order;
};

/* Zeroed is none. Everything that the pointers lead to lives in the arena. */
struct sl_reference {
    bool given;
    struct sl_arena arena;
    uint32_t mention_count;
    unsigned class_count;
    double shares[SL_COMMUNITY_CLASSES];
    struct sl_reference_domain domains[SL_FIELD_LIMIT];
    struct sl_reference_field fields[SL_FIELD_LIMIT];
};

/* Free; zeroed is fine. */
void sl_reference_finish(struct sl_reference *reference);

/*
 * Append the reference of a table whose chances are counted.
 *
 *   community  with a class_count of 0: none
 *
 * Errors: SL_NO_MEMORY, SL_LIMIT. Same table, same bytes.
 */
SL_NODISCARD enum sl_status sl_reference_print(
    const struct sl_table *table,
    const struct sl_chance *chances,
    const struct sl_community *community,
    struct sl_buf *out,
    struct sl_error *err
);

/*
 * Read a reference for these fields. Errors: SL_INVALID, SL_UNSUPPORTED, SL_NO_MEMORY; reference is
 * then finished. Free with sl_reference_finish.
 */
SL_NODISCARD enum sl_status sl_reference_parse(
    struct sl_reference *reference,
    const struct sl_schema *schema,
    struct sl_str bytes,
    struct sl_error *err
);

/* Put the values into the dictionaries, which are empty: value i gets number i. */
SL_NODISCARD enum sl_status sl_reference_intern(
    const struct sl_reference *reference, struct sl_table *table, struct sl_error *err
);

/*
 * Let the table have the reference's frequencies and generic words, once the domains are sorted and
 * codes are set. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_reference_settle(
    const struct sl_reference *reference, struct sl_table *table, struct sl_error *err
);

/* Classes of names as the reference has them, for a table it has settled. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_reference_community(
    const struct sl_reference *reference,
    const struct sl_table *table,
    struct sl_community *community,
    struct sl_error *err
);

/* Set what chances were counted among; the counts by value are the table's already. */
void sl_reference_totals(
    const struct sl_reference *reference, unsigned field, struct sl_chance *chance
);

#endif
