/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view.h - one value of a record that is not in the table, seen against the values that are.
 *
 * A value that some record holds is its code, and everything is known of it. Of any other the
 * similar values are searched, and its chances counted, as if it were in the dictionary and held
 * by this record alone.
 */
#ifndef SL_LINK_VIEW_H
#define SL_LINK_VIEW_H

#include <stdint.h>

#include "base/error.h"
#include "link/linkage_impl.h"
#include "link/probe.h"

/* Zeroed is a missing value without scratch memory. */
struct sl_view {
    bool missing;
    bool initial;  /* one letter */
    uint32_t code; /* SL_CODE_MISSING when no record of any field of the domain holds the value */
    struct sl_neighbour_list near;            /* of an unknown value */
    struct sl_range parents[SL_PARENT_LIMIT]; /* of any value; by kind of parent */
    /* Of an unknown value, as if in that field: as sl_chance has them. */
    float counts[SL_FIELD_LIMIT][SL_LEVEL_ELSE];
    float bits[SL_FIELD_LIMIT][SL_LEVEL_ELSE];
    struct sl_weighted *items, *crossed; /* lists of an unknown value */
    size_t item_capacity, crossed_capacity;
};

/* Free; zeroed is fine. */
void sl_view_finish(struct sl_view *view);

/* See a normalised value; empty is missing. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_view_set(
    struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    struct sl_str value,
    struct sl_error *err
);

/* What a probe looks up for this value in its own field. Borrows from the view. */
void sl_view_aim(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    struct sl_probe_field *ret_field
);

/* The same in the field of the other name: adds to ret_field. */
void sl_view_aim_crossed(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned other,
    struct sl_probe_field *ret_field
);

/* Compare the record that the views make with one of the table: as sl_scorer_compare does. */
void sl_view_compare(
    const struct sl_view views[SL_FIELD_LIMIT],
    const struct sl_linkage *linkage,
    uint32_t record,
    struct sl_agreement *ret_agreement
);

#endif
