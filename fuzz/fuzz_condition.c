/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_condition.c - whatever is read as a condition costs no more than it says, answers of any
 * history, and of an empty one as its tests say; what is not is refused with a message.
 */
#include <stdint.h>

#include "notice/condition.h"

#define LIMIT_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Every kind of event three days apart, by two agencies in turn. */
static void make_history(struct sl_arena *arena, struct sl_history *history)
{
    const struct sl_history_part part = { .person = 1, .role = SL_ROLE_SUSPECT };
    const struct sl_history_tie tie = {
        .from = 1, .role = SL_ROLE_PARTNER, .known = {.since = 0, .until = SL_HISTORY_STANDS}
    };

    sl_history_init(history, arena);
    for (unsigned i = 0; i < 2 * SL_EVENT_KIND_COUNT; i++) {
        const struct sl_history_event event = {
            .kind = (enum sl_event_kind)(i % SL_EVENT_KIND_COUNT),
            .start = sl_moment_of_day(19000 + 3 * (int32_t)i),
            .end = sl_moment_of_day(19001 + 3 * (int32_t)i),
            .known = {.since = 0, .until = SL_HISTORY_STANDS},
            .agency = i % 2,
            .record = i,
            .follows = SL_HISTORY_NONE,
        };
        SL_ASSERT(sl_history_event(history, event, NULL) == SL_OK);
        SL_ASSERT(sl_history_part(history, part, NULL) == SL_OK);
    }
    SL_ASSERT(sl_history_tie(history, tie, NULL) == SL_OK);
    sl_history_close(history);
}

static void check_condition(const struct sl_condition *condition, struct sl_arena *arena)
{
    const int64_t as_of = 19200 * SL_DAY_SECONDS;
    struct sl_history history;
    struct sl_condition_finding finding;
    bool is_all_negated = false;

    SL_ASSERT(condition->test_count > 0 && condition->test_count <= SL_CONDITION_TEST_LIMIT);
    SL_ASSERT(condition->passes <= 2 * condition->test_count);
    SL_ASSERT(condition->pairs <= condition->test_count);
    make_history(arena, &history);
    sl_condition_evaluate(condition, &history, as_of, &finding);
    SL_ASSERT(finding.test < condition->test_count);
    SL_ASSERT(finding.holds || finding.record_count == 0);
    /* Of nothing, an alternative holds when all of its tests are turned around. */
    for (size_t i = 0; i < condition->test_count && !is_all_negated;) {
        is_all_negated = true;
        do {
            is_all_negated = is_all_negated && condition->tests[i].is_negated;
            i++;
        } while (i < condition->test_count && !condition->tests[i].begins_alternative);
    }
    sl_history_init(&history, arena);
    sl_condition_evaluate(condition, &history, as_of, &finding);
    SL_ASSERT(finding.holds == is_all_negated);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_condition condition;
    struct sl_error err = { .status = SL_OK };
    struct sl_arena arena;

    sl_arena_init(&arena, LIMIT_BYTES);
    if (sl_condition_parse(text, &arena, &condition, &err) == SL_OK) {
        check_condition(&condition, &arena);
    } else {
        SL_ASSERT(err.message[0] != '\0');
    }
    sl_arena_finish(&arena);
    return 0;
}
