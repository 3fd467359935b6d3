/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/live_walk.h"

#include "small_world.h"

struct scene {
    struct sl_world world;
    struct sl_live live;
    struct sl_live_walk walk;
};

/* 1 -m- 2 -e- 3 -n- 4 -e- 5: mother, event, a phone in common, an event. 2 is two marks. */
static int set_up(void **state)
{
    static struct scene scene;
    struct sl_world *world = &scene.world;

    scene = (struct scene){ .walk.live = &scene.live };
    sl_world_init(world);
    world_person(world, 1, 10, "2012-01-01");
    world_person(world, 2, 20, "1990-01-01");
    world_person(world, 12, 20, "");
    world_person(world, 4, 40, "2012-01-01");
    world_link(world, 2, SL_ROLE_MOTHER, 1, world_known("", ""));
    world_link(world, 12, SL_ROLE_SUSPECT, 100, world_known("", ""));
    world_link(world, 3, SL_ROLE_VICTIM, 100, world_known("", ""));
    world_link(world, 100, SL_ROLE_FOUND_AT, 300, world_known("", ""));
    world_node(world, 3, SL_NODE_PHONE, 200);
    world_node(world, 4, SL_NODE_PHONE, 200);
    world_link(world, 4, SL_ROLE_SUBJECT, 101, world_known("", ""));
    world_link(world, 5, SL_ROLE_SUBJECT, 102, world_known("", ""));
    world_link(world, 101, SL_ROLE_FOLLOWS, 102, world_known("", ""));
    SL_CHECK_OK(sl_live_open(world, &scene.live, NULL), NULL);
    *state = &scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;

    sl_live_walk_finish(&scene->walk);
    sl_live_finish(&scene->live);
    return 0;
}

static void step_by_step(void **state)
{
    struct scene *scene = *state;
    struct sl_live_walk *walk = &scene->walk;
    static const int64_t people[] = { 10, 20, -3, 40, -5 };

    for (unsigned depth = 0; depth < 5; depth++) {
        sl_live_walk_finish(walk);
        SL_CHECK_OK(sl_live_set_put(&walk->people, 10, NULL), NULL);
        SL_CHECK_OK(sl_live_walk_go(walk, depth), NULL);
        SL_CHECK_U64(walk->people.count, depth + 1);
        for (unsigned i = 0; i <= depth; i++) {
            SL_CHECK_I64(walk->people.items[i], people[i]);
        }
        assert_true(sl_live_set_has(&walk->groups, 100) == (depth > 1));
        assert_true(sl_live_set_has(&walk->groups, 102) == (depth > 3));
        assert_true(sl_live_set_has(&walk->nodes, 200) == (depth > 1));
        assert_true(sl_live_set_has(&walk->marks, 12) == (depth > 0));
    }
}

static void who_somebody_is(void **state)
{
    struct scene *scene = *state;

    SL_CHECK_I64(sl_live_person(&scene->live, 12), 20);
    SL_CHECK_I64(sl_live_person(&scene->live, 3), -3);
    assert_true(sl_live_is_person(&scene->live, 3));
    assert_true(sl_live_is_person(&scene->live, 1));
    assert_false(sl_live_is_person(&scene->live, 100));
    assert_false(sl_live_is_person(&scene->live, 300));
}

/* What a crowd has ties nobody, and is a step from none of them. */
static void a_crowd_is_no_step(void **state)
{
    struct scene *scene = *state;
    struct sl_live_walk *walk = &scene->walk;
    struct sl_world news;

    for (int64_t more = 0; more < 2; more++) {
        sl_world_init(&news);
        const int64_t first = more == 0 ? 1000 : 2000;
        const int64_t count = more == 0 ? SL_WORLD_CROWD_LIMIT - 2 : 1;
        for (int64_t i = 0; i < count; i++) {
            world_person(&news, first + i, first + i, "");
            world_node(&news, first + i, SL_NODE_PHONE, 200);
        }
        SL_CHECK_OK(sl_live_add(&scene->live, &news, NULL), NULL);
        sl_world_finish(&news);
        sl_live_walk_finish(walk);
        SL_CHECK_OK(sl_live_set_put(&walk->people, 40, NULL), NULL);
        SL_CHECK_OK(sl_live_walk_go(walk, 1), NULL);
        assert_true(sl_live_set_has(&walk->people, -3) == (more == 0));
    }
}

int main(void)
{
#define WALK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WALK_TEST(step_by_step),
        WALK_TEST(who_somebody_is),
        WALK_TEST(a_crowd_is_no_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
