/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_line.h"

#include <string.h>

#include "shown.h"

/* Which lines there are, for two formats that share how a file is cut. */
static void lines_are_records(void **state)
{
    (void)state;
    check_shown(
        "pole-jsonl",
        SL_STR("\n{\"type\":\"person\",\"id\":\"n/1\"}\r\n\n{\"type\":\"person\",\"id\":\"n/2\"}"),
        "n/1 @2\n  person n/1\nn/2 @4\n  person n/2\n"
    );
    check_shown("pole-jsonl", SL_STR("\n\n"), "");
}

static void another_file_is_named(void **state)
{
    (void)state;
    static const char *const formats[] = { "pole-jsonl", "sightline-note" };

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct sl_test_folder folder;
        struct sl_splitter *splitter = NULL;
        struct sl_error err;
        sl_test_folder_open(&folder);
        const char *path = sl_test_folder_write(&folder, "in", SL_STR("a,b\n"));
        const struct sl_format *format = sl_format_find(sl_str_from(formats[i]));
        SL_CHECK_STATUS(sl_splitter_open(format, path, &splitter, &err), SL_INVALID);
        assert_non_null(strstr(err.message, "is not a file of "));
        assert_non_null(strstr(err.message, formats[i]));
        assert_true(err.hint[0] != '\0');
        sl_test_folder_close(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_records),
        cmocka_unit_test(another_file_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
