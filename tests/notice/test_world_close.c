/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/world_index.h"

#include "small_world.h"

/* A phone of many is a crowd's, one of few is not; a link to an object gives its node. */
static void test_crowds(void **state)
{
    struct sl_world world;
    size_t crowd = 0, few = 0;
    (void)state;
    sl_world_init(&world);
    for (int64_t i = 1; i <= SL_WORLD_CROWD_LIMIT + 1; i++) {
        world_person(&world, i, i, "2012");
        world_node(&world, i, SL_NODE_PHONE, 7);
    }
    world_node(&world, 500, SL_NODE_PHONE, 8);
    world_link(&world, 1, SL_ROLE_USES, 500, world_known("", ""));
    SL_CHECK_OK(sl_world_close(&world, NULL), NULL);
    for (size_t i = 0; i < world.index->use_count; i++) {
        const struct sl_world_use *use = &world.index->uses[i];
        crowd += use->is_crowd ? 1 : 0;
        few += use->node == 8 && !use->is_crowd && use->person == 0 ? 1 : 0;
    }
    SL_CHECK_U64(crowd, SL_WORLD_CROWD_LIMIT + 1);
    SL_CHECK_U64(few, 1);
    sl_world_finish(&world);
}

static void test_marks(void **state)
{
    const struct sl_marks none = { .count = 0 };
    struct sl_world world;
    (void)state;
    SL_CHECK_U64(sl_marks_find(&none, 5), SL_WORLD_NONE);
    sl_world_init(&world);
    for (int64_t i = 1; i <= 1000; i++) {
        world_event(&world, i * 7919, SL_EVENT_CRIME, "2024-01-01", i);
    }
    SL_CHECK_OK(sl_world_close(&world, NULL), NULL);
    SL_CHECK_U64(world.index->groups.count, 1000);
    for (int64_t i = 1; i <= 1000; i++) {
        SL_CHECK_U64(sl_marks_find(&world.index->groups, i * 7919), (uint64_t)i - 1);
    }
    SL_CHECK_U64(sl_marks_find(&world.index->groups, 5), SL_WORLD_NONE);
    sl_world_finish(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crowds),
        cmocka_unit_test(test_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
