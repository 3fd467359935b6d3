/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_diff.h"

#include <stdio.h>
#include <string.h>

#include "agreements.h"

struct fixture {
    struct sl_test_folder folder;
    char before[512], after[512];
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    sl_test_folder_open(&fixture.folder);
    (void)snprintf(
        fixture.before,
        sizeof(fixture.before),
        "%s",
        sl_test_folder_write(&fixture.folder, "1.yaml", SL_STR(AGREEMENT("1", "existence")))
    );
    (void)snprintf(
        fixture.after,
        sizeof(fixture.after),
        "%s",
        sl_test_folder_write(&fixture.folder, "2.yaml", SL_STR(AGREEMENT("2", CONTENT)))
    );
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    sl_test_folder_close(&fixture->folder);
    return 0;
}

static void test_diff(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err;
    struct sl_buf text;
    sl_buf_init(&text, AGREEMENTS_LIMIT_BYTES);
    SL_CHECK_OK(sl_agreement_diff(fixture->before, fixture->after, &text, &err), &err);
    assert_non_null(strstr(text.ptr, "More open:\n+ content instead of existence"));
    assert_null(strstr(text.ptr, "More closed"));
    SL_CHECK_STATUS(sl_agreement_diff(fixture->before, "/absent", &text, &err), SL_IO);
    SL_CHECK_STATUS(sl_agreement_diff("/absent", fixture->after, &text, &err), SL_IO);
    const char *revocation = sl_test_folder_write(&fixture->folder, "r.yaml", SL_STR(REVOCATION));
    SL_CHECK_STATUS(sl_agreement_diff(revocation, fixture->after, &text, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "this is a revocation, and not an agreement");
    assert_non_null(strstr(err.detail, "r.yaml"));
    sl_buf_finish(&text);
}

static enum sl_status diff_once(void *context)
{
    struct fixture *fixture = context;
    struct sl_buf text;
    sl_buf_init(&text, AGREEMENTS_LIMIT_BYTES);
    const enum sl_status status = sl_agreement_diff(fixture->before, fixture->after, &text, NULL);
    sl_buf_finish(&text);
    return status;
}

static void test_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(diff_once, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_diff, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(test_failing_allocations, open_fixture, close_fixture),
    };
    return cmocka_run_group_tests_name("app/agreement_diff", tests, NULL, NULL);
}
