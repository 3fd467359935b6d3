/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <unistd.h>

#include "cli/store_folder.h"

static void test_a_backup_is_restored(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;
    char copy[600];
    char back[600];

    (void)snprintf(copy, sizeof(copy), "%s", store_folder_path(folder, "copy.db"));
    (void)snprintf(back, sizeof(back), "%s", store_folder_path(folder, "back.db"));
    CAPTURE(&capture, "backup", copy, "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "copy.db: 1 records; no problem found\n"));
    capture_finish(&capture);
    CAPTURE(&capture, "restore", copy, "--store", back, "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "records")), 1);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "problems")), 0);
    json_decref(json);
    capture_finish(&capture);
    CAPTURE(&capture, "check", "--store", back); /* the session has ended */
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    capture_finish(&capture);
    signed_in_as(back, &folder->folder, "all");
    CAPTURE(&capture, "check", "--store", back);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "restore", copy, "--store", back);
    SL_CHECK_I64(capture.exit_status, 3);
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
}

/* Bytes that were changed from outside are found, and nothing stands on standard output. */
static void test_damage_is_found(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;
    struct sl_buf bytes;

    sl_buf_init(&bytes, (size_t)8 << 20);
    sl_test_read(folder->store, &bytes);
    const size_t at = sl_str_find(sl_buf_str(&bytes), SL_STR("\"kind\":\"place\""));
    assert_true(at < bytes.len);
    const int fd = open(folder->store, O_WRONLY);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, "X", 1, (off_t)at + 1), 1);
    (void)close(fd);
    sl_buf_finish(&bytes);
    CAPTURE(&capture, "check", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 3);
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "problems found"));
    capture_finish(&capture);
}

static void test_no_store_is_made_twice(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "init", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 3);
    capture_finish(&capture);
    CAPTURE(&capture, "check", "--store", store_folder_path(folder, "absent.db"));
    SL_CHECK_I64(capture.exit_status, 4);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_a_backup_is_restored),
        STORE_TEST(test_damage_is_found),
        STORE_TEST(test_no_store_is_made_twice),
    };
    return cmocka_run_group_tests_name("cli/store", tests, NULL, NULL);
}
