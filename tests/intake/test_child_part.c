/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/child_part.h"

#include "base/memory.h"
#include "support/support.h"

#define ARENA_LIMIT ((size_t)4 << 20)

struct parts {
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_reading reading;
};

static int set_up(void **state)
{
    static struct parts parts;

    sl_arena_init(&parts.arena, ARENA_LIMIT);
    sl_facts_init(&parts.facts, &parts.arena);
    parts.reading = (struct sl_reading){ .facts = &parts.facts, .key = SL_STR("child/1") };
    *state = &parts;
    return 0;
}

static int tear_down(void **state)
{
    struct parts *parts = *state;

    sl_arena_finish(&parts->arena);
    return 0;
}

static void check_key(struct parts *parts, const struct sl_child_part *part, const char *expected)
{
    struct sl_str key = SL_STR("");
    struct sl_error err;

    SL_CHECK_OK(sl_child_part_begin(&parts->reading, part, &key, &err), &err);
    SL_CHECK_STR(key, expected);
    SL_CHECK_STR(parts->facts.entities[parts->facts.entity_count - 1].key, expected);
}

static void names_parts(void **state)
{
    struct parts *parts = *state;
    struct sl_child_part part = { .of_key = SL_STR("child/1"), .kind = SL_EVENT_REFERRAL };

    check_key(parts, &part, "child/1/referral/-");
    part.start = sl_moment_of_day(0);
    check_key(parts, &part, "child/1/referral/1970-01-01");
    check_key(parts, &part, "child/1/referral/1970-01-01#2");
    check_key(parts, &part, "child/1/referral/1970-01-01#3");
    part.id = SL_STR("R7");
    check_key(parts, &part, "child/1/referral/R7");
    check_key(parts, &part, "child/1/referral/R7#2");
    part.id = SL_STR("R");
    check_key(parts, &part, "child/1/referral/R");
    part.id = SL_STR("S#2");
    check_key(parts, &part, "child/1/referral/S#2");
    part.id = SL_STR("S");
    check_key(parts, &part, "child/1/referral/S");
    check_key(parts, &part, "child/1/referral/S#3");
    SL_CHECK_U64(parts->facts.link_count, 10);
    SL_CHECK_STR(parts->facts.links[4].from_key, "child/1");
    SL_CHECK_U64(parts->facts.links[4].role, SL_ROLE_SUBJECT);
}

/* A part of an event follows from it, and is the child's as well. */
static void ties_parts(void **state)
{
    struct parts *parts = *state;
    const struct sl_child_part part = { .of_key = SL_STR("child/1/referral/R7"),
                                        .id = SL_STR("A"),
                                        .kind = SL_EVENT_ASSESSMENT };

    check_key(parts, &part, "child/1/assessment/A");
    SL_CHECK_U64(parts->facts.link_count, 2);
    SL_CHECK_STR(parts->facts.links[1].from_key, "child/1/assessment/A");
    SL_CHECK_STR(parts->facts.links[1].to_key, "child/1/referral/R7");
    SL_CHECK_U64(parts->facts.links[1].role, SL_ROLE_FOLLOWS);
}

static void has_a_limit(void **state)
{
    struct parts *parts = *state;
    struct sl_child_part part = { .of_key = SL_STR("child/1"), .kind = SL_EVENT_MISSING };
    struct sl_str key = SL_STR("");
    struct sl_error err;

    for (unsigned i = 0; i < SL_CHILD_PART_LIMIT; i++) {
        part.start = sl_moment_of_day((int32_t)i);
        SL_CHECK_OK(sl_child_part_begin(&parts->reading, &part, &key, &err), &err);
    }
    SL_CHECK_STATUS(sl_child_part_begin(&parts->reading, &part, &key, &err), SL_LIMIT);
}

static void fails_without_memory(void **state)
{
    struct parts *parts = *state;
    const struct sl_child_part part = { .of_key = SL_STR("child/1"), .kind = SL_EVENT_REFERRAL };
    struct sl_str key = SL_STR("");
    struct sl_error err;
    enum sl_status status = SL_NO_MEMORY;

    for (size_t allowed = 0; status != SL_OK; allowed++) {
        sl_arena_finish(&parts->arena);
        sl_arena_init(&parts->arena, ARENA_LIMIT);
        sl_facts_init(&parts->facts, &parts->arena);
        sl_memory_fail_after(allowed);
        status = sl_child_part_begin(&parts->reading, &part, &key, &err);
        sl_memory_fail_after(UINT64_MAX);
        assert_true(status == SL_OK || status == SL_NO_MEMORY);
        assert_true(allowed < 100);
    }
}

int main(void)
{
#define PART_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        PART_TEST(names_parts),
        PART_TEST(ties_parts),
        PART_TEST(has_a_limit),
        PART_TEST(fails_without_memory),
    };
    return cmocka_run_group_tests_name("intake/child_part", tests, NULL, NULL);
}
