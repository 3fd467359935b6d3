/* SPDX-License-Identifier: Apache-2.0 */
#include "app/output_set.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "support/support.h"

struct folders {
    struct sl_test_folder folder;
    char one[600];
    char two[600];
};

static int set_up(void **state)
{
    static struct folders folders;

    sl_test_folder_open(&folders.folder);
    (void)snprintf(folders.one, sizeof(folders.one), "%s/one", folders.folder.path);
    (void)snprintf(folders.two, sizeof(folders.two), "%s/two", folders.folder.path);
    *state = &folders;
    return 0;
}

static int tear_down(void **state)
{
    struct folders *folders = *state;

    sl_test_folder_close(&folders->folder);
    return 0;
}

static void check_content(const char *path, const char *expected)
{
    struct sl_buf buf;

    sl_buf_init(&buf, 1000);
    sl_test_read(path, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
}

static void test_appear_together(void **state)
{
    struct folders *folders = *state;
    struct sl_output_set set = { .count = 0 };
    struct sl_error err;

    SL_CHECK_U64(sl_output_set_add(&set, folders->one), 0);
    SL_CHECK_U64(sl_output_set_add(&set, folders->two), 1);
    SL_CHECK_OK(sl_output_set_check(&set, NULL, 0, &err), &err);
    assert_int_not_equal(access(folders->one, F_OK), 0);
    SL_CHECK_OK(sl_output_set_begin(&set, &err), &err);
    sl_file_write(set.writers[0], SL_STR("1"));
    sl_file_write(set.writers[1], SL_STR("2"));
    assert_int_not_equal(access(folders->one, F_OK), 0);
    SL_CHECK_OK(sl_output_set_commit(&set, &err), &err);
    check_content(folders->one, "1");
    check_content(folders->two, "2");
}

static void test_leave_nothing_when_given_up(void **state)
{
    struct folders *folders = *state;
    struct sl_output_set set = { .count = 0 };

    (void)sl_output_set_add(&set, folders->one);
    SL_CHECK_STATUS(sl_output_set_begin(&set, NULL), SL_OK);
    sl_file_write(set.writers[0], SL_STR("1"));
    sl_output_set_abandon(&set);
    assert_int_not_equal(access(folders->one, F_OK), 0);
    assert_int_equal(rmdir(folders->folder.path), 0); /* it is empty */
}

static void test_refuse_what_would_do_harm(void **state)
{
    struct folders *folders = *state;
    const char *const inputs[] = { folders->one };
    struct sl_output_set twice = { .count = 0 };
    struct sl_output_set over = { .count = 0 };
    struct sl_output_set nowhere = { .count = 0 };
    char path[700];

    (void)sl_output_set_add(&twice, folders->two);
    (void)sl_output_set_add(&twice, folders->two);
    SL_CHECK_STATUS(sl_output_set_check(&twice, NULL, 0, NULL), SL_USAGE);

    (void)sl_test_folder_write(&folders->folder, "one", SL_STR("x"));
    assert_int_equal(symlink(folders->one, folders->two), 0);
    (void)sl_output_set_add(&over, folders->two);
    SL_CHECK_STATUS(sl_output_set_check(&over, inputs, 1, NULL), SL_USAGE);
    check_content(folders->one, "x");

    (void)snprintf(path, sizeof(path), "%s/absent/three", folders->folder.path);
    (void)sl_output_set_add(&nowhere, path);
    SL_CHECK_STATUS(sl_output_set_check(&nowhere, NULL, 0, NULL), SL_IO);
    SL_CHECK_STATUS(sl_output_set_begin(&nowhere, NULL), SL_IO);
}

static void test_devices_are_left_alone_before_their_time(void **state)
{
    struct sl_output_set set = { .count = 0 };

    (void)state;
    (void)sl_output_set_add(&set, "/dev/null");
    (void)sl_output_set_add(&set, "/dev/null");
    (void)sl_output_set_add(&set, "-");
    SL_CHECK_STATUS(sl_output_set_check(&set, NULL, 0, NULL), SL_OK);
    SL_CHECK_STATUS(sl_output_set_begin(&set, NULL), SL_OK);
    SL_CHECK_STATUS(sl_output_set_commit(&set, NULL), SL_OK);
    assert_int_equal(access("/dev/null", W_OK), 0);
}

static enum sl_status write_afresh(void *context)
{
    struct folders *folders = context;
    SL_CLEANUP(sl_output_set_abandon) struct sl_output_set set = { .count = 0 };

    (void)sl_output_set_add(&set, folders->one);
    (void)sl_output_set_add(&set, folders->two);
    SL_TRY(sl_output_set_check(&set, NULL, 0, NULL));
    SL_TRY(sl_output_set_begin(&set, NULL));
    return sl_output_set_commit(&set, NULL);
}

static void test_survive_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(write_afresh, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_appear_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_leave_nothing_when_given_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refuse_what_would_do_harm, set_up, tear_down),
        cmocka_unit_test(test_devices_are_left_alone_before_their_time),
        cmocka_unit_test_setup_teardown(test_survive_failing_allocations, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("app/output_set", tests, NULL, NULL);
}
