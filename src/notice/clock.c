/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/clock.h"

#include <stdlib.h>

#include "base/array.h"
#include "record/calendar.h"

/* An event, and the moment of it that a pattern speaks of. No event: it has not happened. */
struct happening {
    const struct sl_history_event *event;
    struct sl_moment moment;
};

/* One clock, looked at as of one instant. */
struct look {
    const struct sl_clock *clock;
    const struct sl_history *history;
    int64_t as_of;
    struct sl_arena *arena;
    struct sl_error *err;
    struct happening *anchors; /* by their moments */
    size_t anchor_count;
    struct sl_clock_run *runs;
    size_t run_count;
};

#define CLOCK_TERM(enumerator, name_text, words_text)                    \
    [enumerator] = {                                                     \
        .name = {.ptr = (name_text),   .len = sizeof(name_text) - 1 },    \
        .words = { .ptr = (words_text), .len = sizeof(words_text) - 1}, \
    },

const struct sl_term *sl_clock_basis_terms(void)
{
    static const struct sl_term terms[] = { SL_CLOCK_BASIS_TABLE(CLOCK_TERM) };
    return terms;
}

const struct sl_term *sl_clock_which_terms(void)
{
    static const struct sl_term terms[] = { SL_CLOCK_WHICH_TABLE(CLOCK_TERM) };
    return terms;
}

const struct sl_term *sl_clock_state_terms(void)
{
    static const struct sl_term terms[] = { SL_CLOCK_STATE_TABLE(CLOCK_TERM) };
    return terms;
}

static int64_t first_of(struct happening one)
{
    return sl_history_first_instant(one.moment);
}

static int64_t last_of(struct happening one)
{
    return sl_history_last_instant(one.moment);
}

static int compare_happenings(const void *left_ptr, const void *right_ptr)
{
    const struct happening *left = left_ptr, *right = right_ptr;
    const int order = sl_moment_compare(left->moment, right->moment);

    /* Events of a history stand in one array, and in its order. */
    return order != 0 ? order : (left->event > right->event) - (left->event < right->event);
}

static enum sl_status gather_anchors(struct look *look)
{
    const struct sl_history *history = look->history;
    const struct sl_pattern *starts = &look->clock->starts;

    if ((history->kinds & starts->kinds) == 0) {
        return SL_OK;
    }
    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if (!sl_pattern_holds(starts, history, event, look->as_of)) {
            continue;
        }
        SL_TRY(sl_array_room(
            look->arena, &look->anchors, look->anchor_count, sizeof(*look->anchors), look->err
        ));
        look->anchors[look->anchor_count++] =
            (struct happening){ event, sl_pattern_moment(starts, history, event) };
    }
    if (look->anchor_count > 1) {
        qsort(look->anchors, look->anchor_count, sizeof(*look->anchors), compare_happenings);
    }
    return SL_OK;
}

/* What begins to count as coming after an anchor? */
struct after {
    struct happening anchor;
    bool is_surely; /* what may have been at the same time is not after it */
};

static bool is_after(struct happening one, struct after after)
{
    if (after.is_surely) {
        return first_of(one) > last_of(after.anchor);
    }
    return last_of(one) >= first_of(after.anchor) &&
           (one.event != after.anchor.event ||
            sl_moment_compare(one.moment, after.anchor.moment) != 0);
}

/* The first event that fits one of the patterns and comes after. */
static struct happening find_after(
    const struct look *look, const struct sl_pattern *patterns, size_t count, struct after after
)
{
    const struct sl_history *history = look->history;
    struct happening found = { .event = NULL };

    for (size_t i = 0; i < count; i++) {
        if ((history->kinds & patterns[i].kinds) == 0) {
            continue;
        }
        for (size_t j = 0; j < history->event_count; j++) {
            const struct sl_history_event *event = &history->events[j];
            if (!sl_pattern_holds(&patterns[i], history, event, look->as_of)) {
                continue;
            }
            const struct happening one = { event, sl_pattern_moment(&patterns[i], history, event) };
            if (is_after(one, after) &&
                (found.event == NULL || compare_happenings(&one, &found) < 0)) {
                found = one;
            }
        }
    }
    return found;
}

/* What ended a round: it was met, or became pointless before that, or neither. */
struct ending {
    struct happening stop, cease;
};

static struct ending find_ending(const struct look *look, struct happening anchor, bool is_surely)
{
    const struct sl_clock *clock = look->clock;
    const struct after stop_after = { anchor, is_surely }, cease_after = { anchor, false };
    struct ending ending = {
        .stop = find_after(look, clock->stops, clock->stop_count, stop_after),
        .cease = find_after(look, clock->ceases, clock->cease_count, cease_after),
    };

    if (ending.stop.event != NULL && ending.cease.event != NULL) {
        if (first_of(ending.cease) < first_of(ending.stop)) {
            ending.stop.event = NULL;
        } else {
            ending.cease.event = NULL;
        }
    }
    return ending;
}

/* When a round ended; INT64_MAX while it goes on. */
static int64_t ending_instant(struct ending ending)
{
    if (ending.stop.event != NULL) {
        return first_of(ending.stop);
    }
    return ending.cease.event != NULL ? first_of(ending.cease) : INT64_MAX;
}

/* INT64_MAX when bank holidays are not known so far away. */
static int64_t deadline_of(struct sl_limit limit, int64_t from)
{
    int64_t last = 0;
    return sl_limit_end(limit, from, &last, NULL) == SL_OK ? last : INT64_MAX;
}

/* Could a holiday that is proclaimed later still move a deadline? */
static bool is_by_rule(struct sl_limit limit, int64_t deadline)
{
    return limit.unit == SL_UNIT_WORKING_DAY && deadline != INT64_MAX &&
           !sl_calendar_is_published((int32_t)(deadline / SL_DAY_SECONDS));
}

static bool is_due_soon(const struct look *look, int64_t deadline)
{
    const struct sl_limit soon = look->clock->soon;
    int64_t first = 0;

    return soon.count > 0 && deadline != INT64_MAX &&
           sl_limit_begin(soon, deadline, &first, NULL) == SL_OK && look->as_of >= first;
}

/* The state if the deadline and the stop were at these instants. */
static enum sl_clock_state
judge(const struct look *look, struct ending ending, int64_t deadline, int64_t stop)
{
    if (ending.stop.event != NULL) {
        return stop <= deadline ? SL_CLOCK_MET : SL_CLOCK_MET_LATE;
    }
    if (ending.cease.event != NULL) {
        return SL_CLOCK_STOPPED;
    }
    if (look->as_of > deadline) {
        return SL_CLOCK_OVER;
    }
    return is_due_soon(look, deadline) ? SL_CLOCK_DUE_SOON : SL_CLOCK_RUNNING;
}

static struct sl_limit limit_of_round(const struct sl_clock *clock, unsigned round)
{
    if (round == 0) {
        return clock->limit;
    }
    return clock->then[round <= clock->then_count ? round - 1 : clock->then_count - 1];
}

static struct sl_clock_run
make_run(const struct look *look, unsigned round, struct happening anchor, struct ending ending)
{
    const struct sl_limit limit = limit_of_round(look->clock, round);
    const bool is_met = ending.stop.event != NULL;
    struct sl_clock_run run = {
        .clock = look->clock,
        .round = round,
        .anchor = anchor.event,
        .stop = ending.stop.event,
        .cease = ending.cease.event,
        .from = anchor.moment,
        .deadline_first = deadline_of(limit, first_of(anchor)),
        .deadline_last = deadline_of(limit, last_of(anchor)),
    };

    run.is_by_rule = is_by_rule(limit, run.deadline_last);
    run.state = judge(look, ending, run.deadline_last, is_met ? first_of(ending.stop) : 0);
    run.is_certain =
        run.deadline_first != INT64_MAX && run.deadline_last != INT64_MAX &&
        run.state == judge(look, ending, run.deadline_first, is_met ? last_of(ending.stop) : 0);
    return run;
}

static enum sl_status push_run(struct look *look, struct sl_clock_run run)
{
    SL_TRY(sl_array_room(look->arena, &look->runs, look->run_count, sizeof(*look->runs), look->err)
    );
    look->runs[look->run_count++] = run;
    return SL_OK;
}

/* All rounds from an anchor on. Each round's stop is later than the one before, so they end. */
static enum sl_status run_rounds(struct look *look, struct happening anchor, int64_t *ret_end)
{
    struct ending ending = find_ending(look, anchor, false);
    unsigned round = 0;

    SL_TRY(push_run(look, make_run(look, round, anchor, ending)));
    while (look->clock->then_count > 0 && ending.stop.event != NULL) {
        anchor = ending.stop;
        ending = find_ending(look, anchor, true);
        round++;
        SL_TRY(push_run(look, make_run(look, round, anchor, ending)));
    }
    *ret_end = ending_instant(ending);
    return SL_OK;
}

/* Two agencies that record one event at one moment start one clock. */
static enum sl_status run_each(struct look *look)
{
    int64_t end = 0;

    for (size_t i = 0; i < look->anchor_count; i++) {
        const struct happening one = look->anchors[i];
        if (i == 0 || sl_moment_compare(one.moment, look->anchors[i - 1].moment) != 0) {
            SL_TRY(run_rounds(look, one, &end));
        }
    }
    return SL_OK;
}

/* The last anchor that is not later than an instant; there is one, `first`, that is not. */
static size_t last_anchor_until(const struct look *look, size_t first, int64_t until)
{
    while (first + 1 < look->anchor_count && first_of(look->anchors[first + 1]) <= until) {
        first++;
    }
    return first;
}

static enum sl_status run_first_or_last(struct look *look)
{
    size_t at = 0;

    while (at < look->anchor_count) {
        int64_t end = 0;
        if (look->clock->which == SL_WHICH_LAST) {
            const struct ending ending = find_ending(look, look->anchors[at], false);
            at = last_anchor_until(look, at, ending_instant(ending));
        }
        SL_TRY(run_rounds(look, look->anchors[at], &end));
        at = last_anchor_until(look, at, end) + 1;
    }
    return SL_OK;
}

/*
 * The index of the anchor from which an event followed: the one it names, else the last before it;
 * anchor_count when there is none.
 */
static size_t initiating_anchor(const struct look *look, const struct sl_history_event *event)
{
    const int64_t until = sl_history_last_instant(event->start);
    size_t found = look->anchor_count;

    for (size_t i = 0; i < look->anchor_count; i++) {
        const struct sl_history_event *anchor = look->anchors[i].event;
        if (event->follows != SL_HISTORY_NONE && anchor->record == event->follows) {
            return i;
        }
        if (sl_history_first_instant(anchor->start) <= until) {
            found = i;
        }
    }
    return found;
}

static bool has_run_from(const struct look *look, const struct sl_history_event *anchor)
{
    for (size_t i = 0; i < look->run_count; i++) {
        if (look->runs[i].round == 0 && look->runs[i].anchor == anchor) {
            return true;
        }
    }
    return false;
}

static enum sl_status run_lead(struct look *look, const struct sl_history_event *event)
{
    size_t at = initiating_anchor(look, event);
    int64_t end = 0;

    if (at >= look->anchor_count) {
        return push_run(
            look,
            (struct sl_clock_run){ .clock = look->clock, .awaited = event, .is_certain = true }
        );
    }
    if (look->clock->which == SL_WHICH_LAST) {
        const struct ending ending = find_ending(look, look->anchors[at], false);
        at = last_anchor_until(look, at, ending_instant(ending));
    }
    const struct happening anchor = look->anchors[at];
    return has_run_from(look, anchor.event) ? SL_OK : run_rounds(look, anchor, &end);
}

static enum sl_status run_leads(struct look *look)
{
    const struct sl_pattern leads = { .kinds = SL_HISTORY_BIT(look->clock->leads_to) };

    for (size_t i = 0; i < look->history->event_count; i++) {
        const struct sl_history_event *event = &look->history->events[i];
        if (sl_pattern_holds(&leads, look->history, event, look->as_of)) {
            SL_TRY(run_lead(look, event));
        }
    }
    return SL_OK;
}

static enum sl_status run_clock(struct look *look)
{
    if (look->clock->leads_to != SL_EVENT_KIND_COUNT) {
        return run_leads(look);
    }
    return look->clock->which == SL_WHICH_EACH ? run_each(look) : run_first_or_last(look);
}

enum sl_status sl_clock_runs(
    const struct sl_clock *clock,
    const struct sl_history *history,
    int64_t as_of,
    struct sl_arena *arena,
    struct sl_clock_runs *ret_runs,
    struct sl_error *err
)
{
    struct look look = { .clock = clock, .history = history, .as_of = as_of };

    look.arena = arena;
    look.err = err;
    SL_TRY(gather_anchors(&look));
    SL_TRY(run_clock(&look));
    if (look.run_count == 0) {
        SL_TRY(push_run(&look, (struct sl_clock_run){ .clock = clock, .is_certain = true }));
    }
    *ret_runs = (struct sl_clock_runs){ look.runs, look.run_count };
    return SL_OK;
}
