/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_read.h"

#include "support/support.h"

/* The wishes of a reader, one token after the other. */
static void test_wishes(void **state)
{
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_reading reading = { .body = SL_STR("[\"missing\",\"2024-05\",null,\"a b\",7]") };
    struct sl_json_read read;
    struct sl_moment moment;
    struct sl_error err;
    struct sl_str key;
    unsigned kind = 0;
    (void)state;
    sl_arena_init(&arena, 4096);
    sl_facts_init(&facts, &arena);
    reading.facts = &facts;
    sl_json_read_init(&read, &reading, 2);
    SL_CHECK_OK(sl_json_read_next(&read, &err), &err);
    SL_CHECK_OK(sl_json_read_want(&read, SL_JSON_LIST, &err), &err);
    SL_CHECK_STATUS(sl_json_read_want(&read, SL_JSON_TEXT, &err), SL_INVALID);
    assert_string_equal(err.message, "a text is wanted, not a list");
    SL_CHECK_OK(sl_json_read_next(&read, &err), &err);
    SL_CHECK_OK(
        sl_json_read_term(&read, sl_event_kind_terms(), SL_EVENT_KIND_COUNT, &kind, &err), &err
    );
    SL_CHECK_U64(kind, SL_EVENT_MISSING);
    SL_CHECK_STATUS(
        sl_json_read_term(&read, sl_role_terms(), SL_ROLE_TABLE_COUNT, &kind, &err), SL_INVALID
    );
    SL_CHECK_STATUS(sl_json_read_moment(&read, &moment, &err), SL_INVALID);
    SL_CHECK_OK(sl_json_read_next(&read, &err), &err);
    SL_CHECK_OK(sl_json_read_moment(&read, &moment, &err), &err);
    SL_CHECK_U64(moment.precision, SL_PRECISION_MONTH);
    SL_CHECK_OK(sl_json_read_next(&read, &err), &err);
    SL_CHECK_OK(sl_json_read_moment(&read, &moment, &err), &err);
    SL_CHECK_U64(moment.precision, SL_PRECISION_NONE);
    SL_CHECK_OK(sl_json_read_next(&read, &err), &err);
    SL_CHECK_OK(sl_json_read_key(&read, &key, &err), &err);
    SL_CHECK_STR(key, "a b");
    SL_CHECK_OK(sl_json_read_next(&read, &err), &err);
    SL_CHECK_STATUS(sl_json_read_key(&read, &key, &err), SL_INVALID);
    SL_CHECK_U64(reading.column, 33);
    sl_arena_finish(&arena);
}

static void test_limits(void **state)
{
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_error err;
    (void)state;
    sl_arena_init(&arena, 4096);
    sl_facts_init(&facts, &arena);
    facts.value_count = SL_READ_ITEM_LIMIT;
    facts.link_count = SL_READ_ITEM_LIMIT;
    SL_CHECK_STATUS(sl_read_add_value(&facts, (struct sl_fact_value){ 0 }, &err), SL_LIMIT);
    SL_CHECK_STATUS(sl_read_add_link(&facts, (struct sl_link){ 0 }, &err), SL_LIMIT);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wishes),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests_name("json_read", tests, NULL, NULL);
}
