/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/limit.h"

#include "example.h"

#define FIRST_YEAR 2015
#define LAST_YEAR  2036
#define DAY_ROOM   ((LAST_YEAR - FIRST_YEAR + 1) * 366)

/* A calendar that is counted day by day, by rules and not by the table of the program. */
struct calendar_day {
    int year, month, day;
    int weekday; /* 0 is Monday */
    bool is_holiday;
};
static struct calendar_day days[DAY_ROOM];
static int32_t day_count, first_day;

static int month_days(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

/* Easter Sunday as the day of March, beyond 31 of April. J.-M. Oudin 1940, as in the
   Explanatory Supplement to the Astronomical Almanac (1992), 12.92. */
static int easter(int year)
{
    const int century = year / 100;
    const int golden = year % 19;
    const int k = (century - 17) / 25;
    int i = (century - century / 4 - (century - k) / 3 + 19 * golden + 15) % 30;
    i -= (i / 28) * (1 - (i / 28) * (29 / (i + 1)) * ((21 - golden) / 11));
    const int j = (year + year / 4 + i + 2 - century + century / 4) % 7;
    return 28 + i - j;
}

static int32_t find_day(int year, int month, int day)
{
    for (int32_t i = 0; i < day_count; i++) {
        if (days[i].year == year && days[i].month == month && days[i].day == day) {
            return i;
        }
    }
    fail_msg("no such day");
    return 0;
}

/* The first weekday from a day on that is no holiday yet. */
static void observe(int year, int month, int day)
{
    int32_t at = find_day(year, month, day);
    while (days[at].weekday > 4 || days[at].is_holiday) {
        at++;
    }
    days[at].is_holiday = true;
}

static void observe_monday(int year, int month, int first, int step)
{
    int32_t at = find_day(year, month, first);
    while (days[at].weekday != 0) {
        at += step;
    }
    days[at].is_holiday = true;
}

/* Proclaimed days and days that were moved: GOV.UK, "UK bank holidays". */
static void proclaim(void)
{
    days[find_day(2020, 5, 4)].is_holiday = false;
    days[find_day(2020, 5, 8)].is_holiday = true;
    days[find_day(2022, 5, 30)].is_holiday = false;
    days[find_day(2022, 6, 2)].is_holiday = true;
    days[find_day(2022, 6, 3)].is_holiday = true;
    days[find_day(2022, 9, 19)].is_holiday = true;
    days[find_day(2023, 5, 8)].is_holiday = true;
}

static int count_days(void **state)
{
    int weekday = 3; /* 2015-01-01 was a Thursday */
    (void)state;
    first_day = 16436; /* 45 years and 11 leap days after 1970-01-01 */
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= month_days(year, month); day++) {
                days[day_count++] = (struct calendar_day){ year, month, day, weekday, false };
                weekday = (weekday + 1) % 7;
            }
        }
    }
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        const int32_t sunday = find_day(year, 3, 1) + easter(year) - 1;
        days[sunday - 2].is_holiday = true;
        days[sunday + 1].is_holiday = true;
        observe(year, 1, 1);
        observe_monday(year, 5, 1, 1);
        observe_monday(year, 5, 31, -1);
        observe_monday(year, 8, 31, -1);
        observe(year, 12, 25);
        observe(year, 12, 26);
    }
    proclaim();
    return 0;
}

/* The index of the day that is so many working days later. */
static int32_t walk_working(int32_t at, int count)
{
    while (count > 0) {
        at++;
        count -= days[at].weekday < 5 && !days[at].is_holiday ? 1 : 0;
    }
    return at;
}

static int32_t walk_months(int32_t at, int count)
{
    int year = days[at].year;
    int month = days[at].month;
    while (count-- > 0) {
        year += month == 12 ? 1 : 0;
        month = month == 12 ? 1 : month + 1;
    }
    const int last = month_days(year, month);
    return find_day(year, month, days[at].day < last ? days[at].day : last);
}

/* Any instant of a day gives the last second of the day that was walked to. */
static void check_end(int32_t from, struct sl_limit limit, int32_t expected)
{
    const int64_t start = (first_day + from) * SL_DAY_SECONDS;
    for (int64_t second = 0; second < SL_DAY_SECONDS; second += SL_DAY_SECONDS - 1) {
        int64_t last = 0;
        SL_CHECK_OK(sl_limit_end(limit, start + second, &last, NULL), NULL);
        SL_CHECK_I64(last, (first_day + expected + 1) * SL_DAY_SECONDS - 1);
    }
}

/* Every day of 2015 to 2035 and every limit of the catalogue in working days. */
static void test_working_days(void **state)
{
    static const int counts[] = { 1, 5, 10, 15, 20, 45 };
    (void)state;
    for (int32_t at = 0; days[at].year < LAST_YEAR; at++) {
        for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
            const struct sl_limit limit = { counts[i], SL_UNIT_WORKING_DAY };
            check_end(at, limit, walk_working(at, counts[i]));
        }
    }
}

/* Calendar days and months, which need no table of holidays. */
static void test_days(void **state)
{
    static const int counts[] = { 1, 7, 8, 14, 30 };
    (void)state;
    for (int32_t at = 0; days[at].year < LAST_YEAR; at++) {
        for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
            check_end(at, (struct sl_limit){ counts[i], SL_UNIT_DAY }, at + counts[i]);
        }
        check_end(at, (struct sl_limit){ 3, SL_UNIT_MONTH }, walk_months(at, 3));
        check_end(at, (struct sl_limit){ 6, SL_UNIT_MONTH }, walk_months(at, 6));
    }
}

static void test_hours(void **state)
{
    static const struct {
        const char *from, *last;
        int hours;
    } rows[] = {
        {"2024-02-28T13:14:15",  "2024-03-02T13:14:15", 72},
        { "2023-02-28T13:14:15", "2023-03-03T13:14:15", 72},
        { "2023-12-31T23:00",    "2024-01-01T23:00",    24},
 /* The clocks change in the night between. */
        { "2024-03-30T10:00",    "2024-04-02T10:00",    72},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_limit limit = { rows[i].hours, SL_UNIT_HOUR };
        int64_t last = 0, first = 0;
        SL_CHECK_OK(sl_limit_end(limit, example_instant(rows[i].from), &last, NULL), NULL);
        SL_CHECK_I64(last, example_instant(rows[i].last));
        SL_CHECK_OK(sl_limit_begin(limit, last, &first, NULL), NULL);
        SL_CHECK_I64(first, example_instant(rows[i].from));
    }
}

/* How long before the end of a day? */
static void test_begin(void **state)
{
    static const struct {
        struct sl_limit limit;
        const char *last, *first;
    } rows[] = {
        {{ 1, SL_UNIT_WORKING_DAY },  "2024-04-02T23:59:59", "2024-03-28T00:00"},
        { { 5, SL_UNIT_WORKING_DAY }, "2024-01-05T23:59:59", "2023-12-28T00:00"},
        { { 2, SL_UNIT_DAY },         "2024-03-01T23:59:59", "2024-02-28T00:00"},
        { { 1, SL_UNIT_MONTH },       "2024-03-31T23:59:59", "2024-02-29T00:00"},
        { { 13, SL_UNIT_MONTH },      "2024-01-15T23:59:59", "2022-12-15T00:00"},
        { { 1, SL_UNIT_DAY },         "1969-12-31T23:59:59", "1969-12-30T00:00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int64_t first = 0;
        SL_CHECK_OK(
            sl_limit_begin(rows[i].limit, example_instant(rows[i].last), &first, NULL), NULL
        );
        SL_CHECK_I64(first, example_instant(rows[i].first));
    }
}

static void test_text(void **state)
{
    static const char *const bad[] = {
        "",       "1",      "1 ",  "0 days", "1000 days", "-1 day",
        "1 week", "1  day", "day", "1 day ", "01 dayss",
    };
    static const char *const good[] = {
        "1 hour",        "72 hours",         "1 day",   "2 days",
        "1 working day", "999 working days", "1 month", "6 months",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct sl_limit limit;
        struct sl_error err = { .status = SL_OK };
        SL_CHECK_STATUS(sl_limit_parse(sl_str_from(bad[i]), &limit, &err), SL_INVALID);
        assert_true(err.hint[0] != '\0');
    }
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        struct sl_limit limit;
        struct sl_buf buf;
        sl_buf_init(&buf, 100);
        SL_CHECK_OK(sl_limit_parse(sl_str_from(good[i]), &limit, NULL), NULL);
        sl_limit_print(limit, &buf);
        SL_CHECK_STR(sl_buf_str(&buf), good[i]);
        sl_buf_finish(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_working_days), cmocka_unit_test(test_days),
        cmocka_unit_test(test_hours),        cmocka_unit_test(test_begin),
        cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests_name("notice/limit", tests, count_days, NULL);
}
