/* SPDX-License-Identifier: Apache-2.0 */
#include "levels.h"
#include "link/compare_impl.h"

/* clang-format off */
static const struct level_case CASES[] = {
    { "high st", "highst", SL_LEVEL_CLOSE, "blanks do not count" },
    { "12 high st", "high st 12", SL_LEVEL_CLOSE, "the same words" },
    { "12 oxford st", "12 oxferd st", SL_LEVEL_CLOSE, "one word with one slip" },
    { "stretford", "streford", SL_LEVEL_CLOSE, "one letter" },
    { "12 oxford st", "12 oxfrod rd", SL_LEVEL_ELSE, "two words differ" },
    { "12 oxford st", "12 oxfeld st", SL_LEVEL_NEAR, "one word with two slips" },
    { "oxford", "12 oxford st", SL_LEVEL_NEAR, "one within the other" },
    { "flat 3", "flat 3 12 oxford st", SL_LEVEL_NEAR, "two words within the other" },
    { "st", "oxford st", SL_LEVEL_ELSE, "only a generic word within the other" },
    { "12 oxford st", "14 oxford st", SL_LEVEL_LOOSE, "one digit of the number" },
    { "12 oxford st", "57 oxford st", SL_LEVEL_ELSE, "next door is not here" },
    { "1 oxford st", "2 oxford st", SL_LEVEL_ELSE, "one-digit numbers are never similar" },
    { "12 oxford st", "12 oxford rd", SL_LEVEL_LOOSE, "half of the words" },
    { "12 oak st", "12 elm st", SL_LEVEL_ELSE, "only a number and a generic word in common" },
    { "12 oxford st chorlton", "12 oxford rd chorlton", SL_LEVEL_LOOSE, "three words of five" },
    { "oxford st chorlton cum hardy", "12 oxford st chorlton hardy", SL_LEVEL_NEAR,
      "four words of six" },
    { "flat 3 12 oxford st", "flat 4 12 oxford st", SL_LEVEL_ELSE, "numbers of both differ" },
    { "manchester", "manchestarr", SL_LEVEL_NEAR, "two letters" },
    { "manchester", "manchesstr", SL_LEVEL_CLOSE, "very alike" },
    { "bolton", "salford", SL_LEVEL_ELSE, "nothing in common" },
};
/* clang-format on */

static void test_levels(void **state)
{
    static const struct sl_str GENERIC[] = {
        {"st",    2},
        { "rd",   2},
        { "flat", 4}
    };
    struct sl_compare_context context;
    (void)state;
    SL_CHECK_OK(sl_compare_context_restore(&context, GENERIC, 3, NULL), NULL);
    CHECK_LEVELS(SL_FAMILY_TEXT, &context, CASES);
    sl_compare_context_finish(&context);
}

static void test_nothing_is_generic_without_context(void **state)
{
    static const struct level_case WITHOUT[] = {
        {"st",         "oxford st", SL_LEVEL_NEAR,  "one word within the other"},
        { "12 oak st", "12 elm st", SL_LEVEL_LOOSE, "half of the words"        },
    };
    (void)state;
    CHECK_LEVELS(SL_FAMILY_TEXT, NULL, WITHOUT);
}

static void test_overlap_thresholds(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_text_overlap_level(2, 3), SL_LEVEL_NEAR);
    SL_CHECK_U64(sl_text_overlap_level(65, 98), SL_LEVEL_LOOSE);
    SL_CHECK_U64(sl_text_overlap_level(1, 2), SL_LEVEL_LOOSE);
    SL_CHECK_U64(sl_text_overlap_level(49, 99), SL_LEVEL_ELSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_nothing_is_generic_without_context),
        cmocka_unit_test(test_overlap_thresholds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
