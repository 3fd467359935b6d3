/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/store_folder.h"

static const char *text_of(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

static void test_lists_runs(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "runs", "--store", folder->store, "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_U64(json_array_size(json), 1);
    const json_t *run = json_array_get(json, 0);
    assert_string_equal(text_of(run, "state"), "finished");
    assert_string_equal(text_of(run, "agency"), "police");
    assert_string_equal(text_of(run, "format"), "pole-jsonl");
    SL_CHECK_I64(json_integer_value(json_object_get(run, "rejected")), 1);
    SL_CHECK_U64(strlen(text_of(run, "started")), 19);
    json_decref(json);
    capture_finish(&capture);
    CAPTURE(&capture, "runs", "--store", folder->store);
    assert_true(capture_has(&capture.out, "    1  finished            1 "));
    assert_true(capture_has(&capture.out, "  police/records "));
    capture_finish(&capture);
    CAPTURE(&capture, "runs", "--store", folder->store, "--abandon", "1");
    SL_CHECK_I64(capture.exit_status, 3); /* it is finished */
    capture_finish(&capture);
}

static void test_shows_findings(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "findings", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0); /* police records have no rules */
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "findings", "2", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 4);
    capture_finish(&capture);
    CAPTURE(&capture, "findings", "two", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
}

static void test_shows_rejects(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "rejects", "1", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "f.jsonl:2:"));
    capture_finish(&capture);
    CAPTURE(&capture, "rejects", "1", "--json", "--store", folder->store);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_U64(json_array_size(json), 1);
    assert_string_equal(text_of(json_array_get(json, 0), "text"), "no record");
    json_decref(json);
    capture_finish(&capture);
    CAPTURE(&capture, "rejects", "2", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 4);
    capture_finish(&capture);
    CAPTURE(&capture, "rejects", "one", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_lists_runs),
        STORE_TEST(test_shows_findings),
        STORE_TEST(test_shows_rejects),
    };
    return cmocka_run_group_tests_name("cli/runs", tests, NULL, NULL);
}
