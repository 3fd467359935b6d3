/* SPDX-License-Identifier: Apache-2.0 */
/*
 * history.h - what is on record about one child, as notice reads it.
 *
 * Plain arrays: what happened, who had which part in it, which agency said so, and since when that
 * has been known. So any question can be asked as of an instant in the past, with what was known
 * then: a statement counts from when it was received until a correction took its place.
 *
 * An instant is a number of seconds since 1970-01-01 00:00 on the clock on the wall in the United
 * Kingdom, as moments are (record/moment.h).
 */
#ifndef SL_NOTICE_HISTORY_H
#define SL_NOTICE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "record/moment.h"
#include "record/node.h"
#include "record/term.h"

/* Below so many years somebody is a child. */
#define SL_CHILD_YEARS 18

#define SL_DAY_SECONDS ((int64_t)86400)

/* A statement that no correction has replaced. */
#define SL_HISTORY_STANDS INT64_MAX

/* No event. */
#define SL_HISTORY_NONE UINT32_MAX

/* The child, among the people of its history. */
#define SL_HISTORY_CHILD 0u

/* A set of kinds of event, or of roles: bit 1 << enumerator. */
#define SL_HISTORY_BIT(term) (UINT64_C(1) << (term))
_Static_assert(SL_EVENT_KIND_COUNT <= 64, "a set of kinds of event is 64 bits");
_Static_assert(SL_ROLE_TABLE_COUNT <= 64, "a set of roles is 64 bits");

/* When a statement was known. */
struct sl_history_known {
    int64_t since; /* an instant: when it was received */
    int64_t until; /* an instant: when another took its place; or SL_HISTORY_STANDS */
};

struct sl_history_value {
    enum sl_attribute attribute;
    struct sl_str text; /* as the agency wrote it */
};

/* What another person was in an event. */
struct sl_history_part {
    uint32_t person; /* never the child */
    enum sl_role role;
};

struct sl_history_event {
    enum sl_event_kind kind;
    struct sl_moment start, end; /* end is unknown while it goes on, or is no span */
    struct sl_history_known known;
    uint64_t roles;   /* of the child in it, as a set; 0: it has none, somebody around has */
    uint32_t agency;  /* a number that stands for who said so */
    uint32_t record;  /* what proves it: a number that its owner can look up */
    uint32_t follows; /* the record of the event that it follows from, or SL_HISTORY_NONE */
    int64_t place;    /* a number for where it was, or the child was found; 0: not known */
    uint32_t first_value, value_count; /* in history->values */
    uint32_t first_part, part_count;   /* in history->parts */
};

/* What an agency says of the child itself: ethnicity, school, address. */
struct sl_history_detail {
    enum sl_attribute attribute;
    struct sl_str text; /* in a form that can be compared; never empty */
    struct sl_history_known known;
    uint32_t agency;
    uint32_t record;
};

/* Somebody in the history, by number; 0 is the child. */
struct sl_history_person {
    int64_t identity;      /* 0: nobody has said who it is */
    struct sl_moment born; /* not known when nobody says */
};

/* That somebody uses a phone or a vehicle, or is at an address: what may tie people. */
struct sl_history_use {
    uint32_t person;
    enum sl_node_kind kind;
    int64_t thing; /* the same for the same thing */
    struct sl_history_known known;
    uint32_t record;
};

/* "from ROLE to" between two people, one of whom may be the child. */
struct sl_history_tie {
    uint32_t from, to;
    enum sl_role role;
    struct sl_moment start, end; /* when it holds, where somebody says */
    struct sl_history_known known;
    uint32_t record;
};

/*
 * Invariants: after sl_history_close events stand by their start, then kind, then record; `kinds`
 * has the bit of each kind that occurs. Pointers are good until something is added.
 */
struct sl_history {
    struct sl_arena *arena; /* borrowed: everything below lives there */
    struct sl_moment born;  /* of the child; not known when nobody says */
    struct sl_history_event *events;
    struct sl_history_value *values; /* of events */
    struct sl_history_part *parts;
    struct sl_history_tie *ties;
    struct sl_history_detail *details;
    struct sl_history_person *people; /* may be empty: then nothing is known of anybody around */
    struct sl_history_use *uses;      /* those of one thing stand together after closing */
    size_t person_count, use_count;
    size_t event_count, value_count, part_count, tie_count, detail_count;
    uint64_t kinds;
};

/* Begin with nothing, which allocates nothing. Texts are not copied: they live as long. */
void sl_history_init(struct sl_history *history, struct sl_arena *arena);

/*
 * Begin another event, to which values and parts that are added belong; its first_ and _count
 * members need not be set. Errors: SL_INVALID when its start is not known, as nothing can be
 * said of when; SL_NO_MEMORY (arena full).
 */
SL_NODISCARD enum sl_status
sl_history_event(struct sl_history *history, struct sl_history_event event, struct sl_error *err);

/* Add a value to the last event, or what another person was in it. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_history_value(struct sl_history *history, struct sl_history_value value, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_history_part(struct sl_history *history, struct sl_history_part part, struct sl_error *err);

/* Add a tie, or what an agency says of the child itself. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_history_tie(struct sl_history *history, struct sl_history_tie tie, struct sl_error *err);
SL_NODISCARD enum sl_status sl_history_detail(
    struct sl_history *history, struct sl_history_detail detail, struct sl_error *err
);

/* Add the next person, the child first; or a use of somebody who is there. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_history_person(
    struct sl_history *history, struct sl_history_person person, struct sl_error *err
);
SL_NODISCARD enum sl_status
sl_history_use(struct sl_history *history, struct sl_history_use use, struct sl_error *err);

/* Put events and uses in order; nothing is added after it. Time: n log n. */
void sl_history_close(struct sl_history *history);

/* The first and the last instant that a known moment may mean: of a day, 00:00:00 and 23:59:59. */
int64_t sl_history_first_instant(struct sl_moment moment);
int64_t sl_history_last_instant(struct sl_moment moment);

/* An instant as a moment, to the second. Not that which stands for no end. */
struct sl_moment sl_history_moment(int64_t instant);

/* Is somebody below SL_CHILD_YEARS at an instant? Of whom nobody says when they were born is not.
 */
bool sl_history_is_minor(struct sl_moment born, int64_t as_of);

/* The first instant at which somebody of whom it is known when they were born is none any more. */
int64_t sl_history_grown_up_at(struct sl_moment born);

/* Was a statement known at an instant, and not yet replaced? */
bool sl_history_is_known(struct sl_history_known known, int64_t as_of);

/* Was an event known at an instant, and had it begun by then? What is planned has not happened. */
bool sl_history_has_begun(const struct sl_history_event *event, int64_t as_of);

#endif
