/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/condition.h"

#include "base/buf.h"
#include "example.h"

/* Every kind of test, with all that it can have. */
static void test_tests(void **state)
{
    struct sl_condition condition;
    struct sl_error err = { .status = SL_OK };
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(
        sl_condition_parse(
            SL_STR("at least 3 missing, absent ended as subject, victim in 90 days\n"
                   "and not at least 2 agencies with referral where source is '6', '3A'\n"
                   "or rise to 4 contact in 6 months\n"
                   "or missing ended in 1 month without return_interview within 72 hours\n"
                   "and referral then section_47 within 45 working days\n"
                   "or agencies differ on ethnicity\n"
                   "or tied as partner, associate to suspect in crime in 12 months\n"
                   "or custody"),
            &arena,
            &condition,
            &err
        ),
        &err
    );
    SL_CHECK_U64(condition.test_count, 8);
    SL_CHECK_U64(condition.passes, 8);
    SL_CHECK_U64(condition.pairs, 3);
    assert_true(condition.reads_details && condition.reads_ties);
    SL_CHECK_U64(
        condition.kinds,
        SL_HISTORY_BIT(SL_EVENT_MISSING) | SL_HISTORY_BIT(SL_EVENT_ABSENT) |
            SL_HISTORY_BIT(SL_EVENT_REFERRAL) | SL_HISTORY_BIT(SL_EVENT_CONTACT) |
            SL_HISTORY_BIT(SL_EVENT_RETURN_INTERVIEW) | SL_HISTORY_BIT(SL_EVENT_SECTION_47) |
            SL_HISTORY_BIT(SL_EVENT_CRIME) | SL_HISTORY_BIT(SL_EVENT_CUSTODY)
    );
    const struct sl_test *tests = condition.tests;
    static const enum sl_test_kind kinds[] = { SL_TEST_COUNT,   SL_TEST_AGENCIES, SL_TEST_RISE,
                                               SL_TEST_WITHOUT, SL_TEST_THEN,     SL_TEST_DIFFER,
                                               SL_TEST_TIED,    SL_TEST_COUNT };
    static const bool begins[] = { true, false, true, true, false, true, true, true };
    for (size_t i = 0; i < condition.test_count; i++) {
        SL_CHECK_U64(tests[i].kind, kinds[i]);
        SL_CHECK_U64(tests[i].begins_alternative, begins[i]);
        SL_CHECK_U64(tests[i].is_negated, i == 1);
    }
    SL_CHECK_U64(tests[0].at_least, 3);
    SL_CHECK_U64(tests[0].first.at, SL_AT_END);
    SL_CHECK_U64(
        tests[0].first.roles, SL_HISTORY_BIT(SL_ROLE_SUBJECT) | SL_HISTORY_BIT(SL_ROLE_VICTIM)
    );
    SL_CHECK_I64(tests[0].window.count, 90);
    SL_CHECK_U64(tests[1].first.attribute, SL_ATTRIBUTE_SOURCE);
    SL_CHECK_STR(tests[1].first.texts[1], "3A");
    SL_CHECK_I64(tests[1].window.count, 0);
    SL_CHECK_U64(tests[3].gap.unit, SL_UNIT_HOUR);
    SL_CHECK_U64(tests[4].gap.unit, SL_UNIT_WORKING_DAY);
    SL_CHECK_I64(tests[4].gap.count, 45);
    SL_CHECK_U64(tests[5].attribute, SL_ATTRIBUTE_ETHNICITY);
    SL_CHECK_U64(tests[6].part, SL_ROLE_SUSPECT);
    SL_CHECK_U64(
        tests[6].ties, SL_HISTORY_BIT(SL_ROLE_PARTNER) | SL_HISTORY_BIT(SL_ROLE_ASSOCIATE)
    );
    sl_arena_finish(&arena);
}

static void test_faults(void **state)
{
    /* clang-format off */
    static const struct {
        const char *text, *message, *detail, *hint;
    } rows[] = {
        { "", "the condition ends too early", "line 1, column 1",
          "Here may stand: a kind of event." },
        { "missin", "'missin' cannot stand here", "line 1, column 1",
          "Here may stand: a kind of event." },
        { "missing and\n  or", "'or' cannot stand here", "line 2, column 3",
          "Here may stand: a kind of event." },
        { "missing missing", "'missing' cannot stand here", "line 1, column 9",
          "Here may stand: and, or, or the end." },
        { "at least 0 missing", "'0' cannot stand here", "line 1, column 10",
          "Here may stand: a whole number from 1 to 999." },
        { "missing in 5 working days", "'working' cannot stand here", "line 1, column 14",
          "Here may stand: hours, days or months." },
        { "missing in 5", "the condition ends too early", "line 1, column 13",
          "Here may stand: hours, days or months." },
        { "missing without visit", "the condition ends too early", "line 1, column 22",
          "Here may stand: within." },
        { "missing then visit within 5 weeks", "'weeks' cannot stand here", "line 1, column 29",
          "Here may stand: hours, days, working days or months." },
        { "crime as partner, wife", "'wife' cannot stand here", "line 1, column 19",
          "Here may stand: a role." },
        { "crime where code is a", "'a' cannot stand here", "line 1, column 21",
          "Here may stand: 1 to 32 texts between single quotes, with commas." },
        { "crime where code is 'a", "'a' cannot stand here", "line 1, column 21",
          "Here may stand: 1 to 32 texts between single quotes, with commas." },
        { "agencies differ on hair", "'hair' cannot stand here", "line 1, column 20",
          "Here may stand: an attribute." },
        { "missing;", "';' cannot stand here", "line 1, column 8",
          "Here may stand: and, or, or the end." },
        { "shares phone by at least 2 children", "'children' cannot stand here",
          "line 1, column 28", "Here may stand: families." },
        { "shares hats by at least 2 families", "'hats' cannot stand here", "line 1, column 8",
          "Here may stand: a kind of thing." },
        { "met suspect in crime by 2 children", "'2' cannot stand here", "line 1, column 25",
          "Here may stand: at." },
        { "linked to 2 as suspect in crime", "'2' cannot stand here", "line 1, column 11",
          "Here may stand: at." },
        { "operation ended with line_of_enquiry", "'line_of_enquiry' cannot stand here",
          "line 1, column 22", "Here may stand: open." },
        { "at least 2 missing at place", "'place' cannot stand here", "line 1, column 23",
          "Here may stand: one." },
        { "not not missing", "'not' cannot stand here", "line 1, column 5",
          "Here may stand: a kind of event." },
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_condition condition;
        struct sl_error err = { .status = SL_OK };
        struct sl_arena arena;
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        SL_CHECK_STATUS(
            sl_condition_parse(sl_str_from(rows[i].text), &arena, &condition, &err), SL_INVALID
        );
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        SL_CHECK_STR(sl_str_from(err.detail), rows[i].detail);
        SL_CHECK_STR(sl_str_from(err.hint), rows[i].hint);
        sl_arena_finish(&arena);
    }
}

/* What tests that look around read, and cost. */
static void test_around(void **state)
{
    static const char text[] =
        "shares phone by at least 2 families and met suspect in crime who is "
        "suspect in custody and operation with open line_of_enquiry";
    const uint64_t met = SL_HISTORY_BIT(SL_EVENT_CRIME) | SL_HISTORY_BIT(SL_EVENT_CUSTODY);
    const uint64_t lines =
        SL_HISTORY_BIT(SL_EVENT_OPERATION) | SL_HISTORY_BIT(SL_EVENT_LINE_OF_ENQUIRY);
    struct sl_condition condition;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(sl_condition_parse(sl_str_from(text), &arena, &condition, NULL), NULL);
    SL_CHECK_U64(condition.test_count, 3);
    SL_CHECK_U64(condition.around, met | lines);
    SL_CHECK_U64(condition.kinds, met | lines);
    SL_CHECK_U64(condition.things, SL_HISTORY_BIT(SL_NODE_PHONE));
    SL_CHECK_U64(condition.passes, 3);
    SL_CHECK_U64(condition.pairs, 1);
    assert_true(condition.reads_ties);
    SL_CHECK_OK(sl_condition_parse(SL_STR("crime"), &arena, &condition, NULL), NULL);
    SL_CHECK_U64(condition.around, 0);
    assert_false(condition.reads_ties);
    sl_arena_finish(&arena);
}

/* As many tests and bytes as there may be, and one more. */
static void test_limits(void **state)
{
    struct sl_condition condition;
    struct sl_arena arena;
    struct sl_buf text;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    sl_buf_add(&text, SL_STR("visit"));
    for (size_t i = 1; i < SL_CONDITION_TEST_LIMIT; i++) {
        sl_buf_add(&text, SL_STR(" or visit"));
    }
    SL_CHECK_OK(sl_condition_parse(sl_buf_str(&text), &arena, &condition, NULL), NULL);
    SL_CHECK_U64(condition.test_count, SL_CONDITION_TEST_LIMIT);
    sl_buf_add(&text, SL_STR(" or visit"));
    SL_CHECK_STATUS(sl_condition_parse(sl_buf_str(&text), &arena, &condition, NULL), SL_LIMIT);
    sl_buf_clear(&text);
    sl_buf_add(&text, SL_STR("visit"));
    while (text.len < SL_CONDITION_BYTES) {
        sl_buf_add_byte(&text, ' ');
    }
    SL_CHECK_OK(sl_condition_parse(sl_buf_str(&text), &arena, &condition, NULL), NULL);
    sl_buf_add_byte(&text, ' ');
    SL_CHECK_STATUS(sl_condition_parse(sl_buf_str(&text), &arena, &condition, NULL), SL_LIMIT);
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
}

static enum sl_status parse(void *context)
{
    struct sl_condition condition;
    struct sl_arena arena;
    (void)context;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const enum sl_status status =
        sl_condition_parse(SL_STR("crime where code is 'a'"), &arena, &condition, NULL);
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
        cmocka_unit_test(test_tests),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_around),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("notice/condition_read", tests, NULL, NULL);
}
