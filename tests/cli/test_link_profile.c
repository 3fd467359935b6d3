/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "cli/capture.h"
#include "support/support.h"

static int set_up(void **state)
{
    static struct sl_test_folder folder;

    sl_test_folder_open(&folder);
    (void)sl_test_folder_write(&folder, "p.csv", SL_STR("id,surname\n1,Khan\n2,Ward\n"));
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    sl_test_folder_close(*state);
    return 0;
}

static void test_prints_tables_or_json(void **state)
{
    const char *path = sl_test_folder_path(*state, "p.csv");
    struct capture capture;
    json_t *json = NULL;

    CAPTURE(&capture, "link", "profile", path);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "2 records, 2 columns\n"));
    assert_true(capture_has(&capture.out, "--id id --fields surname=surname"));
    SL_CHECK_U64(capture.err.len, 0);
    capture_finish(&capture);

    CAPTURE(&capture, "link", "profile", path, "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "records")), 2);
    json_decref(json);
    capture_finish(&capture);
}

static void test_a_file_that_is_not_there(void **state)
{
    struct capture capture;

    CAPTURE(&capture, "link", "profile", sl_test_folder_path(*state, "absent.csv"));
    SL_CHECK_I64(capture.exit_status, 7);
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "sightline: cannot open"));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prints_tables_or_json),
        cmocka_unit_test(test_a_file_that_is_not_there),
    };
    return cmocka_run_group_tests_name("cli/link_profile", tests, set_up, tear_down);
}
