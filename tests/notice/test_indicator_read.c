/* SPDX-License-Identifier: Apache-2.0 */
#include "indicators.h"

#include <string.h>

static void test_members(void **state)
{
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const struct sl_indicators indicators = indicators_read(SL_STR(INDICATORS_EXAMPLE), &arena);
    SL_CHECK_U64(indicators.source_count, 1);
    SL_CHECK_U64(indicators.count, 2);
    const struct sl_indicator *asked = &indicators.items[0], *other = &indicators.items[1];
    assert_true(asked->is_asked && !other->is_asked);
    SL_CHECK_U64(asked->set, SL_SET_SIGNS);
    SL_CHECK_U64(asked->meaning, SL_MEANS_SIGN);
    SL_CHECK_STR(asked->question, "");
    SL_CHECK_STR(other->wording, "Missing again");
    SL_CHECK_STR(other->source->page, "7");
    SL_CHECK_STR(other->question, "Why?");
    SL_CHECK_U64(other->condition.tests[0].at_least, 2);
    sl_arena_finish(&arena);
}

static void test_faults(void **state)
{
    /* clang-format off */
    static const struct {
        const char *old, *new, *message, *detail;
    } rows[] = {
        { "indicators-1", "clocks-1", "this is no catalogue of indicators", "line 1, column 9" },
        { "page", "pages", "there is no member 'pages' here", "line 3, column 47" },
        { "source: guide", "source: book", "there is no source 'book'", "line 9, column 13" },
        { "set: signs", "set: E", "there is no set 'E'", "line 7, column 10" },
        { "set: signs", "set: vulnerabilities",
          "the set of vulnerabilities has no other meaning", "line 8, column 14" },
        { "sign_of_harm", "risk", "there is no meaning 'risk'", "line 8, column 14" },
        { "asked: true", "asked: yes", "'asked' must be true, or not be there",
          "line 10, column 12" },
        { "    asked: true\n", "", "one of 'asked' and 'condition' must stand here",
          "line 5, column 5" },
        { "question: Why?", "asked: true", "one of 'asked' and 'condition' must stand here",
          "line 11, column 5" },
        { "id: repeated", "id: gifts", "there is an indicator 'gifts' already",
          "line 11, column 5" },
        { "2 missing", "2 misses", "'misses' cannot stand here",
          "line 16, column 16; in the condition: line 1, column 12" },
    };
    /* clang-format on */
    struct sl_buf text;
    (void)state;
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_indicators indicators;
        struct sl_error err = { .status = SL_OK };
        struct sl_arena arena;
        const char *at = strstr(INDICATORS_EXAMPLE, rows[i].old);
        assert_non_null(at);
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        sl_buf_clear(&text);
        sl_buf_add(
            &text,
            sl_str_part(SL_STR(INDICATORS_EXAMPLE), 0, sizeof(INDICATORS_EXAMPLE) - 1 - strlen(at))
        );
        sl_buf_addf(&text, "%s%s", rows[i].new, at + strlen(rows[i].old));
        SL_CHECK_STATUS(
            sl_indicators_parse(sl_buf_str(&text), &arena, &indicators, &err), SL_INVALID
        );
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        SL_CHECK_STR(sl_str_from(err.detail), rows[i].detail);
        sl_arena_finish(&arena);
    }
    sl_buf_finish(&text);
}

/* All sets are there; a sign of harm that records can say opens a question. */
static void test_catalogue(void **state)
{
    size_t sets[SL_INDICATOR_SET_COUNT] = { 0 };
    size_t asked_count = 0;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const struct sl_indicators indicators = indicators_catalogue(&arena);
    for (size_t i = 0; i < indicators.count; i++) {
        const struct sl_indicator *one = &indicators.items[i];
        sets[one->set]++;
        asked_count += one->is_asked ? 1 : 0;
        /* What a person says of a sign, and every pattern, is asked about. */
        SL_CHECK_U64(
            one->is_asked && one->meaning == SL_MEANS_SIGN && one->question.len == 0, false
        );
        SL_CHECK_U64(one->set == SL_SET_PATTERNS && one->question.len == 0, false);
        SL_CHECK_U64(one->meaning == SL_MEANS_VULNERABILITY && one->question.len > 0, false);
    }
    SL_CHECK_U64(sets[SL_SET_VULNERABILITIES], 15);
    SL_CHECK_U64(sets[SL_SET_SIGNS], 14);
    SL_CHECK_U64(sets[SL_SET_CRIMINAL], 27);
    SL_CHECK_U64(sets[SL_SET_CODED], 9);
    SL_CHECK_U64(sets[SL_SET_PATTERNS], 13);
    SL_CHECK_U64(asked_count, 37);
    sl_arena_finish(&arena);
}

/* What each of the patterns says of a child with whom it is so, and of one with whom it is not. */
static void test_patterns(void **state)
{
    static const struct {
        const char *id;
        bool holds;
    } rows[] = {
        {"pattern-repeated-missing", true },
        { "pattern-three-agencies",  false},
        { "pattern-unanswered",      true },
        { "pattern-no-interview",    true },
        { "coded-trafficking",       true },
        { "coded-gangs",             false},
        { "sign-offending",          false},
    };
    struct sl_history history;
    struct sl_arena arena;
    size_t checked = 0;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_history_init(&history, &arena);
    example_add(&history, SL_EVENT_MISSING, "2024-01-10T22:00", "2024-01-11T02:00", 1);
    example_add(&history, SL_EVENT_ABSENT, "2024-01-15", "2024-01-16", 2);
    example_add(&history, SL_EVENT_MISSING, "2024-02-10T22:00", "2024-02-11T02:00", 3);
    example_add(&history, SL_EVENT_PROTECTION_NOTICE, "2024-02-11", "", 4);
    example_add(&history, SL_EVENT_ASSESSMENT, "2024-01-01", "2024-02-01", 5);
    example_value(&history, SL_ATTRIBUTE_FACTOR, "12A");
    example_add(&history, SL_EVENT_CRIME, "2024-02-02", "", 6);
    sl_history_close(&history);
    const struct sl_indicators indicators = indicators_catalogue(&arena);
    for (size_t i = 0; i < indicators.count; i++) {
        for (size_t j = 0; j < sizeof(rows) / sizeof(rows[0]); j++) {
            struct sl_condition_finding finding;
            if (!sl_str_equal(indicators.items[i].id, sl_str_from(rows[j].id))) {
                continue;
            }
            sl_condition_evaluate(
                &indicators.items[i].condition, &history, example_instant("2024-03-01"), &finding
            );
            SL_CHECK_U64(finding.holds, rows[j].holds);
            checked++;
        }
    }
    SL_CHECK_U64(checked, sizeof(rows) / sizeof(rows[0]));
    sl_arena_finish(&arena);
}

static enum sl_status parse(void *context)
{
    struct sl_indicators indicators;
    struct sl_arena arena;
    (void)context;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const enum sl_status status =
        sl_indicators_parse(SL_STR(INDICATORS_EXAMPLE), &arena, &indicators, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_catalogue),
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("notice/indicator_read", tests, NULL, NULL);
}
