/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <string.h>

#include "base/buf.h"
#include "support/support.h"

#define LIMIT_BYTES ((size_t)1 << 20)

/* What a text is read as: one letter a token, texts and numbers in brackets, names before '='. */
static enum sl_status describe(struct sl_str text, struct sl_buf *out, struct sl_error *err)
{
    static const char letters[] = ".{}[]tn+-0";
    struct sl_arena arena;
    struct sl_json json;
    struct sl_json_token token;
    enum sl_status status = SL_OK;
    sl_arena_init(&arena, LIMIT_BYTES);
    sl_json_init(&json, text, 4, &arena);
    do {
        status = sl_json_next(&json, &token, err);
        if (status != SL_OK) {
            break;
        }
        if (token.name.len > 0) {
            sl_buf_addf(out, "%.*s=", SL_STR_ARG(token.name));
        }
        sl_buf_add_byte(out, letters[token.kind]);
        if (token.kind == SL_JSON_TEXT || token.kind == SL_JSON_NUMBER) {
            sl_buf_addf(out, "(%.*s)", SL_STR_ARG(token.text));
        }
    } while (token.kind != SL_JSON_END);
    sl_arena_finish(&arena);
    return status == SL_OK ? sl_buf_status(out, err) : status;
}

static void check_described(const char *text, const char *expected)
{
    struct sl_buf out;
    struct sl_error err;
    sl_buf_init(&out, LIMIT_BYTES);
    SL_CHECK_OK(describe(sl_str_from(text), &out, &err), &err);
    SL_CHECK_STR(sl_buf_str(&out), expected);
    sl_buf_finish(&out);
}

static void test_values(void **state)
{
    (void)state;
    check_described("{}", "{}.");
    check_described(" [ ] \r\n", "[].");
    check_described("\"a\"", "t(a).");
    check_described("null", "0.");
    check_described("{\"a\":1,\"b\":[true,false,null,\"x\"]}", "{a=n(1)b=[+-0t(x)]}.");
    check_described(
        "\t{ \"a\" : { \"b\" : \"c\" } , \"d\":-0.5e+10 }", "{a={b=t(c)}d=n(-0.5e+10)}."
    );
    check_described("[0,-0,10,1.5,1E9,2e-3]", "[n(0)n(-0)n(10)n(1.5)n(1E9)n(2e-3)].");
    check_described("[[[[]]]]", "[[[[]]]].");
}

/* A member without a name is one whose name is empty. */
static void test_texts(void **state)
{
    (void)state;
    check_described("\"\"", "t().");
    check_described("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "t(\"\\/\b\f\n\r\t).");
    check_described("\"a\\u0041z\"", "t(aAz).");
    check_described("\"\\u00e9\\u20AC\\ud83d\\ude00\"", "t(\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80).");
    check_described("\"0123456789012345\\n0123456789\"", "t(0123456789012345\n0123456789).");
    check_described("{\"\\u0061\":\"\xC3\xA9\"}", "{a=t(\xC3\xA9)}.");
    check_described("\"\x7F\"", "t(\x7F).");
}

static void test_faults(void **state)
{
    static const struct {
        const char *text;
        size_t column;
    } rows[] = {
        {"",                    1 },
        { "  ",                 3 },
        { "{",                  2 },
        { "[",                  2 },
        { "}",                  1 },
        { "[1,]",               4 },
        { "[1 2]",              4 },
        { "[,1]",               2 },
        { "{\"a\"}",            5 },
        { "{\"a\":}",           6 },
        { "{\"a\":1,}",         8 },
        { "{a:1}",              2 },
        { "{\"a\":1",           7 },
        { "[1}",                3 },
        { "{} {}",              4 },
        { "01",                 2 },
        { "-",                  1 },
        { "1.",                 1 },
        { ".5",                 1 },
        { "1e",                 1 },
        { "+1",                 1 },
        { "NaN",                1 },
        { "tru",                1 },
        { "True",               1 },
        { "'a'",                1 },
        { "\"a",                1 },
        { "\"a\\",              3 },
        { "\"a\\\"",            1 },
        { "\"\\x\"",            2 },
        { "\"\\u12g4\"",        2 },
        { "\"\\u12",            2 },
        { "\"ab\\u0000\"",      4 },
        { "\"\\ud83d\"",        2 },
        { "\"\\ud83d\\u0041\"", 2 },
        { "\"\\ude00\"",        2 },
        { "\"a\nb\"",           3 },
        { "\"a\\n\nb\"",        5 },
        { "\"0123456789\t\"",   12},
        { "[\"\xC3\"]",         3 },
        { "[1] \xFF",           5 },
        { "\xEF\xBB\xBF{}",     1 },
        { "// no\n1",           1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_arena arena;
        struct sl_json json;
        struct sl_json_token token;
        struct sl_error err;
        enum sl_status status = SL_OK;
        sl_arena_init(&arena, LIMIT_BYTES);
        sl_json_init(&json, sl_str_from(rows[i].text), 4, &arena);
        do {
            status = sl_json_next(&json, &token, &err);
        } while (status == SL_OK && token.kind != SL_JSON_END);
        sl_arena_finish(&arena);
        if (status != SL_INVALID || sl_json_column(&json) != rows[i].column) {
            fail_msg("%s: status %d, column %zu", rows[i].text, (int)status, sl_json_column(&json));
        }
    }
}

static void test_depth(void **state)
{
    struct sl_buf out;
    struct sl_error err;
    (void)state;
    sl_buf_init(&out, LIMIT_BYTES);
    SL_CHECK_STATUS(describe(SL_STR("[[[[[]]]]]"), &out, &err), SL_LIMIT);
    SL_CHECK_STATUS(describe(SL_STR("[[[{\"a\":{}}]]]"), &out, &err), SL_LIMIT);
    sl_buf_finish(&out);
}

static void test_skip_and_places(void **state)
{
    static const char text[] = "{\"a\":[1,{\"b\":[]}], \"c\":7}";
    struct sl_arena arena;
    struct sl_json json;
    struct sl_json_token token;
    struct sl_error err;
    (void)state;
    sl_arena_init(&arena, LIMIT_BYTES);
    sl_json_init(&json, sl_str_from(text), SL_JSON_DEPTH_LIMIT, &arena);
    SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    SL_CHECK_U64(token.first, 0);
    SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    SL_CHECK_U64(token.first, 5);
    SL_CHECK_OK(sl_json_skip(&json, &token, &err), &err);
    SL_CHECK_U64(sl_json_offset(&json), 17);
    SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    SL_CHECK_STR(token.name, "c");
    SL_CHECK_OK(sl_json_skip(&json, &token, &err), &err);
    SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    assert_int_equal(token.kind, SL_JSON_OBJECT_END);
    SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    assert_int_equal(token.kind, SL_JSON_END);
    sl_arena_finish(&arena);
}

/* Texts without escapes are slices of the input and take no memory; others say when there is none.
 */
static void test_memory(void **state)
{
    static const char plain[] = "[\"abc\"]";
    struct sl_arena arena;
    struct sl_json json;
    struct sl_json_token token;
    struct sl_error err;
    (void)state;
    sl_arena_init(&arena, 0);
    sl_json_init(&json, sl_str_from(plain), 1, &arena);
    SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    assert_ptr_equal(token.text.ptr, plain + 2);
    sl_json_init(&json, SL_STR("\"a\\n\""), 1, &arena);
    SL_CHECK_STATUS(sl_json_next(&json, &token, &err), SL_NO_MEMORY);
    sl_arena_finish(&arena);
}

static void test_kind_words(void **state)
{
    (void)state;
    assert_string_equal(sl_json_kind_words(SL_JSON_LIST), "a list");
    assert_string_equal(sl_json_kind_words(SL_JSON_NULL), "null");
}

static void test_quotes(void **state)
{
    struct sl_buf out;
    (void)state;
    sl_buf_init(&out, 100);
    sl_json_quote(SL_STR("a \"b\" \\ \n\x1b\x7f \xC3\xA9 \xFF"), &out);
    SL_CHECK_STR(
        sl_buf_str(&out), "\"a \\\"b\\\" \\\\ \\u000a\\u001b\\u007f \xC3\xA9 \xEF\xBF\xBD\""
    );
    sl_buf_clear(&out);
    sl_json_quote(SL_STR(""), &out);
    SL_CHECK_STR(sl_buf_str(&out), "\"\"");
    sl_buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),          cmocka_unit_test(test_texts),
        cmocka_unit_test(test_faults),          cmocka_unit_test(test_depth),
        cmocka_unit_test(test_skip_and_places), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_kind_words),      cmocka_unit_test(test_quotes),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
