/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_gather.h"

#include "app/notice_fixture.h"

static int64_t instant(const char *text)
{
    struct sl_moment moment;

    SL_CHECK_OK(sl_moment_parse(sl_str_from(text), &moment, NULL), NULL);
    return sl_history_first_instant(moment);
}

/* By their own dates: since an agency wrote it down, and no sooner than it was. */
static void by_their_own_dates(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_world world;

    (void)notice_fill(fixture);
    notice_world(fixture, SL_KNOWN_RECORDED, "", &world);
    SL_CHECK_I64(world.events[0].known.since, instant("2026-01-05"));
    SL_CHECK_I64(world.events[1].known.since, instant("2026-02-02"));
    SL_CHECK_U64(world.events[0].value_count, 1);
    SL_CHECK_STR(world.values[world.events[0].first_value].text, "high");
    sl_world_finish(&world);
}

/* The same surname at the same postcode is a home of both; a phone and a surname, too. */
static void a_name_at_a_postcode_is_a_home(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_world world;
    size_t homes = 0;

    (void)notice_fill(fixture);
    notice_world(fixture, SL_KNOWN_RECEIVED, "", &world);
    for (size_t i = 0; i < world.node_count; i++) {
        for (size_t j = 0; j < i; j++) {
            homes += world.nodes[i].node == world.nodes[j].node &&
                             world.nodes[i].entity != world.nodes[j].entity &&
                             world.nodes[i].kind == SL_NODE_ADDRESS
                         ? 1
                         : 0;
        }
    }
    SL_CHECK_U64(homes, 1);
    SL_CHECK_U64(world.node_count, 4);
    sl_world_finish(&world);
}

static void attributes_are_those_of_conditions(void **state)
{
    bool attributes[SL_ATTRIBUTE_TABLE_COUNT];
    struct sl_notice_catalogues catalogues;
    struct sl_arena arena;
    size_t count = 0;
    (void)state;

    sl_arena_init(&arena, SL_NOTICE_LOAD_BYTES);
    SL_CHECK_OK(sl_notice_load_own(&arena, &catalogues, NULL), NULL);
    sl_notice_attributes(&catalogues.indicators, attributes);
    for (size_t i = 0; i < SL_ATTRIBUTE_TABLE_COUNT; i++) {
        count += attributes[i] ? 1 : 0;
    }
    SL_CHECK_U64(count, 2);
    assert_true(attributes[SL_ATTRIBUTE_FACTOR]);
    assert_true(attributes[SL_ATTRIBUTE_ACCEPTED]);
    sl_arena_finish(&arena);
}

int main(void)
{
#define NOTICE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)
    const struct CMUnitTest tests[] = {
        NOTICE_TEST(by_their_own_dates),
        NOTICE_TEST(a_name_at_a_postcode_is_a_home),
        cmocka_unit_test(attributes_are_those_of_conditions),
    };
    return cmocka_run_group_tests_name("app/notice_gather", tests, NULL, NULL);
}
