/* SPDX-License-Identifier: Apache-2.0 */
#include "shown.h"

#define BEFORE "<?xml version='1.0'?>\n<Message>\n<Header><Year>2026</Year></Header>\n<Children>\n"
#define AFTER  "\n</Children></Message>\n"

static void check_children(const char *bytes, const char *expected)
{
    check_shown("cin-xml", sl_str_from(bytes), expected);
}

static void test_child(void **state)
{
    (void)state;
    check_children(
        BEFORE
        "<Child>\n<ChildIdentifiers><LAchildID>X1</LAchildID><UPNunknown>UN3</UPNunknown>\n"
        "stray<PersonBirthDate>2015-03-27</PersonBirthDate><Sex>1</Sex></ChildIdentifiers>\n"
        "<ChildCharacteristics><Ethnicity>NOBT</Ethnicity><Disabilities><Disability>HAND"
        "</Disability><Disability>HEAR</Disability></Disabilities></ChildCharacteristics>\n"
        "<CINdetails><CINreferralDate>2022-10-06</CINreferralDate><ReferralSource>1A"
        "</ReferralSource><DateOfInitialCPC>2022-12-06</DateOfInitialCPC>\n"
        "<Assessments><AssessmentActualStartDate>2022-10-07</AssessmentActualStartDate>\n"
        "<FactorsIdentifiedAtAssessment><AssessmentFactors>1C</AssessmentFactors>"
        "</FactorsIdentifiedAtAssessment></Assessments>\n"
        "<ReferralNFA>0</ReferralNFA>\n"
        "<ChildProtectionPlans><CPPstartDate>2022-12-06</CPPstartDate><CPPendDate/>"
        "<Reviews><CPPreviewDate>2023-02-15</CPPreviewDate></Reviews></ChildProtectionPlans>\n"
        "</CINdetails></Child>" AFTER,
        "child/X1 @5\n"
        "  person child/X1\n"
        "    la_child_id X1\n"
        "    upn UN3 (not recorded)\n"
        "    birth_date 2015-03-27\n"
        "    sex 1\n"
        "    ethnicity NOBT (not asked)\n"
        "    disability HAND\n"
        "    disability HEAR\n"
        "  event referral child/X1/referral/2022-10-06 2022-10-06..\n"
        "    source 1A\n"
        "    no_further_action 0\n"
        "  event conference child/X1/conference/2022-12-06 2022-12-06..\n"
        "  event assessment child/X1/assessment/2022-10-07 2022-10-07..\n"
        "    factor 1C\n"
        "  event protection_plan child/X1/protection_plan/2022-12-06 2022-12-06..\n"
        "  event plan_review child/X1/plan_review/2023-02-15 2023-02-15..\n"
        "  child/X1 subject child/X1/referral/2022-10-06\n"
        "  child/X1 subject child/X1/conference/2022-12-06\n"
        "  child/X1/conference/2022-12-06 follows child/X1/referral/2022-10-06\n"
        "  child/X1 subject child/X1/assessment/2022-10-07\n"
        "  child/X1/assessment/2022-10-07 follows child/X1/referral/2022-10-06\n"
        "  child/X1 subject child/X1/protection_plan/2022-12-06\n"
        "  child/X1/protection_plan/2022-12-06 follows child/X1/referral/2022-10-06\n"
        "  child/X1 subject child/X1/plan_review/2023-02-15\n"
        "  child/X1/plan_review/2023-02-15 follows child/X1/protection_plan/2022-12-06\n"
    );
}

#define GOOD "<Child><ChildIdentifiers><LAchildID>X2</LAchildID></ChildIdentifiers></Child>"

/* Each fault costs one child; what is behind it is read. */
static void test_rejects(void **state)
{
    (void)state;
    check_children(
        BEFORE "<Child>\n</Child>\n"
               "<Child><ChildIdentifiers><LAchildID>X1</LAchildID>\n"
               "<PersonBirthDate>2015-02-30</PersonBirthDate></ChildIdentifiers></Child>\n"
               "<Child><ChildIdentifiers>\n</Child>\n"
               "<Child><LAchildID>\n" GOOD AFTER,
        "reject 5:0 LAchildID: the element is missing\n"
        "reject 8:0 PersonBirthDate: '2015-02-30' is not a date or time written YYYY-MM-DD or "
        "YYYY-MM-DDTHH:MM\n"
        "reject 10:0 : not well-formed: Opening and ending tag mismatch: ChildIdentifiers line 1 "
        "and Child\n"
        "reject 11:0 : the element has no end\n"
        "child/X2 @12\n"
        "  person child/X2\n"
        "    la_child_id X2\n"
    );
}

static void test_other_files(void **state)
{
    (void)state;
    check_children("<Message><Header/></Message>", "");
    check_children("<Message>" GOOD, "child/X2 @1\n  person child/X2\n    la_child_id X2\n");
    struct sl_test_folder folder;
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    sl_test_folder_open(&folder);
    static const char *const others[] = {
        "",
        "<EXPSSDA903></EXPSSDA903>",
        "a,b\n",
        "<!DOCTYPE Message [<!ENTITY a 'b'>]><Message></Message>",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *path = sl_test_folder_write(&folder, "in", sl_str_from(others[i]));
        SL_CHECK_STATUS(
            sl_splitter_open(sl_format_find(SL_STR("cin-xml")), path, &splitter, &err), SL_INVALID
        );
    }
    sl_test_folder_close(&folder);
}

/* The provided samples: elements as another parser counts them. */
static void test_samples(void **state)
{
    static const struct {
        const char *file;
        size_t records, referrals, assessments, conferences, section_47, protection, reviews;
        size_t need_plans, pre_proceedings;
    } rows[] = {
        {"returns/cin/CIN2rows.xml",               1,   1,   1, 2,   1, 2, 2, 1, 0},
        { "returns/cin/CIN_Census_2021.xml",       1,   1,   1, 2,   1, 1, 1, 1, 0},
        { "returns/cin/CIN_Census_2024.xml",       2,   2,   2, 2,   1, 1, 1, 1, 0},
        { "returns/cin/CIN_Census_2026.xml",       2,   2,   2, 2,   1, 1, 1, 1, 1},
        { "returns/cin/CIN_header_issues_100.xml", 1,   1,   1, 2,   1, 1, 1, 1, 0},
        { "returns/cin/CIN_la_issues_2887Q.xml",   1,   1,   1, 2,   1, 1, 1, 1, 0},
        { "returns/cin/fake_CIN_data.xml",         332, 402, 0, 350, 0, 0, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct shown_counts counts = { 0 };
        show_file("cin-xml", sl_test_data(rows[i].file), NULL, &counts);
        SL_CHECK_U64(counts.rejects, 0);
        SL_CHECK_U64(counts.records, rows[i].records);
        SL_CHECK_U64(counts.events[SL_EVENT_REFERRAL], rows[i].referrals);
        SL_CHECK_U64(counts.events[SL_EVENT_ASSESSMENT], rows[i].assessments);
        SL_CHECK_U64(counts.events[SL_EVENT_CONFERENCE], rows[i].conferences);
        SL_CHECK_U64(counts.events[SL_EVENT_SECTION_47], rows[i].section_47);
        SL_CHECK_U64(counts.events[SL_EVENT_PROTECTION_PLAN], rows[i].protection);
        SL_CHECK_U64(counts.events[SL_EVENT_PLAN_REVIEW], rows[i].reviews);
        SL_CHECK_U64(counts.events[SL_EVENT_NEED_PLAN], rows[i].need_plans);
        SL_CHECK_U64(counts.events[SL_EVENT_PRE_PROCEEDINGS], rows[i].pre_proceedings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_child),
        cmocka_unit_test(test_rejects),
        cmocka_unit_test(test_other_files),
        cmocka_unit_test(test_samples),
    };
    return cmocka_run_group_tests_name("cin_xml", tests, NULL, NULL);
}
