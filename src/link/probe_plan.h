/* SPDX-License-Identifier: Apache-2.0 */
/*
 * probe_plan.h - where in one part of the index a search has to look.
 *
 * The bound of a field is the most that a value not looked up can add. While the bounds of all
 * fields together reach the threshold, by what is called the excess here, the plan takes another
 * step: some more values of one field, the cheapest for what they gain. When they do not, every
 * record that reaches the threshold stands in a list of some step.
 *
 * A record that stands in no list of the steps before may fall short of the bounds by the excess,
 * and no more; so may what its sort field adds. Where that leaves few values of the sort field, a
 * long list is narrowed to their places: records of a list stand in the order of that field. The
 * lists of the sort field itself, whose records stand in the order of the second one, are narrowed
 * by that. So short lists are looked at first, and long ones last, when little may be missing.
 */
#ifndef SL_LINK_PROBE_PLAN_H
#define SL_LINK_PROBE_PLAN_H

#include "link/probe.h"

/* Starting a list costs about as much as scoring this many records in it; so does narrowing it. */
#define SL_LIST_START_COST 8.0
/* Steps of one plan. */
#define SL_STEP_LIMIT 256u
/* Values of the sort field that lists may be narrowed to. */
#define SL_SPOT_LIMIT 48u

/* How far a field is looked up: its first items, and its first parents. */
struct sl_plan_field {
    size_t items;
    unsigned parents;
};

/* One more step of a field: how far it goes and what it gains. */
struct sl_step {
    struct sl_plan_field before, after;
    unsigned field;
    int32_t gain;
    double lists, records;           /* of single values: lists, and records in them */
    double wide_lists, wide_records; /* of parents */
};

/* A value of a field that lists are sorted by (or missing), or a parent of values, and what it is
 * worth. */
struct sl_spot {
    struct sl_range codes;
    int32_t ticks;
    uint32_t parents; /* bit p: parent p holds these codes */
    bool is_parent;
};

/*
 * The spots of a field by falling worth, as far as there is room; records[k] is how many
 * records of the part the first k hold. Any other value is worth `floor` at most.
 */
struct sl_spots {
    const struct sl_index_part *part; /* that they were made for; NULL: none */
    uint64_t change;                  /* and of the probe's field */
    unsigned count;
    int32_t floor;
    struct sl_spot items[SL_SPOT_LIMIT];
    double records[SL_SPOT_LIMIT + 1];
};

/* What lists are narrowed to: spots first .. end-1 of a field. */
struct sl_narrowing {
    bool all; /* any value will do */
    unsigned field;
    unsigned first, end;
    uint32_t parents; /* bit p: parent p is among the spots */
    bool missing;     /* so are records without a value */
    double share;     /* of the part's records */
};

/* Invariant: excess is what the bounds of `fields` add up to, less the threshold. */
struct sl_plan {
    struct sl_probe *probe;
    const struct sl_index_part *part;
    const struct sl_search *search;
    int32_t excess;
    int32_t floor[SL_FIELD_LIMIT]; /* of a value not listed at all */
    struct sl_plan_field fields[SL_FIELD_LIMIT];
    struct sl_plan_field whole[SL_FIELD_LIMIT]; /* looked up without narrowing */
    struct sl_step next[SL_FIELD_LIMIT];
    struct sl_spots spots[SL_FIELD_LIMIT]; /* of the sort fields and of mates */
    struct sl_narrowing narrowing[2];      /* by the two sort fields, for any step now */
    struct sl_narrowing by_place, by_mate; /* what the step taken last was narrowed to: to either */
    size_t step_count;
    struct sl_step steps[SL_STEP_LIMIT];
};

/* Begin a plan for probe->fields: nothing is looked up. */
void sl_plan_init(
    struct sl_plan *plan,
    struct sl_probe *probe,
    const struct sl_index_part *part,
    const struct sl_search *search
);

/*
 * Choose steps until the excess is below 0. Returns false when none is left before it is, or they
 * are more than SL_STEP_LIMIT: then every record must be looked at.
 */
bool sl_plan_choose(struct sl_plan *plan);

/*
 * Go back to where nothing is looked up, to carry the chosen steps out with sl_plan_take. Each call
 * takes the step with the fewest records of those whose field's turn it is out of `steps`, and
 * finds what its lists may be narrowed to. Returns false when no step is left.
 */
void sl_plan_rewind(struct sl_plan *plan);
bool sl_plan_take(struct sl_plan *plan, struct sl_step *ret_step, bool *ret_narrowed);

/* The most that the fields can still add: beyond what is looked up whole, names left out. */
int32_t sl_plan_nameless_bound(const struct sl_plan *plan);

/* Can the parents' lists of a field be narrowed as well, in the lists of the first sort field? */
bool sl_plan_narrows_parents(const struct sl_plan *plan, unsigned field);

/* The places of the part that have codes of the first sort field; code 0 is a missing value. */
struct sl_range sl_plan_places(const struct sl_plan *plan, struct sl_range codes);

/* Does a field of this part say anything about the probing record? */
bool sl_plan_counts(const struct sl_plan *plan, unsigned field);

/* How many places of the part hold codes low .. end-1. */
uint32_t
sl_plan_list_length(const struct sl_plan *plan, unsigned field, uint32_t low, uint32_t end);

#endif
