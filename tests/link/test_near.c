/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/near.h"

#include "link/engine.h"
#include "link/world.h"

#define TRIALS 20u

static bool is_listed(const struct sl_near_pair *pairs, size_t count, uint32_t one, uint32_t two)
{
    for (size_t at = 0; at < count; at++) {
        if (pairs[at].left == one && pairs[at].right == two) {
            return true;
        }
    }
    return false;
}

/* Whatever is held: a run lists the pairs that reach the floor, and no others. */
static void test_a_run_lists_all_that_are_near(void **state)
{
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 0);
        struct sl_linkage *batch = world_linkage(world);
        const struct sl_near_pair *pairs = NULL;
        size_t count = 0;
        size_t reaching = 0;
        SL_CHECK_OK(sl_linkage_run(batch, NULL), NULL);
        sl_linkage_near(batch, &pairs, &count);
        for (uint32_t one = 0; one < batch->table.record_count; one++) {
            for (uint32_t two = one + 1; two < batch->table.record_count; two++) {
                const double bits = sl_scorer_pair(&batch->scorer, one, two);
                const bool reaches = bits >= sl_linkage_floor(batch);
                assert_true(is_listed(pairs, count, one, two) == reaches);
                reaching += reaches ? 1 : 0;
            }
        }
        SL_CHECK_U64(count, reaching);
        sl_linkage_close(batch);
        world_close(world);
    }
}

/* A growth that was given the list, and one that searches, name the same records. */
static void test_what_is_given_is_as_what_is_found(void **state)
{
    size_t seen = 0;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + 500 + trial, 0);
        struct sl_growth *other = NULL;
        for (size_t row = 0; row < world->fixture.count; row++) {
            if (!world->there[row] && world_chance(world, 0.3)) {
                world_add(world, row);
            }
        }
        struct sl_linkage *all = world_linkage(world);
        SL_CHECK_OK(sl_linkage_prepare(all, NULL), NULL);
        SL_CHECK_OK(sl_growth_open(all, &other, NULL), NULL);
        for (uint32_t record = 0; record < all->table.record_count; record++) {
            const struct sl_str id = sl_linkage_record_id(all, record);
            const uint32_t *near = NULL;
            const uint32_t *found = NULL;
            size_t near_count = 0;
            size_t found_count = 0;
            uint32_t here = 0;
            SL_CHECK_OK(sl_growth_record_find(world->growth, id, &here, NULL), NULL);
            SL_CHECK_OK(sl_growth_near(world->growth, here, &near, &near_count, NULL), NULL);
            SL_CHECK_OK(sl_growth_near(other, record, &found, &found_count, NULL), NULL);
            SL_CHECK_U64(near_count, found_count);
            for (size_t at = 0; at < near_count; at++) {
                const struct sl_str name = sl_growth_record_id(world->growth, near[at]);
                uint32_t same = 0;
                SL_CHECK_OK(sl_growth_record_find(other, name, &same, NULL), NULL);
                bool is_there = false;
                for (size_t i = 0; i < found_count; i++) {
                    is_there = is_there || found[i] == same;
                }
                assert_true(is_there);
                seen++;
            }
        }
        sl_growth_close(other);
        sl_linkage_close(all);
        world_close(world);
    }
    assert_true(seen > 1000);
}

/* Run, keep the list, give it to a growth and ask it. */
static enum sl_status keep_and_use(void *context)
{
    struct world *world = context;
    struct sl_growth *growth SL_CLEANUP(sl_growth_close_ptr) = NULL;
    const struct sl_near_pair *pairs = NULL;
    const uint32_t *others = NULL;
    size_t count = 0;
    sl_linkage_near(world->linkage, &pairs, &count);
    SL_TRY(sl_growth_open(world->linkage, &growth, NULL));
    SL_TRY(sl_growth_use_near(growth, pairs, count, NULL));
    return sl_growth_near(growth, 0, &others, &count, NULL);
}

static void test_failing_allocations_and_what_is_not_there(void **state)
{
    static const struct sl_near_pair wrong = { 0, UINT32_MAX };
    struct world *world = world_open(*state, sl_test_seed(), 60);
    for (size_t row = 0; row < 30; row++) {
        world->there[row] = true;
    }
    sl_growth_close(world->growth);
    sl_linkage_close(world->linkage);
    world->linkage = world_linkage(world);
    SL_CHECK_OK(sl_linkage_run(world->linkage, NULL), NULL);
    SL_CHECK_OK(sl_growth_open(world->linkage, &world->growth, NULL), NULL);
    assert_true(sl_test_failing_allocations(keep_and_use, world) > 20);
    SL_CHECK_STATUS(sl_growth_use_near(world->growth, &wrong, 1, NULL), SL_INVALID);
    world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_lists_all_that_are_near),
        cmocka_unit_test(test_what_is_given_is_as_what_is_found),
        cmocka_unit_test(test_failing_allocations_and_what_is_not_there),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
