/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/folder.h"

#include <unistd.h>

#include "support/support.h"

static void files(void **state)
{
    struct sl_bytes bytes = { .len = 0 };
    struct sl_test_folder place;
    struct sl_folder folder;
    struct sl_error err;

    (void)state;
    sl_test_folder_open(&place);
    const char *path = sl_test_folder_path(&place, "new");
    SL_CHECK_OK(sl_folder_make(&folder, path, &err), &err);
    struct sl_folder second;
    SL_CHECK_STATUS(sl_folder_make(&second, path, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_folder_make(&second, "/no/such/folder", &err), SL_IO);
    SL_CHECK_STATUS(sl_folder_open(&second, "/no/such/folder", &err), SL_IO);
    sl_folder_close(&second);
    SL_CHECK_STATUS(sl_folder_read(&folder, "a/b/c", &bytes, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_folder_write(&folder, "a/b/c", SL_STR("one"), &err), &err);
    SL_CHECK_OK(sl_folder_read(&folder, "a/b/c", &bytes, &err), &err);
    SL_CHECK_STR(sl_bytes_str(&bytes), "one");
    SL_CHECK_OK(sl_folder_replace(&folder, "a/b/c", SL_STR("two and more"), &err), &err);
    SL_CHECK_OK(sl_folder_read(&folder, "a/b/c", &bytes, &err), &err);
    SL_CHECK_STR(sl_bytes_str(&bytes), "two and more");
    SL_CHECK_STATUS(sl_folder_read(&folder, "a/b/c.tmp", &bytes, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_folder_read(&folder, "a/b/c/d", &bytes, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_folder_write(&folder, "a/b", SL_STR(""), &err), SL_IO);
    SL_CHECK_STATUS(sl_folder_replace(&folder, "a/b", SL_STR(""), &err), SL_IO);
    SL_CHECK_STATUS(sl_folder_read(&folder, "a/b", &bytes, &err), SL_IO);
    SL_CHECK_OK(sl_folder_sync(&folder, &err), &err);
    sl_folder_remove(&folder, "a/b/c");
    SL_CHECK_STATUS(sl_folder_read(&folder, "a/b", &bytes, &err), SL_NOT_FOUND);
    sl_folder_remove(&folder, "nothing");
    sl_folder_close(&folder);
    sl_bytes_finish(&bytes);
    sl_test_folder_close(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(files) };
    return cmocka_run_group_tests_name("logbook/folder", tests, NULL, NULL);
}
