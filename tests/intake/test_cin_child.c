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

#define BORN "<PersonBirthDate>2015-01-02</PersonBirthDate>"

/* clang-format off */
static void test_disability(void **state)
{
    static const struct broken_row rows[] = {
        { ETHNIC SICK("HAND") SICK("HEAR"), "" },
        { ETHNIC SICK("NONE"), "" },
        { ETHNIC SICK("ZZZ"), "8540 " },
        { BORN REFERRED NO_ACTION("false") END, "8540 " },
        { BORN REFERRED NO_ACTION("true") END AGAIN("07") NO_ACTION("0") END, "8540 " },
        { BORN REFERRED NO_ACTION("true") END, "" },
        { BORN SICK("NONE") REFERRED NO_ACTION("false") END, "" },
        { REFERRED NO_ACTION("false") END, "" },
        { ETHNIC SICK("NONE") SICK("HAND"), "8790 " },
        { ETHNIC SICK("HAND") SICK("HAND"), "8794 " },
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
}
/* clang-format on */

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ethnicity),
        cmocka_unit_test(test_disability),
    };
    return cmocka_run_group_tests_name("cin_child", tests, NULL, NULL);
}
