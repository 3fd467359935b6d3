/* SPDX-License-Identifier: Apache-2.0 */
#include "broken_rules.h"
#include "intake/cin_check.h"

static void test_ethnicity(void **state)
{
    static const struct broken_row rows[] = {
        {ETHNIC,                         ""     },
        { "",                            "4220 "},
        { "<Ethnicity>XXXX</Ethnicity>", "4220 "},
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
}

static void test_disability(void **state)
{
    static const struct broken_row rows[] = {
        {ETHNIC SICK("HAND") SICK("HEAR"),  ""     },
        { ETHNIC SICK("NONE"),              ""     },
        { ETHNIC SICK("ZZZ"),               "8540 "},
        { ETHNIC SICK("NONE") SICK("HAND"), "8790 "},
        { ETHNIC SICK("HAND") SICK("HAND"), "8794 "},
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ethnicity),
        cmocka_unit_test(test_disability),
    };
    return cmocka_run_group_tests_name("cin_child", tests, NULL, NULL);
}
