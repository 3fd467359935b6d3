/* SPDX-License-Identifier: Apache-2.0 */
#include "small_world.h"

/* Marks: the child and a brother, their mother, a stranger, another child; events and things. */
enum { CHILD = 1, BROTHER, MOTHER, STRANGER, OTHER, MISSING = 20, CRIME, LINE, PHONE = 40, HOME };

struct scene {
    struct sl_world world;
    struct sl_arena arena;
    struct sl_history history;
};

static int open_scene(void **state)
{
    static struct scene scene;
    const struct sl_history_known always = world_known("", "");
    struct sl_world *world = &scene.world;
    sl_world_init(world);
    sl_arena_init(&scene.arena, EXAMPLE_LIMIT_BYTES);
    world_person(world, CHILD, 10, "2010-05-05");
    world_person(world, BROTHER, 11, "2012-05-05");
    world_person(world, MOTHER, 12, "1985");
    world_person(world, STRANGER, 13, "1990");
    world_person(world, OTHER, 14, "2011");
    world_link(world, MOTHER, SL_ROLE_MOTHER, CHILD, always);
    world_link(world, MOTHER, SL_ROLE_MOTHER, BROTHER, always);
    world_event(world, MISSING, SL_EVENT_MISSING, "2024-01-01", 1);
    world_link(world, CHILD, SL_ROLE_SUBJECT, MISSING, always);
    world_link(world, STRANGER, SL_ROLE_FOUND_WITH, MISSING, world_known("2024-01-05", ""));
    world_link(world, MISSING, SL_ROLE_HAPPENED_AT, 60, always);
    world_link(world, MISSING, SL_ROLE_FOUND_AT, HOME, always);
    world_node(world, HOME, SL_NODE_ADDRESS, 99);
    world_event(world, CRIME, SL_EVENT_CRIME, "2024-02-01", 2);
    world_link(world, STRANGER, SL_ROLE_SUSPECT, CRIME, always);
    world_link(world, OTHER, SL_ROLE_VICTIM, CRIME, always);
    world_event(world, LINE, SL_EVENT_LINE_OF_ENQUIRY, "2024-02-01", 3);
    world_link(world, LINE, SL_ROLE_FOLLOWS, MISSING, always);
    world_node(world, PHONE, SL_NODE_PHONE, 77);
    world_link(world, CHILD, SL_ROLE_USES, PHONE, always);
    world_link(world, OTHER, SL_ROLE_USES, PHONE, world_known("", "2024-03-01"));
    world_node(world, CHILD, SL_NODE_ADDRESS, 98);
    world_node(world, OTHER, SL_NODE_ADDRESS, 98);
    SL_CHECK_OK(sl_world_close(world, NULL), NULL);
    *state = &scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    sl_arena_finish(&scene->arena);
    sl_world_finish(&scene->world);
    return 0;
}

static const struct sl_history *
make(struct scene *scene, int64_t as_of, uint64_t around, uint64_t things)
{
    const struct sl_world_asked asked = { 0, as_of, around, things };
    SL_CHECK_OK(
        sl_world_history(&scene->world, &asked, &scene->arena, &scene->history, NULL), NULL
    );
    return &scene->history;
}

static bool has_tie(const struct sl_history *history, int64_t from, enum sl_role role)
{
    for (size_t i = 0; i < history->tie_count; i++) {
        const struct sl_history_tie *tie = &history->ties[i];
        if (history->people[tie->from].identity == from && tie->to == SL_HISTORY_CHILD &&
            tie->role == role) {
            return true;
        }
    }
    return false;
}

static void test_own(void **state)
{
    struct scene *scene = *state;
    const struct sl_history *history = make(scene, example_instant("2024-06-01"), 0, 0);
    SL_CHECK_U64(history->event_count, 2);
    SL_CHECK_U64(history->events[0].kind, SL_EVENT_MISSING);
    SL_CHECK_U64(history->events[0].roles, SL_HISTORY_BIT(SL_ROLE_SUBJECT));
    SL_CHECK_I64(history->events[0].place, 99);
    SL_CHECK_U64(history->events[0].part_count, 1);
    SL_CHECK_U64(history->events[1].kind, SL_EVENT_LINE_OF_ENQUIRY);
    SL_CHECK_U64(history->events[1].follows, history->events[0].record);
    SL_CHECK_U64(history->events[1].roles, 0);
    SL_CHECK_I64(history->born.day, example_moment("2010-05-05").day);
    SL_CHECK_U64(history->use_count, 0);
    assert_true(has_tie(history, 12, SL_ROLE_MOTHER));
    assert_true(has_tie(history, 11, SL_ROLE_SIBLING));
    assert_true(has_tie(history, 14, SL_ROLE_HOUSEHOLD));
    SL_CHECK_I64(sl_world_proof(&scene->world, history->events[0].record).record, 1);
    SL_CHECK_I64(sl_world_proof(&scene->world, history->events[0].record).mark, MISSING);
}

/* What was not known then is not there; nor is what was known no longer. */
static void test_as_of(void **state)
{
    const uint64_t phones = SL_HISTORY_BIT(SL_NODE_PHONE);
    struct scene *scene = *state;
    const struct sl_history *history = make(scene, example_instant("2024-01-02"), 0, phones);
    SL_CHECK_U64(history->event_count, 1);
    SL_CHECK_U64(history->events[0].part_count, 0);
    SL_CHECK_U64(history->use_count, 2);
    SL_CHECK_U64(make(scene, example_instant("2024-04-01"), 0, phones)->use_count, 1);
    SL_CHECK_U64(make(scene, INT64_MAX, 0, phones)->use_count, 2);
    SL_CHECK_U64(make(scene, example_instant("2023-04-01"), 0, phones)->event_count, 0);
}

/* What a stranger did elsewhere, and with whom, is there when it is asked for. */
static void test_around(void **state)
{
    struct scene *scene = *state;
    const struct sl_history *history =
        make(scene, example_instant("2024-06-01"), SL_HISTORY_BIT(SL_EVENT_CRIME), 0);
    SL_CHECK_U64(history->event_count, 3);
    size_t crimes = 0;
    for (size_t i = 0; i < history->event_count; i++) {
        if (history->events[i].kind == SL_EVENT_CRIME) {
            SL_CHECK_U64(history->events[i].roles, 0);
            SL_CHECK_U64(history->events[i].part_count, 2);
            crimes++;
        }
    }
    SL_CHECK_U64(crimes, 1);
}

static enum sl_status try_make(void *context)
{
    const struct scene *scene = context;
    const struct sl_world_asked asked = { 0, INT64_MAX, UINT64_MAX, UINT64_MAX };
    struct sl_arena arena;
    struct sl_history history;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const enum sl_status status = sl_world_history(&scene->world, &asked, &arena, &history, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(try_make, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_own, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_as_of, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_around, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_failing_allocations, open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
