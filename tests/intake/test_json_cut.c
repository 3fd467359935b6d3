/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_cut.h"

#include "support/support.h"

/* Pieces as "KIND@LINE text|". */
static void check_cut(bool has_bundles, const char *bytes, const char *expected)
{
    static const char *const kinds[] = { "", "broken", "long", "off", "" };
    struct sl_test_folder folder;
    struct sl_stream stream = { .fd = -1 };
    struct sl_json_cut cut = { .has_bundles = has_bundles };
    enum sl_json_piece piece = SL_JSON_RECORD;
    struct sl_error err;
    struct sl_buf shown;
    sl_buf_init(&shown, 4096);
    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_write(&folder, "in", sl_str_from(bytes));
    SL_CHECK_OK(sl_stream_open(&stream, path, &err), &err);
    while (piece != SL_JSON_NO_MORE) {
        struct sl_str text;
        uint64_t line = 0;
        SL_CHECK_OK(sl_json_cut_next(&cut, &stream, &piece, &text, &line, &err), &err);
        if (piece != SL_JSON_NO_MORE) {
            sl_buf_addf(&shown, "%s@%d %.*s|", kinds[piece], (int)line, SL_STR_ARG(text));
        }
    }
    SL_CHECK_STR(sl_buf_str(&shown), expected);
    sl_buf_finish(&shown);
    sl_stream_close(&stream);
    sl_test_folder_close(&folder);
}

static void test_lists(void **state)
{
    (void)state;
    check_cut(false, "", "");
    check_cut(false, "[]", "");
    check_cut(false, "{\"a\":1}", "@1 {\"a\":1}|");
    check_cut(false, "{\"a\":1}\n\n{}", "@1 {\"a\":1}|@3 {}|");
    check_cut(
        false, "[\n{\"a\":[{}]},\n{\"b\":\"}\\\"}\"}\n]", "@2 {\"a\":[{}]}|@3 {\"b\":\"}\\\"}\"}|"
    );
    /* What is no object is said, not passed over. */
    check_cut(false, "[1,{}]", "broken@1 1,|@1 {}|");
    check_cut(false, "[[{}],{}]", "@1 [{}]|@1 {}|");
    check_cut(false, "abc\n{}", "broken@1 abc|@2 {}|");
    check_cut(false, "{}]{}", "@1 {}|broken@1 ]|@1 {}|");
    /* And so is what is missing. */
    check_cut(false, "[{},{\"a\":", "@1 {}|broken@1 {\"a\":|");
    check_cut(false, "[{},", "@1 {}|off@1 |");
    /* A Bundle is an object like others here. */
    check_cut(
        false,
        "{\"resourceType\":\"Bundle\",\"entry\":[]}",
        "@1 {\"resourceType\":\"Bundle\",\"entry\":[]}|"
    );
}

static void test_bundles(void **state)
{
    (void)state;
    check_cut(
        true,
        "{\"resourceType\":\"Bundle\",\"meta\":{\"entry\":[{\"resource\":{}}]},\"entry\":[\n"
        "{\"fullUrl\":\"entry\",\"resource\":{\"resource\":{}}},\n{\"request\":{}},"
        "{\"resource\" : {\"a\":2},\"search\":{\"resource\":{}}}],\"total\":2}",
        "@2 {\"resource\":{}}|@3 {\"a\":2}|"
    );
    /* The type may come behind the entries, but not be another. */
    check_cut(true, "{\"entry\":[{\"resource\":{}}],\"resourceType\":\"Bundle\"}", "@1 {}|");
    check_cut(
        true,
        "{\"resourceType\":\"List\",\"entry\":[{\"resource\":{}}]}",
        "@1 {\"resourceType\":\"List\",\"entry\":[{\"resource\":{}}]}|"
    );
    /* Several, in a list or one behind another, and others between them. */
    check_cut(
        true,
        "[{\"a\":1},{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{}}]},{\"b\":1}]",
        "@1 {\"a\":1}|@1 {}|@1 {\"b\":1}|"
    );
    check_cut(
        true,
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{}}]}\n{\"b\":1}",
        "@1 {}|@2 {\"b\":1}|"
    );
    check_cut(true, "{\"resourceType\":\"Bundle\",\"entry\":[", "off@1 |");
}

/* A record over the limit is passed over, whatever follows is found, and lines are counted. */
static void test_too_long(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    struct sl_stream stream = { .fd = -1 };
    struct sl_json_cut cut = { .has_bundles = true };
    enum sl_json_piece piece = SL_JSON_RECORD;
    struct sl_error err;
    struct sl_buf bytes;
    struct sl_str text;
    uint64_t line = 0;
    sl_buf_init(&bytes, 4 * SL_SPLIT_RECORD_LIMIT_BYTES);
    sl_test_folder_open(&folder);
    sl_buf_add(&bytes, SL_STR("[{},\n{\"a\":\""));
    for (size_t i = 0; i < SL_SPLIT_RECORD_LIMIT_BYTES / 4; i++) {
        sl_buf_add(&bytes, SL_STR("long ]}[{\\\"\n"));
    }
    sl_buf_add(&bytes, SL_STR("\"},{\"b\":1}]"));
    const char *path = sl_test_folder_write(&folder, "in", sl_buf_str(&bytes));
    SL_CHECK_OK(sl_stream_open(&stream, path, &err), &err);
    SL_CHECK_OK(sl_json_cut_next(&cut, &stream, &piece, &text, &line, &err), &err);
    SL_CHECK_OK(sl_json_cut_next(&cut, &stream, &piece, &text, &line, &err), &err);
    SL_CHECK_U64(piece, SL_JSON_TOO_LONG);
    SL_CHECK_U64(line, 2);
    SL_CHECK_STR(text, "");
    SL_CHECK_OK(sl_json_cut_next(&cut, &stream, &piece, &text, &line, &err), &err);
    SL_CHECK_U64(piece, SL_JSON_RECORD);
    SL_CHECK_U64(line, 2 + SL_SPLIT_RECORD_LIMIT_BYTES / 4);
    SL_CHECK_STR(text, "{\"b\":1}");
    assert_true(stream.capacity <= SL_SPLIT_RECORD_LIMIT_BYTES + 2 * SL_STREAM_BLOCK_BYTES);
    sl_stream_close(&stream);
    sl_test_folder_close(&folder);
    sl_buf_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_bundles),
        cmocka_unit_test(test_too_long),
    };
    return cmocka_run_group_tests_name("json_cut", tests, NULL, NULL);
}
