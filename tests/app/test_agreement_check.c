/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_check.h"

#include <stdio.h>
#include <string.h>

#include "agreements.h"

struct fixture {
    struct sl_test_folder folder;
    char paths[2][512];
    const char *list[2];
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    sl_test_folder_open(&fixture.folder);
    (void)snprintf(
        fixture.paths[0],
        sizeof(fixture.paths[0]),
        "%s",
        sl_test_folder_write(&fixture.folder, "a.yaml", SL_STR(AGREEMENT("1", CONTENT)))
    );
    (void)snprintf(
        fixture.paths[1],
        sizeof(fixture.paths[1]),
        "%s",
        sl_test_folder_write(&fixture.folder, "r.yaml", SL_STR(REVOCATION))
    );
    fixture.list[0] = fixture.paths[0];
    fixture.list[1] = fixture.paths[1];
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    sl_test_folder_close(&fixture->folder);
    return 0;
}

static void test_check(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err;
    struct sl_buf text;
    sl_buf_init(&text, AGREEMENTS_LIMIT_BYTES);
    SL_CHECK_OK(sl_agreement_check(fixture->list, 1, &text, &err), &err);
    assert_non_null(strstr(text.ptr, "Greater Manchester Police may see records of Bolton Council")
    );
    assert_null(strstr(text.ptr, "Together"));
    SL_CHECK_OK(sl_agreement_check(fixture->list, 2, &text, &err), &err);
    assert_non_null(strstr(text.ptr, "\nTogether: agreements 1, agencies 2, policy "));
    /* A revocation by itself is read; of two it must revoke something. */
    SL_CHECK_OK(sl_agreement_check(fixture->list + 1, 1, &text, &err), &err);
    fixture->list[0] = fixture->list[1];
    SL_CHECK_STATUS(sl_agreement_check(fixture->list, 2, &text, &err), SL_INVALID);
    fixture->list[0] = "/absent.yaml";
    SL_CHECK_STATUS(sl_agreement_check(fixture->list, 1, &text, &err), SL_IO);
    sl_buf_finish(&text);
}

static enum sl_status check_once(void *context)
{
    struct fixture *fixture = context;
    struct sl_buf text;
    sl_buf_init(&text, AGREEMENTS_LIMIT_BYTES);
    const enum sl_status status = sl_agreement_check(fixture->list, 2, &text, NULL);
    sl_buf_finish(&text);
    return status;
}

static void test_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(check_once, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_check, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(test_failing_allocations, open_fixture, close_fixture),
    };
    return cmocka_run_group_tests_name("app/agreement_check", tests, NULL, NULL);
}
