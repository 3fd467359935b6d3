/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_rules.h"

#include <string.h>

#include "support/support.h"

/* The rules that a child breaks, in order, each with a blank behind it. */
static void check_rules(struct sl_str layout, const char *inside, const char *expected)
{
    const struct sl_format *format = sl_format_find(SL_STR("cin-xml"));
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_buf body;
    struct sl_buf shown;
    struct sl_error err;
    sl_arena_init(&arena, (size_t)1 << 20);
    sl_facts_init(&facts, &arena);
    sl_buf_init(&body, 4096);
    sl_buf_init(&shown, 4096);
    sl_buf_addf(&body, "<Child><LAchildID>X</LAchildID>%s</Child>", inside);
    SL_CHECK_OK(
        sl_format_read(format, layout, SL_STR("child/X"), sl_buf_str(&body), &facts, &err), &err
    );
    struct sl_findings findings = { .arena = &arena };
    SL_CHECK_OK(sl_format_check(format, layout, &facts, &findings, &err), &err);
    for (size_t i = 0; i < findings.count; i++) {
        sl_buf_addf(&shown, "%.*s ", SL_STR_ARG(findings.items[i].rule));
    }
    SL_CHECK_STR(sl_buf_str(&shown), expected);
    sl_buf_finish(&body);
    sl_buf_finish(&shown);
    sl_arena_finish(&arena);
}

#define ETHNIC     "<Ethnicity>WBRI</Ethnicity>"
#define SICK(code) "<Disability>" code "</Disability>"
#define REFERRED   ETHNIC "<CINdetails><CINreferralDate>2022-10-06</CINreferralDate>"

static void test_rules(void **state)
{
    static const struct {
        const char *inside, *rules;
    } rows[] = {
  /* clang-format off */
        { ETHNIC, "" },
        { ETHNIC SICK("HAND") SICK("HEAR"), "" },
        { ETHNIC SICK("NONE"), "" },
        { "", "4220 " },
        { "<Ethnicity>XXXX</Ethnicity>", "4220 " },
        { ETHNIC SICK("ZZZ"), "8540 " },
        { ETHNIC SICK("NONE") SICK("HAND"), "8790 " },
        { ETHNIC SICK("HAND") SICK("HAND"), "8794 " },
        { REFERRED "</CINdetails>", "" },
        { REFERRED
          "<Assessments><AssessmentActualStartDate>2022-10-05"
          "</AssessmentActualStartDate></Assessments></CINdetails>",
          "1103 " },
        { REFERRED "<DateOfInitialCPC>2022-10-05</DateOfInitialCPC></CINdetails>", "1104 " },
        { REFERRED
          "<ChildProtectionPlans><CPPstartDate>2022-10-05</CPPstartDate>"
          "</ChildProtectionPlans></CINdetails>",
          "1105 2885 " },
        { REFERRED
          "<Section47><S47ActualStartDate>2022-10-05</S47ActualStartDate>"
          "<InitialCPCtarget>2022-10-22</InitialCPCtarget></Section47></CINdetails>",
          "2889 8870Q " },
        { REFERRED "<DateOfInitialCPC>2022-10-23</DateOfInitialCPC></CINdetails>", "8875 " },
        { REFERRED "<DateOfInitialCPC>2022-10-24</DateOfInitialCPC></CINdetails>", "" },
  /* clang-format on */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_rules(SL_STR(""), rows[i].inside, rows[i].rules);
    }
}

#define CONFERENCE(day) "<DateOfInitialCPC>2022-10-" day "</DateOfInitialCPC>"
#define ENQUIRY(inside) \
    "<Section47><S47ActualStartDate>2022-10-10</S47ActualStartDate>" inside "</Section47>"
#define PLAN(day, inside)                                                       \
    "<ChildProtectionPlans><CPPstartDate>2022-10-" day "</CPPstartDate>" inside \
    "</ChildProtectionPlans>"
#define REVIEWED(day) "<Reviews><CPPreviewDate>2022-10-" day "</CPPreviewDate></Reviews>"
#define NOT_NEEDED    "<ICPCnotRequired>true</ICPCnotRequired>"
#define END           "</CINdetails>"
#define AGAIN         "<CINdetails><CINreferralDate>2022-10-07</CINreferralDate>"

static void test_protection(void **state)
{
    static const struct {
        const char *inside, *rules;
    } rows[] = {
  /* clang-format off */
        { REFERRED CONFERENCE("20") ENQUIRY("") END, "" },
        { REFERRED ENQUIRY(CONFERENCE("20")) CONFERENCE("21") END, "" },
        { REFERRED ENQUIRY(CONFERENCE("20")) CONFERENCE("20") END, "2884 " },
        { REFERRED CONFERENCE("20") ENQUIRY(CONFERENCE("20")) END, "2884 " },
        { REFERRED CONFERENCE("20") END AGAIN ENQUIRY(CONFERENCE("20")) END, "2884 " },
        { REFERRED ENQUIRY(CONFERENCE("20")) ENQUIRY(CONFERENCE("20")) END, "" },

        { REFERRED CONFERENCE("20") PLAN("20", "") END, "" },
        { REFERRED ENQUIRY(CONFERENCE("20")) PLAN("20", "") END, "" },
        { REFERRED PLAN("20", "") CONFERENCE("20") END, "" },
        { REFERRED CONFERENCE("20") PLAN("21", "") END, "2885 " },
        { REFERRED PLAN("20", "") END, "2885 " },
        { REFERRED CONFERENCE("20") END AGAIN PLAN("20", "") END, "2885 " },

        { REFERRED ENQUIRY("") ENQUIRY("") END, "8839 " },
        { REFERRED ENQUIRY("") ENQUIRY("") ENQUIRY("") END, "8839 " },
        { REFERRED ENQUIRY("") ENQUIRY(CONFERENCE("20")) END, "" },
        { REFERRED ENQUIRY(CONFERENCE("20")) ENQUIRY("") END, "" },
        { REFERRED ENQUIRY("") ENQUIRY(NOT_NEEDED) END, "" },
        { REFERRED ENQUIRY("") ENQUIRY("<ICPCnotRequired>0</ICPCnotRequired>") END, "8839 " },
        { REFERRED ENQUIRY("") END AGAIN ENQUIRY("") END, "" },
        { REFERRED ENQUIRY("") CONFERENCE("20") ENQUIRY("") END, "8839 " },

        { REFERRED CONFERENCE("20") PLAN("20", REVIEWED("21")) END, "" },
        { REFERRED CONFERENCE("20") PLAN("20", REVIEWED("20")) END, "8841 " },
        { REFERRED CONFERENCE("20") PLAN("20", REVIEWED("19") REVIEWED("28")) END, "8841 " },
  /* clang-format on */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_rules(SL_STR(""), rows[i].inside, rows[i].rules);
    }
}

#define HEADER(day)                                         \
    SL_STR("<Header><CollectionDetails><ReferenceDate>" day \
           "</ReferenceDate></CollectionDetails></Header>")

/* Only plans that began in the year of the census are looked at by 2885. */
static void test_year(void **state)
{
    static const char plan[] = REFERRED PLAN("20", "") END;
    (void)state;
    check_rules(HEADER("2023-03-31"), plan, "2885 ");
    check_rules(HEADER("2022-10-20"), plan, "2885 ");
    check_rules(HEADER("2022-10-19"), plan, "");
    check_rules(HEADER("2023-10-19"), plan, "2885 ");
    check_rules(HEADER("2023-10-20"), plan, "");
    check_rules(HEADER("2024-02-29"), plan, "");
    check_rules(HEADER("soon"), plan, "2885 ");
    check_rules(SL_STR("<Header/>"), plan, "2885 ");
    check_rules(SL_STR("<Header"), plan, "2885 ");
}

/* Numbers are unique, words are there. */
static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < SL_CIN_RULE_COUNT; i++) {
        assert_true(sl_cin_rules[i].words.len > 0);
        for (size_t j = 0; j < i; j++) {
            assert_false(sl_str_equal(sl_cin_rules[i].number, sl_cin_rules[j].number));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_protection),
        cmocka_unit_test(test_year),
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests_name("cin_rules", tests, NULL, NULL);
}
