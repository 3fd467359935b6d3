/* SPDX-License-Identifier: Apache-2.0 */
#include "record/house_number.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"12",            "12"      },
        { "No. 012",      "12"      },
        { "12 A",         "12a"     },
        { "12a",          "12a"     },
        { "12-14",        "12 14"   },
        { "12/3",         "12 3"    },
        { "Flat 3",       "fl 3"    },
        { "12 a b",       "12a b"   },
        { "Rose Cottage", "rose cot"},
        { "99",           "99"      },
        { "unknown",      ""        },
        { "0",            "0"       },
    };
    CHECK_CASES(*state, sl_house_number_normal, cases);
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "no ", "0", "12", "a", "b", " ", "east ", "-", "x" };
    CHECK_RANDOM(*state, sl_house_number_normal, pieces);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_house_number_normal, "No. 12 A");
    check_appends(*state, sl_house_number_normal, "No. 12 A");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/house_number", tests, group_open, group_close);
}
