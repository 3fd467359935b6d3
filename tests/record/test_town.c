/* SPDX-License-Identifier: Apache-2.0 */
#include "record/town.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"St. Helens",           "st helens"          },
        { "Saint Helens",        "st helens"          },
        { "Mount Pleasant",      "mt pleasant"        },
        { "Ashton-under-Lyne",   "ashton under lyne"  },
        { "Newcastle-upon-Tyne", "newcastle upon tyne"},
        { "unknown",             ""                   },
        { "Ynys Môn",           "ynys mon"           },
    };
    CHECK_CASES(*state, sl_town_normal, cases);
}

static void test_real_values(void **state)
{
    check_column(*state, sl_town_normal, "linkage/historical_50k.csv", "birth_place");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_town_normal, "Saint Helens");
    check_appends(*state, sl_town_normal, "Saint Helens");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/town", tests, group_open, group_close);
}
