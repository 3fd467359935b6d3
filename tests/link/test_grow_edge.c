/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "link/engine.h"
#include "link/world.h"

#define TRIALS 20u

/* The bits of the edge from one record to another; NAN when there is none. */
static float edge_between(const struct sl_growth *growth, uint32_t from, uint32_t to)
{
    for (uint32_t link = growth->edges[from]; link != 0;) {
        const struct sl_grow_edge *edge = &growth->edge_pool[link - 1];
        if (edge->other == to) {
            return edge->bits;
        }
        link = edge->next;
    }
    return NAN;
}

/* Records of the linkage and of the tail have the edges that comparing all with all gives them. */
static void check_edges(struct world *world)
{
    struct sl_growth *growth = world->growth;
    struct sl_linkage *all = world_linkage(world);
    SL_CHECK_OK(sl_linkage_prepare(all, NULL), NULL);
    const uint32_t count = all->table.record_count;
    for (uint32_t one = 0; one < count; one++) {
        uint32_t left = 0;
        SL_CHECK_OK(sl_growth_record_find(growth, all->table.ids[one], &left, NULL), NULL);
        SL_CHECK_OK(sl_growth_search(growth, left), NULL);
        for (uint32_t two = 0; two < count; two++) {
            const double bits = sl_scorer_pair(&all->scorer, one, two);
            uint32_t right = 0;
            SL_CHECK_OK(sl_growth_record_find(growth, all->table.ids[two], &right, NULL), NULL);
            const float found = edge_between(growth, left, right);
            if (one == two || bits < growth->floor_bits) {
                assert_true(isnan(found));
            } else {
                engine_check_exactly((double)found, (double)(float)bits, "edge");
            }
        }
    }
    sl_linkage_close(all);
}

static void test_edges_are_complete(void **state)
{
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 0);
        for (size_t row = 0; row < world->fixture.count; row++) {
            if (!world->there[row] && world_chance(world, 0.8)) {
                world_add(world, row);
            }
        }
        check_edges(world);
        world_close(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges_are_complete),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
