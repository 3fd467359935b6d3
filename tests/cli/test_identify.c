/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/identity_folder.h"

static void everybody_is_counted(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "identify", "--store", folder->store, "--json", "--threads", "1");
    json_t *json = identity_folder_json(&capture);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "mentions")), 3);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "new_mentions")), 0);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "identities")), 3);
    assert_true(json_is_false(json_object_get(json, "model_learned")));
    json_decref(json);
    CAPTURE(&capture, "identify", "--store", folder->store, "--learn", "--quiet");
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
}

static void a_truth_that_is_not_there_is_told(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "identify", "--store", folder->store, "--truth", "/nowhere");
    SL_CHECK_I64(capture.exit_status, 7);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_FOLDER_TEST(everybody_is_counted),
        IDENTITY_FOLDER_TEST(a_truth_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
