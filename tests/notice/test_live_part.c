/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/live.h"

#include "small_world.h"

/* People in a row, each with a phone in common with the next one. */
static void fill(struct sl_world *world, int64_t count)
{
    sl_world_init(world);
    for (int64_t i = 1; i <= count; i++) {
        world_person(world, i, 1000 - i, "2012-01-01");
        world_node(world, i, SL_NODE_PHONE, 5000 + i);
        world_node(world, i, SL_NODE_PHONE, 5001 + i);
        world_event(world, 7000 + i, SL_EVENT_MISSING, "2026-01-01", i);
        world_link(world, i, SL_ROLE_SUBJECT, 7000 + i, world_known("", ""));
    }
}

/* All of those who are near enough, less of the others, nothing of those who are far. */
static void what_is_near(void **state)
{
    struct sl_world world, part;
    struct sl_live live;
    const int64_t asked[] = { 1000 - 20 };
    (void)state;

    fill(&world, 40);
    SL_CHECK_OK(sl_live_open(&world, &live, NULL), NULL);
    SL_CHECK_U64(world.name_count, 0);
    SL_CHECK_OK(sl_live_part(&live, asked, 1, &part, NULL), NULL);
    /* Three steps each way and who shares a phone with the last: events of those two away. */
    SL_CHECK_U64(part.named_count, 9);
    SL_CHECK_U64(part.event_count, 5);
    SL_CHECK_I64(part.persons[0].identity, 1000 - 24);
    assert_true(sl_world_find(&part, 1000 - 20) < part.named_count);
    assert_true(sl_world_find(&part, 1000 - 25) == part.named_count);
    sl_world_finish(&part);
    sl_live_finish(&live);
    sl_world_finish(&world);
}

/* Of nobody there is nothing; of whom nobody has heard, too. */
static void nobody(void **state)
{
    struct sl_world world, part;
    struct sl_live live;
    const int64_t asked[] = { 5 };
    (void)state;

    fill(&world, 3);
    SL_CHECK_OK(sl_world_close(&world, NULL), NULL);
    SL_CHECK_OK(sl_live_open(&world, &live, NULL), NULL);
    for (size_t count = 0; count < 2; count++) {
        SL_CHECK_OK(sl_live_part(&live, asked, count, &part, NULL), NULL);
        SL_CHECK_U64(part.person_count + part.event_count + part.node_count, 0);
        sl_world_finish(&part);
    }
    sl_live_finish(&live);
    sl_world_finish(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_near),
        cmocka_unit_test(nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
