/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

#include "support/support.h"

/* The first and the last day that a date can be, as days. */
#define FIRST_DAY (-719162)
#define LAST_DAY  2932896

static const struct {
    struct sl_date date;
    int32_t days;
    unsigned weekday;
    const char *source;
} KNOWN[] = {
    {{ 1970, 1, 1 },    0,         3, "POSIX.1-2017, 4.16: the Epoch; a Thursday"            },
    { { 2000, 1, 1 },   10957,     5, "946684800 s of Unix time; a Saturday"                 },
    { { 2038, 1, 19 },  24855,     1, "2^31 - 1 s of Unix time fall on this Tuesday"         },
    { { 2000, 2, 29 },  11016,     1, "951782400 s of Unix time"                             },
    { { 1969, 12, 31 }, -1,        2, "the day before the Epoch"                             },
    { { 1582, 10, 15 }, -141427,   4, "the first Gregorian day, a Friday; Julian day 2299161"},
    { { 1858, 11, 17 }, -40587,    2, "the modified Julian day 0, a Wednesday"               },
    { { 1, 1, 1 },      FIRST_DAY, 0, "ISO 8601: a Monday; rata die 1"                       },
    { { 9999, 12, 31 }, LAST_DAY,  4, "253402214400 s of Unix time; a Friday"                },
};

static bool is_same(struct sl_date left, struct sl_date right)
{
    return left.year == right.year && left.month == right.month && left.day == right.day;
}

static void test_known_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
        assert_true(sl_date_valid(KNOWN[i].date));
        SL_CHECK_I64(sl_date_to_days(KNOWN[i].date), KNOWN[i].days);
        SL_CHECK_U64(sl_date_weekday(KNOWN[i].date), KNOWN[i].weekday);
        assert_true(is_same(sl_date_from_days(KNOWN[i].days), KNOWN[i].date));
    }
}

/* Every day there is: to days and back, in order, week by week, and through its printed form. */
static void test_every_day_comes_back(void **state)
{
    struct sl_buf buf;
    struct sl_date before = { 0, 12, 31 };
    (void)state;
    sl_buf_init(&buf, 10);
    for (int32_t days = FIRST_DAY; days <= LAST_DAY; days++) {
        const struct sl_date date = sl_date_from_days(days);
        struct sl_date parsed = { 0, 0, 0 };
        assert_true(sl_date_valid(date));
        assert_true(sl_date_to_days(date) == days);
        assert_true(sl_date_weekday(date) == (unsigned)(days - FIRST_DAY) % 7);
        const bool same_month = date.year == before.year && date.month == before.month;
        assert_true(same_month ? date.day == before.day + 1 : date.day == 1);
        before = date;
        if (days % 7 != 0) {
            continue; /* printing is slow: one day of each week will do */
        }
        sl_buf_clear(&buf);
        sl_date_print(date, &buf);
        assert_true(sl_date_parse(sl_buf_str(&buf), &parsed, NULL) == SL_OK);
        assert_true(is_same(parsed, date));
    }
    sl_buf_finish(&buf);
}

static void test_months_end_where_they_should(void **state)
{
    static const uint8_t last_days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    (void)state;
    for (uint8_t month = 1; month <= 12; month++) {
        const uint8_t last = last_days[month - 1];
        assert_true(sl_date_valid((struct sl_date){ 2023, month, last }));
        assert_false(sl_date_valid((struct sl_date){ 2023, month, (uint8_t)(last + 1) }));
    }
    assert_true(sl_date_valid((struct sl_date){ 2024, 2, 29 }));
    assert_true(sl_date_valid((struct sl_date){ 2000, 2, 29 }));
    assert_false(sl_date_valid((struct sl_date){ 1900, 2, 29 }));
    assert_false(sl_date_valid((struct sl_date){ 0, 1, 1 }));
    assert_false(sl_date_valid((struct sl_date){ 10000, 1, 1 }));
    assert_false(sl_date_valid((struct sl_date){ 2000, 0, 1 }));
    assert_false(sl_date_valid((struct sl_date){ 2000, 13, 1 }));
    assert_false(sl_date_valid((struct sl_date){ 2000, 1, 0 }));
}

static void test_parse_takes_one_form_only(void **state)
{
    static const char *const bad[] = {
        "",           "2024",        "2024-02",     "2024-2-03",
        "2024-02-3",  " 2024-02-03", "2024-02-03 ", "2024/02/03",
        "03-02-2024", "20240203",    "2024-02-30",  "2023-02-29",
        "0000-01-01", "2024-00-10",  "2024-13-10",  "2024-01-00",
        "2024-01-32", "-024-01-01",  "2024-+1-01",  "2024-01- 1",
        "2O24-01-01", "2024-0a-01",  "2024-01-0a",  "2024-01-011",
    };
    struct sl_date date = { 1, 2, 3 };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct sl_error err;
        SL_CHECK_STATUS(sl_date_parse(sl_str_from(bad[i]), &date, &err), SL_INVALID);
        SL_CHECK_STATUS(err.status, SL_INVALID);
        assert_true(is_same(date, (struct sl_date){ 1, 2, 3 }));
    }
    SL_CHECK_STATUS(sl_date_parse((struct sl_str){ NULL, 0 }, &date, NULL), SL_INVALID);
    SL_CHECK_OK(sl_date_parse(SL_STR("0001-01-01"), &date, NULL), NULL);
    assert_true(is_same(date, (struct sl_date){ 1, 1, 1 }));
}

static void test_instants(void **state)
{
    static const struct {
        int64_t at_us;
        const char *text;
    } known[] = {
        {0,                           "1970-01-01T00:00:00.000Z"},
        { INT64_C(1775037600123999),  "2026-04-01T10:00:00.123Z"},
        { INT64_C(1709251199999999),  "2024-02-29T23:59:59.999Z"},
        { INT64_C(32503679999000000), "2999-12-31T23:59:59.000Z"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        SL_CLEANUP(sl_buf_finish) struct sl_buf buf;
        sl_buf_init(&buf, 100);
        sl_date_print_instant(known[i].at_us, &buf);
        SL_CHECK_STR(sl_buf_str(&buf), known[i].text);
    }
}

static void test_error_names_the_text(void **state)
{
    struct sl_date date;
    struct sl_error err;
    (void)state;
    SL_CHECK_STATUS(sl_date_parse(SL_STR("31/12/1999"), &date, &err), SL_INVALID);
    assert_string_equal(err.message, "'31/12/1999' is not a date written YYYY-MM-DD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days),
        cmocka_unit_test(test_every_day_comes_back),
        cmocka_unit_test(test_months_end_where_they_should),
        cmocka_unit_test(test_parse_takes_one_form_only),
        cmocka_unit_test(test_instants),
        cmocka_unit_test(test_error_names_the_text),
    };
    return cmocka_run_group_tests_name("base/date", tests, NULL, NULL);
}
