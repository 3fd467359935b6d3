/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/reference.h"

#include "link/engine.h"
#include "link/world.h"
#include "sightline/possible.h"

/* Classes of names are learned from so many records. */
#define MANY_PEOPLE 3000u

static struct sl_str model_of(const struct learned *learned)
{
    return (struct sl_str){ learned->model, learned->model_len };
}

static struct sl_str reference_of(const struct learned *learned)
{
    return (struct sl_str){ learned->reference, learned->reference_len };
}

static struct sl_linkage_options options_at(double threshold_bits, double possible_bits)
{
    struct sl_linkage_options options = fixture_options();
    options.threshold_auto = false;
    options.threshold_bits = threshold_bits;
    options.stay_bits = threshold_bits;
    options.find_possible = true;
    options.possible_bits = possible_bits;
    return options;
}

static enum sl_status run_frozen(
    const struct fixture *fixture,
    const struct learned *learned,
    const struct sl_linkage_options *options,
    struct sl_linkage **ret_linkage
)
{
    struct sl_linkage *linkage = NULL;
    SL_TRY(fixture_open(fixture, options, &linkage, NULL));
    enum sl_status status = sl_linkage_use_model(linkage, model_of(learned), NULL);
    if (status == SL_OK) {
        status = sl_linkage_use_reference(linkage, reference_of(learned), NULL);
    }
    if (status == SL_OK) {
        status = sl_linkage_run(linkage, NULL);
    }
    if (status != SL_OK) {
        sl_linkage_close(linkage);
        return status;
    }
    *ret_linkage = linkage;
    return SL_OK;
}

static uint32_t find(const struct sl_linkage *linkage, struct sl_str id)
{
    uint32_t record = 0;
    SL_CHECK_OK(sl_linkage_record_find(linkage, 0, id, &record, NULL), NULL);
    return record;
}

/* Every third record alone: pairs among them weigh what they weigh among all. */
static void check_subset(unsigned data, unsigned person_count)
{
    struct fixture all;
    struct fixture some;
    const struct fixture_people people = engine_people(data, person_count);
    const struct sl_linkage_options options = options_at(0.0, -8.0);
    struct sl_linkage *whole = NULL;
    struct sl_linkage *part = NULL;
    fixture_make_people(&all, &people);
    struct learned learned = world_learn(&all);
    fixture_init(&some, all.kinds, all.column_count);
    for (size_t at = 0; at < all.count; at += 3) {
        const char *values[FIXTURE_COLUMN_LIMIT];
        for (size_t column = 0; column < all.column_count; column++) {
            values[column] = all.rows[at].values[column].ptr;
        }
        fixture_add(&some, 0, all.rows[at].id.ptr, values);
    }
    SL_CHECK_OK(run_frozen(&all, &learned, &options, &whole), NULL);
    SL_CHECK_OK(run_frozen(&some, &learned, &options, &part), NULL);
    if (whole == NULL || part == NULL) {
        fail_msg("a linkage is missing");
        return;
    }
    SL_CHECK_U64(whole->community.class_count, part->community.class_count);
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    for (unsigned pair = 0; pair < 3000; pair++) {
        const struct sl_str left = some.rows[sl_random_below(&random, some.count)].id;
        const struct sl_str right = some.rows[sl_random_below(&random, some.count)].id;
        engine_check_exactly(
            sl_scorer_pair(&part->scorer, find(part, left), find(part, right)),
            sl_scorer_pair(&whole->scorer, find(whole, left), find(whole, right)),
            "weight"
        );
    }
    size_t found = 0;
    for (size_t pair = 0; pair < sl_linkage_pair_count(part); pair++) {
        const struct sl_linkage_pair here = sl_linkage_pair_get(part, pair);
        const double there = sl_scorer_pair(
            &whole->scorer,
            find(whole, sl_linkage_record_id(part, here.left)),
            find(whole, sl_linkage_record_id(part, here.right))
        );
        engine_check_exactly(here.weight_bits, (double)(float)there, "weight of a pair");
        found++;
    }
    assert_true(found > 10);
    sl_linkage_close(part);
    sl_linkage_close(whole);
    world_forget(&learned);
    fixture_finish(&some);
    fixture_finish(&all);
}

static void test_weights_are_those_among_all(void **state)
{
    (void)state;
    for (unsigned data = 0; data < 5; data++) {
        check_subset(data, 150);
    }
}

static void test_communities_come_along(void **state)
{
    (void)state;
    check_subset(0, MANY_PEOPLE);
}

/* A linkage that was given a reference gives the same again. */
static void test_reference_is_kept(void **state)
{
    struct fixture fixture;
    struct fixture few;
    struct sl_str again;
    struct sl_linkage *linkage = NULL;
    struct fixture_people people = engine_people(1, 200);
    const struct sl_linkage_options options = options_at(2.0, 2.0);
    (void)state;
    fixture_make_people(&fixture, &people);
    people.seed++;
    people.person_count = 20;
    fixture_make_people(&few, &people);
    struct learned learned = world_learn(&fixture);
    SL_CHECK_OK(run_frozen(&few, &learned, &options, &linkage), NULL);
    SL_CHECK_OK(sl_linkage_reference(linkage, &again, NULL), NULL);
    SL_CHECK_U64(again.len, learned.reference_len);
    engine_check_same(again.ptr, learned.reference, again.len, "reference");
    sl_linkage_close(linkage);
    world_forget(&learned);
    fixture_finish(&few);
    fixture_finish(&fixture);
}

/* Clusters are those that cutting a run further down gives, and the pairs lie between. */
static void test_possible_pairs(void **state)
{
    struct fixture fixture;
    const struct fixture_people people = engine_people(1, 300);
    struct sl_linkage_options options = options_at(3.0, -3.0);
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *noted = fixture_linked(&fixture, &options);
    options = options_at(-3.0, -3.0);
    options.find_possible = false;
    struct sl_linkage *plain = fixture_linked(&fixture, &options);
    const uint32_t count = plain->table.record_count;
    SL_CHECK_OK(sl_joins_cut(&plain->joins, 3.0, NULL, plain->clusters, count, NULL), NULL);
    for (uint32_t record = 0; record < count; record++) {
        SL_CHECK_U64(sl_linkage_cluster(noted, record), sl_linkage_cluster(plain, record));
    }
    SL_CHECK_U64(sl_linkage_possible_count(plain), 0);
    assert_true(sl_linkage_possible_count(noted) > 0);
    for (size_t at = 0; at < sl_linkage_possible_count(noted); at++) {
        const struct sl_linkage_possible pair = sl_linkage_possible_get(noted, at);
        assert_true(pair.left < pair.right);
        SL_CHECK_U64(sl_linkage_cluster(noted, pair.left), pair.left);
        SL_CHECK_U64(sl_linkage_cluster(noted, pair.right), pair.right);
        assert_true(pair.weight_bits >= -3.0 && pair.weight_bits < 3.0);
        SL_CHECK_NEAR(pair.probability, sl_probability(pair.weight_bits), 1e-12);
    }
    sl_linkage_close(plain);
    sl_linkage_close(noted);
    fixture_finish(&fixture);
}

static void test_refused(void **state)
{
    struct fixture fixture;
    const struct fixture_people people = engine_people(0, 40);
    struct sl_linkage_options options = options_at(1.0, 2.0);
    struct sl_linkage *linkage = NULL;
    (void)state;
    fixture_make_people(&fixture, &people);
    SL_CHECK_STATUS(fixture_open(&fixture, &options, &linkage, NULL), SL_INVALID);
    struct learned learned = world_learn(&fixture);
    options = options_at(1.0, 1.0);
    options.stay_bits = 2.0;
    SL_CHECK_STATUS(run_frozen(&fixture, &learned, &options, &linkage), SL_INVALID);
    options.stay_bits = 1.0;
    SL_CHECK_OK(fixture_open(&fixture, &options, &linkage, NULL), NULL);
    SL_CHECK_OK(sl_linkage_use_reference(linkage, reference_of(&learned), NULL), NULL);
    SL_CHECK_STATUS(sl_linkage_run(linkage, NULL), SL_INVALID); /* no model */
    sl_linkage_close(linkage);
    world_forget(&learned);
    fixture_finish(&fixture);
}

struct trial {
    const struct fixture *fixture;
    const struct learned *learned;
};

static enum sl_status run_and_forget(void *context)
{
    const struct trial *trial = context;
    const struct sl_linkage_options options = options_at(1.0, -1.0);
    struct sl_linkage *linkage = NULL;
    struct sl_str bytes;
    SL_TRY(run_frozen(trial->fixture, trial->learned, &options, &linkage));
    const enum sl_status status = sl_linkage_reference(linkage, &bytes, NULL);
    sl_linkage_close(linkage);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct fixture fixture;
    const struct fixture_people people = engine_people(0, 12);
    (void)state;
    fixture_make_people(&fixture, &people);
    struct learned learned = world_learn(&fixture);
    struct trial trial = { &fixture, &learned };
    assert_true(sl_test_failing_allocations(run_and_forget, &trial) > 100);
    world_forget(&learned);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_are_those_among_all),
        cmocka_unit_test(test_communities_come_along),
        cmocka_unit_test(test_reference_is_kept),
        cmocka_unit_test(test_possible_pairs),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
