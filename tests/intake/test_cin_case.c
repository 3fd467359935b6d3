/* SPDX-License-Identifier: Apache-2.0 */
#include "broken_rules.h"
#include "intake/cin_check.h"

/* clang-format off */
static void test_referral(void **state)
{
    static const struct broken_row rows[] = {
        { REFERRED END, "" },
        { REFERRED CLOSED("20") ASSESS(BEGUN("2022-10-20") DONE("20")) END, "" },
        { REFERRED CLOSED("20") ASSESS(BEGUN("2022-10-20") DONE("21")) END, "8565 " },
        { REFERRED CLOSED("20") CONFERENCE("21") END, "8565 " },
        { REFERRED CLOSED("20") ENQUIRY("21", NOT_NEEDED("1")) END, "8565 " },
        { REFERRED CLOSED("19") ENQUIRY("10", CONFERENCE("20")) END, "8565 " },
        { REFERRED CLOSED("21") CONFERENCE("20") PLAN("20", ENDED("22")) END, "8565 " },
        { REFERRED CLOSED("21") HELP("22", "") END, "8565 " },
        { REFERRED CLOSED("21") HELP("20", HELPED("22")) END, "8565 " },

        { REFERRED NO_ACTION("0") END "<CINdetails>" NO_ACTION("false") END, "8815 " },
        { REFERRED NO_ACTION("0") END "<CINdetails>" NO_ACTION("true") END, "" },
        { REFERRED NO_ACTION("0") END "<CINdetails>" END, "" },

        { REFERRED CLOSED("20") END AGAIN("20") CLOSED("24") END, "" },
        { REFERRED CLOSED("20") END AGAIN("19") CLOSED("24") END, "8820 " },
        { REFERRED NO_ACTION("1") END AGAIN("19") CLOSED("24") END, "" },
        { REFERRED NO_ACTION("0") END AGAIN("19") CLOSED("24") END, "8816 8820 " },
        { REFERRED CLOSED("10") END AGAIN("19") NO_ACTION("0") END, "" },

        { REFERRED NO_ACTION("true") ASSESS(BEGUN("2022-10-10")) END, "8831 " },
        { REFERRED NO_ACTION("true") ASSESS(DONE("10")) END, "8831 " },
        { REFERRED NO_ACTION("1") ENQUIRY("10", "") END, "8831 " },
        { REFERRED NO_ACTION("1") CONFERENCE("20") END, "8831 " },
        { REFERRED NO_ACTION("true") HELP("10", "") END, "" },
        { REFERRED NO_ACTION("0") ASSESS(BEGUN("2022-10-10")) END, "" },
        { REFERRED NO_ACTION("1") "<ChildProtectionPlans>" HARM "</ChildProtectionPlans>" END,
          "8832 " },
        { REFERRED NO_ACTION("0") "<ChildProtectionPlans>" HARM "</ChildProtectionPlans>" END, "" },
    };
    static const struct broken_row later[] = {
        { REFERRED NO_ACTION("0") END AGAIN("19") CLOSED("24") END, "8816 " },
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
    /* An open referral goes on no longer than to the reference date. */
    CHECK_ROWS(HEADER("2022-10-18"), later);
}

static void test_assessment(void **state)
{
    static const struct broken_row rows[] = {
        { REFERRED ASSESS(BEGUN("2022-10-06")) END, "" },
        { REFERRED ASSESS(BEGUN("2022-10-05")) END, "1103 " },
        { REFERRED CLOSED("20") ASSESS(BEGUN("2022-10-10")) END, "8867 " },
        { REFERRED CLOSED("20") ASSESS(BEGUN("2022-10-10") DONE("12")) END, "" },
        { REFERRED ASSESS(BEGUN("2022-10-10")) ASSESS(BEGUN("2022-10-11")) END, "8896 " },
        { REFERRED ASSESS(BEGUN("2022-10-10") DONE("12")) ASSESS(BEGUN("2022-10-11")) END, "" },
        { REFERRED ASSESS(BEGUN("2022-10-10")) END AGAIN("07") ASSESS(BEGUN("2022-10-11")) END,
          "" },
    };
    /* 45 working days before 31 March 2023 is 27 January, no bank holiday lies between. */
    static const struct broken_row old[] = {
        { REFERRED ASSESS(BEGUN("2023-01-27")) END, "" },
        { REFERRED ASSESS(BEGUN("2023-01-26")) END, "8670Q " },
        { REFERRED ASSESS(BEGUN("2022-10-10") DONE("12")) END, "" },
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
    CHECK_ROWS(HEADER("2023-03-31"), old);
    /* Nobody can say what working days were before the calendar begins. */
    check_rules(HEADER("2003-03-31"), old[1].inside, "");
}

static void test_plan(void **state)
{
    static const struct broken_row rows[] = {
        { REFERRED CONFERENCE("20") PLAN("20", "") HELP("10", "") END, "4001 " },
        { REFERRED CONFERENCE("20") PLAN("20", "") HELP("10", HELPED("20")) END, "" },
        { REFERRED CONFERENCE("20") PLAN("20", "") END AGAIN("07") HELP("10", "") END, "" },

        { REFERRED CONFERENCE("10") PLAN("10", REVIEWED("20")) HELP("08", HELPED("25")) END,
          "4003 " },
        { REFERRED CONFERENCE("10") PLAN("10", REVIEWED("20")) HELP("08", HELPED("20")) END, "" },
        { REFERRED CONFERENCE("10") PLAN("10", ENDED("20") REVIEWED("20"))
          HELP("08", HELPED("25")) END, "" },
        { REFERRED CONFERENCE("10") PLAN("10", REVIEWED("20")) END
          AGAIN("07") HELP("08", HELPED("25")) END, "" },

        { REFERRED HELP("10", HELPED("20")) HELP("21", "") END, "" },
        { REFERRED HELP("10", HELPED("20")) HELP("20", "") END, "4014 " },
        { REFERRED HELP("10", "") END AGAIN("07") HELP("20", "") END, "4014 " },

        { REFERRED CONFERENCE("10") PLAN("10", ENDED("20")) HELP("20", "") END, "" },
        { REFERRED CONFERENCE("10") PLAN("10", ENDED("20")) HELP("19", "") END, "4016 " },
        { REFERRED CONFERENCE("10") PLAN("10", "") END AGAIN("07") HELP("10", "") END, "4016 " },
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
}
/* clang-format on */

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_referral),
        cmocka_unit_test(test_assessment),
        cmocka_unit_test(test_plan),
    };
    return cmocka_run_group_tests_name("cin_case", tests, NULL, NULL);
}
