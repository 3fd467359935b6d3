/* SPDX-License-Identifier: Apache-2.0 */
#include "link/score.h"

#include <math.h>

#include "link/engine.h"

/* All pairs of a linkage, each compared both ways. */
typedef void pair_check(
    const struct sl_linkage *linkage,
    const uint32_t *left,
    const uint32_t *right,
    const struct sl_agreement *agreement
);

static void for_all_pairs(pair_check *check)
{
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 70);
        for (uint32_t left = 0; left < linkage->table.record_count; left++) {
            for (uint32_t right = 0; right < left; right++) {
                struct sl_agreement agreement;
                const uint32_t *one = sl_table_row(&linkage->table, left);
                const uint32_t *two = sl_table_row(&linkage->table, right);
                sl_scorer_compare(&linkage->scorer, one, two, &agreement);
                check(linkage, one, two, &agreement);
            }
        }
        sl_linkage_close(linkage);
    }
}

static void check_symmetric(
    const struct sl_linkage *linkage,
    const uint32_t *left,
    const uint32_t *right,
    const struct sl_agreement *agreement
)
{
    struct sl_agreement turned;
    const unsigned count = linkage->schema.field_count;
    sl_scorer_compare(&linkage->scorer, right, left, &turned);
    engine_check_same(turned.bits, agreement->bits, count * sizeof(double), "bits by field");
    engine_check_exactly(turned.community_bits, agreement->community_bits, "community");
    SL_CHECK_U64(turned.swapped, agreement->swapped);
    SL_CHECK_U64(turned.fixed, agreement->fixed);
    engine_check_exactly(
        sl_scorer_weight(&linkage->scorer, &turned),
        sl_scorer_weight(&linkage->scorer, agreement),
        "weight"
    );
}

static void test_symmetric(void **state)
{
    (void)state;
    for_all_pairs(check_symmetric);
}

static void check_missing(
    const struct sl_linkage *linkage,
    const uint32_t *left,
    const uint32_t *right,
    const struct sl_agreement *agreement
)
{
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        const bool name = field == linkage->schema.given || field == linkage->schema.surname;
        const bool missing = left[field] == SL_CODE_MISSING || right[field] == SL_CODE_MISSING;
        if (agreement->swapped && name) {
            continue; /* here names are compared across the fields */
        }
        SL_CHECK_U64(agreement->level[field] == SL_LEVEL_MISSING, missing);
        if (missing) {
            engine_check_exactly(agreement->bits[field], 0.0, "bits of a missing value");
        }
    }
}

static void test_missing_value_says_nothing(void **state)
{
    (void)state;
    for_all_pairs(check_missing);
}

static void check_bound(
    const struct sl_linkage *linkage,
    const uint32_t *left,
    const uint32_t *right,
    const struct sl_agreement *agreement
)
{
    const struct sl_scorer *scorer = &linkage->scorer;
    const struct sl_odds odds = sl_scorer_odds(scorer, agreement);
    double sum = sl_scorer_prior(scorer);
    (void)left;
    (void)right;
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        sum += agreement->bits[field];
        assert_true(agreement->level[field] != SL_LEVEL_ELSE || agreement->bits[field] <= 0.0);
    }
    assert_true(agreement->community_bits >= 0.0);
    assert_true(odds.related >= 0.0);
    const double plain = odds.match_bits - log2(scorer->others + odds.related);
    assert_true(plain <= sum + 1e-9);
    SL_CHECK_NEAR(
        sl_scorer_weight(scorer, agreement),
        sl_calibration_apply(&scorer->model->calibration, plain),
        1e-12
    );
}

static void test_never_above_the_sum_of_fields(void **state)
{
    (void)state;
    for_all_pairs(check_bound);
}

/* A swap is only read where two names that are there agree crosswise, and only when it says more.
 */
static void check_swap(
    const struct sl_linkage *linkage,
    const uint32_t *left,
    const uint32_t *right,
    const struct sl_agreement *agreement
)
{
    const uint32_t given = linkage->schema.given;
    const uint32_t surname = linkage->schema.surname;
    const uint32_t codes[2][2] = {
        {left[given],    right[surname]},
        { left[surname], right[given]  }
    };
    double crossed = -SL_SWAP_BITS;
    unsigned agreed = 0;
    bool possible = true;
    for (unsigned which = 0; which < 2; which++) {
        const uint32_t one = codes[which][0];
        const uint32_t two = codes[which][1];
        if (one == SL_CODE_MISSING || two == SL_CODE_MISSING) {
            continue;
        }
        const unsigned level = sl_domain_level(sl_table_domain(&linkage->table, given), one, two);
        possible = possible && sl_level_crosses(level);
        if (possible) {
            crossed += sl_scorer_crossed(&linkage->scorer, one, two, level);
            agreed++;
        }
    }
    if (!agreement->swapped) {
        const double straight = agreement->bits[given] + agreement->bits[surname];
        assert_true(!possible || agreed == 0 || crossed <= straight + 1e-9);
        return;
    }
    assert_true(possible);
    assert_true(agreed > 0);
    SL_CHECK_NEAR(agreement->bits[given] + agreement->bits[surname], crossed, 1e-9);
    engine_check_exactly(agreement->bits[given], agreement->bits[surname], "half of a swap");
}

static void test_names_in_the_other_order(void **state)
{
    (void)state;
    for_all_pairs(check_swap);
}

/* Two people of whom only given names are known: that they differ is no swap of anything. */
static void test_no_swap_without_a_crossing(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 60);
    const uint32_t given = linkage->schema.given;
    uint32_t left[SL_FIELD_LIMIT] = { 0 };
    uint32_t right[SL_FIELD_LIMIT] = { 0 };
    struct sl_agreement agreement;
    (void)state;
    /* Given names nearly never wrong: a difference costs more than a swap does. */
    linkage->scorer.m_bits[given][SL_LEVEL_ELSE] = -2.0 * SL_SWAP_BITS;
    const struct sl_domain *domain = sl_table_domain(&linkage->table, given);
    for (uint32_t one = 1; one <= domain->dictionary.count; one++) {
        for (uint32_t two = 1; two < one; two++) {
            left[given] = one;
            right[given] = two;
            sl_scorer_compare(&linkage->scorer, left, right, &agreement);
            SL_CHECK_U64(agreement.level[given], sl_domain_level(domain, one, two));
            assert_false(agreement.swapped);
        }
    }
    sl_linkage_close(linkage);
}

static void test_community_is_symmetric_for_swapped_names(void **state)
{
    struct sl_linkage *linkage = engine_linked(3, 60);
    unsigned swapped = 0;
    (void)state;
    engine_make_community(linkage);
    for (uint32_t left = 0; left < linkage->table.record_count; left++) {
        for (uint32_t right = 0; right < left; right++) {
            struct sl_agreement agreement;
            const uint32_t *one = sl_table_row(&linkage->table, left);
            const uint32_t *two = sl_table_row(&linkage->table, right);
            sl_scorer_compare(&linkage->scorer, one, two, &agreement);
            check_symmetric(linkage, one, two, &agreement);
            swapped += agreement.swapped;
        }
    }
    assert_true(swapped > 10);
    sl_linkage_close(linkage);
}

/* A record without any value says of another one only how rare matches are. */
static void test_nothing_known(void **state)
{
    struct sl_linkage *linkage = engine_linked(1, 60);
    const uint32_t nothing[SL_FIELD_LIMIT] = { 0 };
    double rates = linkage->scorer.others;
    struct sl_agreement agreement;
    (void)state;
    for (unsigned index = 0; index < linkage->model.relation_count; index++) {
        rates += linkage->model.relations[index].rate;
    }
    const double plain = log2(linkage->model.match_rate / rates);
    sl_scorer_compare(&linkage->scorer, nothing, sl_table_row(&linkage->table, 3), &agreement);
    SL_CHECK_U64(sl_agreement_fields(&agreement, &linkage->schema), 0);
    SL_CHECK_NEAR(
        sl_scorer_weight(&linkage->scorer, &agreement),
        sl_calibration_apply(&linkage->model.calibration, plain),
        1e-12
    );
    sl_linkage_close(linkage);
}

static void
add_name(struct fixture *fixture, const char *id, const char *given, const char *surname)
{
    const char *const values[] = { given, surname };
    fixture_add(fixture, 0, id, values);
}

/* What the initial of a name is worth does not depend on how often names are cut short. */
static void test_initial(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME };
    struct fixture fixture;
    struct sl_linkage_options options = fixture_options();
    struct sl_agreement agreement;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    add_name(&fixture, "a", "Zainab", "Clegg");
    add_name(&fixture, "b", "Z", "Holt");
    add_name(&fixture, "c", "Rory", "Holt");
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    const uint32_t given = linkage->schema.given;
    const uint32_t *full = sl_table_row(&linkage->table, 0);
    const uint32_t *initial = sl_table_row(&linkage->table, 1);
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        linkage->scorer.m_bits[given][level] = -9.0;
    }
    sl_scorer_compare(&linkage->scorer, full, initial, &agreement);
    SL_CHECK_U64(agreement.level[given], SL_LEVEL_LOOSE);
    SL_CHECK_U64(agreement.fixed, 1U << given);
    SL_CHECK_NEAR(
        agreement.bits[given],
        log2(SL_INITIAL_M) +
            (double
            )sl_chance_bits(&linkage->chances[given], full[given], initial[given], SL_LEVEL_LOOSE),
        1e-12
    );
    sl_scorer_compare(&linkage->scorer, initial, sl_table_row(&linkage->table, 2), &agreement);
    SL_CHECK_U64(agreement.fixed, 0);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_odds(void **state)
{
    (void)state;
    SL_CHECK_NEAR(sl_probability(0.0), 0.5, 0.0);
    SL_CHECK_NEAR(sl_probability(2.0), 0.8, 1e-15);
    SL_CHECK_NEAR(sl_probability(-2.0), 0.2, 1e-15);
    SL_CHECK_NEAR(sl_probability(-2000.0), 0.0, 0.0);
    SL_CHECK_NEAR(sl_probability(2000.0), 1.0, 0.0);
}

/* Relatives explain what they share, and nothing else. */
static void test_relations_take_away_what_they_explain(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 60);
    struct sl_agreement agreement = { .community_bits = 0.0 };
    struct sl_model *model = &linkage->model;
    (void)state;
    model->calibration = (struct sl_calibration){ 0 };
    model->relation_count = 1;
    model->relations[0] = (struct sl_relation){ 1U << 1, 0.5 };
    agreement.bits[0] = 12.0;
    agreement.bits[1] = 10.0;
    const struct sl_odds odds = sl_scorer_odds(&linkage->scorer, &agreement);
    SL_CHECK_NEAR(odds.match_bits, log2(model->match_rate) + 22.0, 1e-9);
    SL_CHECK_NEAR(odds.relations[0], 0.5 * 1024.0, 1e-9);
    SL_CHECK_NEAR(odds.related, 512.0, 1e-9);
    SL_CHECK_NEAR(
        sl_scorer_weight(&linkage->scorer, &agreement),
        log2(model->match_rate) + 22.0 - log2(linkage->scorer.others + 512.0),
        1e-9
    );
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_symmetric),
        cmocka_unit_test(test_missing_value_says_nothing),
        cmocka_unit_test(test_never_above_the_sum_of_fields),
        cmocka_unit_test(test_names_in_the_other_order),
        cmocka_unit_test(test_no_swap_without_a_crossing),
        cmocka_unit_test(test_community_is_symmetric_for_swapped_names),
        cmocka_unit_test(test_nothing_known),
        cmocka_unit_test(test_initial),
        cmocka_unit_test(test_odds),
        cmocka_unit_test(test_relations_take_away_what_they_explain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
