/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/explain.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "link/fixture.h"
#include "support/support.h"

static struct sl_explanation *explain(const struct sl_linkage *linkage, uint32_t one, uint32_t two)
{
    struct sl_explanation *explanation = NULL;
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(sl_linkage_explain(linkage, one, two, &explanation, &err), &err);
    return explanation;
}

/* What was seen of explanations, so that a test can say that it saw all sorts. */
struct seen {
    unsigned swapped, missing, related;
};

static void check_field(
    const struct sl_explanation *explanation,
    const struct sl_explained_field *field,
    struct seen *seen
)
{
    assert_true(isfinite(field->weight_bits) && strlen(field->agreement) > 0);
    if (explanation->names_swapped) {
        return; /* two names share the bits of two readings */
    }
    if (field->left.len == 0 || field->right.len == 0) {
        SL_CHECK_STR(sl_str_from(field->agreement), "not recorded in both");
        SL_CHECK_NEAR(field->weight_bits, 0.0, 0.0);
        seen->missing++;
        return;
    }
    assert_true(field->m_prob > 0.0 && field->m_prob <= 1.0 + 1e-12);
    assert_true(field->u_prob > 0.0);
    SL_CHECK_NEAR(log2(field->m_prob / field->u_prob), field->weight_bits, 1e-9);
}

/* The waterfall ends where it says. */
static void check_sum(const struct sl_explanation *explanation, struct seen *seen)
{
    double sum = explanation->prior_bits;
    for (size_t field = 0; field < explanation->field_count; field++) {
        sum += explanation->fields[field].weight_bits;
        check_field(explanation, &explanation->fields[field], seen);
    }
    sum += explanation->community_bits + explanation->related_bits;
    sum += explanation->calibration_bits;
    SL_CHECK_NEAR(sum, explanation->weight_bits, 1e-9);
    SL_CHECK_NEAR(explanation->probability, 1 / (1 + exp2(-explanation->weight_bits)), 1e-12);
    assert_true(explanation->community_bits <= 0.0 && explanation->related_bits <= 0.0);
    assert_true(explanation->names_swapped == (explanation->swap_bits < 0.0));
    seen->swapped += explanation->names_swapped;
    seen->related += explanation->related_bits < -0.5;
}

static void test_any_two_records_are_explained_to_the_bit(void **state)
{
    struct fixture_people people = fixture_people_usual();
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    struct sl_random random;
    struct seen seen = { 0 };
    (void)state;
    people.person_count = 600;
    people.swap_share = 0.1;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    sl_random_init(&random, sl_test_seed());
    const size_t count = sl_linkage_record_count(linkage);
    for (unsigned round = 0; round < 5000; round++) {
        const uint32_t left = (uint32_t)sl_random_below(&random, count);
        const uint32_t right = (uint32_t)sl_random_below(&random, count);
        struct sl_explanation *explanation = explain(linkage, left, right);
        SL_CHECK_U64(explanation->left, left);
        SL_CHECK_U64(explanation->right, right);
        SL_CHECK_U64(explanation->field_count, FIXTURE_PEOPLE_COLUMNS);
        SL_CHECK_NEAR(
            explanation->threshold_bits, sl_linkage_summary(linkage)->threshold_bits, 0.0
        );
        check_sum(explanation, &seen);
        sl_explanation_free(explanation);
    }
    for (size_t pair = 0; pair < sl_linkage_pair_count(linkage); pair++) {
        const struct sl_linkage_pair kept = sl_linkage_pair_get(linkage, pair);
        struct sl_explanation *explanation = explain(linkage, kept.left, kept.right);
        SL_CHECK_NEAR(explanation->weight_bits, kept.weight_bits, 1e-4); /* a float */
        check_sum(explanation, &seen);
        sl_explanation_free(explanation);
    }
    assert_true(seen.missing > 100 && seen.swapped > 5 && seen.related > 5);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_an_explanation_is_the_same_from_both_sides(void **state)
{
    const struct fixture_people people = fixture_people_usual();
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    struct sl_random random;
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    sl_random_init(&random, sl_test_seed());
    const size_t count = sl_linkage_record_count(linkage);
    for (unsigned round = 0; round < 2000; round++) {
        const uint32_t left = (uint32_t)sl_random_below(&random, count);
        const uint32_t right = (uint32_t)sl_random_below(&random, count);
        struct sl_explanation *one = explain(linkage, left, right);
        struct sl_explanation *two = explain(linkage, right, left);
        SL_CHECK_NEAR(one->weight_bits, two->weight_bits, 1e-9);
        assert_true(one->names_swapped == two->names_swapped);
        for (size_t field = 0; field < one->field_count; field++) {
            SL_CHECK_BYTES(one->fields[field].left, two->fields[field].right);
            SL_CHECK_NEAR(one->fields[field].weight_bits, two->fields[field].weight_bits, 1e-9);
        }
        sl_explanation_free(one);
        sl_explanation_free(two);
    }
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* A few people with known differences. */
static void make_known(struct fixture *fixture)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DAY, SL_KIND_MONTH, SL_KIND_YEAR
    };
    static const char *const rows[][5] = {
        {"Jasmine",    "Whitworth", "2",  "3",  "2015"},
        { "Jasmin",    "WHITWORTH", "2",  "3",  "2015"},
        { "Whitworth", "Jasmine",   "2",  "3",  "2015"},
        { "Kwame",     "Entwistle", "9",  "8",  "2011"},
        { "",          "Okonkwo",   "",   "",   "2009"},
        { "Oliver",    "Yates",     "30", "11", "2012"},
        { "Oliver",    "Yates",     "30", "11", "2012"},
        { "Harriet",   "Lomax",     "5",  "6",  "2010"},
    };
    static const char *const ids[] = { "0", "1", "2", "3", "4", "5", "6", "7" };
    fixture_init(fixture, kinds, 5);
    for (size_t at = 0; at < 8; at++) {
        fixture_add(fixture, 0, ids[at], rows[at]);
    }
}

static void test_fields_are_told_as_they_were_compared(void **state)
{
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    make_known(&fixture);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    struct sl_explanation *explanation = explain(linkage, 0, 1);
    SL_CHECK_U64(explanation->field_count, 3);
    SL_CHECK_STR(explanation->fields[0].name, "given_name");
    SL_CHECK_STR(explanation->fields[0].left, "jasmine");
    SL_CHECK_STR(explanation->fields[0].right, "jasmin");
    SL_CHECK_STR(explanation->fields[1].left, "whitworth");
    SL_CHECK_STR(explanation->fields[1].right, "whitworth");
    SL_CHECK_STR(explanation->fields[2].name, "day+month+year");
    SL_CHECK_STR(explanation->fields[2].left, "20150302");
    const char *same = sl_level_text(SL_FAMILY_NAME, SL_LEVEL_EXACT);
    SL_CHECK_STR(sl_str_from(explanation->fields[1].agreement), same);
    assert_true(strcmp(explanation->fields[0].agreement, same) != 0);
    assert_false(explanation->names_swapped);
    assert_true(explanation->fields[1].weight_bits > 0.0);
    sl_explanation_free(explanation);
    sl_explanation_free(NULL);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_names_in_the_other_order_are_told(void **state)
{
    const struct sl_linkage_options options = fixture_options();
    struct seen seen = { 0 };
    struct fixture fixture;
    (void)state;
    make_known(&fixture);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    struct sl_explanation *explanation = explain(linkage, 0, 2);
    assert_true(explanation->names_swapped);
    assert_true(explanation->swap_bits < 0.0);
    SL_CHECK_STR(explanation->fields[0].left, "jasmine");
    SL_CHECK_STR(explanation->fields[0].right, "whitworth");
    check_sum(explanation, &seen);
    sl_explanation_free(explanation);
    explanation = explain(linkage, 0, 3);
    assert_false(explanation->names_swapped);
    SL_CHECK_NEAR(explanation->swap_bits, 0.0, 0.0);
    assert_true(explanation->weight_bits < 0.0);
    sl_explanation_free(explanation);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* With a model that is given nothing is learned, and the explanation is the same. */
static void test_a_prepared_linkage_explains_as_one_that_was_run(void **state)
{
    const struct fixture_people people = fixture_people_usual();
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    struct sl_linkage *prepared = NULL;
    struct sl_error err = { .status = SL_OK };
    struct sl_str json;
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    SL_CHECK_OK(sl_linkage_model_json(linkage, &json, &err), &err);
    SL_CHECK_OK(fixture_open(&fixture, &options, &prepared, &err), &err);
    SL_CHECK_OK(sl_linkage_use_model(prepared, json, &err), &err);
    SL_CHECK_OK(sl_linkage_prepare(prepared, &err), &err);
    const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
    for (uint32_t left = 0; left < count; left += 7) {
        for (uint32_t right = left + 1; right < count; right += 11) {
            struct sl_explanation *one = explain(linkage, left, right);
            struct sl_explanation *two = explain(prepared, left, right);
            SL_CHECK_NEAR(one->weight_bits, two->weight_bits, 0.0);
            SL_CHECK_NEAR(one->threshold_bits, two->threshold_bits, 0.0);
            SL_CHECK_NEAR(one->related_bits, two->related_bits, 0.0);
            sl_explanation_free(one);
            sl_explanation_free(two);
        }
    }
    sl_linkage_close(prepared);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static enum sl_status explain_afresh(void *context)
{
    struct sl_explanation *explanation = NULL;
    SL_TRY(sl_linkage_explain(context, 0, 1, &explanation, NULL));
    sl_explanation_free(explanation);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    make_known(&fixture);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    assert_true(sl_test_failing_allocations(explain_afresh, linkage) > 0);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_two_records_are_explained_to_the_bit),
        cmocka_unit_test(test_an_explanation_is_the_same_from_both_sides),
        cmocka_unit_test(test_fields_are_told_as_they_were_compared),
        cmocka_unit_test(test_names_in_the_other_order_are_told),
        cmocka_unit_test(test_a_prepared_linkage_explains_as_one_that_was_run),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/explain", tests, NULL, NULL);
}
