/* SPDX-License-Identifier: Apache-2.0 */
#include "record/sex.h"

#include "normal_cases.h"

/* Codes: ISO/IEC 5218 and the NHS Data Dictionary, as sex.h says. */
static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"M",              "m"          },
        { "male",          "m"          },
        { "1",             "m"          },
        { "Boy",           "m"          },
        { "F",             "f"          },
        { "Female",        "f"          },
        { " 2 ",           "f"          },
        { "girl",          "f"          },
        { "X",             "x"          },
        { "Other",         "x"          },
        { "Non-binary",    "x"          },
        { "I",             "x"          },
        { "0",             ""           },
        { "9",             ""           },
        { "U",             ""           },
        { "Unknown",       ""           },
        { "not known",     ""           },
        { "",              ""           },
        { "t2227949966",   "t2227949966"},
        { "female | male", "female male"},
    };
    CHECK_CASES(*state, sl_sex_normal, cases);
}

static void test_real_values(void **state)
{
    check_column(*state, sl_sex_normal, "linkage/historical_50k.csv", "gender");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_sex_normal, "female");
    check_appends(*state, sl_sex_normal, "female");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/sex", tests, group_open, group_close);
}
