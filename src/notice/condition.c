/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/around.h"

#define NO_DAY INT64_MIN

void sl_ask_add_record(const struct sl_ask *ask, uint32_t record)
{
    struct sl_condition_finding *finding = ask->finding;

    for (size_t i = 0; i < finding->record_count; i++) {
        if (finding->records[i] == record) {
            return;
        }
    }
    if (finding->record_count == SL_FINDING_RECORD_LIMIT) {
        finding->is_cut = true;
    } else {
        finding->records[finding->record_count++] = record;
    }
}

int64_t sl_ask_window_begin(struct sl_limit window, int64_t end)
{
    int64_t first = INT64_MIN;

    if (window.count > 0) {
        /* Only working days can be unknown, and no window has them. */
        const enum sl_status status = sl_limit_begin(window, end, &first, NULL);
        SL_ASSERT(status == SL_OK);
    }
    return first;
}

/* Does the moment of an event lie from one instant on, up to another? */
static bool is_between(
    const struct sl_ask *ask,
    const struct sl_pattern *pattern,
    const struct sl_history_event *event,
    int64_t begin,
    int64_t end
)
{
    const struct sl_moment moment = sl_pattern_moment(pattern, ask->history, event);

    return sl_history_last_instant(moment) >= begin && sl_history_first_instant(moment) <= end;
}

/* Does an event of the child fit a pattern, and lie in between? */
static bool is_within(
    const struct sl_ask *ask,
    const struct sl_pattern *pattern,
    const struct sl_history_event *event,
    int64_t begin,
    int64_t end
)
{
    return sl_pattern_holds(pattern, ask->history, event, ask->as_of) &&
           is_between(ask, pattern, event, begin, end);
}

bool sl_ask_is_in_window(
    const struct sl_ask *ask,
    const struct sl_pattern *pattern,
    struct sl_limit window,
    const struct sl_history_event *event
)
{
    return sl_pattern_holds_around(pattern, ask->history, event, ask->as_of) &&
           is_between(ask, pattern, event, sl_ask_window_begin(window, ask->as_of), ask->as_of);
}

/* On how many days was such an event? Several of one day may be one that two agencies saw. */
static uint32_t
count_days(const struct sl_ask *ask, const struct sl_pattern *pattern, int64_t begin, int64_t end)
{
    const struct sl_history *history = ask->history;
    int64_t last_day = NO_DAY;
    uint32_t count = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if (is_within(ask, pattern, event, begin, end)) {
            const int64_t day = sl_pattern_moment(pattern, history, event).day;
            count += day != last_day ? 1 : 0;
            last_day = day;
            sl_ask_add_record(ask, event->record);
        }
    }
    return count;
}

/* Has an agency recorded such an event before the one at `index`? */
static bool
is_agency_counted(const struct sl_ask *ask, const struct sl_test *test, size_t index, int64_t begin)
{
    const struct sl_history_event *events = ask->history->events;

    for (size_t i = 0; i < index; i++) {
        if (events[i].agency == events[index].agency &&
            is_within(ask, &test->first, &events[i], begin, ask->as_of)) {
            return true;
        }
    }
    return false;
}

static uint32_t count_agencies(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_history *history = ask->history;
    const int64_t begin = sl_ask_window_begin(test->window, ask->as_of);
    uint32_t count = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if (is_within(ask, &test->first, event, begin, ask->as_of)) {
            count += is_agency_counted(ask, test, i, begin) ? 0 : 1;
            sl_ask_add_record(ask, event->record);
        }
    }
    return count;
}

/* The days of the window, if they are at least twice those of the same time before it; else 0. */
static uint32_t count_rise(const struct sl_ask *ask, const struct sl_test *test)
{
    struct sl_condition_finding ignored = { .holds = false };
    const struct sl_ask before = { ask->history, ask->as_of, &ignored };
    const int64_t begin = sl_ask_window_begin(test->window, ask->as_of);
    const int64_t begin_before = sl_ask_window_begin(test->window, begin - 1);
    const uint32_t count = count_days(ask, &test->first, begin, ask->as_of);
    const uint32_t count_before = count_days(&before, &test->first, begin_before, begin - 1);

    return count >= 2 * count_before ? count : 0;
}

/* The last instant at which something can follow; what cannot be known is taken to go on. */
static int64_t gap_end(struct sl_limit gap, struct sl_moment from)
{
    int64_t last = 0;

    return sl_limit_end(gap, sl_history_last_instant(from), &last, NULL) == SL_OK ? last
                                                                                  : INT64_MAX;
}

/* The index of the event that followed one in time; event_count when none did. */
static size_t find_follower(const struct sl_ask *ask, const struct sl_test *test, size_t index)
{
    const struct sl_history *history = ask->history;
    const struct sl_moment moment =
        sl_pattern_moment(&test->first, history, &history->events[index]);
    const int64_t begin = sl_history_first_instant(moment);
    const int64_t end = gap_end(test->gap, moment);
    size_t i = 0;

    while (i < history->event_count &&
           (i == index || !is_within(ask, &test->second, &history->events[i], begin, end))) {
        i++;
    }
    return i;
}

/* Has the time for something to follow an event passed? */
static bool is_too_late(
    const struct sl_ask *ask, const struct sl_test *test, const struct sl_history_event *event
)
{
    const struct sl_moment moment = sl_pattern_moment(&test->first, ask->history, event);

    return gap_end(test->gap, moment) < ask->as_of;
}

/* How many events were followed in time; or were not, and the time has passed? */
static uint32_t count_followed(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_history *history = ask->history;
    const int64_t begin = sl_ask_window_begin(test->window, ask->as_of);
    uint32_t count = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if (!is_within(ask, &test->first, event, begin, ask->as_of)) {
            continue;
        }
        const size_t follower = find_follower(ask, test, i);
        const bool is_followed = follower < history->event_count;
        if (is_followed != (test->kind == SL_TEST_THEN) ||
            (!is_followed && !is_too_late(ask, test, event))) {
            continue;
        }
        sl_ask_add_record(ask, event->record);
        if (is_followed) {
            sl_ask_add_record(ask, history->events[follower].record);
        }
        count++;
    }
    return count;
}

/*
 * Two agencies differ when there are two agencies and two texts: if one agency says both, another
 * one differs from one of them.
 */
static uint32_t count_differing(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_history *history = ask->history;
    const struct sl_history_detail *first = NULL;
    bool has_other_agency = false, has_other_text = false;
    uint32_t count = 0;

    for (size_t i = 0; i < history->detail_count; i++) {
        const struct sl_history_detail *detail = &history->details[i];
        if (detail->attribute != test->attribute ||
            !sl_history_is_known(detail->known, ask->as_of)) {
            continue;
        }
        first = first == NULL ? detail : first;
        has_other_agency = has_other_agency || detail->agency != first->agency;
        has_other_text = has_other_text || !sl_str_equal(detail->text, first->text);
        sl_ask_add_record(ask, detail->record);
        count++;
    }
    return has_other_agency && has_other_text ? count : 0;
}

/* The tie between the child and a person that a test speaks of; NULL when there is none. */
static const struct sl_history_tie *
find_tie(const struct sl_ask *ask, const struct sl_test *test, uint32_t person)
{
    for (size_t i = 0; i < ask->history->tie_count; i++) {
        const struct sl_history_tie *tie = &ask->history->ties[i];
        const bool joins = (tie->from == SL_HISTORY_CHILD && tie->to == person) ||
                           (tie->to == SL_HISTORY_CHILD && tie->from == person);
        if (joins && (test->ties & SL_HISTORY_BIT(tie->role)) != 0 &&
            sl_history_is_known(tie->known, ask->as_of)) {
            return tie;
        }
    }
    return NULL;
}

static uint32_t count_tied(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_history *history = ask->history;
    uint32_t count = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if (!sl_ask_is_in_window(ask, &test->first, test->window, event)) {
            continue;
        }
        for (uint32_t j = 0; j < event->part_count; j++) {
            const struct sl_history_part part = history->parts[event->first_part + j];
            const struct sl_history_tie *tie =
                part.role == test->part ? find_tie(ask, test, part.person) : NULL;
            if (tie != NULL) {
                sl_ask_add_record(ask, event->record);
                sl_ask_add_record(ask, tie->record);
                count++;
            }
        }
    }
    return count;
}

/* How much there is of what a test counts; it holds when that is at_least as much. */
static uint32_t count_found(const struct sl_ask *ask, const struct sl_test *test)
{
    const bool reads_events = test->kind != SL_TEST_DIFFER && test->kind != SL_TEST_SHARES;

    if (reads_events && (test->first.kinds & ask->history->kinds) == 0) {
        return 0;
    }
    switch (test->kind) {
    case SL_TEST_COUNT:
        return count_days(
            ask, &test->first, sl_ask_window_begin(test->window, ask->as_of), ask->as_of
        );
    case SL_TEST_AGENCIES:
        return count_agencies(ask, test);
    case SL_TEST_RISE:
        return count_rise(ask, test);
    case SL_TEST_WITHOUT:
    case SL_TEST_THEN:
        return count_followed(ask, test);
    case SL_TEST_DIFFER:
        return count_differing(ask, test);
    case SL_TEST_TIED:
        return count_tied(ask, test);
    case SL_TEST_PLACE:
        return sl_ask_place(ask, test);
    case SL_TEST_OPEN:
        return sl_ask_open(ask, test);
    case SL_TEST_SHARES:
        return sl_ask_shares(ask, test);
    case SL_TEST_MET:
    case SL_TEST_MET_WHO:
        return sl_ask_met(ask, test);
    case SL_TEST_LINKED:
        return sl_ask_linked(ask, test);
    }
    return 0;
}

/* Make the tests of one alternative from `first` on, up to the first that fails. */
static bool
try_alternative(const struct sl_condition *condition, const struct sl_ask *ask, size_t first)
{
    size_t at = first;

    do {
        const struct sl_test *test = &condition->tests[at];
        const size_t records_before = ask->finding->record_count;
        const uint32_t found = count_found(ask, test);
        if ((found >= test->at_least) == test->is_negated) {
            *ask->finding = (struct sl_condition_finding){ .test = at, .found = found };
            return false;
        }
        if (test->is_negated) {
            /* What was not enough to fail it proves nothing. */
            ask->finding->record_count = records_before;
        }
        at++;
    } while (at < condition->test_count && !condition->tests[at].begins_alternative);
    ask->finding->holds = true;
    ask->finding->test = first;
    return true;
}

void sl_condition_evaluate(
    const struct sl_condition *condition,
    const struct sl_history *history,
    int64_t as_of,
    struct sl_condition_finding *ret_finding
)
{
    for (size_t i = 0; i < condition->test_count; i++) {
        struct sl_condition_finding finding = { .holds = false };
        const struct sl_ask ask = { history, as_of, &finding };
        if (!condition->tests[i].begins_alternative) {
            continue;
        }
        const bool holds = try_alternative(condition, &ask, i);
        if (holds || i == 0) {
            *ret_finding = finding;
        }
        if (holds) {
            return;
        }
    }
}
