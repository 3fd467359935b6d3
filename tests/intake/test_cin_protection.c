/* SPDX-License-Identifier: Apache-2.0 */
#include "broken_rules.h"
#include "intake/cin_check.h"

#define UNDATED "<Section47></Section47>"

/* clang-format off */
static void test_enquiry(void **state)
{
    static const struct broken_row rows[] = {
        { REFERRED ENQUIRY("05", "<InitialCPCtarget>2022-10-22</InitialCPCtarget>") END,
          "2889 8870Q " },
        { REFERRED ENQUIRY("06", "<InitialCPCtarget>2022-10-24</InitialCPCtarget>") END, "" },

        { REFERRED ENQUIRY("10", "") UNDATED END, "8839 " },
        { REFERRED ENQUIRY("10", "") UNDATED UNDATED END, "8839 " },
        { REFERRED ENQUIRY("20", "") ENQUIRY("10", CONFERENCE("19")) END, "" },
        { REFERRED ENQUIRY("10", "") ENQUIRY("09", NOT_NEEDED("true")) END, "" },
        { REFERRED UNDATED ENQUIRY("10", NOT_NEEDED("0")) END, "8839 " },
        { REFERRED ENQUIRY("10", "") END AGAIN("06") ENQUIRY("10", "") END, "" },
        { REFERRED UNDATED CONFERENCE("20") ENQUIRY("10", "") END, "8839 " },

        { REFERRED CLOSED("20") ENQUIRY("10", "") END, "8868 " },
        { REFERRED CLOSED("20") ENQUIRY("10", NOT_NEEDED("false")) END, "8868 " },
        { REFERRED CLOSED("20") ENQUIRY("10", NOT_NEEDED("1")) END, "" },
        { REFERRED CLOSED("20") ENQUIRY("10", CONFERENCE("19")) END, "" },

        { REFERRED ENQUIRY("10", CONFERENCE("19")) ENQUIRY("19", CONFERENCE("24")) END, "8890 " },
        { REFERRED ENQUIRY("10", CONFERENCE("19")) ENQUIRY("20", CONFERENCE("24")) END, "" },
        { REFERRED ENQUIRY("10", "") ENQUIRY("20", CONFERENCE("24")) END, "8890 " },
        { REFERRED ENQUIRY("10", NOT_NEEDED("1")) ENQUIRY("20", CONFERENCE("24")) END, "" },
        { REFERRED ENQUIRY("10", "") ENQUIRY("10", "") END, "8839 8890 8890 " },
    };
    /* 15 working days before 31 March 2023 is 10 March. */
    static const struct broken_row old[] = {
        { REFERRED ENQUIRY("10", NOT_NEEDED("false")) END, "8675Q " },
        { REFERRED ENQUIRY("10", NOT_NEEDED("true")) END, "" },
        { REFERRED ENQUIRY("10", "") END, "" },
        { REFERRED ENQUIRY("10", NOT_NEEDED("0") CONFERENCE("19")) END, "" },
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
    CHECK_ROWS(HEADER("2023-03-31"), old);
    /* 15 working days before 31 October 2022 is the 10th. */
    check_rules(HEADER("2022-10-31"), old[0].inside, "");
    check_rules(HEADER("2022-11-01"), old[0].inside, "8675Q ");
}

static void test_conference(void **state)
{
    static const struct broken_row rows[] = {
        { REFERRED CONFERENCE("05") END, "1104 " },
        { REFERRED CONFERENCE("22") END, "8875 " },
        { REFERRED CONFERENCE("20") ENQUIRY("10", "") END, "" },
        { REFERRED ENQUIRY("10", CONFERENCE("20")) CONFERENCE("21") END, "" },
        { REFERRED ENQUIRY("10", CONFERENCE("20")) CONFERENCE("20") END, "2884 " },
        { REFERRED CONFERENCE("20") ENQUIRY("10", CONFERENCE("20")) END, "2884 " },
        { REFERRED CONFERENCE("20") END AGAIN("06") ENQUIRY("10", CONFERENCE("20")) END,
          "2884 " },
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
}

static void test_protection(void **state)
{
    static const struct broken_row rows[] = {
        { REFERRED PLAN("05", "") END, "1105 2885 " },
        { REFERRED CONFERENCE("20") PLAN("20", "") END, "" },
        { REFERRED ENQUIRY("10", CONFERENCE("20")) PLAN("20", "") END, "" },
        { REFERRED PLAN("20", "") CONFERENCE("20") END, "" },
        { REFERRED CONFERENCE("20") PLAN("21", "") END, "2885 " },
        { REFERRED PLAN("20", "") END, "2885 " },
        { REFERRED CONFERENCE("20") END AGAIN("06") PLAN("20", "") END, "2885 " },

        { REFERRED CONFERENCE("20") PLAN("20", REVIEWED("21")) END, "" },
        { REFERRED CONFERENCE("20") PLAN("20", REVIEWED("20")) END, "8841 " },
        { REFERRED CONFERENCE("20") PLAN("20", REVIEWED("19") REVIEWED("28")) END, "8841 " },

        { REFERRED CONFERENCE("20") BARE_PLAN("20", "") END, "8905 8910 " },
        { REFERRED CONFERENCE("20") BARE_PLAN("20",
          "<LatestCategoryOfAbuse>MUL</LatestCategoryOfAbuse>") END, "8905 " },
        { REFERRED CONFERENCE("20") BARE_PLAN("20",
          "<InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse>"
          "<LatestCategoryOfAbuse>ZZZ</LatestCategoryOfAbuse>") END, "8910 " },

        { DIED("20") REFERRED CONFERENCE("20") PLAN("20", ENDED("20")) END, "" },
        { DIED("19") REFERRED CONFERENCE("20") PLAN("20", "") END, "8915 " },
        { DIED("21") REFERRED CONFERENCE("20") PLAN("20", ENDED("22")) END, "8920 " },

        { REFERRED CONFERENCE("20") PLAN("20", ENDED("19")) END, "8925 " },

        { REFERRED CONFERENCE("10") PLAN("10", "")
          "<ChildProtectionPlans>" HARM "</ChildProtectionPlans>" END, "8935 " },
        { REFERRED CONFERENCE("10") PLAN("10", "")
          "<ChildProtectionPlans>" HARM ENDED("20") "</ChildProtectionPlans>" END, "" },

        { REFERRED CONFERENCE("10") PLAN("10", ENDED("20")) CONFERENCE("20") PLAN("20", "") END,
          "8940 " },
        { REFERRED CONFERENCE("10") PLAN("10", ENDED("20")) CONFERENCE("21") PLAN("21", "") END,
          "" },
    };
    static const struct broken_row ended[] = {
        { REFERRED CONFERENCE("20") PLAN("20", ENDED("25")) END, "" },
        { REFERRED CONFERENCE("20") PLAN("20", ENDED("26")) END, "8930 " },
    };
    (void)state;
    CHECK_ROWS(SL_STR(""), rows);
    CHECK_ROWS(HEADER("2022-10-25"), ended);
    check_rules(HEADER("2023-10-24"), ended[0].inside, "");
    check_rules(HEADER("2023-10-25"), ended[0].inside, "8930 ");
}
/* clang-format on */

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enquiry),
        cmocka_unit_test(test_conference),
        cmocka_unit_test(test_protection),
    };
    return cmocka_run_group_tests_name("cin_protection", tests, NULL, NULL);
}
