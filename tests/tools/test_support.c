/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks that never fail are worse than none: each check of tests/support is made to fail here, in
 * a process of its own, and to hold.
 */
#include "support/support.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"

static enum sl_status never(void *context)
{
    (void)context;
    return SL_IO;
}

static enum sl_status leaks(void *context)
{
    void **kept = context;

    *kept = sl_alloc(1, 1);
    return *kept == NULL ? SL_NO_MEMORY : SL_OK;
}

/* Two allocations; either may fail. */
static enum sl_status allocates_twice(void *context)
{
    void *first = sl_alloc(1, 1);
    void *second = sl_alloc(1, 1);
    const enum sl_status status = first == NULL || second == NULL ? SL_NO_MEMORY : SL_OK;

    (void)context;
    sl_free(first);
    sl_free(second);
    return status;
}

static void fail_near(void **state)
{
    (void)state;
    SL_CHECK_NEAR(1.0, 1.1, 0.05);
}

static void fail_near_nan(void **state)
{
    (void)state;
    SL_CHECK_NEAR((double)NAN, 1.0, 1e300);
}

static void fail_str(void **state)
{
    (void)state;
    SL_CHECK_STR(SL_STR("ab"), "a");
}

static void fail_i64(void **state)
{
    (void)state;
    SL_CHECK_I64(-1, 1);
}

static void fail_u64(void **state)
{
    (void)state;
    SL_CHECK_U64(UINT64_MAX, UINT64_MAX - 1);
}

static void fail_status(void **state)
{
    (void)state;
    SL_CHECK_STATUS(SL_OK, SL_IO);
}

static void fail_ok(void **state)
{
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_fail(&err, SL_IO, "as it should"), &err);
}

static void fail_wrong_status(void **state)
{
    (void)state;
    (void)sl_test_failing_allocations(never, NULL);
}

static void fail_leak(void **state)
{
    static void *kept;

    (void)state;
    (void)sl_test_failing_allocations(leaks, &kept);
}

static void fail_read(void **state)
{
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10);
    sl_test_read("no/such/file", &buf);
}

/* Run one test in a child that says nothing; does it fail? */
static bool fails(const struct CMUnitTest *test)
{
    int status = 0;
    const pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        const struct CMUnitTest tests[] = { *test };
        (void)dup2(nowhere, STDOUT_FILENO);
        (void)dup2(nowhere, STDERR_FILENO);
        _exit(cmocka_run_group_tests_name("inner", tests, NULL, NULL));
    }
    assert_true(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

static void test_checks_fail(void **state)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fail_near), cmocka_unit_test(fail_near_nan),
        cmocka_unit_test(fail_str),  cmocka_unit_test(fail_i64),
        cmocka_unit_test(fail_u64),  cmocka_unit_test(fail_status),
        cmocka_unit_test(fail_ok),   cmocka_unit_test(fail_wrong_status),
        cmocka_unit_test(fail_leak), cmocka_unit_test(fail_read),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        if (!fails(&tests[i])) {
            fail_msg("%s does not fail", tests[i].name);
        }
    }
}

static void test_checks_hold(void **state)
{
    struct sl_error err;

    (void)state;
    SL_CHECK_NEAR(1.0, 1.0, 0.0);
    SL_CHECK_NEAR(1.0, 1.1, 0.2);
    SL_CHECK_STR(SL_STR(""), "");
    SL_CHECK_BYTES(SL_STR("a\0b"), SL_STR("a\0b"));
    SL_CHECK_I64(INT64_MIN, INT64_MIN);
    SL_CHECK_U64(UINT64_MAX, UINT64_MAX);
    SL_CHECK_STATUS(sl_fail(&err, SL_IO, "as it should"), SL_IO);
    SL_CHECK_U64(sl_test_failing_allocations(allocates_twice, NULL), 2);
}

static void test_folder(void **state)
{
    struct sl_test_folder folder;
    struct sl_buf buf;

    (void)state;
    sl_test_folder_open(&folder);
    sl_buf_init(&buf, 100);
    sl_test_read(sl_test_folder_write(&folder, "a", SL_STR("x\0y")), &buf);
    SL_CHECK_BYTES(sl_buf_str(&buf), SL_STR("x\0y"));
    const char *path = sl_test_folder_path(&folder, "a");
    assert_int_equal(access(path, R_OK), 0);
    sl_test_folder_close(&folder);
    assert_int_equal(access(path, F_OK), -1);
    sl_buf_finish(&buf);
}

static void test_seed(void **state)
{
    (void)state;
    (void)unsetenv("SIGHTLINE_SEED");
    const uint64_t fixed = sl_test_seed();
    SL_CHECK_U64(sl_test_seed(), fixed);
    (void)setenv("SIGHTLINE_SEED", "7", 1);
    SL_CHECK_U64(sl_test_seed(), 7);
    (void)setenv("SIGHTLINE_SEED", "seven", 1);
    SL_CHECK_U64(sl_test_seed(), fixed);
    (void)unsetenv("SIGHTLINE_SEED");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_checks_fail),
        cmocka_unit_test(test_checks_hold),
        cmocka_unit_test(test_folder),
        cmocka_unit_test(test_seed),
    };

    return cmocka_run_group_tests_name("tools/support", tests, NULL, NULL);
}
