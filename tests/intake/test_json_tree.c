/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_tree.h"

#include "support/support.h"

/* A record in an arena of its own. */
struct fixture {
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_reading reading;
    struct sl_json_node *root;
    struct sl_error err;
};

static enum sl_status open_tree(struct fixture *fixture, const char *text)
{
    sl_arena_init(&fixture->arena, (size_t)1 << 24);
    sl_facts_init(&fixture->facts, &fixture->arena);
    fixture->reading = (struct sl_reading){ .body = sl_str_from(text), .facts = &fixture->facts };
    fixture->root = NULL;
    return sl_json_tree_read(&fixture->reading, &fixture->root, &fixture->err);
}

static void test_members(void **state)
{
    (void)state;
    struct fixture at;
    const struct sl_json_node *item = NULL;
    SL_CHECK_OK(
        open_tree(&at, "{\"a\":\" x \",\"b\":[1,true],\"c\":null,\"d\":{\"a\":false},\"a\":2}"),
        &at.err
    );
    SL_CHECK_STR(sl_json_member_text(at.root, SL_STR("a")), "x");
    SL_CHECK_STR(sl_json_member_text(at.root, SL_STR("b")), "");
    assert_null(sl_json_find(at.root, SL_STR("c")));
    assert_null(sl_json_find(NULL, SL_STR("c")));
    assert_true(sl_json_is_object(sl_json_find(at.root, SL_STR("d"))));
    SL_CHECK_STR(sl_json_member_text(sl_json_find(at.root, SL_STR("d")), SL_STR("a")), "false");
    SL_CHECK_OK(sl_json_list(&at.reading, at.root, SL_STR("b"), &item, &at.err), &at.err);
    SL_CHECK_STR(sl_json_text_of(item), "1");
    assert_true(sl_json_is_true(item->next));
    assert_null(item->next->next);
    SL_CHECK_STATUS(sl_json_list(&at.reading, at.root, SL_STR("d"), &item, &at.err), SL_INVALID);
    SL_CHECK_STR(at.reading.field, "d");
    SL_CHECK_STR(sl_str_from(at.err.message), "a list is wanted, not an object");
    sl_arena_finish(&at.arena);
}

static void test_faults(void **state)
{
    static const struct {
        const char *text, *field;
        unsigned line, column;
    } rows[] = {
        {"{\"a\":1,\n\"b\":tru}", "a", 1, 5 },
        { "[1]",                  "",  0, 1 },
        { "{\"a\":{\"b\":1}",     "b", 0, 13},
        { "",                     "",  0, 1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture at;
        SL_CHECK_STATUS(open_tree(&at, rows[i].text), SL_INVALID);
        SL_CHECK_STR(at.reading.field, rows[i].field);
        SL_CHECK_U64(at.reading.line, rows[i].line);
        SL_CHECK_U64(at.reading.column, rows[i].column);
        sl_arena_finish(&at.arena);
    }
}

static void test_moments(void **state)
{
    (void)state;
    struct fixture at;
    struct sl_moment moment;
    SL_CHECK_OK(open_tree(&at, "{\"a\":\"2024-02\",\n \"b\":\"soon\",\"c\":7}"), &at.err);
    SL_CHECK_OK(
        sl_json_moment_of(&at.reading, sl_json_find(at.root, SL_STR("a")), &moment, &at.err),
        &at.err
    );
    SL_CHECK_U64(moment.precision, SL_PRECISION_MONTH);
    SL_CHECK_OK(sl_json_moment_of(&at.reading, NULL, &moment, &at.err), &at.err);
    SL_CHECK_U64(moment.precision, SL_PRECISION_NONE);
    const struct sl_json_node *bad = sl_json_find(at.root, SL_STR("b"));
    SL_CHECK_STATUS(sl_json_moment_of(&at.reading, bad, &moment, &at.err), SL_INVALID);
    SL_CHECK_STR(at.reading.field, "b");
    SL_CHECK_U64(at.reading.line, 1);
    bad = sl_json_find(at.root, SL_STR("c"));
    SL_CHECK_STATUS(sl_json_moment_of(&at.reading, bad, &moment, &at.err), SL_INVALID);
    sl_arena_finish(&at.arena);
}

static void test_limit(void **state)
{
    (void)state;
    struct fixture at;
    struct sl_buf text;
    sl_buf_init(&text, (size_t)1 << 20);
    sl_buf_add(&text, SL_STR("{\"a\":[0"));
    for (unsigned i = 0; i < SL_JSON_NODE_LIMIT; i++) {
        sl_buf_add(&text, SL_STR(",0"));
    }
    sl_buf_add(&text, SL_STR("]}"));
    SL_CHECK_STATUS(open_tree(&at, text.ptr), SL_LIMIT);
    sl_arena_finish(&at.arena);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_limit),
    };
    return cmocka_run_group_tests_name("json_tree", tests, NULL, NULL);
}
