/* SPDX-License-Identifier: Apache-2.0 */
#include "app/waterfall.h"

#include <math.h>
#include <string.h>

#include "support/support.h"

#define ARENA_LIMIT_BYTES ((size_t)1 << 20)

static struct sl_explained_field fields[] = {
    {.name = { "surname", 7 },
     .left = { "kaur", 4 },
     .right = { "kaur", 4 },
     .agreement = "the same",
     .weight_bits = 6.5,
     .m_prob = 0.9,
     .u_prob = 0.01 },
    { .name = { "dob", 3 },
     .left = { "19990101", 8 },
     .right = { "19800202", 8 },
     .agreement = "different",
     .weight_bits = -4.0,
     .m_prob = 0.05,
     .u_prob = 0.97 },
    { .name = { "phone", 5 },
     .left = { "1", 1 },
     .agreement = "missing in one record",
     .m_prob = 1.0,
     .u_prob = 1.0},
};

static struct sl_explanation explanation(void)
{
    return (struct sl_explanation){
        .prior_bits = -10.0,
        .field_count = 3,
        .fields = fields,
        .names_swapped = true,
        .swap_bits = -5.0,
        .related_bits = -1.0,
        .calibration_bits = 0.5,
        .weight_bits = -8.0,
        .probability = 1.0 / (1.0 + exp2(8.0)),
        .threshold_bits = 2.0,
    };
}

static void test_steps_add_up(void **state)
{
    const struct sl_explanation explained = explanation();
    struct sl_waterfall waterfall;
    struct sl_arena arena;
    double sum = 0.0;

    (void)state;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    SL_CHECK_U64(waterfall.count, 8); /* the prior, three fields, three corrections, the total */
    for (size_t i = 0; i + 1 < waterfall.count; i++) {
        const struct sl_step *step = &waterfall.steps[i];
        SL_CHECK_NEAR(step->from_bits, sum, 1e-12);
        sum += step->bits;
        SL_CHECK_NEAR(step->to_bits, sum, 1e-12);
        assert_true(step->to_bits >= waterfall.low_bits && step->to_bits <= waterfall.high_bits);
    }
    const struct sl_step *total = &waterfall.steps[7];
    SL_CHECK_U64(total->kind, SL_STEP_TOTAL);
    SL_CHECK_NEAR(total->to_bits, sum, 1e-12);
    SL_CHECK_NEAR(total->from_bits, 0.0, 0.0);
    SL_CHECK_NEAR(waterfall.high_bits, 2.0, 0.0); /* the threshold is on the chart */
    assert_false(waterfall.reaches_threshold);
    sl_arena_finish(&arena);
}

static void test_reasons_are_plain_english(void **state)
{
    const struct sl_explanation explained = explanation();
    struct sl_waterfall waterfall;
    struct sl_arena arena;

    (void)state;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    SL_CHECK_STR(waterfall.steps[0].why, "1 in 1,000 pairs of records is about one person");
    SL_CHECK_STR(waterfall.steps[1].why, "1 in 100 people would agree like this by chance");
    SL_CHECK_STR(waterfall.steps[2].why, "1 in 20 pairs about one person differ like this");
    SL_CHECK_STR(waterfall.steps[3].why, "this says nothing either way");
    SL_CHECK_STR(waterfall.steps[4].name, "Names in the other order");
    SL_CHECK_NEAR(waterfall.steps[4].bits, 0.0, 0.0); /* already in the names */
    SL_CHECK_STR(waterfall.steps[5].name, "Relatives and neighbours");
    SL_CHECK_STR(waterfall.steps[6].name, "Seen in all records");
    sl_arena_finish(&arena);
}

/* An agreement can count against a pair, and is still none that differs. */
static void test_agreement_that_counts_against(void **state)
{
    struct sl_explained_field field = fields[1];
    struct sl_explanation explained = explanation();
    struct sl_waterfall waterfall;
    struct sl_arena arena;

    (void)state;
    field.agrees = true;
    field.agreement = "one digit different";
    explained.fields = &field;
    explained.field_count = 1;
    explained.calibration_bits = 1.5;
    explained.weight_bits = -14.0;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    SL_CHECK_STR(
        waterfall.steps[1].why, "only 1 in 20 pairs about one person agree just like this"
    );
    const struct sl_step *correction = &waterfall.steps[waterfall.count - 2];
    SL_CHECK_STR(correction->name, "Seen in all records");
    SL_CHECK_STR(correction->why, "weights as low as this are all corrected alike");
    sl_arena_finish(&arena);
}

static void test_a_rule_is_told(void **state)
{
    struct sl_explanation explained = explanation();
    struct sl_waterfall waterfall;
    struct sl_arena arena;

    (void)state;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    SL_CHECK_U64(waterfall.rule.len, 0);
    explained.rule = SL_RULE_SOURCE;
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    SL_CHECK_STR(waterfall.rule, "both records are of one file, in which nobody is twice");
    explained.rule_name = SL_STR("police");
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    SL_CHECK_STR(
        waterfall.rule, "both records come from 'police', a source in which nobody is twice"
    );
    explained.rule = SL_RULE_IDENTIFIER;
    explained.rule_name = SL_STR("nhs_no");
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    SL_CHECK_STR(waterfall.rule, "'nhs_no' is different, and never is for one person");
    sl_arena_finish(&arena);
}

static void test_chances_in_words(void **state)
{
    static const struct {
        double chance;
        const char *text;
    } rows[] = {
        {1.0,                "nearly all"               },
        { 0.97,              "97 in 100"                },
        { 0.9,               "9 in 10"                  },
        { 0.549,             "1 in 2"                   },
        { 0.4,               "4 in 10"                  },
        { 0.15,              "2 in 10"                  },
        { 0.1,               "1 in 10"                  },
        { 0.0123,            "1 in 81"                  },
        { 1.0 / 12345.0,     "1 in 12,000"              },
        { 1.0 / 987654321.0, "1 in 990,000,000"         },
        { 1e-12,             "fewer than 1 in a billion"},
        { 0.0,               "fewer than 1 in a billion"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[SL_CHANCE_BYTES];
        sl_chance_text(rows[i].chance, text);
        SL_CHECK_STR(sl_str_from(text), rows[i].text);
    }
}

static void test_percentages_never_claim_certainty(void **state)
{
    static const struct {
        double probability;
        const char *text;
    } rows[] = {
        {1.0,      "more than 99.99%"},
        { 0.99985, "99.98%"          },
        { 0.5,     "50%"             },
        { 0.004,   "0.40%"           },
        { 0.0,     "less than 0.01%" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[SL_CHANCE_BYTES];
        sl_percent_text(rows[i].probability, text);
        SL_CHECK_STR(sl_str_from(text), rows[i].text);
    }
}

static enum sl_status build_afresh(void *context)
{
    const struct sl_explanation explained = explanation();
    struct sl_waterfall waterfall;
    struct sl_arena arena;

    (void)context;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    const enum sl_status status = sl_waterfall_build(&explained, &arena, &waterfall, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(build_afresh, NULL) > 0);
}

static bool is_surname(const void *context, struct sl_str field)
{
    return sl_str_equal(field, sl_str_from(context));
}

/* Fields that are not open are not there, and neither is what they weigh. */
static void test_closed_fields_say_nothing(void **state)
{
    const struct sl_explanation explained = explanation();
    struct sl_waterfall waterfall;
    struct sl_arena arena;
    double sum = 0.0;

    (void)state;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    SL_CHECK_STATUS(sl_waterfall_build(&explained, &arena, &waterfall, NULL), SL_OK);
    const double closed = sl_waterfall_close(&waterfall, is_surname, "surname");
    assert_true(fabs(closed + 4.0) < 1e-9);
    SL_CHECK_U64(waterfall.count, 6);
    SL_CHECK_STR(waterfall.steps[1].name, "surname");
    for (size_t i = 0; i + 1 < waterfall.count; i++) {
        const struct sl_step *step = &waterfall.steps[i];
        assert_true(step->kind != SL_STEP_FIELD || i == 1);
        assert_true(fabs(step->from_bits - sum) < 1e-9);
        sum += step->bits;
        assert_true(waterfall.low_bits <= step->to_bits && step->to_bits <= waterfall.high_bits);
    }
    assert_true(waterfall.steps[5].kind == SL_STEP_TOTAL);
    assert_true(fabs(waterfall.steps[5].to_bits + closed - explained.weight_bits) < 1e-9);
    assert_true(fabs(waterfall.weight_bits + closed - explained.weight_bits) < 1e-9);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps_add_up),
        cmocka_unit_test(test_reasons_are_plain_english),
        cmocka_unit_test(test_agreement_that_counts_against),
        cmocka_unit_test(test_a_rule_is_told),
        cmocka_unit_test(test_chances_in_words),
        cmocka_unit_test(test_percentages_never_claim_certainty),
        cmocka_unit_test(test_closed_fields_say_nothing),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/waterfall", tests, NULL, NULL);
}
