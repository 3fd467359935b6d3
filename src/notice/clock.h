/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clock.h - time limits as data, and how they stand for one child.
 *
 * A clock says which event starts it, and which one of several (the anchor), what stops it, what
 * makes it pointless, how long it may run, who owns it, and where that is written. How a clock
 * stands is computed from a history whenever somebody asks, and never stored: a fact that is
 * corrected moves it.
 *
 * The format of catalogues is described in docs/formats/clocks.md.
 */
#ifndef SL_NOTICE_CLOCK_H
#define SL_NOTICE_CLOCK_H

#include "base/buf.h"
#include "notice/limit.h"
#include "notice/pattern.h"

/* The most clocks of a catalogue, and items of a list of one. */
#define SL_CLOCK_LIMIT      256u
#define SL_CLOCK_ITEM_LIMIT 32u

/* X(enumerator, name, words): why there is this limit. */
#define SL_CLOCK_BASIS_TABLE(X)                     \
    X(SL_BASIS_STATUTORY, "statutory", "statutory") \
    X(SL_BASIS_LOCAL, "local", "local")             \
    X(SL_BASIS_TO_CHECK, "to_check", "to be checked at source")

/* X(enumerator, name, words): which of several events is the anchor. */
#define SL_CLOCK_WHICH_TABLE(X)                                              \
    X(SL_WHICH_EACH, "each", "each one starts a clock of its own")           \
    X(SL_WHICH_FIRST, "first", "the first one since the clock last stopped") \
    X(SL_WHICH_LAST, "last", "the last one before the clock stops")          \
    X(SL_WHICH_INITIATING, "initiating", "the one from which the event that it leads to followed")

/* X(enumerator, name, words): how a clock stands. */
#define SL_CLOCK_STATE_TABLE(X)                           \
    X(SL_CLOCK_NOT_STARTED, "not_started", "not started") \
    X(SL_CLOCK_RUNNING, "running", "running")             \
    X(SL_CLOCK_DUE_SOON, "due_soon", "due soon")          \
    X(SL_CLOCK_OVER, "over", "over")                      \
    X(SL_CLOCK_MET, "met", "met")                         \
    X(SL_CLOCK_MET_LATE, "met_late", "met late")          \
    X(SL_CLOCK_STOPPED, "stopped", "stopped")

#define SL_CLOCK_ENUM(enumerator, ...) enumerator,
enum sl_clock_basis { SL_CLOCK_BASIS_TABLE(SL_CLOCK_ENUM) SL_BASIS_COUNT };
enum sl_clock_which { SL_CLOCK_WHICH_TABLE(SL_CLOCK_ENUM) SL_WHICH_COUNT };
enum sl_clock_state { SL_CLOCK_STATE_TABLE(SL_CLOCK_ENUM) SL_CLOCK_STATE_COUNT };
#undef SL_CLOCK_ENUM

/* Where a rule is written. */
struct sl_clock_source {
    struct sl_str title, version, section;
};

/* Texts are lines that a person sees whole. Events that start it can lead to another one. */
struct sl_clock {
    struct sl_str id, title, owner;
    struct sl_str note; /* empty when there is none */
    enum sl_clock_basis basis;
    struct sl_pattern starts;
    enum sl_clock_which which;
    enum sl_event_kind leads_to; /* SL_EVENT_KIND_COUNT: nothing; then there is a clock at once */
    const struct sl_pattern *stops, *ceases;
    size_t stop_count, cease_count;
    struct sl_limit limit;
    const struct sl_limit *then; /* of the rounds that follow; the last one holds for ever */
    size_t then_count;           /* 0: it runs once */
    struct sl_limit soon;        /* so long before the end it is due soon; count 0: never */
    struct sl_clock_source source;
};

/* A catalogue; it lives in the arena that it was read into. */
struct sl_clocks {
    const struct sl_clock *items;
    size_t count;
};

/* The words of the three tables, by enumerator; static. */
const struct sl_term *sl_clock_basis_terms(void);
const struct sl_term *sl_clock_which_terms(void);
const struct sl_term *sl_clock_state_terms(void);

/*
 * Read a catalogue. Errors: SL_INVALID with line and column in the detail; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_clocks_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_clocks *ret_clocks, struct sl_error *err
);

/* Append the document in its one canonical form, which is read as the same. */
void sl_clocks_print(const struct sl_clocks *clocks, struct sl_buf *buf);

/*
 * Put a local catalogue over another: a clock with the id of one takes its place, others come
 * behind.
 * Errors: SL_INVALID when one gives more time than a statutory limit of the same unit; SL_LIMIT
 * when there are too many; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_clocks_override(
    const struct sl_clocks *clocks,
    const struct sl_clocks *local,
    struct sl_arena *arena,
    struct sl_clocks *ret_clocks,
    struct sl_error *err
);

/*
 * How one round of a clock stands.
 *
 * What is only known by the day, month or year could have been early or late in it. The state gives
 * the benefit of the doubt, and is_certain says whether it needed to. A deadline that cannot be
 * known, because nobody knows the bank holidays of its year, is INT64_MAX and never certain.
 */
struct sl_clock_run {
    const struct sl_clock *clock;
    unsigned round;                         /* 0 is the first */
    const struct sl_history_event *anchor;  /* NULL when it has not started */
    const struct sl_history_event *awaited; /* not started: what should have had an anchor */
    const struct sl_history_event *stop;    /* what met it; NULL while nothing did */
    const struct sl_history_event *cease;   /* what made it pointless */
    struct sl_moment from;                  /* the moment of the anchor */
    int64_t deadline_first, deadline_last;  /* instants: they differ if `from` is not exact */
    enum sl_clock_state state;
    bool is_certain;
    bool is_by_rule; /* it counts bank holidays of a year whose are not published yet */
};

/* In the arena they were asked for; they borrow from clock and history. */
struct sl_clock_runs {
    const struct sl_clock_run *items;
    size_t count; /* at least 1: when nothing started it, one run says so */
};

/*
 * How a clock stands as of an instant, by what was known then.
 *
 *   history  closed
 *
 * Errors: SL_NO_MEMORY. Time: events x runs.
 */
SL_NODISCARD enum sl_status sl_clock_runs(
    const struct sl_clock *clock,
    const struct sl_history *history,
    int64_t as_of,
    struct sl_arena *arena,
    struct sl_clock_runs *ret_runs,
    struct sl_error *err
);

#endif
