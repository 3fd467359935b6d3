/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/history.h"

#include "example.h"

/* By start, then kind, then record, then when it was received; each keeps its values and parts. */
static void test_order(void **state)
{
    static const uint32_t expected[] = { 5, 4, 3, 2, 2, 1 };
    const struct sl_history_part part = { 7, SL_ROLE_SUSPECT };
    struct sl_history_event later = example_event(SL_EVENT_CRIME, "2024-05-02", "", 2);
    struct sl_history history;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_history_init(&history, &arena);
    example_add(&history, SL_EVENT_MISSING, "2024-05-02T10:00", "", 1);
    later.known.since++;
    SL_CHECK_OK(sl_history_event(&history, later, NULL), NULL);
    example_add(&history, SL_EVENT_CRIME, "2024-05-02", "", 2);
    example_value(&history, SL_ATTRIBUTE_CODE, "a");
    example_value(&history, SL_ATTRIBUTE_GRADE, "b");
    SL_CHECK_OK(sl_history_part(&history, part, NULL), NULL);
    example_add(&history, SL_EVENT_REFERRAL, "2024-05-02", "", 3);
    example_add(&history, SL_EVENT_MISSING, "2024-05", "", 4);
    example_add(&history, SL_EVENT_CRIME, "2024-04-30", "", 5);
    sl_history_close(&history);
    SL_CHECK_U64(history.event_count, 6);
    for (size_t i = 0; i < 6; i++) {
        SL_CHECK_U64(history.events[i].record, expected[i]);
    }
    const struct sl_history_event *with = &history.events[3];
    SL_CHECK_U64(with->value_count, 2);
    SL_CHECK_STR(history.values[with->first_value + 1].text, "b");
    SL_CHECK_U64(with->part_count, 1);
    SL_CHECK_U64(history.parts[with->first_part].person, 7);
    SL_CHECK_U64(history.events[4].value_count, 0);
    SL_CHECK_U64(
        history.kinds,
        SL_HISTORY_BIT(SL_EVENT_MISSING) | SL_HISTORY_BIT(SL_EVENT_CRIME) |
            SL_HISTORY_BIT(SL_EVENT_REFERRAL)
    );
    sl_arena_finish(&arena);
}

static void test_without_start(void **state)
{
    struct sl_history history;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_history_init(&history, &arena);
    const struct sl_history_event event = { .kind = SL_EVENT_CRIME };
    SL_CHECK_STATUS(sl_history_event(&history, event, NULL), SL_INVALID);
    SL_CHECK_U64(history.event_count, 0);
    sl_history_close(&history);
    sl_arena_finish(&arena);
}

/* Less precise moments span more; 2024-02 has 29 days. */
static void test_instants(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } rows[] = {
        {"2024-02-03T04:05:06", 1                   },
        { "2024-02-03T04:05",   60                  },
        { "2024-02-03",         86400               },
        { "2024-02",            INT64_C(29) * 86400 },
        { "2024",               INT64_C(366) * 86400},
        { "1969",               INT64_C(365) * 86400},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_moment moment = example_moment(rows[i].text);
        SL_CHECK_I64(
            sl_history_last_instant(moment) + 1 - sl_history_first_instant(moment), rows[i].seconds
        );
    }
    SL_CHECK_I64(sl_history_first_instant(example_moment("1970-01-02T00:00:03")), 86403);
    SL_CHECK_I64(sl_history_first_instant(example_moment("1969-12-31")), -86400);
}

/* A statement counts from when it was received until it is replaced; a plan is no event. */
static void test_as_of(void **state)
{
    struct sl_history_event event = example_event(SL_EVENT_VISIT, "2024-05-02", "", 1);
    (void)state;
    event.known =
        (struct sl_history_known){ example_instant("2024-05-10"), example_instant("2024-06-01") };
    assert_false(sl_history_has_begun(&event, example_instant("2024-05-10") - 1));
    assert_true(sl_history_has_begun(&event, example_instant("2024-05-10")));
    assert_true(sl_history_has_begun(&event, example_instant("2024-06-01") - 1));
    assert_false(sl_history_has_begun(&event, example_instant("2024-06-01")));
    event.start = example_moment("2024-05-20");
    assert_true(sl_history_is_known(event.known, example_instant("2024-05-19")));
    assert_false(sl_history_has_begun(&event, example_instant("2024-05-20") - 1));
    assert_true(sl_history_has_begun(&event, example_instant("2024-05-20")));
}

static enum sl_status build(void *context)
{
    const struct sl_history_tie tie = { .from = 1, .role = SL_ROLE_MOTHER };
    const struct sl_history_value value = { SL_ATTRIBUTE_CODE, SL_STR("a") };
    const struct sl_history_part part = { 1, SL_ROLE_VICTIM };
    const struct sl_history_detail detail = { .attribute = SL_ATTRIBUTE_SCHOOL };
    struct sl_history history;
    struct sl_arena arena;
    enum sl_status status = SL_OK;
    (void)context;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_history_init(&history, &arena);
    for (uint32_t i = 0; status == SL_OK && i < 2000; i++) {
        status = sl_history_event(&history, example_event(SL_EVENT_VISIT, "2024", "", i), NULL);
        status = status != SL_OK ? status : sl_history_value(&history, value, NULL);
        status = status != SL_OK ? status : sl_history_part(&history, part, NULL);
        status = status != SL_OK ? status : sl_history_tie(&history, tie, NULL);
        status = status != SL_OK ? status : sl_history_detail(&history, detail, NULL);
    }
    sl_arena_finish(&arena);
    return status;
}

/* An instant as a moment is that instant; before 1970, too. */
static void test_moment(void **state)
{
    static const int64_t instants[] = { 0, 1, -1, -SL_DAY_SECONDS, SL_DAY_SECONDS * 20000 - 1 };
    (void)state;
    for (size_t i = 0; i < sizeof(instants) / sizeof(instants[0]); i++) {
        const struct sl_moment moment = sl_history_moment(instants[i]);
        SL_CHECK_I64(sl_history_first_instant(moment), instants[i]);
        SL_CHECK_I64(sl_history_last_instant(moment), instants[i]);
        assert_in_range(moment.second, 0, SL_DAY_SECONDS - 1);
    }
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(build, NULL) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),    cmocka_unit_test(test_without_start),
        cmocka_unit_test(test_instants), cmocka_unit_test(test_as_of),
        cmocka_unit_test(test_moment),   cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("notice/history", tests, NULL, NULL);
}
