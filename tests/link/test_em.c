/* SPDX-License-Identifier: Apache-2.0 */
#include "link/em.h"

#include <math.h>

#include "link/engine.h"
#include "link/meet.h"

/* All records of a linkage meet all others. */
static void meet_all(const struct sl_linkage *linkage, struct sl_sample *sample)
{
    const uint32_t count = linkage->table.record_count;
    uint32_t *records = sl_alloc((size_t)count + 1, sizeof(*records));
    assert_non_null(records);
    for (uint32_t record = 0; record < count; record++) {
        records[record] = record;
    }
    const struct sl_meeting meeting = {
        .weights = &linkage->weights,
        .index = &linkage->index,
        .rows = linkage->table.rows,
        .records = records,
        .row_count = count,
        .partners = {0, count},
        .least_bits = -4.0,
        .thread_count = 1,
    };
    SL_CHECK_OK(sl_meet(&meeting, sample, NULL), NULL);
    assert_true(sample->pair_count > 100);
    sl_free(records);
}

/* What holds of every model, however it was learned. */
static void check_model(const struct sl_model *model, const struct sl_sample *sample)
{
    assert_true(isfinite(model->match_rate) && model->match_rate > 0.0);
    for (unsigned field = 0; field < model->field_count; field++) {
        double sum = 0.0;
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            assert_true(model->m[field][level] > 0.0);
            sum += model->m[field][level];
        }
        SL_CHECK_NEAR(sum, 1.0, 1e-12);
    }
    for (unsigned index = 0; index < model->relation_count; index++) {
        assert_true(isfinite(model->relations[index].rate) && model->relations[index].rate >= 0.0);
    }
    for (size_t pair = 0; pair < sample->pair_count; pair++) {
        assert_true(sample->matches[pair] >= 0.0F && sample->matches[pair] <= 1.0F);
    }
}

/* Any start: the usual one, and rates that are far too low and far too high. */
static void climb(const struct sl_linkage *linkage, struct sl_sample *sample, double factor)
{
    const struct sl_em_options options = { .rounds = 1 };
    struct sl_model model;
    double last = -(double)INFINITY;
    sl_model_init(&model, &linkage->schema);
    model.match_rate *= factor;
    for (unsigned index = 0; index < model.relation_count; index++) {
        model.relations[index].rate *= factor;
    }
    for (unsigned round = 0; round < 20; round++) {
        const double likelihood = sl_em_run(&model, sample, &options);
        /* m is never quite 0, which costs next to nothing. */
        if (likelihood < last - 1e-3) {
            fail_msg("round %u: the likelihood falls from %.9g to %.9g", round, last, likelihood);
        }
        last = likelihood;
        check_model(&model, sample);
    }
    sl_model_finish(&model);
}

static void test_likelihood_never_falls(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 80);
        struct sl_sample sample;
        meet_all(linkage, &sample);
        climb(linkage, &sample, 1.0);
        climb(linkage, &sample, 0.01);
        climb(linkage, &sample, 20.0);
        sl_sample_finish(&sample);
        sl_linkage_close(linkage);
    }
}

static void test_rounds_add_up(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 60);
    struct sl_sample sample;
    struct sl_model one;
    struct sl_model many;
    double last = 0.0;
    (void)state;
    meet_all(linkage, &sample);
    sl_model_init(&one, &linkage->schema);
    sl_model_init(&many, &linkage->schema);
    for (unsigned round = 0; round < 5; round++) {
        last = sl_em_run(&one, &sample, &(struct sl_em_options){ .rounds = 1 });
    }
    const double all = sl_em_run(&many, &sample, &(struct sl_em_options){ .rounds = 5 });
    engine_check_exactly(all, last, "likelihood");
    engine_check_same(many.m, one.m, sizeof(one.m), "m");
    engine_check_exactly(many.match_rate, one.match_rate, "match rate");
    sl_model_finish(&one);
    sl_model_finish(&many);
    sl_sample_finish(&sample);
    sl_linkage_close(linkage);
}

static void test_leaving_one_out(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 80);
        struct sl_sample sample;
        struct sl_model model;
        const struct sl_em_options options = { .rounds = 4,
                                               .leave_one_out = true,
                                               .missed_share = 0.05 };
        meet_all(linkage, &sample);
        sl_model_init(&model, &linkage->schema);
        for (unsigned round = 0; round < 4; round++) {
            assert_true(isfinite(sl_em_run(&model, &sample, &options)));
            check_model(&model, &sample);
        }
        sl_model_finish(&model);
        sl_sample_finish(&sample);
        sl_linkage_close(linkage);
    }
}

/* Few pairs show few levels; what they have not shown stays possible, however often they are seen.
 */
static void test_what_is_usual_is_not_forgotten(void **state)
{
    const struct sl_em_options options = { .rounds = 8, .leave_one_out = true };
    struct sl_linkage *linkage = engine_linked(0, 24);
    struct sl_sample sample;
    struct sl_model model;
    (void)state;
    meet_all(linkage, &sample);
    sl_model_init(&model, &linkage->schema);
    for (unsigned round = 0; round < 8; round++) {
        (void)sl_em_run(&model, &sample, &options);
    }
    for (unsigned field = 0; field < model.field_count; field++) {
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            const double usual = model.usual[field][level];
            /* As if four usual pairs were always among those of the sample. */
            const double least = 4.0 * usual / (4.0 + (double)sample.pair_count);
            assert_true(model.m[field][level] >= 0.99 * least);
        }
    }
    sl_model_finish(&model);
    sl_sample_finish(&sample);
    sl_linkage_close(linkage);
}

/* Matches that the sample cannot contain are added to those that it does. */
static void test_missed_share(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 60);
    struct sl_sample sample;
    struct sl_model all;
    struct sl_model some;
    (void)state;
    meet_all(linkage, &sample);
    sl_model_init(&all, &linkage->schema);
    sl_model_init(&some, &linkage->schema);
    (void)sl_em_run(&all, &sample, &(struct sl_em_options){ .rounds = 1 });
    (void)sl_em_run(&some, &sample, &(struct sl_em_options){ .rounds = 1, .missed_share = 0.2 });
    SL_CHECK_NEAR(some.match_rate * 0.8, all.match_rate, 1e-12);
    sl_model_finish(&all);
    sl_model_finish(&some);
    sl_sample_finish(&sample);
    sl_linkage_close(linkage);
}

/* Pairs that are too unlikely are there, but nothing is learned from them. */
static void test_unlikely_pairs_teach_nothing(void **state)
{
    const struct sl_em_options options = { .rounds = 2, .leave_one_out = true };
    struct sl_linkage *linkage = engine_linked(0, 60);
    struct sl_sample sample;
    struct sl_model model;
    size_t left_out = 0;
    double matches = 0.0;
    (void)state;
    meet_all(linkage, &sample);
    sample.least_bits = 8.0;
    sl_model_init(&model, &linkage->schema);
    (void)sl_em_run(&model, &sample, &options);
    for (size_t pair = 0; pair < sample.pair_count; pair++) {
        matches += (double)sample.matches[pair];
        if ((double)sample.plain_bits[pair] < 8.0) {
            engine_check_exactly((double)sample.matches[pair], 0.0, "match");
            left_out++;
        }
    }
    assert_true(left_out > 0 && left_out < sample.pair_count);
    SL_CHECK_NEAR(model.match_rate * (double)sample.record_count, matches, 1e-3);
    sl_model_finish(&model);
    sl_sample_finish(&sample);
    sl_linkage_close(linkage);
}

static void test_threads_do_not_matter(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 1500);
    struct sl_sample sample;
    struct sl_model one;
    (void)state;
    meet_all(linkage, &sample);
    assert_true(sample.pair_count > 6000); /* several blocks */
    sl_model_init(&one, &linkage->schema);
    const double expected =
        sl_em_run(&one, &sample, &(struct sl_em_options){ .rounds = 2, .thread_count = 1 });
    for (unsigned threads = 2; threads <= 3; threads++) {
        const struct sl_em_options options = { .rounds = 2, .thread_count = threads };
        struct sl_model more;
        sl_model_init(&more, &linkage->schema);
        engine_check_exactly(sl_em_run(&more, &sample, &options), expected, "likelihood");
        engine_check_same(more.m, one.m, sizeof(one.m), "m");
        engine_check_exactly(more.match_rate, one.match_rate, "match rate");
        engine_check_same(more.relations, one.relations, sizeof(one.relations), "relations");
        sl_model_finish(&more);
    }
    sl_model_finish(&one);
    sl_sample_finish(&sample);
    sl_linkage_close(linkage);
}

/* What an agreement says is kept apart from m, so that other m give other bits. */
static void test_sample_keeps_what_m_does_not_change(void **state)
{
    struct sl_linkage *linkage = engine_linked(3, 60);
    const struct sl_scorer *scorer = &linkage->scorer;
    const struct sl_table *table = &linkage->table;
    struct sl_sample sample;
    (void)state;
    SL_CHECK_OK(sl_sample_init(&sample, table->field_count, 2, NULL), NULL);
    SL_CHECK_U64(sample.pair_count, 0);
    for (uint32_t left = 0; left < 40; left++) {
        struct sl_agreement agreement;
        sl_scorer_compare(scorer, sl_table_row(table, left), sl_table_row(table, 41), &agreement);
        SL_CHECK_OK(sl_sample_add(&sample, scorer, left, 41, &agreement, NULL), NULL);
        SL_CHECK_U64(sample.pair_count, left + 1);
        SL_CHECK_U64(sample.owners[left], left);
        SL_CHECK_U64(sample.met[left], 41);
        for (unsigned field = 0; field < table->field_count; field++) {
            const size_t cell = (size_t)left * table->field_count + field;
            const unsigned level = sample.levels[cell];
            const bool fixed = (agreement.fixed >> field & 1U) != 0;
            SL_CHECK_U64(level, fixed ? SL_LEVEL_MISSING : agreement.level[field]);
            const double m_bits = level == SL_LEVEL_MISSING ? 0.0 : scorer->m_bits[field][level];
            SL_CHECK_NEAR(
                log2((double)sample.rarities[cell]) + m_bits, agreement.bits[field], 1e-5
            );
        }
    }
    sl_sample_finish(&sample);
    SL_CHECK_U64(sample.pair_capacity, 0);
    sl_linkage_close(linkage);
}

/* A sample without pairs teaches nothing, and breaks nothing. */
static void test_nothing_met(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 10);
    struct sl_sample sample;
    struct sl_model model;
    (void)state;
    SL_CHECK_OK(sl_sample_init(&sample, linkage->table.field_count, 0, NULL), NULL);
    sample.record_count = 10;
    sample.others = 9.0;
    sl_model_init(&model, &linkage->schema);
    assert_true(isfinite(sl_em_run(&model, &sample, &(struct sl_em_options){ .rounds = 3 })));
    check_model(&model, &sample);
    assert_true(model.match_rate < 0.01);
    sl_model_finish(&model);
    sl_sample_finish(&sample);
    sl_linkage_close(linkage);
}

static enum sl_status fill_sample(void *context)
{
    const struct sl_linkage *linkage = context;
    struct sl_agreement agreement = { .community_bits = 0.0 };
    struct sl_sample sample;
    SL_TRY(sl_sample_init(&sample, linkage->table.field_count, 1, NULL));
    enum sl_status status = SL_OK;
    for (unsigned pair = 0; pair < 20 && status == SL_OK; pair++) {
        status = sl_sample_add(&sample, &linkage->scorer, pair, pair, &agreement, NULL);
    }
    sl_sample_finish(&sample);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 10);
    (void)state;
    assert_true(sl_test_failing_allocations(fill_sample, linkage) > 6);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_likelihood_never_falls),
        cmocka_unit_test(test_rounds_add_up),
        cmocka_unit_test(test_leaving_one_out),
        cmocka_unit_test(test_what_is_usual_is_not_forgotten),
        cmocka_unit_test(test_missed_share),
        cmocka_unit_test(test_unlikely_pairs_teach_nothing),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_sample_keeps_what_m_does_not_change),
        cmocka_unit_test(test_nothing_met),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
