/* SPDX-License-Identifier: Apache-2.0 */
#include "link/tail.h"

#include "link/engine.h"
#include "link/world.h"

/* The weight of two records of the tail. */
static double weigh(struct world *world, uint32_t left, uint32_t right)
{
    struct sl_excerpt *excerpt = &world->growth->excerpt;
    const struct sl_excerpt_row rows[] = {
        {.codes = sl_tail_row(&world->growth->tail,  left),  .id = SL_STR("a")},
        { .codes = sl_tail_row(&world->growth->tail, right), .id = SL_STR("b")},
    };
    SL_CHECK_OK(sl_excerpt_make(excerpt, rows, 2, NULL), NULL);
    return sl_scorer_pair(&excerpt->scorer, 0, 1);
}

/* Whoever reaches the floor is found, and not many others. */
static void test_nobody_is_missed(void **state)
{
    size_t looked_at = 0;
    size_t reached = 0;
    for (uint64_t trial = 0; trial < 10; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 60);
        for (size_t row = 0; row < world->fixture.count; row++) {
            world_add(world, row);
        }
        struct sl_tail *tail = &world->growth->tail;
        const double floor_bits = -6.0 + (double)trial;
        for (uint32_t record = 0; record < tail->count; record++) {
            SL_CHECK_OK(sl_tail_find(tail, sl_tail_row(tail, record), floor_bits, NULL), NULL);
            size_t at = 0;
            for (uint32_t other = 0; other < tail->count; other++) {
                const bool found = at < tail->found_count && tail->found[at] == other;
                const bool reaches = other != record && weigh(world, record, other) >= floor_bits;
                at += found ? 1 : 0;
                assert_true(found || !reaches);
                reached += reaches ? 1 : 0;
            }
            SL_CHECK_U64(at, tail->found_count);
            looked_at += tail->found_count;
        }
        world_close(world);
    }
    assert_true(reached > 100);
    assert_true(looked_at < 20 * reached);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody_is_missed),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
