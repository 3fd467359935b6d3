/* SPDX-License-Identifier: Apache-2.0 */
#include "record/category.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"White - British",                   "white british"                },
        { " Asian/Asian British: Pakistani ", "asian asian british pakistani"},
        { "Not Stated",                       ""                             },
        { "N/A",                              ""                             },
        { "NULL",                             ""                             },
        { "-",                                ""                             },
        { "?",                                ""                             },
        { "99",                               "99"                           },
        { "t2227949966",                      "t2227949966"                  },
    };
    CHECK_CASES(*state, sl_category_normal, cases);
}

static void test_real_values(void **state)
{
    check_column(*state, sl_category_normal, "linkage/historical_50k.csv", "occupation");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_category_normal, "white british");
    check_appends(*state, sl_category_normal, "white british");
    check_appends(*state, sl_category_normal, "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/category", tests, group_open, group_close);
}
