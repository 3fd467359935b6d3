/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/world.h"

/* Trials of random growth, and steps of each. */
#define TRIALS 40u
#define STEPS  40u

/* Any order, any steps, settled whenever: what is there then is what a run makes of it. */
static void test_growth_is_a_run(void **state)
{
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 0);
        for (unsigned at = 0; at < STEPS; at++) {
            world_step(world);
            if (world_chance(world, 0.3)) {
                world_settle(world);
            }
            if (at % 10 == 9) {
                world_settle(world);
                world_check(world);
            }
        }
        world_close(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth_is_a_run),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
