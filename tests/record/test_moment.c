/* SPDX-License-Identifier: Apache-2.0 */
#include "record/moment.h"

#include <stdio.h>

#include "base/date.h"
#include "base/hash.h"
#include "support/support.h"

#define TEXT_LIMIT_BYTES 64

static struct sl_moment parse(const char *text)
{
    struct sl_error err = { .status = SL_OK };
    struct sl_moment moment = { .precision = SL_PRECISION_NONE };
    SL_CHECK_OK(sl_moment_parse(sl_str_from(text), &moment, &err), &err);
    return moment;
}

/* What a moment prints as. */
static void check_print(struct sl_moment moment, const char *expected)
{
    struct sl_buf buf;
    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    sl_moment_print(moment, &buf);
    SL_CHECK_STATUS(sl_buf_status(&buf, NULL), SL_OK);
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
}

struct form {
    const char *text;
    const char *printed;
    enum sl_precision precision;
    const char *last_day;
};

static void test_forms(void **state)
{
    static const struct form forms[] = {
        {"2019",                       "2019",                 SL_PRECISION_YEAR,   "2019-12-31"},
        { "2019~",                     "2019~",                SL_PRECISION_YEAR,   "2019-12-31"},
        { "0001",                      "0001",                 SL_PRECISION_YEAR,   "0001-12-31"},
        { "9999",                      "9999",                 SL_PRECISION_YEAR,   "9999-12-31"},
        { "2024-02",                   "2024-02",              SL_PRECISION_MONTH,  "2024-02-29"},
        { "2023-02~",                  "2023-02~",             SL_PRECISION_MONTH,  "2023-02-28"},
        { "2023-12",                   "2023-12",              SL_PRECISION_MONTH,  "2023-12-31"},
        { "2024-02-29",                "2024-02-29",           SL_PRECISION_DAY,    "2024-02-29"},
        { "2024-02-29~",               "2024-02-29~",          SL_PRECISION_DAY,    "2024-02-29"},
        { "2024-02-03T09:10",          "2024-02-03T09:10",     SL_PRECISION_MINUTE, "2024-02-03"},
        { "2024-02-03 09:10",          "2024-02-03T09:10",     SL_PRECISION_MINUTE, "2024-02-03"},
        { "2024-02-03T09:10~",         "2024-02-03T09:10~",    SL_PRECISION_MINUTE, "2024-02-03"},
        { "2024-02-03T09:10:00",       "2024-02-03T09:10:00",  SL_PRECISION_SECOND, "2024-02-03"},
        { "2024-02-03T23:59:59",       "2024-02-03T23:59:59",  SL_PRECISION_SECOND, "2024-02-03"},
        { "2024-02-03T09:10:11.98765", "2024-02-03T09:10:11",  SL_PRECISION_SECOND, "2024-02-03"},
        { "2024-02-03T09:10Z",         "2024-02-03T09:10",     SL_PRECISION_MINUTE, "2024-02-03"},
        { "2024-07-03T09:10Z",         "2024-07-03T10:10",     SL_PRECISION_MINUTE, "2024-07-03"},
        { "2024-07-03T09:10:11.5Z~",   "2024-07-03T10:10:11~", SL_PRECISION_SECOND, "2024-07-03"},
        { "2024-07-03T23:30:00Z",      "2024-07-04T00:30:00",  SL_PRECISION_SECOND, "2024-07-04"},
        { "2024-07-03T10:10+01:00",    "2024-07-03T10:10",     SL_PRECISION_MINUTE, "2024-07-03"},
        { "2024-02-03T10:10+01:00",    "2024-02-03T09:10",     SL_PRECISION_MINUTE, "2024-02-03"},
        { "2024-01-01T00:30+05:30",    "2023-12-31T19:00",     SL_PRECISION_MINUTE, "2023-12-31"},
        { "2023-12-31T20:00-05:00",    "2024-01-01T01:00",     SL_PRECISION_MINUTE, "2024-01-01"},
        { "2024-02-03T10:10+14:00",    "2024-02-02T20:10",     SL_PRECISION_MINUTE, "2024-02-02"},
        { "2024-02-03T10:10-00:00",    "2024-02-03T10:10",     SL_PRECISION_MINUTE, "2024-02-03"},
        { "0001-01-01T00:00Z",         "0001-01-01T00:00",     SL_PRECISION_MINUTE, "0001-01-01"},
        { "9999-12-31T23:59:59Z",      "9999-12-31T23:59:59",  SL_PRECISION_SECOND, "9999-12-31"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const struct sl_moment moment = parse(forms[i].text);
        check_print(moment, forms[i].printed);
        SL_CHECK_U64(moment.precision, forms[i].precision);
        check_print(sl_moment_of_day(sl_moment_last_day(moment)), forms[i].last_day);
        assert_int_equal(sl_moment_compare(parse(forms[i].printed), moment), 0);
    }
}

struct fault {
    const char *text;
    const char *detail;
};

static void test_faults(void **state)
{
    static const struct fault faults[] = {
        {"",                        "it is cut short"                                          },
        { "19",                     "it is cut short"                                          },
        { "2019-",                  "it is cut short"                                          },
        { "2019-1",                 "it is cut short"                                          },
        { "2019-02-",               "it is cut short"                                          },
        { "2019-02-03T",            "it is cut short"                                          },
        { "2019-02-03T09:10:",      "it is cut short"                                          },
        { "2019-02-03T09:10:11.",   "it is cut short"                                          },
        { "2019-02-03T09:10+",      "it is cut short"                                          },
        { " 2019",                  "there is something else where a digit belongs"            },
        { "03/02/2019",             "there is something else where a digit belongs"            },
        { "-001",                   "there is something else where a digit belongs"            },
        { "2019-0a",                "there is something else where a digit belongs"            },
        { "2019-02-03T09:10:11.Z",  "there is something else where a digit belongs"            },
        { "2019-02-03T0910",        "hours and minutes have no colon between them"             },
        { "2019-02-03T09",          "hours and minutes have no colon between them"             },
        { "2019-02-03T09:10+0100",  "hours and minutes have no colon between them"             },
        { "0000",                   "there is no such day"                                     },
        { "2019-00",                "there is no such day"                                     },
        { "2019-13",                "there is no such day"                                     },
        { "2023-02-29",             "there is no such day"                                     },
        { "2019-02-03T24:00",       "there is no such time of day"                             },
        { "2019-02-03T09:60",       "there is no such time of day"                             },
        { "2016-12-31T23:59:60Z",   "there is no such time of day"                             },
        { "2019-02-03T09:10+14:01", "no clock is as far from Greenwich"                        },
        { "0001-01-01T00:00+00:01", "in the United Kingdom it is not in the years 0001 to 9999"},
        { "9999-12-31T23:59-00:01", "in the United Kingdom it is not in the years 0001 to 9999"},
        { "2019 ",                  "something stands behind it"                               },
        { "20190203",               "something stands behind it"                               },
        { "2019T09:10",             "something stands behind it"                               },
        { "2019-02 09:10",          "something stands behind it"                               },
        { "2019-02-03Z",            "something stands behind it"                               },
        { "2019-02-03~~",           "something stands behind it"                               },
        { "2019-02-03t09:10",       "something stands behind it"                               },
        { "2019-02-03T09:10z",      "something stands behind it"                               },
        { "2019-02-03T09:10~Z",     "something stands behind it"                               },
    };
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct sl_error err = { .status = SL_OK };
        struct sl_moment moment = { .day = 7 };
        if (sl_moment_parse(sl_str_from(faults[i].text), &moment, &err) != SL_INVALID) {
            fail_msg("'%s' was taken", faults[i].text);
        }
        SL_CHECK_STR(sl_str_from(err.detail), faults[i].detail);
        SL_CHECK_I64(moment.day, 7);
        SL_CHECK_STATUS(sl_moment_parse(sl_str_from(faults[i].text), &moment, NULL), SL_INVALID);
    }
}

/* Days in March and October on which clocks changed, and the hour in Greenwich time. */
struct change {
    int year, march, october, hour;
};

/* Source: IANA time zone database 2025b, zone Europe/London. */
static const struct change changes[] = {
    {1972,  19, 29, 2},
    { 1973, 18, 28, 2},
    { 1974, 17, 27, 2},
    { 1975, 16, 26, 2},
    { 1976, 21, 24, 2},
    { 1977, 20, 23, 2},
    { 1978, 19, 29, 2},
    { 1979, 18, 28, 2},
    { 1980, 16, 26, 2},
    { 1981, 29, 25, 1},
    { 1982, 28, 24, 1},
    { 1983, 27, 23, 1},
    { 1984, 25, 28, 1},
    { 1985, 31, 27, 1},
    { 1986, 30, 26, 1},
    { 1987, 29, 25, 1},
    { 1988, 27, 23, 1},
    { 1989, 26, 29, 1},
    { 1990, 25, 28, 1},
    { 1991, 31, 27, 1},
    { 1992, 29, 25, 1},
    { 1993, 28, 24, 1},
    { 1994, 27, 23, 1},
    { 1995, 26, 22, 1},
    { 1996, 31, 27, 1},
    { 1997, 30, 26, 1},
    { 1998, 29, 25, 1},
    { 1999, 28, 31, 1},
    { 2000, 26, 29, 1},
    { 2016, 27, 30, 1},
    { 2024, 31, 27, 1},
    { 2025, 30, 26, 1},
    { 2030, 31, 27, 1},
};

/* Two instants around a change: the last second before it, and the change itself. */
static void check_change(int year, int month, int day, int hour, int hours_ahead[2])
{
    for (int after = 0; after < 2; after++) {
        char text[TEXT_LIMIT_BYTES];
        char expected[TEXT_LIMIT_BYTES];
        const char *rest = after == 0 ? "59:59" : "00:00";
        const int utc_hour = hour - 1 + after;
        (void
        )snprintf(text, sizeof text, "%d-%02d-%02dT%02d:%sZ", year, month, day, utc_hour, rest);
        (void)snprintf(
            expected,
            sizeof expected,
            "%d-%02d-%02dT%02d:%s",
            year,
            month,
            day,
            utc_hour + hours_ahead[after],
            rest
        );
        check_print(parse(text), expected);
    }
}

static void test_clocks_change(void **state)
{
    int forward[2] = { 0, 1 };
    int back[2] = { 1, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const struct change *change = &changes[i];
        check_change(change->year, 3, change->march, change->hour, forward);
        check_change(change->year, 10, change->october, change->hour, back);
    }
    check_change(1968, 2, 18, 2, forward);
    check_change(1971, 10, 31, 2, back);
    check_print(parse("1970-01-01T00:00:00Z"), "1970-01-01T01:00:00");
    check_print(sl_moment_of_utc(0), "1970-01-01T01:00:00");
    check_print(sl_moment_of_utc(-86401), "1969-12-31T00:59:59");
    check_print(sl_moment_of_utc(1719999000), "2024-07-03T10:30:00");
    assert_int_equal(sl_moment_of_utc(INT64_MAX).precision, SL_PRECISION_NONE);
    check_print(parse("1967-07-01T12:00Z"), "1967-07-01T12:00");
    /* A time without an offset stays as it was written, in an hour that clocks left out too. */
    check_print(parse("2024-03-31T01:30"), "2024-03-31T01:30");
    /* Both hours of the October night are one. */
    assert_int_equal(sl_moment_compare(parse("2024-10-27T00:30Z"), parse("2024-10-27T01:30Z")), 0);
}

/* Each stands before the next. */
static void test_order(void **state)
{
    static const char *const texts[] = {
        "0001",
        "2018-12-31T23:59:59",
        "2019",
        "2019~",
        "2019-01",
        "2019-01-01",
        "2019-01-01~",
        "2019-01-01T00:00",
        "2019-01-01T00:00:00",
        "2019-01-01T00:00:01",
        "2019-01-01T00:01",
        "2019-01-02",
        "2019-02",
        "2020",
    };
    const size_t count = sizeof texts / sizeof texts[0];
    const struct sl_moment unknown = { .precision = SL_PRECISION_NONE };
    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            const int order = sl_moment_compare(parse(texts[i]), parse(texts[k]));
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
        assert_true(sl_moment_compare(unknown, parse(texts[i])) < 0);
        assert_true(sl_moment_compare(parse(texts[i]), unknown) > 0);
    }
    assert_int_equal(sl_moment_compare(unknown, unknown), 0);
}

/* parse(print(x)) is x, for any moment. */
static void test_print_and_parse(void **state)
{
    struct sl_random random;
    struct sl_buf buf;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    for (int i = 0; i < 20000; i++) {
        const enum sl_precision precision =
            (enum sl_precision)(SL_PRECISION_YEAR + sl_random_below(&random, 5));
        struct sl_moment moment = {
            .day = (int32_t)sl_random_below(&random, 3652059) - 719162,
            .precision = (uint8_t)precision,
            .approximate = sl_random_below(&random, 2) == 1,
        };
        struct sl_date date = sl_date_from_days(moment.day);
        date.day = precision < SL_PRECISION_DAY ? 1 : date.day;
        date.month = precision < SL_PRECISION_MONTH ? 1 : date.month;
        moment.day = sl_date_to_days(date);
        moment.second =
            precision < SL_PRECISION_MINUTE ? 0 : (int32_t)sl_random_below(&random, 86400);
        moment.second -= precision == SL_PRECISION_MINUTE ? moment.second % 60 : 0;
        sl_buf_clear(&buf);
        sl_moment_print(moment, &buf);
        struct sl_moment again = { .precision = SL_PRECISION_NONE };
        SL_CHECK_STATUS(sl_moment_parse(sl_buf_str(&buf), &again, NULL), SL_OK);
        SL_CHECK_I64(again.day, moment.day);
        SL_CHECK_I64(again.second, moment.second);
        SL_CHECK_U64(again.precision, moment.precision);
        SL_CHECK_U64(again.approximate, moment.approximate);
        assert_true(sl_moment_last_day(moment) >= moment.day);
    }
    sl_buf_finish(&buf);
}

static void test_unknown_prints_nothing(void **state)
{
    (void)state;
    check_print((struct sl_moment){ .day = 0 }, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),           cmocka_unit_test(test_faults),
        cmocka_unit_test(test_clocks_change),   cmocka_unit_test(test_order),
        cmocka_unit_test(test_print_and_parse), cmocka_unit_test(test_unknown_prints_nothing),
    };
    return cmocka_run_group_tests_name("record/moment", tests, NULL, NULL);
}
