/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/evaluate.h"

#include <stdlib.h>

#include "base/array.h"

/* Days by which what is counted back in months is longer than what is counted on, at most; and more
 * than those by which holidays make working days longer than they seem. */
#define MONTH_DAYS 8
#define SPARE_DAYS 21

/* One indicator that holds of a person. */
struct holding {
    const struct sl_indicator *indicator;
    struct sl_condition_finding finding;
    int32_t since;
    bool is_open; /* it held on all days that were looked at so far */
};

/* Asking about one person. */
struct asking {
    const struct sl_evaluation *evaluation;
    size_t person;
    struct sl_arena *arena;
    struct holding *holdings;
    size_t holding_count;
    int32_t *days; /* on which something may have changed */
    size_t day_count;
    struct sl_error *err;
};

void sl_evaluation_prepare(struct sl_evaluation *evaluation)
{
    evaluation->around = 0;
    evaluation->things = 0;
    for (size_t i = 0; i < evaluation->indicators->count; i++) {
        const struct sl_condition *condition = &evaluation->indicators->items[i].condition;
        evaluation->around |= condition->around;
        evaluation->things |= condition->things;
    }
}

static bool is_wanted(const struct sl_evaluation *evaluation, const struct sl_indicator *indicator)
{
    return !indicator->is_asked && !indicator->condition.reads_details &&
           (!evaluation->only_questions || indicator->question.len > 0);
}

static int32_t day_of(int64_t instant)
{
    return sl_history_moment(instant).day;
}

static enum sl_status
make_history(const struct asking *asking, int64_t as_of, struct sl_history *ret_history)
{
    const struct sl_world_asked asked = {
        .person = asking->person,
        .as_of = as_of,
        .around = asking->evaluation->around,
        .things = asking->evaluation->things,
    };

    return sl_world_history(
        asking->evaluation->world, &asked, asking->arena, ret_history, asking->err
    );
}

/* Which indicators hold? */
static enum sl_status find_holding(struct asking *asking)
{
    const struct sl_evaluation *evaluation = asking->evaluation;
    const struct sl_indicators *indicators = evaluation->indicators;
    struct sl_history history;

    SL_TRY(make_history(asking, evaluation->as_of, &history));
    for (size_t i = 0; i < indicators->count; i++) {
        struct holding one = { .indicator = &indicators->items[i],
                               .since = day_of(evaluation->as_of),
                               .is_open = true };
        if (!is_wanted(evaluation, one.indicator)) {
            continue;
        }
        sl_condition_evaluate(&one.indicator->condition, &history, evaluation->as_of, &one.finding);
        if (one.finding.holds) {
            SL_TRY(sl_array_room(
                asking->arena, &asking->holdings, asking->holding_count, sizeof one, asking->err
            ));
            asking->holdings[asking->holding_count++] = one;
        }
    }
    return SL_OK;
}

/* Something may have changed on a day that was not later than the one that is asked about. */
static enum sl_status add_day(struct asking *asking, int64_t instant)
{
    if (instant == INT64_MIN || instant > asking->evaluation->as_of) {
        return SL_OK;
    }
    SL_TRY(sl_array_room(
        asking->arena, &asking->days, asking->day_count, sizeof *asking->days, asking->err
    ));
    asking->days[asking->day_count++] = day_of(instant);
    return SL_OK;
}

/* The day of an instant; and those on which a limit that runs from it is over. */
static enum sl_status add_days(struct asking *asking, int64_t instant)
{
    SL_TRY(add_day(asking, instant));
    for (size_t i = 0; i < asking->holding_count; i++) {
        const struct sl_condition *condition = &asking->holdings[i].indicator->condition;
        for (size_t j = 0; j < condition->test_count; j++) {
            const struct sl_limit limits[] = { condition->tests[j].window,
                                               condition->tests[j].gap };
            for (size_t k = 0; k < 2; k++) {
                int64_t end = 0;
                if (limits[k].count == 0 || instant == INT64_MIN ||
                    sl_limit_end(limits[k], instant, &end, NULL) != SL_OK) {
                    continue;
                }
                SL_TRY(add_day(asking, end));
                SL_TRY(add_day(asking, end + 1));
            }
        }
    }
    return SL_OK;
}

static enum sl_status add_known(struct asking *asking, struct sl_history_known known)
{
    SL_TRY(add_day(asking, known.since));
    return add_day(asking, known.until);
}

/* All days on which anything in the history may have changed. */
static enum sl_status gather_days(struct asking *asking)
{
    struct sl_history all;

    SL_TRY(make_history(asking, INT64_MAX, &all));
    for (size_t i = 0; i < all.event_count; i++) {
        const struct sl_history_event *event = &all.events[i];
        SL_TRY(add_known(asking, event->known));
        SL_TRY(add_days(asking, sl_history_first_instant(event->start)));
        SL_TRY(add_days(asking, sl_history_last_instant(event->start)));
        if (event->end.precision != SL_PRECISION_NONE) {
            SL_TRY(add_days(asking, sl_history_first_instant(event->end)));
            SL_TRY(add_days(asking, sl_history_last_instant(event->end)));
        }
    }
    for (size_t i = 0; i < all.tie_count; i++) {
        SL_TRY(add_known(asking, all.ties[i].known));
    }
    for (size_t i = 0; i < all.use_count; i++) {
        SL_TRY(add_known(asking, all.uses[i].known));
    }
    return SL_OK;
}

static int compare_days(const void *left_ptr, const void *right_ptr)
{
    const int32_t left = *(const int32_t *)left_ptr, right = *(const int32_t *)right_ptr;

    return (left < right) - (left > right);
}

/* Did what is open hold at the end of the day before? What did not holds since the day. */
static enum sl_status look_back(struct asking *asking, int32_t day, size_t *ret_open)
{
    const int64_t as_of = (int64_t)day * SL_DAY_SECONDS - 1;
    struct sl_history history;

    *ret_open = 0;
    SL_TRY(make_history(asking, as_of, &history));
    for (size_t i = 0; i < asking->holding_count; i++) {
        struct holding *one = &asking->holdings[i];
        struct sl_condition_finding finding;
        if (!one->is_open) {
            continue;
        }
        sl_condition_evaluate(&one->indicator->condition, &history, as_of, &finding);
        one->since = day;
        one->is_open = finding.holds;
        *ret_open += finding.holds ? 1 : 0;
    }
    return SL_OK;
}

/* Since when has each held without a break? Its first day is one on which something changed. */
static enum sl_status find_since(struct asking *asking)
{
    size_t open_count = asking->holding_count, steps = 0;

    SL_TRY(gather_days(asking));
    if (asking->day_count > 1) {
        qsort(asking->days, asking->day_count, sizeof *asking->days, compare_days);
    }
    for (size_t i = 0; i < asking->day_count && open_count > 0 && steps < SL_EVALUATE_STEP_LIMIT;
         i++) {
        if (i == 0 || asking->days[i] != asking->days[i - 1]) {
            SL_TRY(look_back(asking, asking->days[i], &open_count));
            steps++;
        }
    }
    return SL_OK;
}

static enum sl_status
tell(const struct asking *asking, const struct holding *one, sl_raised_fn *told, void *context)
{
    const struct sl_world *world = asking->evaluation->world;
    struct sl_raised_proof proofs[SL_FINDING_RECORD_LIMIT];

    for (size_t i = 0; i < one->finding.record_count; i++) {
        proofs[i] = sl_world_proof(world, one->finding.records[i]);
    }
    const size_t count = sl_raised_order(proofs, one->finding.record_count);
    const struct sl_raised raised = {
        .subject = SL_RAISED_CHILD,
        .identity = world->persons[asking->person].identity,
        .indicator = one->indicator->id,
        .since = one->since,
        .proofs = proofs,
        .proof_count = count,
        .evidence = sl_raised_evidence(proofs, count),
    };
    return told(context, &raised, asking->err);
}

/* Is anything asked of a person? */
static bool is_asked(const struct sl_evaluation *evaluation, size_t person)
{
    const struct sl_world *world = evaluation->world;

    return person < world->named_count &&
           sl_history_is_minor(world->persons[person].born, evaluation->as_of);
}

enum sl_status sl_evaluate_person(
    const struct sl_evaluation *evaluation,
    size_t person,
    struct sl_arena *arena,
    sl_raised_fn *told,
    void *context,
    struct sl_error *err
)
{
    struct asking asking = {
        .evaluation = evaluation, .person = person, .arena = arena, .err = err
    };

    if (!is_asked(evaluation, person)) {
        return SL_OK;
    }
    sl_arena_reset(arena);
    SL_TRY(find_holding(&asking));
    if (asking.holding_count > 0 && !evaluation->without_since) {
        SL_TRY(find_since(&asking));
    }
    for (size_t i = 0; i < asking.holding_count; i++) {
        SL_TRY(tell(&asking, &asking.holdings[i], told, context));
    }
    return SL_OK;
}

/* An instant at which an answer may change: the first one that is to come counts. */
static void consider(const struct asking *asking, int64_t instant, int64_t *next)
{
    if (instant > asking->evaluation->as_of && instant < *next) {
        *next = instant;
    }
}

/* More seconds than a limit has. */
static int64_t most_seconds(struct sl_limit limit)
{
    static const int64_t days[SL_UNIT_COUNT] = {
        [SL_UNIT_HOUR] = 1, [SL_UNIT_DAY] = 1, [SL_UNIT_WORKING_DAY] = 3, [SL_UNIT_MONTH] = 31
    };

    return (limit.count * days[limit.unit] + SPARE_DAYS) * SL_DAY_SECONDS;
}

/*
 * A limit that runs from an instant is over. One in months that is counted backwards may be so some
 * days later, as months are not of one length: each of these days counts.
 */
static void
consider_end(const struct asking *asking, struct sl_limit limit, int64_t from, int64_t *next)
{
    int64_t end = 0;

    if (sl_limit_end(limit, from, &end, NULL) != SL_OK) {
        return;
    }
    consider(asking, end, next);
    consider(asking, end + 1, next);
    for (int64_t i = 1; limit.unit == SL_UNIT_MONTH && i < MONTH_DAYS; i++) {
        consider(asking, end + 1 + i * SL_DAY_SECONDS, next);
    }
}

/* What a test makes of an instant: it leaves the window, or the time before it; a gap is over. */
static void
consider_test(const struct asking *asking, const struct sl_test *test, int64_t from, int64_t *next)
{
    const struct sl_limit limits[] = { test->window, test->gap };

    for (size_t i = 0; i < 2; i++) {
        const int64_t most = limits[i].count == 0 ? INT64_MIN : most_seconds(limits[i]);
        int64_t end = 0;
        if (limits[i].count == 0 || from + 2 * most < asking->evaluation->as_of) {
            continue;
        }
        consider_end(asking, limits[i], from, next);
        if (test->kind == SL_TEST_RISE && sl_limit_end(limits[i], from, &end, NULL) == SL_OK) {
            consider_end(asking, limits[i], end + 1, next);
        }
    }
}

static void consider_instant(
    const struct asking *asking, const struct sl_condition *condition, int64_t from, int64_t *next
)
{
    if (from == INT64_MIN) {
        return;
    }
    consider(asking, from, next);
    for (size_t i = 0; i < condition->test_count; i++) {
        consider_test(asking, &condition->tests[i], from, next);
    }
}

static void consider_moment(
    const struct asking *asking,
    const struct sl_condition *condition,
    struct sl_moment moment,
    int64_t *next
)
{
    if (moment.precision != SL_PRECISION_NONE) {
        consider_instant(asking, condition, sl_history_first_instant(moment), next);
        consider_instant(asking, condition, sl_history_last_instant(moment), next);
    }
}

static void
consider_history(const struct asking *asking, const struct sl_history *history, int64_t *next)
{
    const struct sl_indicators *indicators = asking->evaluation->indicators;

    for (size_t i = 0; i < indicators->count; i++) {
        const struct sl_condition *condition = &indicators->items[i].condition;
        if (!is_wanted(asking->evaluation, &indicators->items[i]) ||
            (condition->kinds & history->kinds) == 0) {
            continue;
        }
        consider_moment(asking, condition, history->born, next);
        for (size_t j = 0; j < history->event_count; j++) {
            const struct sl_history_event *event = &history->events[j];
            if ((condition->kinds & SL_HISTORY_BIT(event->kind)) != 0) {
                consider_moment(asking, condition, event->start, next);
                consider_moment(asking, condition, event->end, next);
            }
        }
    }
    for (size_t i = 0; i < history->person_count; i++) {
        const struct sl_moment born = history->people[i].born;
        if (born.precision != SL_PRECISION_NONE) {
            consider(asking, sl_history_grown_up_at(born), next);
        }
    }
}

enum sl_status sl_evaluate_next(
    const struct sl_evaluation *evaluation,
    size_t person,
    struct sl_arena *arena,
    int64_t *ret_next,
    struct sl_error *err
)
{
    const struct asking asking = {
        .evaluation = evaluation, .person = person, .arena = arena, .err = err
    };
    struct sl_history history;

    *ret_next = INT64_MAX;
    if (!is_asked(evaluation, person)) {
        return SL_OK;
    }
    sl_arena_reset(arena);
    SL_TRY(make_history(&asking, evaluation->as_of, &history));
    consider_history(&asking, &history, ret_next);
    return SL_OK;
}
