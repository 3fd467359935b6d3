/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/store_folder.h"

static void test_everything_derived_is_made_again(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "rebuild", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, ": 1 records read, 0 rows of mentions, 0 identities\n"));
    capture_finish(&capture);
    CAPTURE(&capture, "check", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "rebuild", "--store", store_folder_path(folder, "absent.db"));
    SL_CHECK_I64(capture.exit_status, 4);
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = { STORE_TEST(test_everything_derived_is_made_again) };
    return cmocka_run_group_tests_name("cli/rebuild", tests, NULL, NULL);
}
