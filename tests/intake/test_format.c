/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/format.h"

#include "shown.h"

/* Names are unique, found, and have a title. */
static void test_list(void **state)
{
    size_t count = 0;
    const struct sl_format *const *formats = sl_format_list(&count);
    (void)state;
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(sl_format_find(sl_format_name(formats[i])), formats[i]);
        assert_true(sl_format_title(formats[i]).len > 10);
    }
    assert_null(sl_format_find(SL_STR("")));
    assert_null(sl_format_find(SL_STR("POLE-JSONL")));
}

/* After the end there is the end; progress reaches the size. */
static void test_end(void **state)
{
    struct sl_test_folder folder;
    struct sl_splitter *splitter = NULL;
    struct sl_split split;
    struct sl_error err;
    (void)state;
    sl_test_folder_open(&folder);
    const struct sl_str bytes = SL_STR("{\"type\":\"person\",\"id\":\"n\"}\n");
    const char *path = sl_test_folder_write(&folder, "in", bytes);
    SL_CHECK_OK(
        sl_splitter_open(sl_format_find(SL_STR("pole-jsonl")), path, &splitter, &err), &err
    );
    SL_CHECK_U64(sl_splitter_bytes_read(splitter), 0);
    SL_CHECK_OK(sl_splitter_next(splitter, &split, &err), &err);
    assert_int_equal(split.step, SL_SPLIT_RECORD);
    SL_CHECK_STR(split.record.body, "{\"type\":\"person\",\"id\":\"n\"}");
    SL_CHECK_U64(split.record.layout.len, 0);
    for (int i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_splitter_next(splitter, &split, &err), &err);
        assert_int_equal(split.step, SL_SPLIT_END);
    }
    SL_CHECK_U64(sl_splitter_bytes_read(splitter), bytes.len);
    SL_CHECK_U64(sl_splitter_bytes_total(splitter), bytes.len);
    sl_splitter_close_ptr(&splitter);
    sl_test_folder_close(&folder);
}

static void test_long_record(void **state)
{
    struct sl_buf bytes;
    (void)state;
    sl_buf_init(&bytes, SL_SPLIT_RECORD_LIMIT_BYTES + 100);
    sl_buf_add(&bytes, SL_STR("{\"type\":\"person\",\"id\":\""));
    while (bytes.len <= SL_SPLIT_RECORD_LIMIT_BYTES) {
        sl_buf_add(&bytes, SL_STR("0123456789"));
    }
    sl_buf_add(&bytes, SL_STR("\"}\n{\"type\":\"person\",\"id\":\"n\"}"));
    check_shown(
        "pole-jsonl",
        sl_buf_str(&bytes),
        "reject 1:0 : the record is longer than 4194304 bytes\nn @2\n  person n\n"
    );
    sl_buf_finish(&bytes);
}

static void test_close_nothing(void **state)
{
    (void)state;
    sl_splitter_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_long_record),
        cmocka_unit_test(test_close_nothing),
    };
    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
