/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice.c - the program sightline-bench-notice: how fast are clocks and indicators?
 *
 * Makes up histories of children, asks every clock and every indicator of a catalogue about each of
 * them on one thread, and says how many events a second that is, and what the region would take.
 */
#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/yaml.h"
#include "notice/clock.h"
#include "notice/indicator.h"

#define ARENA_BYTES ((size_t)64 << 20)
/* How many children, and how many events of each in ten years. */
#define CHILD_COUNT 20000u
#define EVENT_COUNT 40u
#define FIRST_DAY   16436 /* 2015-01-01 */
#define SPAN_DAYS   3650
/* Children of the region. */
#define REGION_COUNT 650000.0

struct catalogues {
    struct sl_arena arena;
    struct sl_clocks clocks;
    struct sl_indicators indicators;
};

struct totals {
    uint64_t clock_ns, indicator_ns;
    uint64_t run_count, hold_count;
};

static uint64_t now_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

/* The next of a series of numbers. D. Knuth, The Art of Computer Programming 2, 3.3.4, line 26. */
static uint64_t draw(uint64_t *state, uint64_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*state >> 33) % below;
}

static enum sl_status make_history(
    struct sl_arena *arena, uint64_t *state, struct sl_history *history, struct sl_error *err
)
{
    sl_history_init(history, arena);
    for (unsigned i = 0; i < EVENT_COUNT; i++) {
        const int32_t day = FIRST_DAY + (int32_t)draw(state, SPAN_DAYS);
        const struct sl_history_event event = {
            .kind = (enum sl_event_kind)draw(state, SL_EVENT_KIND_COUNT),
            .start = sl_moment_of_day(day),
            .end = sl_moment_of_day(day + (int32_t)draw(state, 60)),
            .known = {.since = day * SL_DAY_SECONDS, .until = SL_HISTORY_STANDS},
            .roles = SL_HISTORY_BIT(SL_ROLE_SUBJECT),
            .agency = (uint32_t)draw(state, 12),
            .record = i,
            .follows = SL_HISTORY_NONE,
        };
        const struct sl_history_value value = { SL_ATTRIBUTE_FACTOR,
                                                draw(state, 4) == 0 ? SL_STR("10A")
                                                                    : SL_STR("21") };
        SL_TRY(sl_history_event(history, event, err));
        SL_TRY(sl_history_value(history, value, err));
    }
    sl_history_close(history);
    return SL_OK;
}

static enum sl_status ask_all(
    const struct catalogues *catalogues,
    const struct sl_history *history,
    struct totals *totals,
    struct sl_error *err
)
{
    const int64_t as_of = (FIRST_DAY + SPAN_DAYS) * SL_DAY_SECONDS;
    const uint64_t begin = now_ns();

    for (size_t i = 0; i < catalogues->clocks.count; i++) {
        struct sl_clock_runs runs;
        SL_TRY(
            sl_clock_runs(&catalogues->clocks.items[i], history, as_of, history->arena, &runs, err)
        );
        totals->run_count += runs.count;
    }
    const uint64_t middle = now_ns();
    for (size_t i = 0; i < catalogues->indicators.count; i++) {
        struct sl_condition_finding finding = { .holds = false };
        if (!catalogues->indicators.items[i].is_asked) {
            sl_condition_evaluate(
                &catalogues->indicators.items[i].condition, history, as_of, &finding
            );
        }
        totals->hold_count += finding.holds ? 1 : 0;
    }
    totals->clock_ns += middle - begin;
    totals->indicator_ns += now_ns() - middle;
    return SL_OK;
}

static enum sl_status read_catalogues(struct catalogues *catalogues, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_YAML_LIMIT_BYTES);
    enum sl_status status = sl_file_read("catalogue/clocks.yaml", &text, err);
    if (status == SL_OK) {
        status = sl_clocks_parse(sl_buf_str(&text), &catalogues->arena, &catalogues->clocks, err);
        sl_buf_clear(&text);
    }
    status = status != SL_OK ? status : sl_file_read("catalogue/indicators.yaml", &text, err);
    if (status == SL_OK) {
        status = sl_indicators_parse(
            sl_buf_str(&text), &catalogues->arena, &catalogues->indicators, err
        );
    }
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run(struct catalogues *catalogues, struct totals *totals, struct sl_error *err)
{
    enum sl_status status = read_catalogues(catalogues, err);
    struct sl_arena child;
    uint64_t state = 1;

    sl_arena_init(&child, ARENA_BYTES);
    for (unsigned i = 0; status == SL_OK && i < CHILD_COUNT; i++) {
        struct sl_history history;
        sl_arena_reset(&child);
        status = make_history(&child, &state, &history, err);
        status = status != SL_OK ? status : ask_all(catalogues, &history, totals, err);
    }
    sl_arena_finish(&child);
    return status;
}

static void say(const char *what, uint64_t spent_ns, uint64_t count, const char *of)
{
    const double seconds = (double)spent_ns / 1e9;

    (void)printf(
        "%s: %.2f us a child, %.1f million events a second, %.1f s for the region; %llu %s\n",
        what,
        seconds * 1e6 / CHILD_COUNT,
        CHILD_COUNT * (double)EVENT_COUNT / seconds / 1e6,
        seconds / CHILD_COUNT * REGION_COUNT,
        (unsigned long long)count,
        of
    );
}

int main(void)
{
    struct catalogues catalogues = { .clocks.count = 0 };
    struct totals totals = { .run_count = 0 };
    struct sl_error err = { .status = SL_OK };

    sl_arena_init(&catalogues.arena, ARENA_BYTES);
    const enum sl_status status = run(&catalogues, &totals, &err);
    if (status == SL_OK) {
        (void)printf("%u children with %u events each, one thread\n", CHILD_COUNT, EVENT_COUNT);
        say("clocks", totals.clock_ns, totals.run_count, "runs");
        say("indicators", totals.indicator_ns, totals.hold_count, "that hold");
    } else {
        (void)fprintf(stderr, "sightline-bench-notice: %s %s\n", err.message, err.detail);
    }
    sl_arena_finish(&catalogues.arena);
    return status == SL_OK ? 0 : 1;
}
