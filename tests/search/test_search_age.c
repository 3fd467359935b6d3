/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_age.h"

#include "base/date.h"
#include "support/support.h"

static const struct sl_date today = { .year = 2024, .month = 2, .day = 29 };

/* A text, and the days of birth that it means; 0 for none. */
struct range {
    const char *text;
    int32_t first, last;
};

static void test_ages(void **state)
{
    static const struct range cases[] = {
        {"aged 12",       20110301, 20120229},
        { "12 years old", 20110301, 20120229},
        { "12y",          20110301, 20120229},
        { "age 11",       20120301, 20130228},
        { "aged 0",       20230301, 20240229},
        { "1 month",      20231230, 20240129},
        { "3 weeks",      20240202, 20240208},
        { "0 weeks old",  20240223, 20240229},
        { "12",           0,        0       },
        { "aged",         0,        0       },
        { "aged twelve",  0,        0       },
        { "121 years",    0,        0       },
        { "40 months",    0,        0       },
        { "12 khan",      0,        0       },
        { "age",          0,        0       },
        { "1234 years",   0,        0       },
        { "old",          0,        0       },
        { "12 old",       20110301, 20120229},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t first = 0;
        int32_t last = 0;
        const bool is_age =
            sl_search_age(sl_str_from(cases[i].text), sl_date_to_days(today), &first, &last);
        SL_CHECK_I64(is_age, cases[i].first > 0);
        SL_CHECK_I64(is_age ? first : 0, cases[i].first);
        SL_CHECK_I64(is_age ? last : 0, cases[i].last);
    }
}

/* Whoever has an age today has no other age: the ranges of years lie end to end. */
static void test_ages_meet(void **state)
{
    (void)state;
    for (int32_t day = 0; day < 800; day += 7) {
        const int32_t now = sl_date_to_days(today) + day;
        int32_t first = 0;
        int32_t last = 0;
        int32_t older_first = 0;
        int32_t older_last = 0;
        assert_true(sl_search_age(SL_STR("aged 9"), now, &first, &last));
        assert_true(sl_search_age(SL_STR("aged 10"), now, &older_first, &older_last));
        const struct sl_date end = { .year = (int16_t)(older_last / 10000),
                                     .month = (uint8_t)(older_last / 100 % 100),
                                     .day = (uint8_t)(older_last % 100) };
        SL_CHECK_I64(sl_search_day_number(sl_date_to_days(end) + 1), first);
    }
}

static void test_birth_ranges(void **state)
{
    static const struct range cases[] = {
        {"20130214",  20130214, 20130214},
        { "20130200", 20130201, 20130231},
        { "20130000", 20130101, 20131231},
        { "20130231", 20130231, 20130231},
        { "20251231", 20251231, 20251231},
        { "20260101", 0,        0       },
        { "18790101", 0,        0       },
        { "20131301", 0,        0       },
        { "20130132", 0,        0       },
        { "20130001", 0,        0       },
        { "t soon",   0,        0       },
        { "t soon x", 0,        0       },
        { "",         0,        0       },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t first = 0;
        int32_t last = 0;
        const bool is_date = sl_search_birth_range(
            sl_str_from(cases[i].text), sl_date_to_days(today), &first, &last
        );
        SL_CHECK_I64(is_date, cases[i].first > 0);
        SL_CHECK_I64(is_date ? first : 0, cases[i].first);
        SL_CHECK_I64(is_date ? last : 0, cases[i].last);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ages),
        cmocka_unit_test(test_ages_meet),
        cmocka_unit_test(test_birth_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
