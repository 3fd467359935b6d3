/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/stream.h"

#include <string.h>

#include "base/memory.h"
#include "intake/format.h"
#include "support/support.h"

/* The lines of some bytes: "number:length" each, "!" behind one that is too long. */
static void check_lines(struct sl_str bytes, const char *expected)
{
    struct sl_test_folder folder;
    struct sl_stream stream;
    struct sl_line line;
    struct sl_error err;
    struct sl_buf out;
    uint64_t number = 0;
    bool more = false;
    sl_buf_init(&out, 4096);
    sl_test_folder_open(&folder);
    SL_CHECK_OK(sl_stream_open(&stream, sl_test_folder_write(&folder, "in", bytes), &err), &err);
    for (;;) {
        SL_CHECK_OK(sl_stream_line(&stream, &number, &line, &more, &err), &err);
        if (!more) {
            break;
        }
        sl_buf_addf(
            &out,
            "%llu:%zu%s ",
            (unsigned long long)line.number,
            line.text.len,
            line.too_long ? "!" : ""
        );
    }
    SL_CHECK_U64(stream.read_bytes, stream.total_bytes);
    sl_stream_close(&stream);
    sl_test_folder_close(&folder);
    SL_CHECK_STR(sl_buf_str(&out), expected);
    sl_buf_finish(&out);
}

static void test_lines(void **state)
{
    (void)state;
    check_lines(SL_STR(""), "");
    check_lines(SL_STR("\n\n"), "");
    check_lines(SL_STR("a"), "1:1 ");
    check_lines(SL_STR("a\nbc\r\n\r\n\nd\r"), "1:1 2:2 5:1 ");
    check_lines(SL_STR("\xEF\xBB\xBFxy\n"), "1:2 ");
    check_lines(SL_STR("\xEF\xBB"), "1:2 ");
    check_lines(SL_STR("a\rb\n"), "1:3 ");
}

/* Lines round the block, the limit, and far beyond it; what follows is read. */
static void test_long_lines(void **state)
{
    static const struct {
        size_t len;
        const char *shown;
    } rows[] = {
        {SL_STREAM_BLOCK_BYTES - 1,        "1:262143 2:1 " },
        { SL_STREAM_BLOCK_BYTES,           "1:262144 2:1 " },
        { SL_STREAM_BLOCK_BYTES * 3 + 7,   "1:786439 2:1 " },
        { SL_SPLIT_RECORD_LIMIT_BYTES,     "1:4194304 2:1 "},
        { SL_SPLIT_RECORD_LIMIT_BYTES + 1, "1:65536! 2:1 " },
        { SL_SPLIT_RECORD_LIMIT_BYTES * 3, "1:65536! 2:1 " },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *bytes = sl_alloc(rows[i].len + 3, 1);
        memset(bytes, 'a', rows[i].len);
        memcpy(bytes + rows[i].len, "\nb\n", 3);
        check_lines((struct sl_str){ bytes, rows[i].len + 3 }, rows[i].shown);
        sl_free(bytes);
    }
}

/* A long last line without an end. */
static void test_long_end(void **state)
{
    const size_t len = SL_SPLIT_RECORD_LIMIT_BYTES * 2;
    char *bytes = sl_alloc(len, 1);
    (void)state;
    memset(bytes, 'a', len);
    check_lines((struct sl_str){ bytes, len }, "1:65536! ");
    sl_free(bytes);
}

static void test_window(void **state)
{
    struct sl_test_folder folder;
    struct sl_stream stream;
    struct sl_error err;
    (void)state;
    sl_test_folder_open(&folder);
    SL_CHECK_OK(
        sl_stream_open(&stream, sl_test_folder_write(&folder, "in", SL_STR("abcdef")), &err), &err
    );
    SL_CHECK_OK(sl_stream_more(&stream, &err), &err);
    SL_CHECK_OK(sl_stream_more(&stream, &err), &err);
    assert_true(stream.at_end);
    sl_stream_take(&stream, 2);
    SL_CHECK_STR(sl_stream_window(&stream), "cdef");
    sl_stream_close(&stream);
    sl_stream_close(&stream);
    SL_CHECK_STATUS(sl_stream_open(&stream, "/no/such/file", &err), SL_IO);
    sl_stream_close(&stream);
    SL_CHECK_OK(sl_stream_open(&stream, folder.path, &err) == SL_IO ? SL_OK : SL_USAGE, &err);
    sl_stream_close(&stream);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_long_end),
        cmocka_unit_test(test_window),
    };
    return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
