/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_world.h"

#include "app/notice_fixture.h"

static void everybody_is_there(void **state)
{
    struct people_fixture *fixture = *state;
    const struct notice_people people = notice_fill(fixture);
    struct sl_world world;

    notice_world(fixture, SL_KNOWN_RECEIVED, "", &world);
    SL_CHECK_U64(world.named_count, 3);
    SL_CHECK_U64(world.event_count, 2);
    SL_CHECK_U64(sl_world_find(&world, people.child), 0);
    SL_CHECK_I64(world.persons[sl_world_find(&world, people.other)].born.day, 15373);
    SL_CHECK_I64(world.events[0].known.until, SL_HISTORY_STANDS);
    sl_world_finish(&world);
    notice_world(fixture, SL_KNOWN_RECEIVED, "oldham", &world);
    SL_CHECK_U64(world.event_count, 0);
    sl_world_finish(&world);
}

/* A correction: what the first version said was known until the second one came. */
static void versions_follow_each_other(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_world world;

    (void)notice_fill(fixture);
    people_take(
        fixture,
        "police",
        "{\"type\":\"event\",\"id\":\"x1\",\"kind\":\"incident\",\"start\":\"2026-02-02\"}\n"
    );
    people_update(fixture, false);
    picture_identified(fixture);
    notice_world(fixture, SL_KNOWN_RECEIVED, "", &world);
    SL_CHECK_U64(world.event_count, 3);
    SL_CHECK_U64(world.events[1].kind, SL_EVENT_CRIME);
    SL_CHECK_U64(world.events[2].kind, SL_EVENT_INCIDENT);
    SL_CHECK_I64(world.events[1].known.until, world.events[2].known.since);
    SL_CHECK_I64(world.events[1].mark, world.events[2].mark);
    sl_world_finish(&world);
    notice_world(fixture, SL_KNOWN_RECORDED, "", &world);
    SL_CHECK_U64(world.event_count, 2);
    SL_CHECK_U64(world.events[1].kind, SL_EVENT_INCIDENT);
    sl_world_finish(&world);
}

static void nobody_is_identified(void **state)
{
    struct people_fixture *fixture = *state;
    bool attributes[SL_ATTRIBUTE_TABLE_COUNT] = { false };
    const struct sl_notice_world_options options = { .attributes = attributes };
    struct sl_world world;
    struct sl_error err;

    people_take(fixture, "police", NOTICE_POLICE);
    people_update(fixture, false);
    SL_CHECK_STATUS(sl_notice_world(fixture->store, &options, &world, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.hint), "Run 'sightline identify' first.");
    sl_world_finish(&world);
}

int main(void)
{
#define NOTICE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)
    const struct CMUnitTest tests[] = {
        NOTICE_TEST(everybody_is_there),
        NOTICE_TEST(versions_follow_each_other),
        NOTICE_TEST(nobody_is_identified),
    };
    return cmocka_run_group_tests_name("app/notice_world", tests, NULL, NULL);
}
