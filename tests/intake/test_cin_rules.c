/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_rules.h"

#include <string.h>

#include "support/support.h"

/* The rules that a child breaks, in order, each with a blank behind it. */
static void check_rules(const char *inside, const char *expected)
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
        sl_format_read(format, SL_STR(""), SL_STR("child/X"), sl_buf_str(&body), &facts, &err), &err
    );
    struct sl_findings findings = { .arena = &arena };
    SL_CHECK_OK(sl_format_check(format, SL_STR(""), &facts, &findings, &err), &err);
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
          "1105 " },
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
        check_rules(rows[i].inside, rows[i].rules);
    }
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
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests_name("cin_rules", tests, NULL, NULL);
}
