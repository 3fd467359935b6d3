/* SPDX-License-Identifier: Apache-2.0 */
#include "web/match_row.h"

#include <stdio.h>

#include "visit_fixture.h"

static void test_a_pair_in_a_row(void **state)
{
    /* clang-format off */
    struct sl_step steps[] = {
        { .kind = SL_STEP_PRIOR, .name = SL_STR("start") },
        { .kind = SL_STEP_FIELD,
          .name = SL_STR("given_name"),
          .left = SL_STR("ann"),
          .right = SL_STR("anne"),
          .shown = { SL_STR("Ann"), SL_STR("Anne") } },
        { .kind = SL_STEP_FIELD, .name = SL_STR("sex"), .left = SL_STR("f") },
        { .kind = SL_STEP_FIELD,
          .name = SL_STR("birth_date"),
          .left = SL_STR("1"),
          .right = SL_STR("1"),
          .shown = { SL_STR("3 May 2014"), SL_STR("3 May 2014") } },
    };
    /* clang-format on */
    const struct sl_review_pair pair = {
        .pair = {.low = 1,        .high = 2                              },
        .outcome = SL_OUTCOME_LOW,
        .waterfall = { .steps = steps, .count = sizeof steps / sizeof steps[0]},
    };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    const struct sl_row row = sl_match_row(&fixture.visit, &pair);
    SL_CHECK_STR(row.facts[0], "Ann, 3 May 2014");
    SL_CHECK_STR(row.facts[1], "Anne, 3 May 2014");
    SL_CHECK_STR(row.tag, "Low confidence");
    SL_CHECK_I64(row.colour, SL_TAG_CLOSED);
    assert_true(sl_str_starts(row.href, SL_STR("/match/P")));
    visit_close(&fixture);
}

static void test_what_things_are_called(void **state)
{
    const struct sl_identity_mention mention = {
        .agency = SL_STR("police"),
        .system = SL_STR("records"),
        .mention = { .key = SL_STR("n1") },
    };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    SL_CHECK_STR(sl_match_mention(&fixture.visit, &mention), "police/records/n1");
    SL_CHECK_STR(sl_match_field(&fixture.visit, SL_STR("given_name")), "Given name");
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_pair_in_a_row),
        cmocka_unit_test(test_what_things_are_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
