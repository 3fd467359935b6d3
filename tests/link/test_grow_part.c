/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/world.h"

/* A call that is made with more and more memory until it works. */
static enum sl_status insist(struct world *world, unsigned call, size_t row, size_t other)
{
    const struct sl_str id = world->fixture.rows[row].id;
    const struct sl_str second = world->fixture.rows[other].id;
    const struct sl_str *values = world->fixture.rows[row].values;
    uint32_t record = 0;
    enum sl_status status = SL_NO_MEMORY;
    for (uint64_t allowed = 0; status == SL_NO_MEMORY; allowed++) {
        sl_memory_fail_after(allowed);
        if (call == 0) {
            status = sl_growth_add(world->growth, id, values, &record, NULL);
        } else if (call == 1) {
            status = sl_growth_remove(world->growth, id, NULL);
        } else if (call == 2) {
            status = sl_growth_hold(world->growth, SL_HOLD_TOGETHER, id, second, NULL);
        } else {
            status = sl_growth_settle(world->growth, NULL);
        }
        sl_memory_fail_after(UINT64_MAX);
    }
    if (call == 0) {
        world->labels[record] = SL_RECORD_NONE;
    }
    return status;
}

/* Whatever fails on the way, nothing is lost and nothing is there twice. */
static void test_memory_runs_short_anywhere(void **state)
{
    for (uint64_t trial = 0; trial < 6; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 0);
        for (unsigned at = 0; at < 15; at++) {
            const size_t row = world_below(world, world->fixture.count);
            const size_t other = world_pick_other(world, row);
            if (at % 3 == 2) {
                SL_CHECK_OK(insist(world, 2, row, other), NULL);
                world->holds[world->hold_count++] =
                    (struct held){ SL_HOLD_TOGETHER, row, other, false };
            } else {
                SL_CHECK_OK(insist(world, world->there[row] ? 1 : 0, row, other), NULL);
                world->there[row] = !world->there[row];
                world->values[row] = row;
            }
        }
        /* What a failed settle had found is gone with it: the last one tells everything. */
        SL_CHECK_OK(insist(world, 3, 0, 0), NULL);
        world_take_settled(world);
        world_check(world);
        world_close(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_runs_short_anywhere),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
