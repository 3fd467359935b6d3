/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_clocks.c - whatever is read as a catalogue of clocks has a canonical form that reads the
 * same, and each clock says how it stands; what is not is refused with a message.
 */
#include <stdint.h>

#include "base/yaml.h"
#include "notice/clock.h"

#define LIMIT_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Every kind of event once a week, some of them by the month. */
static void make_history(struct sl_arena *arena, struct sl_history *history)
{
    sl_history_init(history, arena);
    history->born = sl_moment_of_day(19000);
    for (unsigned i = 0; i < 2 * SL_EVENT_KIND_COUNT; i++) {
        struct sl_history_event event = {
            .kind = (enum sl_event_kind)(i % SL_EVENT_KIND_COUNT),
            .start = sl_moment_of_day(18700 + 7 * (int32_t)i),
            .end = sl_moment_of_day(18710 + 7 * (int32_t)i),
            .known = {.since = 0, .until = SL_HISTORY_STANDS},
            .record = i,
            .follows = SL_HISTORY_NONE,
        };
        event.start.precision = i % 5 == 0 ? SL_PRECISION_MONTH : SL_PRECISION_DAY;
        SL_ASSERT(sl_history_event(history, event, NULL) == SL_OK);
    }
    sl_history_close(history);
}

static void check_clocks(const struct sl_clocks *clocks, struct sl_arena *arena)
{
    struct sl_clocks again;
    struct sl_clock_runs runs;
    struct sl_history history;
    struct sl_buf first, second;

    sl_buf_init(&first, LIMIT_BYTES);
    sl_buf_init(&second, LIMIT_BYTES);
    sl_clocks_print(clocks, &first);
    SL_ASSERT(sl_buf_status(&first, NULL) == SL_OK);
    /* Written out, a document of the longest length can grow beyond it. */
    if (first.len <= SL_YAML_LIMIT_BYTES) {
        SL_ASSERT(sl_clocks_parse(sl_buf_str(&first), arena, &again, NULL) == SL_OK);
        sl_clocks_print(&again, &second);
        SL_ASSERT(sl_str_equal(sl_buf_str(&first), sl_buf_str(&second)));
    }
    make_history(arena, &history);
    for (size_t i = 0; i < clocks->count; i++) {
        const int64_t as_of = 19200 * SL_DAY_SECONDS;
        SL_ASSERT(sl_clock_runs(&clocks->items[i], &history, as_of, arena, &runs, NULL) == SL_OK);
        SL_ASSERT(runs.count > 0);
    }
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_clocks clocks;
    struct sl_error err = { .status = SL_OK };
    struct sl_arena arena;

    sl_arena_init(&arena, LIMIT_BYTES);
    if (sl_clocks_parse(text, &arena, &clocks, &err) == SL_OK) {
        check_clocks(&clocks, &arena);
    } else {
        SL_ASSERT(err.message[0] != '\0');
    }
    sl_arena_finish(&arena);
    return 0;
}
