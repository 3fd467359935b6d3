/* SPDX-License-Identifier: Apache-2.0 */
#include "record/identifier.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"A 12/345-B",          "a12345b"         },
        { "0012345",            "0012345"         },
        { "7535316.0",          "7535316"         },
        { " 7535316.0 ",        "7535316"         },
        { "12.0.0",             "1200"            },
        { "a.0",                "a0"              },
        { ".0",                 "0"               },
        { "UPN: H801200001001", "upnh801200001001"},
        { "n/a",                ""                },
        { "un known",           ""                },
        { "0000000",            ""                },
        { "1111111",            "1111111"         },
        { "",                   ""                },
    };
    CHECK_CASES(*state, sl_identifier_normal, cases);
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "0", "9", "12", ".0", "-", "a", "x", "n", " ", "unk" };
    CHECK_RANDOM(*state, sl_identifier_normal, pieces);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_identifier_normal, "A 12/345-B");
    check_appends(*state, sl_identifier_normal, "A 12/345-B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/identifier", tests, group_open, group_close);
}
