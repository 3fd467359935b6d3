/* SPDX-License-Identifier: Apache-2.0 */
#include "record/nhs_number.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"943 476 5919",  "9434765919"},
        { "943-476-5919", "9434765919"},
        { "943 476 5918", "9434765918"},
        { "999 999 9999", ""          },
        { "0000000000",   ""          },
        { "1111111111",   ""          },
        { "0123456789",   ""          },
        { "unknown",      ""          },
        { "94347659",     "94347659"  },
    };
    CHECK_CASES(*state, sl_nhs_number_normal, cases);
}

/*
 * Worked by hand from the rule in the NHS Data Dictionary: the digits of 943476591 times 10 .. 2
 * make 299, whose remainder by 11 is 2, so that the check digit is 9.
 */
static void test_check_digit(void **state)
{
    (void)state;
    assert_true(sl_nhs_number_valid(SL_STR("9434765919")));
    assert_true(sl_nhs_number_valid(SL_STR("9990000018"))); /* sum 245: remainder 3, digit 8 */
    assert_true(sl_nhs_number_valid(SL_STR("0000000000"))); /* the digit alone is right */
    assert_false(sl_nhs_number_valid(SL_STR("9434765918")));
    assert_false(sl_nhs_number_valid(SL_STR("9343765919"))); /* two digits exchanged */
    assert_false(sl_nhs_number_valid(SL_STR("943476591")));
    assert_false(sl_nhs_number_valid(SL_STR("94347659190")));
    assert_false(sl_nhs_number_valid(SL_STR("943476591a")));
    assert_false(sl_nhs_number_valid(SL_STR("")));
}

/* Any one wrong digit is found, and a sum that would need the digit ten has no valid number. */
static void test_one_wrong_digit_is_found(void **state)
{
    char number[] = "9434765919";
    (void)state;
    for (size_t place = 0; place < 10; place++) {
        const char right = number[place];
        for (const char *digit = "0123456789"; *digit != '\0'; digit++) {
            number[place] = *digit;
            assert_true(sl_nhs_number_valid(sl_str_from(number)) == (*digit == right));
        }
        number[place] = right;
    }
    unsigned valid_count = 0;
    char ten[] = "1234567890"; /* its remainder asks for ten */
    for (const char *digit = "0123456789"; *digit != '\0'; digit++) {
        ten[9] = *digit;
        valid_count += sl_nhs_number_valid(sl_str_from(ten)) ? 1 : 0;
    }
    SL_CHECK_U64(valid_count, 0);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_nhs_number_normal, "943 476 5919");
    check_appends(*state, sl_nhs_number_normal, "943 476 5919");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_check_digit),
        cmocka_unit_test(test_one_wrong_digit_is_found),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/nhs_number", tests, group_open, group_close);
}
