/* SPDX-License-Identifier: Apache-2.0 */
#include "link/threshold.h"

#include <math.h>

#include "base/hash.h"
#include "link/score.h"
#include "support/support.h"

#define MOST_JOINS 40u

/* Joins as they come: heights never above bits, some equal. */
static void draw_joins(struct sl_joins *joins, struct sl_join *items, struct sl_random *random)
{
    *joins = (struct sl_joins){ .items = items };
    joins->count = (size_t)sl_random_below(random, MOST_JOINS + 1);
    joins->open_matches = sl_random_below(random, 2) == 0 ? 0.0 : 5.0 * sl_random_unit(random);
    for (size_t at = 0; at < joins->count; at++) {
        const float bits = (float)sl_random_below(random, 60) / 4.0F - 5.0F;
        items[at] = (struct sl_join){
            .bits = bits,
            .height = bits - (sl_random_below(random, 3) == 0 ? 1.0F : 0.0F),
            .pair_count = 1 + sl_random_below(random, 4),
        };
    }
}

/* Expected F1 when all joins of at least this height are made, straight from its definition. */
static double f1_at(const struct sl_joins *joins, double missed_pairs, double height)
{
    double right = 0.0;
    double joined = 0.0;
    double all = missed_pairs + joins->open_matches;
    for (size_t at = 0; at < joins->count; at++) {
        const double pairs = (double)joins->items[at].pair_count;
        const double prob = 1.0 / (1.0 + exp2(-(double)joins->items[at].bits));
        const bool made = (double)joins->items[at].height >= height;
        right += made ? prob * pairs : 0.0;
        joined += made ? pairs : 0.0;
        all += prob * pairs;
    }
    if (joined + all <= 0.0) {
        return 1.0;
    }
    if (right <= 0.0) {
        return 0.0;
    }
    const double precision = right / joined;
    const double recall = right / all;
    return 2.0 * precision * recall / (precision + recall);
}

static void test_no_other_height_gives_more(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 500; round++) {
        struct sl_join items[MOST_JOINS];
        struct sl_joins joins;
        struct sl_expected best;
        draw_joins(&joins, items, &random);
        const double missed = sl_random_below(&random, 2) == 0 ? 0.0 : 3.0;
        SL_CHECK_STATUS(sl_threshold_choose(&joins, missed, &best, NULL), SL_OK);
        SL_CHECK_NEAR(best.f1, f1_at(&joins, missed, best.height), 1e-9);
        for (size_t at = 0; at < joins.count; at++) {
            assert_true(f1_at(&joins, missed, (double)items[at].height) <= best.f1 + 1e-9);
        }
        assert_true(best.f1 >= f1_at(&joins, missed, HUGE_VAL) - 1e-9);
    }
}

static void test_of_equals_the_cut_with_fewer_joins(void **state)
{
    /* The second join has no pairs to add, so that nothing is gained by it. */
    struct sl_join items[] = {
        {0,  1, 6.0F, 6.0F, 1},
        { 2, 3, 4.0F, 4.0F, 0}
    };
    const struct sl_joins joins = { .items = items, .count = 2 };
    struct sl_expected best;
    (void)state;
    SL_CHECK_STATUS(sl_threshold_choose(&joins, 0.0, &best, NULL), SL_OK);
    SL_CHECK_NEAR(best.height, 5.0, 0.0);
}

/* Half way between what is joined and what is not; to even odds when all is joined. */
static void test_the_threshold_stands_in_the_middle(void **state)
{
    static const struct {
        float made, left_out;
        double height;
    } rows[] = {
        {12.0F,  -6.0F,  3.0  },
        { 12.0F, 1e-6F,  0.0  }, /* both are made */
        { 12.0F, 11.0F,  5.5  }, /* so are these */
        { -0.5F, -0.75F, -0.75},
        { 0.0F,  -40.0F, -20.0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const float made = rows[i].made;
        const float left = rows[i].left_out;
        struct sl_join items[] = {
            {0,  1, made, made, 1},
            { 2, 3, left, left, 1}
        };
        const struct sl_joins joins = { .items = items, .count = 2 };
        struct sl_expected best;
        SL_CHECK_STATUS(sl_threshold_choose(&joins, 0.0, &best, NULL), SL_OK);
        SL_CHECK_NEAR(best.height, rows[i].height, 1e-6);
    }
}

static void test_what_a_height_gives_adds_up(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 200; round++) {
        struct sl_join items[MOST_JOINS];
        struct sl_joins joins;
        draw_joins(&joins, items, &random);
        for (int bits = -6; bits < 12; bits++) {
            const double height = bits;
            const struct sl_expected expected = sl_threshold_expect(&joins, 2.0, height);
            SL_CHECK_NEAR(expected.height, height, 0.0);
            SL_CHECK_NEAR(expected.f1, f1_at(&joins, 2.0, height), 1e-9);
            assert_true(expected.precision >= 0.0 && expected.precision <= 1.0 + 1e-12);
            assert_true(expected.recall >= 0.0 && expected.recall <= 1.0 + 1e-12);
        }
        struct sl_expected best;
        SL_CHECK_STATUS(sl_threshold_choose(&joins, 2.0, &best, NULL), SL_OK);
        const struct sl_expected again = sl_threshold_expect(&joins, 2.0, best.height);
        SL_CHECK_NEAR(again.precision, best.precision, 1e-9);
        SL_CHECK_NEAR(again.recall, best.recall, 1e-9);
        SL_CHECK_NEAR(again.f1, best.f1, 1e-9);
    }
}

/*
 * Single pairs are joined just when their probability is above half the best F1: Lipton, Elkan and
 * Naryanaswamy 2014, theorem 1.
 */
static void test_the_best_cut_of_single_pairs_is_at_half_of_f1(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 300; round++) {
        struct sl_join items[MOST_JOINS];
        const struct sl_joins joins = { .items = items, .count = MOST_JOINS };
        struct sl_expected best;
        for (size_t at = 0; at < MOST_JOINS; at++) {
            const float bits = (float)(16.0 * sl_random_unit(&random) - 8.0);
            items[at] = (struct sl_join){ .bits = bits, .height = bits, .pair_count = 1 };
        }
        SL_CHECK_STATUS(sl_threshold_choose(&joins, 0.0, &best, NULL), SL_OK);
        for (size_t at = 0; at < MOST_JOINS; at++) {
            const double prob = sl_probability((double)items[at].bits);
            const bool joined = (double)items[at].height >= best.height;
            assert_true(joined ? prob >= best.f1 / 2 - 1e-9 : prob <= best.f1 / 2 + 1e-9);
        }
    }
}

static void test_nothing_to_join_is_nothing_wrong(void **state)
{
    const struct sl_joins none = { 0 };
    struct sl_expected best;
    (void)state;
    SL_CHECK_STATUS(sl_threshold_choose(&none, 0.0, &best, NULL), SL_OK);
    SL_CHECK_NEAR(best.precision, 1.0, 0.0);
    SL_CHECK_NEAR(best.recall, 1.0, 0.0);
    SL_CHECK_NEAR(best.f1, 1.0, 0.0);
    SL_CHECK_NEAR(best.height, 0.0, 0.0);
    SL_CHECK_STATUS(sl_threshold_choose(&none, 4.0, &best, NULL), SL_OK);
    SL_CHECK_NEAR(best.recall, 0.0, 0.0);
    SL_CHECK_NEAR(best.f1, 0.0, 0.0);
}

static enum sl_status choose_afresh(void *context)
{
    struct sl_join items[] = {
        {0, 1, 6.0F, 6.0F, 1}
    };
    const struct sl_joins joins = { .items = items, .count = 1 };
    struct sl_expected best;
    (void)context;
    return sl_threshold_choose(&joins, 0.0, &best, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(choose_afresh, NULL), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_other_height_gives_more),
        cmocka_unit_test(test_of_equals_the_cut_with_fewer_joins),
        cmocka_unit_test(test_the_threshold_stands_in_the_middle),
        cmocka_unit_test(test_what_a_height_gives_adds_up),
        cmocka_unit_test(test_the_best_cut_of_single_pairs_is_at_half_of_f1),
        cmocka_unit_test(test_nothing_to_join_is_nothing_wrong),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/threshold", tests, NULL, NULL);
}
