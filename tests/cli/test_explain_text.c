/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/explain_text.h"

#include <string.h>

#include "support/support.h"

/* clang-format off */
static struct sl_step steps[] = {
    { .kind = SL_STEP_PRIOR,
      .name = { "Starting point", 14 },
      .what = { "before", 6 },
      .why = { "1 in 1,000", 10 },
      .bits = -10.0,
      .to_bits = -10.0 },
    { .kind = SL_STEP_FIELD,
      .name = { "surname", 7 },
      .left = { "ka\x1Bur", 5 },
      .shown = { { "ka\x1Bur", 5 } },
      .what = { "missing", 7 },
      .from_bits = -10.0,
      .to_bits = -10.0 },
    { .kind = SL_STEP_FIELD,
      .name = { "born", 4 },
      .left = { "1", 1 },
      .right = { "1", 1 },
      .shown = { { "one", 3 }, { "1", 1 } },
      .what = { "the same", 8 },
      .bits = 15.0,
      .from_bits = -10.0,
      .to_bits = 5.0 },
    { .kind = SL_STEP_TOTAL, .name = { "Match weight", 12 }, .bits = 5.0, .to_bits = 5.0 },
};
/* clang-format on */

static struct sl_explained_pair pair(double threshold_bits)
{
    return (struct sl_explained_pair){
        .ids = { { "x1", 2 }, { "x2", 2 } },
        .waterfall = {
            .steps = steps,
            .count = 4,
            .low_bits = -10.0,
            .high_bits = 5.0,
            .weight_bits = 5.0,
            .probability = 0.97,
            .threshold_bits = threshold_bits,
            .reaches_threshold = threshold_bits <= 5.0,
        },
    };
}

static void test_draws_aligned_bars(void **state)
{
    const struct sl_explained_pair explained = pair(2.0);
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    sl_explain_text(&explained, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "Are x1 and x2 the same person?\n"
        "\n"
        "                              bits  | is 0, : is the threshold\n"
        "Starting point              -10.00  ===============================|      :\n"
        "    before;\n"
        "    1 in 1,000\n"
        "surname                       0.00  .                              |      :\n"
        "    \"ka ur\" and nothing: missing\n"
        "born                        +15.00  +++++++++++++++++++++++++++++++|++++++:++++++++\n"
        "    \"one\" and \"1\": the same\n"
        "Match weight                 +5.00                                 |======:========\n"
        "    \n"
        "\n"
        "The model says yes: the weight of 5.00 bits reaches the threshold of 2.00,\n"
        "and the chance of a match is 97%.\n"
    );
    sl_buf_finish(&buf);
}

static void test_says_no(void **state)
{
    const struct sl_explained_pair explained = pair(6.0);
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    sl_explain_text(&explained, &buf);
    assert_non_null(strstr(buf.ptr, "The model says no: the weight of 5.00 bits is below"));
    sl_buf_finish(&buf);
}

static void test_tells_of_a_rule(void **state)
{
    struct sl_explained_pair explained = pair(2.0);
    struct sl_buf buf;

    (void)state;
    explained.waterfall.rule = SL_STR("both come from 'x\x1By'");
    sl_buf_init(&buf, 10000);
    sl_explain_text(&explained, &buf);
    assert_true(sl_str_ends(
        sl_buf_str(&buf),
        SL_STR("A rule keeps the two apart, whatever the model says:\nboth come from 'x y'.\n")
    ));
    sl_buf_finish(&buf);
    json_t *json = sl_explain_json(&explained);
    SL_CHECK_STR(
        sl_str_from(json_string_value(json_object_get(json, "kept_apart"))),
        "both come from 'x\x1By'"
    );
    json_decref(json);
}

static void test_json_has_every_step(void **state)
{
    const struct sl_explained_pair explained = pair(2.0);
    json_t *json = sl_explain_json(&explained);
    const json_t *list = json_object_get(json, "steps");

    (void)state;
    SL_CHECK_U64(json_array_size(list), 4);
    SL_CHECK_STR(
        sl_str_from(json_string_value(json_object_get(json_array_get(list, 1), "left"))), "ka\x1Bur"
    );
    SL_CHECK_NEAR(json_number_value(json_object_get(json, "match_weight")), 5.0, 0.0);
    assert_true(json_is_true(json_object_get(json, "match")));
    assert_true(json_is_null(json_object_get(json, "kept_apart")));
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws_aligned_bars),
        cmocka_unit_test(test_says_no),
        cmocka_unit_test(test_tells_of_a_rule),
        cmocka_unit_test(test_json_has_every_step),
    };
    return cmocka_run_group_tests_name("cli/explain_text", tests, NULL, NULL);
}
