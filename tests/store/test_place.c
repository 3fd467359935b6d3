/* SPDX-License-Identifier: Apache-2.0 */
#include "store/place.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/support.h"

static void appears_when_complete(void **state)
{
    struct sl_test_folder folder;
    struct sl_place place = { 0 };
    struct sl_error err;
    struct stat info;
    (void)state;

    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_path(&folder, "new");
    SL_CHECK_OK(sl_place_begin(&place, path, &err), &err);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(access(place.temp_path.ptr, F_OK), 0);
    SL_CHECK_OK(sl_place_commit(&place, &err), &err);
    sl_place_finish(&place);
    assert_int_equal(stat(path, &info), 0);
    SL_CHECK_I64(info.st_mode & 0777, 0600);
    SL_CHECK_U64(info.st_nlink, 1);
    SL_CHECK_STATUS(sl_place_begin(&place, path, &err), SL_INVALID);
    sl_place_finish(&place);
    sl_test_folder_close(&folder);
}

static void given_up_or_taken_leaves_nothing(void **state)
{
    struct sl_test_folder folder;
    struct sl_place place = { 0 };
    struct sl_error err;
    char temp[512] = "";
    (void)state;

    sl_test_folder_open(&folder);
    SL_CHECK_OK(sl_place_begin(&place, sl_test_folder_path(&folder, "new"), &err), &err);
    (void)snprintf(temp, sizeof temp, "%s", place.temp_path.ptr);
    (void)sl_test_folder_write(&folder, "new", SL_STR("other"));
    SL_CHECK_STATUS(sl_place_commit(&place, &err), SL_INVALID);
    sl_place_finish(&place);
    assert_int_equal(access(temp, F_OK), -1);
    SL_CHECK_STATUS(sl_place_begin(&place, sl_test_folder_path(&folder, "no/such"), &err), SL_IO);
    sl_place_finish(&place);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appears_when_complete),
        cmocka_unit_test(given_up_or_taken_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
