/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/identity_folder.h"

static void an_identity_is_shown(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "identity", "show", "bury/schools/person/2", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Una, Ormskerry, 20141009, Female, M1 1AE"));
    assert_true(capture_has(&capture.out, " created"));
    capture_finish(&capture);
    CAPTURE(
        &capture, "identity", "show", "bury/schools/person/2", "--store", folder->store, "--json"
    );
    json_t *json = identity_folder_json(&capture);
    char id[16];
    (void)snprintf(id, sizeof id, "%s", json_string_value(json_object_get(json, "identity")));
    SL_CHECK_U64(json_array_size(json_object_get(json, "mentions")), 1);
    SL_CHECK_U64(json_array_size(json_object_get(json, "history")), 1);
    json_decref(json);
    CAPTURE(&capture, "identity", "show", id, "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "bury/schools/person/2"));
    capture_finish(&capture);
    CAPTURE(&capture, "identity", "show", "nobody", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 3);
    capture_finish(&capture);
}

static void nobody_may_be_one(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "identity", "review", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "0 of 0 possible matches"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "identity",
        "review",
        "bury/schools/person/1",
        "--limit",
        "3",
        "--json",
        "--store",
        folder->store
    );
    json_t *json = identity_folder_json(&capture);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "total")), 0);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_FOLDER_TEST(an_identity_is_shown),
        IDENTITY_FOLDER_TEST(nobody_may_be_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
