/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/identity_text.h"

#include <stdio.h>
#include <string.h>

#include "support/support.h"

static struct sl_identify_result result_of(void)
{
    struct sl_identify_result result = {
        .mention_count = 1200,
        .identity_count = 700,
        .new_mention_count = 3,
        .possible_count = 2,
        .conflict_count = 1,
        .conflicts = { { .decision = 4 } },
    };

    result.outcomes[SL_OUTCOME_POTENTIAL] = 3;
    result.turns.turns[SL_TURN_JOINED] = 5;
    return result;
}

static void what_came_of_it_is_said(void **state)
{
    const struct sl_identify_result result = result_of();
    struct sl_truth_quality quality = {
        .child_true_pairs = 4, .child_found_pairs = 3, .child_wrong_pairs = 1, .twin_pairs = 7
    };
    struct sl_buf text;

    (void)state;
    quality.kind_count = 1;
    (void)snprintf(quality.kinds[0].name, sizeof quality.kinds[0].name, "twins");
    sl_buf_init(&text, 10000);
    sl_identify_text(&text, &result, &quality);
    SL_CHECK_OK(sl_buf_status(&text, NULL), NULL);
    assert_non_null(strstr(text.ptr, "Mentions    1,200 that say who they are, 3 of them new\n"));
    assert_non_null(strstr(text.ptr, "5 joined"));
    assert_non_null(strstr(text.ptr, "Potential match 3"));
    assert_non_null(strstr(text.ptr, "decision 4\n"));
    assert_non_null(strstr(text.ptr, "precision 0.75000, recall 0.75000; twin pairs joined 0 of 7")
    );
    assert_non_null(strstr(text.ptr, "\ntwins"));
    sl_buf_finish(&text);
}

static void json_says_the_same(void **state)
{
    const struct sl_identify_result result = result_of();
    json_t *json = sl_identify_json(&result, NULL);

    (void)state;
    assert_non_null(json);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "identities")), 700);
    const json_t *outcomes = json_object_get(json, "outcomes");
    SL_CHECK_I64(json_integer_value(json_object_get(outcomes, "potential")), 3);
    assert_null(json_object_get(json, "quality"));
    json_decref(json);
    json = sl_identity_json_id(0);
    assert_true(json_is_null(json));
    json_decref(json);
    json = sl_identity_json_id(1);
    assert_string_equal(json_string_value(json), "PC7W85BNK");
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_of_it_is_said),
        cmocka_unit_test(json_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
