/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cin_walk.h - what the rules on children in need share: a child's events in the order of the
 * record, each with what it stands in, and the year of the census.
 *
 * No function here allocates, unless it says so. Dates that are not of one day count as missing.
 */
#ifndef SL_INTAKE_CIN_WALK_H
#define SL_INTAKE_CIN_WALK_H

#include "intake/format_impl.h"

/* Begins with only facts set. All entities are borrowed from the facts. */
struct sl_cin_walk {
    const struct sl_facts *facts;
    size_t next, link;
    const struct sl_entity *event, *referral, *enquiry; /* the last of each; NULL before it */
    bool is_in_enquiry; /* a conference that stands in the enquiry, not in the referral itself */
};

/* Go to the next entity; false behind the last. Time: a whole walk looks at each link once. */
bool sl_cin_step(struct sl_cin_walk *walk);

/* The child itself, which comes first; NULL when the facts do not begin with a person. */
const struct sl_entity *sl_cin_child(const struct sl_facts *facts);

/* Is it an event of this kind? */
bool sl_cin_is(const struct sl_entity *entity, enum sl_event_kind kind);

/* Is the moment one day, neither missing nor longer? */
bool sl_cin_has_day(struct sl_moment moment);

/* Are both known, and the left one later? */
bool sl_cin_is_after(struct sl_moment left, struct sl_moment right);

/*
 * Does the event's mark of no further action (of an enquiry: that no conference is required) say
 * this? false for a mark that is missing or neither true (1) nor false (0). The event may be NULL.
 */
bool sl_cin_is_marked(const struct sl_facts *facts, const struct sl_entity *event, bool is_set);

/* The enquiry at which the walk stands: its first conference, NULL when it has none. */
const struct sl_entity *sl_cin_conference(const struct sl_cin_walk *at);

/* The year up to the reference date, first and last day with it. Begins with is_read false. */
struct sl_cin_year {
    bool is_read;
    bool is_said;       /* by the header */
    int32_t from, last; /* since 1970-01-01; all days there are when it is not said */
};

/*
 * Read the year from the header, once. Allocates in the arena of the findings.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_cin_year(const struct sl_rule_context *context, struct sl_cin_year *year, struct sl_error *err);

/* Is the event at which the walk stands one of those that a rule counts? */
typedef bool sl_cin_counted_fn(const struct sl_cin_walk *at);

/* Find each referral with two or more such events. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_cin_two_of_referral(
    const struct sl_rule_context *context, sl_cin_counted_fn *is_counted, struct sl_error *err
);

/* Find the child when it has two or more such events. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_cin_two_of_child(
    const struct sl_rule_context *context, sl_cin_counted_fn *is_counted, struct sl_error *err
);

/* Find each such event of a referral that is closed. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_cin_find_left_open(
    const struct sl_rule_context *context, sl_cin_counted_fn *is_counted, struct sl_error *err
);

/*
 * Find each such event that began more than so many working days before the reference date; none
 * when the header does not say it, or the calendar does not have those days.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_cin_find_late(
    const struct sl_rule_context *context,
    sl_cin_counted_fn *is_counted,
    int32_t working_days,
    struct sl_error *err
);

/* Find each event of a kind that began before its referral. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_cin_find_early(
    const struct sl_rule_context *context, enum sl_event_kind kind, struct sl_error *err
);

/* Two events of which one must not begin while the other goes on. */
struct sl_cin_clash {
    enum sl_event_kind during, began;
    bool is_in_referral; /* only events of the same referral clash */
    bool may_touch;      /* it may begin on the last day of the other */
};

/*
 * Find each event during which another began. An event goes on from its first day to its last; an
 * enquiry to the day of its conference. Without a last day it goes on to the reference date, but
 * not at all when it is an enquiry that needs no conference, or a referral that is not marked as
 * one with further action. Time: with the square of the events. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_cin_find_clash(
    const struct sl_rule_context *context, const struct sl_cin_clash *clash, struct sl_error *err
);

#endif
