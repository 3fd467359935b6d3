/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/world.h"

/* The name of the cluster of a row's record. */
static struct sl_str cluster_of(struct world *world, size_t row)
{
    uint32_t record = 0;
    uint32_t cluster = 0;
    SL_CHECK_OK(
        sl_growth_record_find(world->growth, world->fixture.rows[row].id, &record, NULL), NULL
    );
    SL_CHECK_OK(sl_growth_cluster(world->growth, record, &cluster, NULL), NULL);
    return world_id(world, cluster);
}

static bool are_one(struct world *world, size_t left, size_t right)
{
    return sl_str_equal(cluster_of(world, left), cluster_of(world, right));
}

/* Two rows of which nothing says that they are one person. */
static size_t find_stranger(struct world *world, size_t row)
{
    size_t other = row + 1;
    while (are_one(world, row, other)) {
        other++;
    }
    return other;
}

/* A hold sleeps while a record is not there, wakes with it, and ends when it is taken back. */
static void test_holds_sleep_and_wake(void **state)
{
    struct world *world = world_open(*state, sl_test_seed() + 1, 40);
    for (size_t row = 0; row < world->fixture.count; row++) {
        world_add(world, row);
    }
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    const size_t other = find_stranger(world, 0);
    const struct fixture_row *one = &world->fixture.rows[0];
    const struct fixture_row *two = &world->fixture.rows[other];
    uint32_t record = 0;
    SL_CHECK_OK(sl_growth_hold(world->growth, SL_HOLD_TOGETHER, one->id, two->id, NULL), NULL);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    assert_true(are_one(world, 0, other));
    SL_CHECK_OK(sl_growth_remove(world->growth, two->id, NULL), NULL);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    SL_CHECK_OK(sl_growth_add(world->growth, two->id, two->values, &record, NULL), NULL);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    assert_true(are_one(world, 0, other));
    SL_CHECK_OK(sl_growth_release(world->growth, SL_HOLD_TOGETHER, two->id, one->id, NULL), NULL);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    assert_true(!are_one(world, 0, other));
    SL_CHECK_STATUS(
        sl_growth_release(world->growth, SL_HOLD_TOGETHER, one->id, two->id, NULL), SL_NOT_FOUND
    );
    world_close(world);
}

/* Apart wins, and what was left out is told; a parent is not the same the other way round. */
static void test_conflicts_are_told(void **state)
{
    struct world *world = world_open(*state, sl_test_seed() + 1, 40);
    world_add(world, 0);
    world_add(world, 1);
    const struct sl_str one = world->fixture.rows[0].id;
    const struct sl_str two = world->fixture.rows[1].id;
    SL_CHECK_OK(sl_growth_hold(world->growth, SL_HOLD_PARENT, one, two, NULL), NULL);
    SL_CHECK_OK(sl_growth_hold(world->growth, SL_HOLD_TOGETHER, one, two, NULL), NULL);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    assert_true(!are_one(world, 0, 1));
    SL_CHECK_U64(sl_growth_conflict_count(world->growth), 1);
    const struct sl_linkage_conflict conflict = sl_growth_conflict_get(world->growth, 0);
    assert_true(conflict.hold == SL_HOLD_TOGETHER);
    SL_CHECK_U64(conflict.left + conflict.right, 1);
    SL_CHECK_STATUS(sl_growth_release(world->growth, SL_HOLD_PARENT, two, one, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(sl_growth_release(world->growth, SL_HOLD_PARENT, one, two, NULL), NULL);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    SL_CHECK_U64(sl_growth_conflict_count(world->growth), 0);
    assert_true(world->options.distinct_in_source || are_one(world, 0, 1));
    world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_holds_sleep_and_wake),
        cmocka_unit_test(test_conflicts_are_told),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
