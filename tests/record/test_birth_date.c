/* SPDX-License-Identifier: Apache-2.0 */
#include "record/birth_date.h"

#include "normal_cases.h"

static void day_first(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_birth_date_normal(fold, raw, SL_DATE_DAY_FIRST, out);
}

static void month_first(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_birth_date_normal(fold, raw, SL_DATE_MONTH_FIRST, out);
}

static void test_year_first(void **state)
{
    static const struct normal_case cases[] = {
        {"2015-03-02",                 "20150302"},
        { "2015/3/2",                  "20150302"},
        { "2015.03.02",                "20150302"},
        { "20150302",                  "20150302"},
        { "2015-03-02T00:00:00",       "20150302"},
        { "2015-03-02T00:00:00.000Z",  "20150302"},
        { "2015-03-02 00:00:00+01:00", "20150302"},
        { "20150302T120000",           "20150302"},
        { "20150302120000",            "20150302"},
        { "2015 March 2",              "20150302"},
        { " 2015-03-02. ",             "20150302"},
    };
    CHECK_CASES(*state, day_first, cases);
    CHECK_CASES(*state, month_first, cases);
}

static void test_day_first(void **state)
{
    static const struct normal_case cases[] = {
        {"02/03/2015",              "20150302"},
        { "2.3.2015",               "20150302"},
        { "02-MAR-2015",            "20150302"},
        { "2nd March 2015",         "20150302"},
        { "March 2, 2015",          "20150302"},
        { "2 Sept 2015",            "20150902"},
        { "02032015",               "20150302"},
        { "28101947",               "19471028"},
        { "20121999",               "19991220"},
        { "02/03/2015 12:30:00 PM", "20150302"},
        { "02/03/15",               "20150302"},
        { "02/03/80",               "19800302"},
        { "2.3.15",                 "20150302"},
        { "020315",                 "20150302"},
        { "80/03/02",               "19800302"},
    };
    CHECK_CASES(*state, day_first, cases);
}

static void test_month_first(void **state)
{
    static const struct normal_case cases[] = {
        {"03/02/2015",   "20150302"},
        { "03022015",    "20150302"},
        { "030215",      "20150302"},
        { "02-MAR-2015", "20150302"},
        { "2/3/15",      "20150203"},
    };
    CHECK_CASES(*state, month_first, cases);
}

/* Parts that are not known are zeros. */
static void test_incomplete(void **state)
{
    static const struct normal_case cases[] = {
        {"2015",        "20150000"},
        { "2015-03",    "20150300"},
        { "03/2015",    "20150300"},
        { "March 2015", "20150300"},
        { "Mar-15",     "20150300"},
        { "201503",     "20150300"},
        { "2015-00-00", "20150000"},
        { "0000-03-02", "00000302"},
    };
    CHECK_CASES(*state, day_first, cases);
}

/* A slip stays where it was typed. */
static void test_impossible_dates_keep_their_digits(void **state)
{
    static const struct normal_case cases[] = {
        {"1862-71-17",  "18627117"},
        { "2015-02-30", "20150230"},
        { "31/02/2015", "20150231"},
        { "03/25/2015", "20152503"},
        { "99990302",   ""        },
        { "18627117",   "18627117"},
    };
    CHECK_CASES(*state, day_first, cases);
}

static void test_missing(void **state)
{
    static const struct normal_case cases[] = {
        {"",            ""   },
        { "unknown",    ""   },
        { "n/a",        ""   },
        { "0000-00-00", ""   },
        { "00/00/0000", ""   },
        { "9999-12-31", ""   },
        { "99999999",   ""   },
        { "99/99/9999", ""   },
        { "0",          "t 0"},
        { "000000",     ""   },
        { "--",         ""   },
        { "0000",       ""   },
    };
    CHECK_CASES(*state, day_first, cases);
}

/* No date equals these, and the prefix is not put there twice. */
static void test_text(void **state)
{
    static const struct normal_case cases[] = {
        {"42066",             "t 42066"           },
        { "12/13",            "t 12 13"           },
        { "about 1985",       "t about 1985"      },
        { "-0050-01-0",       "t 0050 01 0"       },
        { "t 42066",          "t 42066"           },
        { "t",                "t t"               },
        { "2015-03-02 or 03", "t 2015 03 02 or 03"},
        { "196-03-02",        "t 196 03 02"       },
        { "2015-03-02-01",    "t 2015 03 02 01"   },
        { "March",            "t march"           },
        { "123456789",        "t 123456789"       },
    };
    CHECK_CASES(*state, day_first, cases);
}

static void check_parts(
    struct fixture *fixture,
    const char *day,
    const char *month,
    const char *year,
    const char *expected
)
{
    sl_buf_clear(&fixture->once);
    sl_birth_date_parts(sl_str_from(day), sl_str_from(month), sl_str_from(year), &fixture->once);
    SL_CHECK_STR(sl_buf_str(&fixture->once), expected);
    check_invariants(fixture, day_first, sl_str_from(expected));
}

static void test_three_columns(void **state)
{
    check_parts(*state, "2", "3", "2015", "20150302");
    check_parts(*state, "02", "March", "15", "20150302");
    check_parts(*state, " 2 ", "mar", "1980", "19800302");
    check_parts(*state, "2.0", "3.0", "2015.0", "20150302");
    check_parts(*state, "", "3", "2015", "20150300");
    check_parts(*state, "2", "", "", "00000002");
    check_parts(*state, "2", "x", "2015", "20150002");
    check_parts(*state, "99", "99", "9999", "");
    check_parts(*state, "71", "17", "1862", "18621771");
    check_parts(*state, "", "", "", "");
    check_parts(*state, "0", "0", "0", "");
    check_parts(*state, "123", "1", "20155", "00000100");
}

static enum sl_date_order order_of(const char *const *values, size_t count)
{
    struct sl_date_votes votes = { .day_first = 0 };
    for (size_t i = 0; i < count; i++) {
        sl_birth_date_vote(&votes, sl_str_from(values[i]));
    }
    return sl_birth_date_order(votes);
}

static void test_order_of_a_column(void **state)
{
    static const char *const british[] = {
        "25/03/2015", "01/02/2015", "03/25/2015", "13/13/2015", "31/01/2015"
    };
    static const char *const american[] = { "03/25/2015", "01/02/2015", "12/31/2015" };
    static const char *const silent[] = { "01/02/2015", "2015-13-25", "", "March 25, 2015", "15" };
    (void)state;
    assert_int_equal(order_of(british, 5), SL_DATE_DAY_FIRST);
    assert_int_equal(order_of(american, 3), SL_DATE_MONTH_FIRST);
    assert_int_equal(order_of(silent, 5), SL_DATE_DAY_FIRST);
    assert_int_equal(order_of(american, 0), SL_DATE_DAY_FIRST);
}

#define WAY_COUNT 6

/* Write a day in one of the ways in which people write days. */
static void write_day(char *raw, size_t size, size_t way, const unsigned parts[3])
{
    const unsigned day = parts[0];
    const unsigned month = parts[1];
    const unsigned year = parts[2];
    switch (way) {
    case 0:
        (void)snprintf(raw, size, "%04u-%02u-%02u", year, month, day);
        break;
    case 1:
        (void)snprintf(raw, size, "%02u/%02u/%04u", day, month, year);
        break;
    case 2:
        (void)snprintf(raw, size, "%u.%u.%04u", day, month, year);
        break;
    case 3:
        (void)snprintf(raw, size, "%02u%02u%04u", day, month, year);
        break;
    case 4:
        (void)snprintf(raw, size, "%04u%02u%02u", year, month, day);
        break;
    default:
        (void)snprintf(raw, size, "%u-%u-%uT00:00", day, month, year);
        break;
    }
}

/* Printing any day in any of these ways and reading it gives the day again. */
static void test_ways_of_writing_agree(void **state)
{
    struct sl_random random;
    char raw[64];
    char expected[32];
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < RANDOM_COUNT; i++) {
        const unsigned day = 1 + (unsigned)sl_random_below(&random, 28);
        const unsigned month = 1 + (unsigned)sl_random_below(&random, 12);
        const unsigned year = 1900 + (unsigned)sl_random_below(&random, 130);
        (void)snprintf(expected, sizeof expected, "%04u%02u%02u", year, month, day);
        write_day(raw, sizeof raw, i % WAY_COUNT, (const unsigned[]){ day, month, year });
        SL_CHECK_STR(normal_of(*state, day_first, sl_str_from(raw)), expected);
    }
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "0", "1", "9",   "12", "19", "2015", "-",        "/",
                                          " ", "T", "mar", "th", ":",  "t ",   "\xD9\xA3", "." };
    CHECK_RANDOM(*state, day_first, pieces);
    CHECK_RANDOM(*state, month_first, pieces);
}

static void test_real_values(void **state)
{
    check_column(*state, day_first, "linkage/historical_50k.csv", "dob");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, day_first, "2015-03-02");
    check_failing_memory(
        *state,
        day_first,
        "about the time of the coronation, which was in 1953, "
        "or a little later"
    );
    check_appends(*state, day_first, "2015-03-02");
    check_appends(*state, day_first, "about 1985");
    check_appends(*state, day_first, "t 1985");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_year_first),
        cmocka_unit_test(test_day_first),
        cmocka_unit_test(test_month_first),
        cmocka_unit_test(test_incomplete),
        cmocka_unit_test(test_impossible_dates_keep_their_digits),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_three_columns),
        cmocka_unit_test(test_order_of_a_column),
        cmocka_unit_test(test_ways_of_writing_agree),
        cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/birth_date", tests, group_open, group_close);
}
