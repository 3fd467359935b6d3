/* SPDX-License-Identifier: Apache-2.0 */
#include "record/calendar.h"

#include "base/date.h"
#include "base/hash.h"
#include "support/support.h"

static int32_t days(const char *text)
{
    struct sl_date date = { .year = 1 };
    SL_CHECK_STATUS(sl_date_parse(sl_str_from(text), &date, NULL), SL_OK);
    return sl_date_to_days(date);
}

static bool is_working(int32_t day)
{
    bool working = false;
    SL_CHECK_STATUS(sl_calendar_is_working_day(day, &working, NULL), SL_OK);
    return working;
}

static int32_t add(int32_t day, int32_t count)
{
    int32_t found = 0;
    SL_CHECK_STATUS(sl_calendar_add_working_days(day, count, &found, NULL), SL_OK);
    return found;
}

static int32_t between(int32_t from, int32_t to)
{
    int32_t count = 0;
    SL_CHECK_STATUS(sl_calendar_working_days_between(from, to, &count, NULL), SL_OK);
    return count;
}

static void test_working_days(void **state)
{
    (void)state;
    assert_true(is_working(days("2024-03-28")));
    assert_false(is_working(days("2024-03-29"))); /* Good Friday */
    assert_false(is_working(days("2024-03-30"))); /* a Saturday */
    assert_false(is_working(days("2024-03-31")));
    assert_false(is_working(days("2024-04-01"))); /* Easter Monday */
    assert_true(is_working(days("2024-04-02")));
    assert_true(is_working(days("2020-05-04")));  /* moved to ... */
    assert_false(is_working(days("2020-05-08"))); /* ... VE day */
    assert_true(is_working(days("2022-05-30")));  /* moved to ... */
    assert_false(is_working(days("2022-06-02"))); /* ... the Jubilee */
    assert_false(is_working(days("2022-06-03")));
    assert_false(is_working(days("2022-09-19"))); /* the State Funeral */
    assert_false(is_working(days("2023-05-08"))); /* the Coronation */
    assert_false(is_working(days("2019-01-01")));
    assert_true(is_working(days("2028-12-29")));
}

static void test_holiday_names(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_str_from(sl_calendar_holiday(days("2025-04-18"))), "Good Friday");
    SL_CHECK_STR(sl_str_from(sl_calendar_holiday(days("2019-01-01"))), "New Year's Day");
    SL_CHECK_STR(sl_str_from(sl_calendar_holiday(days("2028-12-26"))), "Boxing Day");
    assert_null(sl_calendar_holiday(days("2028-12-27")));
    assert_null(sl_calendar_holiday(days("2025-04-19")));
    assert_null(sl_calendar_holiday(days("1999-12-25")));
}

/* Clocks of Working Together to Safeguard Children 2023, counted by hand. */
static void test_adding(void **state)
{
    (void)state;
    /* One working day from a referral on the Friday, or on the Saturday. */
    SL_CHECK_I64(add(days("2024-02-02"), 1), days("2024-02-05"));
    SL_CHECK_I64(add(days("2024-02-03"), 1), days("2024-02-05"));
    /* Fifteen from a strategy discussion on 2024-03-18, over Easter. */
    SL_CHECK_I64(add(days("2024-03-18"), 15), days("2024-04-10"));
    /* Forty-five from a referral on 2024-11-01, over Christmas. */
    SL_CHECK_I64(add(days("2024-11-01"), 45), days("2025-01-08"));
    SL_CHECK_I64(add(days("2024-02-05"), -1), days("2024-02-02"));
    SL_CHECK_I64(add(days("2024-02-03"), 0), days("2024-02-03"));
}

static void test_counting(void **state)
{
    (void)state;
    SL_CHECK_I64(between(days("2024-02-02"), days("2024-02-05")), 1);
    SL_CHECK_I64(between(days("2024-02-05"), days("2024-02-02")), -1);
    SL_CHECK_I64(between(days("2024-02-03"), days("2024-02-04")), 0);
    SL_CHECK_I64(between(days("2024-02-05"), days("2024-02-05")), 0);
    /* The working days of 2024 after New Year's Day, by the calendar: 366 less 104 less 8. */
    SL_CHECK_I64(between(days("2024-01-01"), days("2024-12-31")), 254);
}

/* What is added is what is counted, and it is what one gets by looking at each day. */
static void test_adding_and_counting_agree(void **state)
{
    const int32_t first = days("2019-06-01");
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (int i = 0; i < 2000; i++) {
        const int32_t from = first + (int32_t)sl_random_below(&random, 3200);
        const int32_t count = (int32_t)sl_random_below(&random, 81) - 20;
        const int32_t to = add(from, count);
        int32_t expected = 0;
        for (int32_t day = from + 1; day <= to; day++) {
            expected += is_working(day) ? 1 : 0;
        }
        for (int32_t day = to + 1; day <= from; day++) {
            expected -= is_working(day) ? 1 : 0;
        }
        SL_CHECK_I64(between(from, to), expected);
        assert_true(count == 0 || is_working(to));
        /* Going back from a day that is no working day counts the day that is reached. */
        SL_CHECK_I64(expected, count < 0 && !is_working(from) ? count + 1 : count);
    }
}

static void test_published_or_by_rule(void **state)
{
    (void)state;
    assert_false(sl_calendar_is_published(days("2014-12-31")));
    assert_true(sl_calendar_is_published(days("2015-01-01")));
    assert_true(sl_calendar_is_published(days("2028-12-31")));
    assert_false(sl_calendar_is_published(days("2029-01-01")));
    assert_false(sl_calendar_is_published(days("2037-01-01")));
    assert_false(is_working(days("2036-12-26"))); /* by rule, and still no working day */
}

static void test_outside_the_table(void **state)
{
    struct sl_error err = { .status = SL_OK };
    int32_t found = 7;
    bool working = true;
    (void)state;
    SL_CHECK_STATUS(sl_calendar_is_working_day(days("2014-12-31"), &working, &err), SL_UNSUPPORTED);
    SL_CHECK_STR(sl_str_from(err.message), "working days are known from 2015 to 2036 only");
    SL_CHECK_STATUS(sl_calendar_is_working_day(days("2037-01-01"), &working, NULL), SL_UNSUPPORTED);
    SL_CHECK_STATUS(sl_calendar_is_working_day(INT32_MIN, &working, NULL), SL_UNSUPPORTED);
    SL_CHECK_STATUS(sl_calendar_is_working_day(INT32_MAX, &working, NULL), SL_UNSUPPORTED);
    SL_CHECK_STATUS(
        sl_calendar_add_working_days(days("2014-12-31"), 1, &found, NULL), SL_UNSUPPORTED
    );
    SL_CHECK_STATUS(
        sl_calendar_add_working_days(days("2014-12-31"), 0, &found, NULL), SL_UNSUPPORTED
    );
    SL_CHECK_STATUS(
        sl_calendar_add_working_days(days("2036-12-31"), 1, &found, NULL), SL_UNSUPPORTED
    );
    SL_CHECK_STATUS(
        sl_calendar_add_working_days(days("2015-01-02"), -1, &found, NULL), SL_UNSUPPORTED
    );
    SL_CHECK_STATUS(
        sl_calendar_add_working_days(days("2024-01-02"), INT32_MIN, &found, NULL), SL_UNSUPPORTED
    );
    SL_CHECK_STATUS(
        sl_calendar_working_days_between(days("2036-12-31"), days("2037-01-01"), &found, NULL),
        SL_UNSUPPORTED
    );
    SL_CHECK_STATUS(
        sl_calendar_working_days_between(INT32_MIN, days("2028-12-31"), &found, NULL),
        SL_UNSUPPORTED
    );
    SL_CHECK_I64(found, 7);
    assert_true(working);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_working_days),
        cmocka_unit_test(test_holiday_names),
        cmocka_unit_test(test_adding),
        cmocka_unit_test(test_counting),
        cmocka_unit_test(test_adding_and_counting_agree),
        cmocka_unit_test(test_published_or_by_rule),
        cmocka_unit_test(test_outside_the_table),
    };
    return cmocka_run_group_tests_name("record/calendar", tests, NULL, NULL);
}
