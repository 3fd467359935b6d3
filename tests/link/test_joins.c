/* SPDX-License-Identifier: Apache-2.0 */
#include "link/joins.h"

#include "base/hash.h"
#include "support/support.h"

#define RECORDS 30u
#define EDGES   (RECORDS * RECORDS)

/* All pairs across two sources, some of them, with few different weights. */
static size_t draw_edges(struct sl_edge *items, struct sl_random *random)
{
    size_t count = 0;
    for (uint32_t left = 0; left < RECORDS / 2; left++) {
        for (uint32_t right = RECORDS / 2; right < RECORDS; right++) {
            if (sl_random_below(random, 3) == 0) {
                const float bits = (float)sl_random_below(random, 20) - 5.0F;
                items[count++] = (struct sl_edge){ left, right, bits };
            }
        }
    }
    return count;
}

/* The best edge left whose records are both free, the first of equals; NULL when there is none. */
static const struct sl_edge *
best_free(const struct sl_edge *items, size_t count, const bool *taken, double least_bits)
{
    const struct sl_edge *best = NULL;
    for (size_t at = 0; at < count; at++) {
        const struct sl_edge *edge = &items[at];
        if (!taken[edge->left] && !taken[edge->right] && (double)edge->bits >= least_bits &&
            (best == NULL || edge->bits > best->bits)) {
            best = edge;
        }
    }
    return best;
}

static void test_higher_bits_come_first(void **state)
{
    static const float falling[] = {
        3e38F, 40.5F, 40.25F, 1.0F, 1e-30F, 0.0F, -1e-30F, -0.5F, -7.0F
    };
    (void)state;
    for (size_t at = 1; at < sizeof(falling) / sizeof(falling[0]); at++) {
        assert_true(sl_best_first(falling[at - 1]) < sl_best_first(falling[at]));
    }
    SL_CHECK_U64(sl_best_first(-0.0F), sl_best_first(0.0F));
}

static void test_one_to_one_takes_the_best_that_are_left(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 200; round++) {
        static struct sl_edge items[EDGES];
        bool taken[RECORDS] = { false };
        struct sl_joins joins;
        const struct sl_edges edges = { .items = items, .count = draw_edges(items, &random) };
        SL_CHECK_STATUS(sl_joins_one_to_one(&joins, &edges, 0.0, RECORDS, NULL), SL_OK);
        for (size_t at = 0; at < joins.count; at++) {
            const struct sl_edge *edge = best_free(items, edges.count, taken, 0.0);
            if (edge == NULL) {
                fail_msg("join %zu is of no edge that is left", at);
            }
            SL_CHECK_U64(joins.items[at].left, edge->left);
            SL_CHECK_U64(joins.items[at].right, edge->right);
            SL_CHECK_NEAR((double)joins.items[at].bits, (double)edge->bits, 0.0);
            SL_CHECK_NEAR((double)joins.items[at].height, (double)edge->bits, 0.0);
            SL_CHECK_U64(joins.items[at].pair_count, 1);
            taken[edge->left] = true;
            taken[edge->right] = true;
        }
        assert_null(best_free(items, edges.count, taken, 0.0));
        sl_joins_finish(&joins);
    }
}

static void test_one_to_one_of_nothing_is_nothing(void **state)
{
    struct sl_edge low[] = {
        {0, 1, 2.5F}
    };
    const struct sl_edges none = { 0 };
    const struct sl_edges edges = { .items = low, .count = 1 };
    struct sl_joins joins;
    (void)state;
    SL_CHECK_STATUS(sl_joins_one_to_one(&joins, &none, 0.0, 0, NULL), SL_OK);
    SL_CHECK_U64(joins.count, 0);
    sl_joins_finish(&joins);
    sl_joins_finish(&joins);
    SL_CHECK_STATUS(sl_joins_one_to_one(&joins, &edges, 2.5, 2, NULL), SL_OK);
    SL_CHECK_U64(joins.count, 1); /* the least weight is enough */
    sl_joins_finish(&joins);
    SL_CHECK_STATUS(sl_joins_one_to_one(&joins, &edges, 2.75, 2, NULL), SL_OK);
    SL_CHECK_U64(joins.count, 0);
    sl_joins_finish(&joins);
}

/* 0-1 at 9, 0-2 at 6, 3-4 at 8, then all at 4. */
static struct sl_join tree[] = {
    {0,  1, 9.0F, 9.0F, 1},
    { 0, 2, 7.0F, 6.0F, 2},
    { 3, 4, 8.0F, 8.0F, 1},
    { 0, 3, 5.0F, 4.0F, 6},
};

static void check_cut(double height, const uint32_t expected[6])
{
    const struct sl_joins joins = { .items = tree, .count = 4 };
    uint32_t clusters[6];
    SL_CHECK_STATUS(sl_joins_cut(&joins, height, NULL, clusters, 6, NULL), SL_OK);
    for (uint32_t record = 0; record < 6; record++) {
        SL_CHECK_U64(clusters[record], expected[record]);
    }
}

static void test_a_tree_is_cut_at_a_height(void **state)
{
    (void)state;
    check_cut(9.5, (const uint32_t[]){ 0, 1, 2, 3, 4, 5 });
    check_cut(9.0, (const uint32_t[]){ 0, 0, 2, 3, 4, 5 });
    check_cut(7.0, (const uint32_t[]){ 0, 0, 2, 3, 3, 5 }); /* by height, not by weight */
    check_cut(6.0, (const uint32_t[]){ 0, 0, 0, 3, 3, 5 });
    check_cut(-9.0, (const uint32_t[]){ 0, 0, 0, 0, 0, 5 });
}

static void test_a_lower_cut_only_joins_more(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 100; round++) {
        struct sl_join items[20];
        const struct sl_joins joins = { .items = items, .count = 20 };
        uint32_t last[RECORDS] = { 0 };
        for (size_t at = 0; at < 20; at++) {
            items[at] = (struct sl_join){ .height = (float)sl_random_below(&random, 8) };
            items[at].left = (uint32_t)sl_random_below(&random, RECORDS);
            items[at].right = (uint32_t)sl_random_below(&random, RECORDS);
        }
        for (int half = 16; half >= 0; half--) {
            const double height = half / 2.0;
            uint32_t now[RECORDS];
            SL_CHECK_STATUS(sl_joins_cut(&joins, height, NULL, now, RECORDS, NULL), SL_OK);
            for (uint32_t record = 0; record < RECORDS; record++) {
                assert_true(now[record] <= record && now[now[record]] == now[record]);
                /* Who was together is together still. */
                assert_true(half == 16 || now[last[record]] == now[record]);
            }
            for (uint32_t record = 0; record < RECORDS; record++) {
                last[record] = now[record];
            }
        }
    }
}

static enum sl_status join_afresh(void *context)
{
    struct sl_edge items[] = {
        {0,  1, 2.0F},
        { 0, 2, 3.0F}
    };
    const struct sl_edges edges = { .items = items, .count = 2 };
    struct sl_joins joins SL_CLEANUP(sl_joins_finish) = { 0 };
    uint32_t clusters[3];
    (void)context;
    SL_TRY(sl_joins_one_to_one(&joins, &edges, 0.0, 3, NULL));
    return sl_joins_cut(&joins, 0.0, NULL, clusters, 3, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(join_afresh, NULL) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_higher_bits_come_first),
        cmocka_unit_test(test_one_to_one_takes_the_best_that_are_left),
        cmocka_unit_test(test_one_to_one_of_nothing_is_nothing),
        cmocka_unit_test(test_a_tree_is_cut_at_a_height),
        cmocka_unit_test(test_a_lower_cut_only_joins_more),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/joins", tests, NULL, NULL);
}
