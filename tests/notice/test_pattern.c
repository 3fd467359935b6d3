/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/pattern.h"

#include "example.h"

static const struct sl_str codes[] = {
    {.ptr = "10A",  .len = 3},
    { .ptr = "11A", .len = 3},
};

/* One assessment with a factor, of a child born after it began. */
static void build(struct sl_history *history, struct sl_arena *arena)
{
    sl_history_init(history, arena);
    history->born = example_moment("2024-05-20");
    example_add(history, SL_EVENT_ASSESSMENT, "2024-05-02", "2024-06-01", 1);
    example_value(history, SL_ATTRIBUTE_STATUS, "10A");
    example_value(history, SL_ATTRIBUTE_FACTOR, "21");
    example_value(history, SL_ATTRIBUTE_FACTOR, "11A");
    sl_history_close(history);
}

static void test_fits(void **state)
{
    struct sl_pattern pattern = { .kinds = SL_HISTORY_BIT(SL_EVENT_ASSESSMENT) };
    struct sl_history history;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    build(&history, &arena);
    assert_true(sl_pattern_fits(&pattern, &history, history.events));
    pattern.roles = SL_HISTORY_BIT(SL_ROLE_SUSPECT);
    assert_false(sl_pattern_fits(&pattern, &history, history.events));
    pattern.roles |= SL_HISTORY_BIT(SL_ROLE_SUBJECT);
    pattern.is_coded = true;
    pattern.attribute = SL_ATTRIBUTE_FACTOR;
    pattern.texts = codes;
    pattern.text_count = 2;
    assert_true(sl_pattern_fits(&pattern, &history, history.events));
    pattern.text_count = 1; /* 10A is a status here, and no factor */
    assert_false(sl_pattern_fits(&pattern, &history, history.events));
    pattern.attribute = SL_ATTRIBUTE_STATUS;
    assert_true(sl_pattern_fits(&pattern, &history, history.events));
    pattern.kinds = SL_HISTORY_BIT(SL_EVENT_REFERRAL);
    assert_false(sl_pattern_fits(&pattern, &history, history.events));
    sl_arena_finish(&arena);
}

/* An end holds once it has come, a birth once the child is born; events after birth have none. */
static void test_moments(void **state)
{
    static const struct {
        enum sl_pattern_at at;
        const char *day;
    } rows[] = {
        {SL_AT_START,  "2024-05-02"},
        { SL_AT_END,   "2024-06-01"},
        { SL_AT_BIRTH, "2024-05-20"},
    };
    struct sl_history history;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    build(&history, &arena);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_pattern pattern = { .kinds = SL_HISTORY_BIT(SL_EVENT_ASSESSMENT),
                                            .at = rows[i].at };
        const int64_t instant = example_instant(rows[i].day);
        assert_false(sl_pattern_holds(&pattern, &history, history.events, instant - 1));
        assert_true(sl_pattern_holds(&pattern, &history, history.events, instant));
    }
    history.events[0].end = example_moment("");
    history.born = example_moment("2024-05-01");
    for (size_t i = 1; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_pattern pattern = { .kinds = SL_HISTORY_BIT(SL_EVENT_ASSESSMENT),
                                            .at = rows[i].at };
        assert_false(
            sl_pattern_holds(&pattern, &history, history.events, example_instant("2025-01-01"))
        );
    }
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fits),
        cmocka_unit_test(test_moments),
    };
    return cmocka_run_group_tests_name("notice/pattern", tests, NULL, NULL);
}
