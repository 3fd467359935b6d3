/* SPDX-License-Identifier: Apache-2.0 */
#include "link/calibrate.h"

#include <math.h>

#include "link/engine.h"

/* A model of one field that is exact or not, so that a pair's weight can be chosen. */
struct bench {
    struct sl_linkage *linkage;
    struct sl_model model;
};

static void set_up(struct bench *bench)
{
    bench->linkage = engine_linked(0, 20);
    bench->linkage->model.relation_count = 0;
    bench->linkage->model.calibration = (struct sl_calibration){ 0 };
}

static void tear_down(struct bench *bench)
{
    sl_linkage_close(bench->linkage);
}

/* Add pairs of one plain weight, of which `matches` says whom they met. */
static void
add_pairs(const struct bench *bench, struct sl_sample *sample, double bits, unsigned count)
{
    const struct sl_scorer *scorer = &bench->linkage->scorer;
    struct sl_agreement agreement = { .community_bits = 0.0 };
    memset(agreement.level, SL_LEVEL_MISSING, sizeof(agreement.level));
    agreement.bits[0] = bits - sl_scorer_prior(scorer);
    for (unsigned pair = 0; pair < count; pair++) {
        SL_CHECK_OK(sl_sample_add(sample, scorer, pair, pair, &agreement, NULL), NULL);
    }
}

static void open_sample(const struct bench *bench, struct sl_sample *sample)
{
    const unsigned fields = bench->linkage->schema.field_count;
    SL_CHECK_OK(sl_sample_init(sample, fields, 5000, NULL), NULL);
    sample->record_count = 100;
    sample->others = bench->linkage->scorer.others;
}

/* What holds of every calibration. */
static void check_calibration(const struct sl_calibration *calibration)
{
    double last = -(double)INFINITY;
    for (int step = 0; step < SL_CALIBRATION_STEPS; step++) {
        assert_true(fabs(calibration->shift_bits[step]) <= SL_CALIBRATION_LIMIT_BITS + 1e-9);
    }
    for (int sixteenth = -240; sixteenth < 480; sixteenth++) {
        const double bits = sixteenth / 16.0;
        const double applied = sl_calibration_apply(calibration, bits);
        assert_true(applied >= last - 1e-9);
        assert_true(fabs(applied - bits) <= SL_CALIBRATION_LIMIT_BITS + 1e-9);
        last = applied;
    }
}

/* No weight below the floor is corrected to the threshold, and the floor is not far below it. */
static void check_floor(const struct sl_calibration *calibration)
{
    for (int hundredth = -1200; hundredth < 2800; hundredth += 37) {
        const double bits = hundredth / 100.0;
        const double floor_bits = sl_calibration_floor(calibration, bits);
        for (int doubling = 0; doubling < 35; doubling++) {
            const double below = ldexp(1e-9, doubling);
            assert_true(sl_calibration_apply(calibration, floor_bits - below) < bits);
        }
        assert_true(sl_calibration_apply(calibration, floor_bits + 1e-6) >= bits - 1e-5);
    }
    /* Where it is level, all that is there reaches the weight of the level. */
    for (int hundredth = -800; hundredth < 2000; hundredth += 11) {
        const double plain = hundredth / 100.0;
        const double bits = sl_calibration_apply(calibration, plain);
        assert_true(sl_calibration_floor(calibration, bits) <= plain);
    }
}

static void test_any_samples_give_a_calibration(void **state)
{
    struct bench bench;
    struct sl_random random;
    (void)state;
    set_up(&bench);
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 40; round++) {
        struct sl_calibration calibration = { 0 };
        struct sl_sample real;
        struct sl_sample made_up;
        open_sample(&bench, &real);
        open_sample(&bench, &made_up);
        for (int tenth = -69; tenth < 220; tenth += 5) {
            const double bits = tenth / 10.0;
            const unsigned most = round < 8 ? 2 : 60;
            add_pairs(&bench, &real, bits, (unsigned)sl_random_below(&random, most));
            add_pairs(&bench, &made_up, bits, (unsigned)sl_random_below(&random, most));
        }
        for (size_t pair = 0; pair < made_up.pair_count; pair++) {
            made_up.matches[pair] = (float)(sl_random_unit(&random) * (double)(round % 2));
        }
        sl_calibration_learn(&calibration, &bench.linkage->scorer, &real, &made_up);
        check_calibration(&calibration);
        check_floor(&calibration);
        sl_sample_finish(&real);
        sl_sample_finish(&made_up);
    }
    tear_down(&bench);
}

/* The shift that so many real and made-up pairs of one weight give there. */
static double learn_shift(const struct bench *bench, double bits, unsigned real, unsigned made_up)
{
    struct sl_calibration calibration = { 0 };
    struct sl_sample samples[2];
    open_sample(bench, &samples[0]);
    open_sample(bench, &samples[1]);
    add_pairs(bench, &samples[0], bits, real);
    add_pairs(bench, &samples[1], bits, made_up);
    sl_calibration_learn(&calibration, &bench->linkage->scorer, &samples[0], &samples[1]);
    sl_sample_finish(&samples[0]);
    sl_sample_finish(&samples[1]);
    return sl_calibration_apply(&calibration, bits) - bits;
}

static void test_records_correct_the_model(void **state)
{
    struct bench bench;
    (void)state;
    set_up(&bench);
    /* Nothing seen: the model is left as it is. */
    SL_CHECK_NEAR(learn_shift(&bench, 3.5, 0, 0), 0.0, 1e-9);
    /* As many pairs of nobody as of people: they are strangers, whatever the model says. */
    assert_true(learn_shift(&bench, 3.5, 1000, 1000) < -1.0);
    /* Pairs that nobody makes by chance: they are matches. */
    assert_true(learn_shift(&bench, -2.5, 1000, 0) > 1.0);
    /* What the model says is what is seen: a weight of 0.5 makes 1 wrong of 1 + sqrt(2). */
    SL_CHECK_NEAR(learn_shift(&bench, 0.5, 2414, 1000), 0.0, 0.05);
    /* More strangers at a weight never raise it. */
    double last = (double)INFINITY;
    for (unsigned strangers = 0; strangers <= 1000; strangers += 100) {
        const double shift = learn_shift(&bench, 2.5, 1000, strangers);
        assert_true(shift <= last + 1e-9);
        last = shift;
    }
    tear_down(&bench);
}

/* Weights below the lowest step are not counted, those above the highest with it. */
static void test_ends_of_the_scale(void **state)
{
    struct bench bench;
    (void)state;
    set_up(&bench);
    SL_CHECK_NEAR(learn_shift(&bench, SL_CALIBRATION_LOW - 1.0, 1000, 0), 0.0, 1e-9);
    const double top = SL_CALIBRATION_LOW + SL_CALIBRATION_STEPS + 3.0;
    assert_true(learn_shift(&bench, top, 4000, 4000) < -1.0);
    tear_down(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_samples_give_a_calibration),
        cmocka_unit_test(test_records_correct_the_model),
        cmocka_unit_test(test_ends_of_the_scale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
