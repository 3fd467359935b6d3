/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/plain.h"

#include "catalogue.h"
#include "indicators.h"

static void test_clocks(void **state)
{
    struct sl_arena arena;
    struct sl_clocks clocks;
    struct sl_error err;
    struct sl_buf buf;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&buf, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(
        sl_clocks_parse(
            SL_STR("format: sightline-clocks-1\n"
                   "clocks:\n"
                   "- {id: a, title: A is done, basis: to_check, owner: council, limit: 1 day,\n"
                   "   starts: {event: crime, role: victim, which: last, leads_to: section_47,\n"
                   "            attribute: code, is: [x, y]},\n"
                   "   stops: [{event: missing, at: end}, {event: visit, at: birth}],\n"
                   "   ceases: [{event: custody}], then: [2 days, 3 months], soon: 1 hour,\n"
                   "   source: {title: T, version: \"1\", section: S}, note: N}\n"
                   "- {id: b, title: B is done, basis: local, owner: police, limit: 2 hours,\n"
                   "   starts: {event: crime, which: each}, stops: [{event: visit}],\n"
                   "   source: {title: T, version: \"1\", section: S}}\n"),
            &arena,
            &clocks,
            &err
        ),
        &err
    );
    sl_clocks_plain(&clocks, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "A is done (a)\n"
        "  within 1 day of: crime with the child as victim with code 'x' or 'y', when it leads to: "
        "section 47 enquiry\n"
        "  anchor: the last one before the clock stops\n"
        "  met by: end of missing; birth after visit\n"
        "  no longer needed after: custody\n"
        "  then again within: 2 days, then 3 months\n"
        "  due soon: 1 hour before\n"
        "  owner: council\n"
        "  basis: to be checked at source\n"
        "  source: T, 1, S\n"
        "  note: N\n"
        "\n"
        "B is done (b)\n"
        "  within 2 hours of: crime\n"
        "  anchor: each one starts a clock of its own\n"
        "  met by: visit\n"
        "  owner: police\n"
        "  basis: local\n"
        "  source: T, 1, S\n"
    );
    sl_buf_finish(&buf);
    sl_arena_finish(&arena);
}

static void test_indicators(void **state)
{
    struct sl_arena arena;
    struct sl_buf buf;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&buf, EXAMPLE_LIMIT_BYTES);
    const struct sl_indicators indicators = indicators_read(SL_STR(INDICATORS_EXAMPLE), &arena);
    sl_indicators_plain(&indicators, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "Gifts (gifts)\n"
        "  means: a sign of harm\n"
        "  set: signs in children who are exploited\n"
        "  when: only a person can say it\n"
        "  source: T, P, V, 7\n"
        "\n"
        "Missing again (repeated)\n"
        "  means: what agencies did or did not do\n"
        "  set: patterns over what agencies recorded\n"
        "  when: at least 2 missing in 90 days\n"
        "  asks: Why?\n"
        "  source: T, P, V, 7\n"
    );
    sl_buf_finish(&buf);
    sl_arena_finish(&arena);
}

/* Each kind of test, and what turns one around. */
static void test_tests(void **state)
{
    /* clang-format off */
    static const char *const cases[][2] = {
        { "missing ended", "at least 1 day with end of missing" },
        { "not at least 3 missing, absent in 90 days",
          "not at least 3 days with missing or away from placement without authorisation in "
          "90 days" },
        { "at least 2 agencies with referral in 6 months",
          "at least 2 agencies with referral in 6 months" },
        { "rise to 4 crime as victim in 30 days",
          "a rise to 4 days with crime with the child as victim in 30 days" },
        { "missing ended in 12 months without return_interview within 72 hours",
          "end of missing in 12 months without return home interview within 72 hours" },
        { "custody then visit within 1 day", "custody then visit within 1 day" },
        { "agencies differ on ethnicity", "agencies differ on ethnicity" },
        { "tied as associate, household to suspect in crime in 12 months",
          "somebody tied as household or associate is suspect in crime in 12 months" },
    };
    /* clang-format on */
    struct sl_condition condition;
    struct sl_arena arena;
    struct sl_error err;
    struct sl_buf buf;
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        sl_buf_init(&buf, EXAMPLE_LIMIT_BYTES);
        SL_CHECK_OK(sl_condition_parse(sl_str_from(cases[i][0]), &arena, &condition, &err), &err);
        sl_test_plain(&condition.tests[0], &buf);
        SL_CHECK_STR(sl_buf_str(&buf), cases[i][1]);
        sl_buf_finish(&buf);
        sl_arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clocks),
        cmocka_unit_test(test_indicators),
        cmocka_unit_test(test_tests),
    };
    return cmocka_run_group_tests_name("notice/plain", tests, NULL, NULL);
}
