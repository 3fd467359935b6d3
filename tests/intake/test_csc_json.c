/* SPDX-License-Identifier: Apache-2.0 */
#include "shown.h"

static void check_children(const char *bytes, const char *expected)
{
    check_shown("dfe-csc-json", sl_str_from(bytes), expected);
}

/* A child with all that one can have. */
static const char whole_child[] =
    "[{\"la_child_id\":\"C1\",\"mis_child_id\":\"m-1\",\"purge\":false,\n"
    "\"child_details\":{\"unique_pupil_number_unknown_reason\":\"UN1\","
    "\"first_name\":\"Ann\",\"surname\":\"\",\"date_of_birth\":\"2014-06-14\",\"sex\":\"F\","
    "\"ethnicity\":\"REFU\",\"disabilities\":[\"HAND\",\"VIS\"],\"postcode\":\"BL9 0AA\","
    "\"uasc_flag\":true,\"uasc_end_date\":\"2022-06-14\"},\n"
    "\"health_and_wellbeing\":{\"sdq_assessments\":[{\"date\":\"2023-01-02\",\"score\":20}]},\n"
    "\"social_care_episodes\":[{\"social_care_episode_id\":\"E1\","
    "\"referral_date\":\"2022-06-01\",\"referral_source\":\"1C\","
    "\"referral_no_further_action_flag\":false,\"closure_reason\":\"RC7\","
    "\"care_worker_details\":[{\"worker_id\":\"SW1\",\"start_date\":\"2022-06-02\"}],"
    "\"child_and_family_assessments\":[{\"child_and_family_assessment_id\":\"A1\","
    "\"start_date\":\"2022-06-03\",\"authorisation_date\":\"2022-07-01\","
    "\"factors\":[\"1C\",\"4A\"]}],"
    "\"section_47_assessments\":[{\"section_47_assessment_id\":\"S1\","
    "\"start_date\":\"2022-06-05\",\"icpc_date\":\"2022-06-20\"}],"
    "\"child_looked_after_placements\":[{\"child_looked_after_placement_id\":\"L1\","
    "\"start_date\":\"2022-08-01\",\"start_reason\":\"S\",\"placement_type\":\"K1\","
    "\"postcode\":\"BL1 1AA\",\"end_reason\":\"E3\",\"change_reason\":\"CHILD\"}],"
    "\"adoption\":{\"initial_decision_date\":\"2023-01-01\",\"placed_date\":\"2023-05-01\"},"
    "\"care_leavers\":{\"contact_date\":\"2024-01-01\",\"activity\":\"F2\"}}]}]";

static const char whole_shown[] =
    "child/C1 @1\n"
    "  person child/C1\n"
    "    la_child_id C1\n"
    "    other_id m-1\n"
    "    upn UN1 (not recorded)\n"
    "    given_name Ann\n"
    "    surname  (not recorded)\n"
    "    birth_date 2014-06-14\n"
    "    sex F\n"
    "    ethnicity REFU (refused)\n"
    "    disability HAND\n"
    "    disability VIS\n"
    "    postcode BL9 0AA\n"
    "  event asylum_seeking child/C1/asylum_seeking/- ..2022-06-14\n"
    "  event wellbeing_score child/C1/wellbeing_score/2023-01-02 2023-01-02..\n"
    "    score 20\n"
    "  event referral child/C1/referral/E1 2022-06-01..\n"
    "    source 1C\n"
    "    no_further_action false\n"
    "    reason RC7\n"
    "    worker SW1 2022-06-02..\n"
    "  event assessment child/C1/assessment/A1 2022-06-03..2022-07-01\n"
    "    factor 1C\n"
    "    factor 4A\n"
    "  event section_47 child/C1/section_47/S1 2022-06-05..\n"
    "  event conference child/C1/conference/2022-06-20 2022-06-20..\n"
    "  event placement child/C1/placement/L1 2022-08-01..\n"
    "    code S\n"
    "    category K1\n"
    "    postcode BL1 1AA\n"
    "    outcome E3\n"
    "    reason CHILD\n"
    "  event decision child/C1/decision/2023-01-01 2023-01-01..\n"
    "  event adoption child/C1/adoption/2023-05-01 2023-05-01..\n"
    "  event care_leaver child/C1/care_leaver/2024-01-01 2024-01-01..\n"
    "    status F2\n"
    "  child/C1 subject child/C1/asylum_seeking/-\n"
    "  child/C1 subject child/C1/wellbeing_score/2023-01-02\n"
    "  child/C1 subject child/C1/referral/E1\n"
    "  child/C1 subject child/C1/assessment/A1\n"
    "  child/C1/assessment/A1 follows child/C1/referral/E1\n"
    "  child/C1 subject child/C1/section_47/S1\n"
    "  child/C1/section_47/S1 follows child/C1/referral/E1\n"
    "  child/C1 subject child/C1/conference/2022-06-20\n"
    "  child/C1/conference/2022-06-20 follows child/C1/section_47/S1\n"
    "  child/C1 subject child/C1/placement/L1\n"
    "  child/C1/placement/L1 follows child/C1/referral/E1\n"
    "  child/C1 subject child/C1/decision/2023-01-01\n"
    "  child/C1/decision/2023-01-01 follows child/C1/referral/E1\n"
    "  child/C1 subject child/C1/adoption/2023-05-01\n"
    "  child/C1/adoption/2023-05-01 follows child/C1/referral/E1\n"
    "  child/C1 subject child/C1/care_leaver/2024-01-01\n"
    "  child/C1/care_leaver/2024-01-01 follows child/C1/referral/E1\n";

static void test_child(void **state)
{
    (void)state;
    check_children(whole_child, whole_shown);
}

static void test_purges(void **state)
{
    (void)state;
    check_children("{\"la_child_id\":\"C1\",\"purge\":true}", "child/C1 @1 withdrawn\n");
    check_children(
        "{\"la_child_id\":\"C1\",\"child_details\":{\"purge\":true,\"surname\":\"Old\"},"
        "\"social_care_episodes\":[{\"social_care_episode_id\":\"E1\",\"purge\":true},"
        "{\"social_care_episode_id\":\"E2\"}]}",
        "child/C1 @1\n"
        "  person child/C1\n"
        "    la_child_id C1\n"
        "    upn  (withdrawn)\n"
        "    former_upn  (withdrawn)\n"
        "    given_name  (withdrawn)\n"
        "    surname  (withdrawn)\n"
        "    birth_date  (withdrawn)\n"
        "    expected_birth_date  (withdrawn)\n"
        "    sex  (withdrawn)\n"
        "    ethnicity  (withdrawn)\n"
        "    disability  (withdrawn)\n"
        "    postcode  (withdrawn)\n"
        "  event referral child/C1/referral/E2\n"
        "  child/C1 subject child/C1/referral/E2\n"
    );
}

static void test_rejects(void **state)
{
    (void)state;
    check_children(
        "[{\"la_child_id\":\"C 1\"},\n"
        "{\"la_child_id\":\"C12345678901234567890\"},\n"
        "{\"purge\":false},\n"
        "{\"la_child_id\":\"C1\",\"child_details\":{\"date_of_birth\":\"14/06/2014\"}},\n"
        "{\"la_child_id\":\"C1\",\"social_care_episodes\":[{\"social_care_episode_id\":\"\"}]},\n"
        "{\"la_child_id\":\"C2\"}]",
        "reject 1:16 la_child_id: an id has letters, digits, '-' and '_' only\n"
        "reject 2:16 la_child_id: an id has 1 to 20 bytes\n"
        "reject 3:0 la_child_id: the member is missing\n"
        "reject 4:54 date_of_birth: '14/06/2014' is not a date or time written YYYY-MM-DD or "
        "YYYY-MM-DDTHH:MM\n"
        "reject 5:71 social_care_episode_id: an id has 1 to 36 bytes\n"
        "child/C2 @6\n  person child/C2\n    la_child_id C2\n"
    );
}

static void test_lengths(void **state)
{
    static const struct {
        const char *body;
        size_t count;
    } rows[] = {
        {"{\"la_child_id\":\"C1\",\"child_details\":{\"sex\":\"F\"}}",       0},
        { "{\"la_child_id\":\"C1\",\"child_details\":{\"sex\":\"female\"}}", 1},
        { "{\"la_child_id\":\"C1\"}",                                        0},
    };
    (void)state;
    const struct sl_format *format = sl_format_find(SL_STR("dfe-csc-json"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct sl_str body = sl_str_from(rows[i].body);
        struct sl_arena arena;
        struct sl_facts facts;
        struct sl_error err;
        sl_arena_init(&arena, (size_t)1 << 20);
        sl_facts_init(&facts, &arena);
        struct sl_findings findings = { .arena = &arena };
        SL_CHECK_OK(sl_format_read(format, SL_STR(""), SL_STR(""), body, &facts, &err), &err);
        SL_CHECK_OK(sl_format_check(format, SL_STR(""), &facts, &findings, &err), &err);
        SL_CHECK_U64(findings.count, rows[i].count);
        sl_arena_finish(&arena);
    }
}

/* The example that stands in the department's schema is a child without rejects. */
static void test_sample(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    struct sl_buf schema;
    struct shown_counts counts = { 0 };
    sl_buf_init(&schema, (size_t)1 << 20);
    sl_test_read(sl_test_data("returns/dfe_api/openapi.json"), &schema);
    const struct sl_str text = sl_buf_str(&schema);
    const struct sl_str mark = SL_STR("\"example\"");
    const size_t found = sl_str_find(text, mark);
    const size_t first = found + sl_str_find(sl_str_part(text, found, text.len), SL_STR("{"));
    size_t end = first;
    unsigned depth = 0;
    do {
        depth += text.ptr[end] == '{' ? 1u : 0u;
        depth -= text.ptr[end] == '}' ? 1u : 0u;
        end++;
    } while (end < text.len && (depth > 0 || text.ptr[end - 1] != '}'));
    sl_test_folder_open(&folder);
    const struct sl_str child = sl_str_part(text, first, end - first);
    show_file("dfe-csc-json", sl_test_folder_write(&folder, "in", child), NULL, &counts);
    SL_CHECK_U64(counts.rejects, 0);
    SL_CHECK_U64(counts.records, 1);
    SL_CHECK_U64(counts.events[SL_EVENT_PROTECTION_PLAN], 1);
    SL_CHECK_U64(counts.events[SL_EVENT_ADOPTION], 2);
    SL_CHECK_U64(counts.events[SL_EVENT_CARE_LEAVER], 1);
    sl_test_folder_close(&folder);
    sl_buf_finish(&schema);
}

static void test_memory(void **state)
{
    (void)state;
    check_failing_allocations(
        "dfe-csc-json",
        SL_STR("[{\"la_child_id\":\"C1\",\"social_care_episodes\":[{\"social_care_episode_id\":"
               "\"E1\",\"child_in_need_plans\":[{\"child_in_need_plan_id\":\"N1\"}]}]}]")
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_child),   cmocka_unit_test(test_purges),
        cmocka_unit_test(test_rejects), cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_sample),  cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("csc_json", tests, NULL, NULL);
}
