/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/world.h"

#include "small_world.h"

static void check_same(const struct sl_world *left, const struct sl_world *right)
{
    SL_CHECK_U64(left->event_count, right->event_count);
    for (size_t i = 0; i < left->event_count; i++) {
        SL_CHECK_I64(left->events[i].mark, right->events[i].mark);
        SL_CHECK_I64(left->events[i].record, right->events[i].record);
    }
    SL_CHECK_U64(left->person_count, right->person_count);
    for (size_t i = 0; i < left->person_count; i++) {
        SL_CHECK_I64(left->persons[i].identity, right->persons[i].identity);
        SL_CHECK_I64(left->persons[i].born.day, right->persons[i].born.day);
    }
}

/* Persons stand by identity; one identity has many marks; whom nobody named stands last. */
static void test_people(void **state)
{
    struct sl_world world;
    (void)state;
    sl_world_init(&world);
    world_person(&world, 5, 900, "2010-05-05");
    world_person(&world, 6, 300, "");
    world_person(&world, 7, 900, "2011");
    world_link(&world, 8, SL_ROLE_MOTHER, 5, world_known("", ""));
    SL_CHECK_OK(sl_world_close(&world, NULL), NULL);
    SL_CHECK_U64(world.named_count, 2);
    SL_CHECK_U64(world.person_count, 3);
    SL_CHECK_U64(sl_world_find(&world, 300), 0);
    SL_CHECK_U64(sl_world_find(&world, 900), 1);
    SL_CHECK_U64(sl_world_find(&world, 301), 2);
    SL_CHECK_U64(sl_world_person(&world, 7), 1);
    SL_CHECK_U64(sl_world_person(&world, 8), 2);
    SL_CHECK_U64(sl_world_person(&world, 9), SIZE_MAX);
    SL_CHECK_I64(world.persons[1].born.day, example_moment("2010-05-05").day);
    assert_true(sl_world_names(&world, 1085, 8));
    assert_true(sl_world_names(&world, 1085, 5));
    assert_false(sl_world_names(&world, 1085, 6));
    assert_false(sl_world_names(&world, 1084, 8));
    sl_world_finish(&world);
}

/* In parts and another order, it is the same. */
static void test_order(void **state)
{
    struct sl_world whole, part, other;
    (void)state;
    sl_world_init(&whole);
    sl_world_init(&part);
    sl_world_init(&other);
    for (int64_t i = 1; i <= 40; i++) {
        struct sl_world *one = i % 2 == 0 ? &part : &other;
        const struct sl_history_value value = { SL_ATTRIBUTE_CODE, SL_STR("x") };
        world_event(&whole, 100 + i, SL_EVENT_CRIME, "2024-01-01", i);
        SL_CHECK_OK(sl_world_value(&whole, value, NULL), NULL);
        world_person(&whole, i, 1000 - i, "2012");
        world_event(one, 100 + i, SL_EVENT_CRIME, "2024-01-01", i);
        SL_CHECK_OK(sl_world_value(one, value, NULL), NULL);
        world_person(one, i, 1000 - i, "2012");
    }
    SL_CHECK_OK(sl_world_join(&other, &part, NULL), NULL);
    SL_CHECK_OK(sl_world_close(&whole, NULL), NULL);
    SL_CHECK_OK(sl_world_close(&other, NULL), NULL);
    check_same(&whole, &other);
    SL_CHECK_STR(other.values[other.events[39].first_value].text, "x");
    assert_true(sl_world_names(&whole, 7, 107));
    sl_world_clear(&part);
    SL_CHECK_U64(part.event_count + part.value_count + part.name_count, 0);
    sl_world_finish(&part);
    sl_world_finish(&other);
    sl_world_finish(&whole);
}

static enum sl_status add(struct sl_world *world)
{
    const struct sl_world_event event = { .mark = 1, .start = { .precision = SL_PRECISION_DAY } };
    const struct sl_history_value value = { SL_ATTRIBUTE_CODE, SL_STR("x") };
    const struct sl_world_link link = { .from = 2, .to = 1, .role = SL_ROLE_SUBJECT };
    const struct sl_world_node node = { .entity = 2, .node = 7 };
    const struct sl_world_name name = { 2, 50 };
    const struct sl_world_birth birth = { .mark = 2 };
    SL_TRY(sl_world_event(world, event, NULL));
    SL_TRY(sl_world_value(world, value, NULL));
    SL_TRY(sl_world_link(world, link, NULL));
    SL_TRY(sl_world_node(world, node, NULL));
    SL_TRY(sl_world_name(world, name, NULL));
    SL_TRY(sl_world_birth(world, birth, NULL));
    return sl_world_close(world, NULL);
}

static enum sl_status make(void *context)
{
    struct sl_world world;
    (void)context;
    sl_world_init(&world);
    const enum sl_status status = add(&world);
    sl_world_finish(&world);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(make, NULL) > 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
