/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml.h"

#include <string.h>

#include "base/buf.h"
#include "support/support.h"

#define LIMIT_BYTES ((size_t)4 << 20)

static void describe(const struct sl_yaml_node *node, struct sl_buf *out)
{
    if (node->name.len > 0) {
        sl_buf_addf(out, "%.*s=", SL_STR_ARG(node->name));
    }
    if (node->kind == SL_YAML_TEXT) {
        sl_buf_addf(out, "'%.*s'", SL_STR_ARG(node->text));
        return;
    }
    sl_buf_add_byte(out, node->kind == SL_YAML_MAP ? '{' : '[');
    for (const struct sl_yaml_node *child = node->first; child != NULL; child = child->next) {
        describe(child, out);
        if (child->next != NULL) {
            sl_buf_add_byte(out, ' ');
        }
    }
    sl_buf_add_byte(out, node->kind == SL_YAML_MAP ? '}' : ']');
}

static void check_described(const char *text, const char *expected)
{
    const struct sl_yaml_node *root = NULL;
    struct sl_error err;
    struct sl_arena arena;
    struct sl_buf out;

    sl_arena_init(&arena, LIMIT_BYTES);
    sl_buf_init(&out, LIMIT_BYTES);
    SL_CHECK_OK(sl_yaml_parse(sl_str_from(text), &arena, &root, &err), &err);
    describe(root, &out);
    SL_CHECK_STR(sl_buf_str(&out), expected);
    sl_buf_finish(&out);
    sl_arena_finish(&arena);
}

static void test_documents(void **state)
{
    (void)state;
    check_described("a", "'a'");
    check_described("--- a\n...\n", "'a'");
    check_described("a: 1\nb: [x, \"y z\", 'w']\n", "{a='1' b=['x' 'y z' 'w']}");
    check_described("a:\n  b:\n  - c\n  - d: e\n    f: g\n", "{a={b=['c' {d='e' f='g'}]}}");
    check_described("# said\na: no # not false\nb: null\nc:\n", "{a='no' b='null' c=''}");
    check_described("{}", "{}");
    check_described("a: []", "{a=[]}");
    check_described("a: >\n  one\n  two\n", "{a='one two\n'}");
    check_described("\xC3\xA9: \"\\u20ac\"", "{\xC3\xA9='\xE2\x82\xAC'}");
}

static void test_places(void **state)
{
    const struct sl_yaml_node *root = NULL;
    struct sl_arena arena;

    (void)state;
    sl_arena_init(&arena, LIMIT_BYTES);
    SL_CHECK_OK(sl_yaml_parse(SL_STR("a: 1\nbc:\n  - x\n"), &arena, &root, NULL), NULL);
    const struct sl_yaml_node *second = root->first->next;
    SL_CHECK_U64(root->count, 2);
    SL_CHECK_U64(root->first->column, 4);
    SL_CHECK_U64(second->name_line, 2);
    SL_CHECK_U64(second->name_column, 1);
    SL_CHECK_U64(second->line, 3);
    SL_CHECK_U64(second->first->column, 5);
    sl_arena_finish(&arena);
}

static void test_faults(void **state)
{
    /* clang-format off */
    static const struct {
        const char *text, *message, *detail;
    } rows[] = {
        { "", "there is nothing in it", "" },
        { "# only said\n", "there is nothing in it", "" },
        { "a: 1\na: 2", "a member stands twice", "line 2, column 1" },
        { "a: {b: 1, \"b\": 2}", "a member stands twice", "line 1, column 11" },
        { "a: &x 1", "anchors and tags are not taken", "line 1, column 4" },
        { "a: !!str 1", "anchors and tags are not taken", "line 1, column 4" },
        { "a: !x [1]", "anchors and tags are not taken", "line 1, column 4" },
        { "a: &x {}", "anchors and tags are not taken", "line 1, column 4" },
        { "a: &x []", "anchors and tags are not taken", "line 1, column 4" },
        { "a: !x {}", "anchors and tags are not taken", "line 1, column 4" },
        { "a: *x", "aliases are not taken", "line 1, column 4" },
        { "--- a\n--- b\n", "a second document begins", "line 2, column 1" },
        { "%YAML 1.1\n--- a", "directives are not taken", "line 1, column 1" },
        { "%TAG !x! tag:x\n--- a", "directives are not taken", "line 1, column 1" },
        { "[a]: b", "the name of a member must be a text", "line 1, column 1" },
        { "? {a: b}\n: c", "the name of a member must be a text", "line 1, column 3" },
        { "a: [1", "this is not YAML: did not find expected ',' or ']'", "line 2, column 1" },
        { "a: b: c", "this is not YAML: mapping values are not allowed in this context",
          "line 1, column 5" },
        { "a: 1\nb: \x01", "this is not YAML: control characters are not allowed",
          "line 2, column 4" },
        { "a: \xFF", "this is not UTF-8", "byte 4" },
        { "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "more than 16 levels", "" },
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_yaml_node *root = NULL;
        struct sl_error err;
        struct sl_arena arena;
        sl_arena_init(&arena, LIMIT_BYTES);
        assert_true(sl_yaml_parse(sl_str_from(rows[i].text), &arena, &root, &err) != SL_OK);
        assert_null(root);
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        SL_CHECK_STR(sl_str_from(err.detail), rows[i].detail);
        sl_arena_finish(&arena);
    }
}

/* Longer and wider than the limits, and an arena that is full. */
static void test_limits(void **state)
{
    const struct sl_yaml_node *root = NULL;
    struct sl_arena arena;
    struct sl_buf text;

    (void)state;
    sl_arena_init(&arena, LIMIT_BYTES);
    sl_buf_init(&text, LIMIT_BYTES);
    for (size_t i = 0; i <= SL_YAML_MEMBER_LIMIT; i++) {
        sl_buf_add(&text, SL_STR("- a\n"));
    }
    SL_CHECK_STATUS(sl_yaml_parse(sl_buf_str(&text), &arena, &root, NULL), SL_LIMIT);
    sl_buf_cut(&text, (size_t)4 * SL_YAML_MEMBER_LIMIT);
    SL_CHECK_STATUS(sl_yaml_parse(sl_buf_str(&text), &arena, &root, NULL), SL_OK);
    while (text.len <= SL_YAML_LIMIT_BYTES) {
        sl_buf_add(&text, SL_STR("# said\n"));
    }
    SL_CHECK_STATUS(sl_yaml_parse(sl_buf_str(&text), &arena, &root, NULL), SL_LIMIT);
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
    for (size_t limit = 0; limit < 4 * sizeof(struct sl_yaml_node); limit += 16) {
        sl_arena_init(&arena, limit);
        assert_true(sl_yaml_parse(SL_STR("a: [b]\nc: {d: e}"), &arena, &root, NULL) != SL_OK);
        sl_arena_finish(&arena);
    }
}

static void test_members(void **state)
{
    static const struct sl_yaml_rule rules[] = {
        {"id",     SL_YAML_TEXT, true },
        { "list",  SL_YAML_LIST, false},
        { "other", SL_YAML_MAP,  false},
    };
    /* clang-format off */
    static const struct {
        const char *text, *message, *detail;
    } rows[] = {
        { "list: [a]\nid: b", "", "" },
        { "id: a\nli: []", "there is no member 'li' here", "line 2, column 1" },
        { "list: []", "'id' is missing here", "line 1, column 1" },
        { "id: [a]", "'id' must be a text, and is a list", "line 1, column 5" },
        { "id: a\nlist: {}", "'list' must be a list, and is a map of members",
          "line 2, column 7" },
        { "[a]", "this must be a map of members, and is a list", "line 1, column 1" },
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_yaml_node *root = NULL;
        const struct sl_yaml_node *nodes[3];
        struct sl_error err = { .status = SL_OK };
        struct sl_arena arena;
        sl_arena_init(&arena, LIMIT_BYTES);
        SL_CHECK_OK(sl_yaml_parse(sl_str_from(rows[i].text), &arena, &root, &err), &err);
        const enum sl_status status = sl_yaml_members(root, rules, 3, nodes, &err);
        SL_CHECK_STATUS(status, rows[i].message[0] == '\0' ? SL_OK : SL_INVALID);
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        SL_CHECK_STR(sl_str_from(err.detail), rows[i].detail);
        if (status == SL_OK) {
            SL_CHECK_STR(nodes[0]->text, "b");
            SL_CHECK_U64(nodes[1]->count, 1);
            assert_null(nodes[2]);
        }
        sl_arena_finish(&arena);
    }
}

/* A schema longer than a hint is cut. */
static void test_long_hint(void **state)
{
    static char name[SL_ERROR_TEXT_BYTES];
    const struct sl_yaml_rule rules[] = {
        {name,  SL_YAML_TEXT, false},
        { name, SL_YAML_TEXT, false},
    };
    const struct sl_yaml_node *nodes[2];
    const struct sl_yaml_node *root = NULL;
    struct sl_error err;
    struct sl_arena arena;

    (void)state;
    memset(name, 'n', sizeof(name) - 1);
    sl_arena_init(&arena, LIMIT_BYTES);
    SL_CHECK_OK(sl_yaml_parse(SL_STR("a: b"), &arena, &root, &err), &err);
    SL_CHECK_STATUS(sl_yaml_members(root, rules, 2, nodes, &err), SL_INVALID);
    assert_true(strlen(err.hint) > 100);
    sl_arena_finish(&arena);
}

/* Lines that a person sees whole are read again as they were; others are refused. */
static void test_lines(void **state)
{
    static const char *const bad[] = {
        "", " a", "a ", "a\nb", "a\342\200\256b", "a\xEF\xBB\xBF", "twelve bytes",
    };
    static const char *const good[] = { "a", "a b", "\"\\", "caf\xC3\xA9: #" };
    const struct sl_yaml_node node = { .line = 3, .column = 7 };
    struct sl_error err = { .status = SL_OK };
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        SL_CHECK_STATUS(sl_yaml_check_line(&node, sl_str_from(bad[i]), 11, &err), SL_INVALID);
        SL_CHECK_STR(sl_str_from(err.detail), "line 3, column 7");
    }
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        const struct sl_yaml_node *root = NULL;
        struct sl_arena arena;
        struct sl_buf buf;
        sl_arena_init(&arena, LIMIT_BYTES);
        sl_buf_init(&buf, LIMIT_BYTES);
        SL_CHECK_OK(sl_yaml_check_line(&node, sl_str_from(good[i]), 11, &err), &err);
        sl_yaml_print_line(sl_str_from(good[i]), &buf);
        SL_CHECK_OK(sl_yaml_parse(sl_buf_str(&buf), &arena, &root, &err), &err);
        SL_CHECK_STR(root->text, good[i]);
        sl_buf_finish(&buf);
        sl_arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents), cmocka_unit_test(test_places),
        cmocka_unit_test(test_faults),    cmocka_unit_test(test_limits),
        cmocka_unit_test(test_members),   cmocka_unit_test(test_long_hint),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests_name("base/yaml", tests, NULL, NULL);
}
