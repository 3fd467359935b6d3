/* SPDX-License-Identifier: Apache-2.0 */
#include "levels.h"
#include "link/compare_impl.h"

/* clang-format off */
static const struct level_case DATES[] = {
    { "19850231", "19850231", SL_LEVEL_EXACT, "same" },
    { "19850231", "19850237", SL_LEVEL_CLOSE, "one digit" },
    { "19850231", "19580231", SL_LEVEL_CLOSE, "two digits swapped" },
    { "19850102", "19850201", SL_LEVEL_CLOSE, "day and month swapped" },
    { "19850112", "19851201", SL_LEVEL_CLOSE, "day and month swapped" },
    { "19850231", "19850218", SL_LEVEL_NEAR, "year and month" },
    { "19850231", "19851131", SL_LEVEL_NEAR, "year and day" },
    { "19850231", "19760231", SL_LEVEL_NEAR, "month and day" },
    { "19850231", "19851118", SL_LEVEL_LOOSE, "year" },
    { "19850231", "19761118", SL_LEVEL_ELSE, "nothing" },
    { "19850200", "19850231", SL_LEVEL_NEAR, "day not known" },
    { "19850200", "19850201", SL_LEVEL_NEAR, "not one digit: the day is not known" },
    { "19850200", "19850300", SL_LEVEL_LOOSE, "not one digit: the days are not known" },
    { "19850000", "19850231", SL_LEVEL_LOOSE, "only the year is known" },
    { "19850000", "19860000", SL_LEVEL_ELSE, "another year, nothing else known" },
    { "00000231", "19850231", SL_LEVEL_NEAR, "year not known" },
    { "00000031", "19850231", SL_LEVEL_ELSE, "only the day is known" },
    { "18627117", "18627118", SL_LEVEL_CLOSE, "an impossible date, one digit" },
    { "t 1985", "19850231", SL_LEVEL_ELSE, "not a date" },
    { "1985023", "19850231", SL_LEVEL_ELSE, "not a date" },
};
/* clang-format on */

/* clang-format off */
static const struct level_case POSTCODES[] = {
    { "m139pl", "m139pl", SL_LEVEL_EXACT, "same" },
    { "m139pl", "m139pb", SL_LEVEL_CLOSE, "one character" },
    { "m139pl", "m193pl", SL_LEVEL_CLOSE, "two characters swapped" },
    { "m139pl", "m13pl", SL_LEVEL_CLOSE, "a character left out" },
    { "m139pl", "m139ab", SL_LEVEL_NEAR, "sector" },
    { "m139pl", "m130ab", SL_LEVEL_LOOSE, "district" },
    { "m139pl", "m13", SL_LEVEL_LOOSE, "a district alone" },
    { "m139pl", "m149ab", SL_LEVEL_ELSE, "another district" },
    { "m10aa", "m101zz", SL_LEVEL_ELSE, "M1 0AA is not in M10" },
    { "m1", "m2", SL_LEVEL_ELSE, "districts one character apart" },
};
/* clang-format on */

/* clang-format off */
static const struct level_case CODES[] = {
    { "12", "12a", SL_LEVEL_CLOSE, "letters behind" },
    { "12", "12abc", SL_LEVEL_CLOSE, "letters behind" },
    { "12a", "12b", SL_LEVEL_CLOSE, "one character" },
    { "12", "13", SL_LEVEL_ELSE, "one of two characters" },
    { "12", "123", SL_LEVEL_CLOSE, "one character" },
    { "12", "12 14", SL_LEVEL_ELSE, "not letters behind" },
    { "9434765919", "9434765919", SL_LEVEL_EXACT, "same" },
    { "9434765919", "9434756919", SL_LEVEL_CLOSE, "two digits swapped" },
    { "9434765919", "9434765870", SL_LEVEL_ELSE, "three digits" },
    { "9434765919", "9434765870", SL_LEVEL_ELSE, "three digits" },
    { "9434765919", "9434705917", SL_LEVEL_NEAR, "two digits" },
    { "123456", "123478", SL_LEVEL_ELSE, "two of six characters" },
    { "123456", "1234578", SL_LEVEL_NEAR, "two of seven characters" },
};
/* clang-format on */

static void test_dates(void **state)
{
    (void)state;
    CHECK_LEVELS(SL_FAMILY_DATE, NULL, DATES);
}

static void test_postcodes(void **state)
{
    (void)state;
    CHECK_LEVELS(SL_FAMILY_POSTCODE, NULL, POSTCODES);
}

static void test_codes(void **state)
{
    (void)state;
    CHECK_LEVELS(SL_FAMILY_CODE, NULL, CODES);
}

static void test_reading_dates(void **state)
{
    struct sl_date_parts parts;
    (void)state;
    assert_true(sl_date_parts_read(SL_STR("19850231"), &parts));
    SL_CHECK_U64(parts.year, 1985);
    SL_CHECK_U64(parts.month, 2);
    SL_CHECK_U64(parts.day, 31);
    assert_false(sl_date_parts_read(SL_STR("1985023"), &parts));
    assert_false(sl_date_parts_read(SL_STR("1985-2-3"), &parts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_postcodes),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_reading_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
