/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/support.h"

static struct sl_test_folder folder;

static int set_up(void **state)
{
    (void)state;
    sl_test_folder_open(&folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sl_test_folder_close(&folder);
    return 0;
}

static void check_path(const char *given, const char *expected)
{
    struct sl_buf path;
    struct sl_error err;

    sl_buf_init(&path, 1000);
    SL_CHECK_OK(sl_session_file_path(given, &path, &err), &err);
    SL_CHECK_STR(sl_buf_str(&path), expected);
    sl_buf_finish(&path);
}

static void the_place_is_the_first_that_is_named(void **state)
{
    struct sl_buf path;
    struct sl_error err;
    const char *was = getenv("HOME");
    char home[4096];

    (void)state;
    (void)snprintf(home, sizeof home, "%s", was == NULL ? "" : was);
    (void)setenv("SIGHTLINE_SESSION", "/s", 1);
    (void)setenv("XDG_STATE_HOME", "/x", 1);
    (void)setenv("HOME", "/h", 1);
    check_path("/given", "/given");
    check_path(NULL, "/s");
    check_path("", "/s");
    (void)unsetenv("SIGHTLINE_SESSION");
    check_path(NULL, "/x/sightline/session");
    (void)setenv("XDG_STATE_HOME", "", 1);
    check_path(NULL, "/h/.local/state/sightline/session");
    (void)unsetenv("HOME");
    sl_buf_init(&path, 1000);
    SL_CHECK_STATUS(sl_session_file_path(NULL, &path, &err), SL_USAGE);
    SL_CHECK_STATUS(sl_session_file_read(NULL, &path, &err), SL_USAGE);
    SL_CHECK_STATUS(sl_session_file_write(NULL, SL_STR("t"), &err), SL_USAGE);
    SL_CHECK_STATUS(sl_session_file_forget(NULL, &err), SL_USAGE);
    sl_buf_finish(&path);
    (void)setenv("HOME", home, 1);
}

static enum sl_status read_back(const char *path, struct sl_error *err)
{
    struct sl_buf token;

    sl_buf_init(&token, 300);
    const enum sl_status status = sl_session_file_read(path, &token, err);
    if (status == SL_OK) {
        SL_CHECK_STR(sl_buf_str(&token), "token\n");
    }
    sl_session_token_finish(&token);
    return status;
}

static void only_its_owner_may_read_it(void **state)
{
    const char *path = sl_test_folder_path(&folder, "deep/deeper/session");
    struct stat file;
    struct sl_error err;

    (void)state;
    SL_CHECK_STATUS(read_back(path, &err), SL_DENIED);
    SL_CHECK_OK(sl_session_file_write(path, SL_STR("before"), &err), &err);
    SL_CHECK_OK(sl_session_file_write(path, SL_STR("token"), &err), &err);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    SL_CHECK_OK(read_back(path, &err), &err);
    assert_int_equal(chmod(path, 0640), 0);
    SL_CHECK_STATUS(read_back(path, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "others may read"));
    SL_CHECK_OK(sl_session_file_forget(path, &err), &err);
    SL_CHECK_OK(sl_session_file_forget(path, &err), &err);
    SL_CHECK_STATUS(read_back(path, &err), SL_DENIED);
    (void)sl_test_folder_path(&folder, "deep/deeper");
    assert_int_equal(stat(folder.joined, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0700);
}

static void what_is_no_file_of_ours_is_refused(void **state)
{
    char link[600];
    struct sl_error err;

    (void)state;
    (void)snprintf(link, sizeof link, "%s", sl_test_folder_path(&folder, "link"));
    const char *path = sl_test_folder_write(&folder, "session", SL_STR("token\n"));
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(symlink(path, link), 0);
    SL_CHECK_STATUS(read_back(link, &err), SL_IO);
    SL_CHECK_STATUS(read_back(folder.path, &err), SL_DENIED); /* a folder */
    SL_CHECK_STATUS(read_back(sl_test_folder_path(&folder, "session/x"), &err), SL_DENIED);
    SL_CHECK_STATUS(
        sl_session_file_write(sl_test_folder_path(&folder, "session/x"), SL_STR("t"), &err), SL_IO
    );
    SL_CHECK_STATUS(sl_session_file_write(folder.path, SL_STR("t"), &err), SL_IO);
    SL_CHECK_STATUS(sl_session_file_forget(folder.path, &err), SL_IO);
}

static enum sl_status write_and_read(void *context)
{
    struct sl_buf token;

    SL_TRY(sl_session_file_write(context, SL_STR("token"), NULL));
    sl_buf_init(&token, 300);
    enum sl_status status = sl_session_file_read(context, &token, NULL);
    sl_session_token_finish(&token);
    return status == SL_OK ? sl_session_file_forget(context, NULL) : status;
}

static void failing_allocations(void **state)
{
    char path[600];

    (void)state;
    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&folder, "session"));
    assert_true(sl_test_failing_allocations(write_and_read, path) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_place_is_the_first_that_is_named),
        cmocka_unit_test_setup_teardown(only_its_owner_may_read_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_file_of_ours_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(failing_allocations, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("app/session_file", tests, NULL, NULL);
}
