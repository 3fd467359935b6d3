/* SPDX-License-Identifier: Apache-2.0 */
#include "record/pnc_id.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"2012/0123456A",   "120123456a"   },
        { "12/0123456A",    "120123456a"   },
        { "12/123456a",     "120123456a"   },
        { " 2012/123456A ", "120123456a"   },
        { "20120123456A",   "120123456a"   },
        { "120123456A",     "120123456a"   },
        { "98/7X",          "980000007x"   },
 /* Not of the shape: as any identifier. */
        { "2012/01234567A", "201201234567a"},
        { "2012/0123456",   "20120123456"  },
        { "2012/A",         "2012a"        },
        { "201/0123456A",   "2010123456a"  },
        { "12/12/3456A",    "12123456a"    },
        { "2012-0123456A",  "120123456a"   },
        { "7535316.0",      "7535316"      },
        { "n/a",            ""             },
        { "/",              ""             },
        { "a",              "a"            },
        { "",               ""             },
    };
    CHECK_CASES(*state, sl_pnc_id_normal, cases);
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "2012", "12", "/", "0123456", "7", "A", "z", "-", " " };
    CHECK_RANDOM(*state, sl_pnc_id_normal, pieces);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_pnc_id_normal, "2012/0123456A");
    check_appends(*state, sl_pnc_id_normal, "2012/0123456A");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/pnc_id", tests, group_open, group_close);
}
