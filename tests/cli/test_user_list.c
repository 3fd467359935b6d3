/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/people_folder.h"

#define USER(capture, small, ...) PEOPLE(capture, small, "user", __VA_ARGS__)

static void listed(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "root");
    USER(&capture, small, "list", "--agency=hub");
    assert_true(capture_has(&capture.err, "You are the only administrator of hub:"));
    capture_finish(&capture);
    people_as(small, "administrator");
    USER(&capture, small, "list", "--agency=oldham");
    people_check(&capture, "worker                    oldham            worker");
    USER(&capture, small, "list", "--role=leader", "--json");
    json_t *json = people_json(&capture);
    SL_CHECK_U64(json_array_size(json), 2);
    json_t *user = json_array_get(json, 1);
    assert_string_equal(json_string_value(json_object_get(user, "id")), "leader");
    assert_null(json_object_get(user, "ties"));
    json_decref(json);
    USER(&capture, small, "list", "--role=king");
    people_refused(&capture, SL_USAGE, "'king' is not a role");
    people_as(small, "leader");
    USER(&capture, small, "list", "--json");
    people_refused(&capture, SL_DENIED, "you may not make users and give roles");
}

static void shown(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "root");
    USER(&capture, small, "tie", "worker", "team", SMALL_NHS, "--from=2026-01-05");
    people_check(&capture, "from 2026-01-05");
    USER(&capture, small, "show", "worker");
    people_check(&capture, "team              oldham/csc/child/1 from 2026-01-05, given by root\n");
    USER(&capture, small, "show", "worker", "--json");
    json_t *json = people_json(&capture);
    json_t *tie = json_array_get(json_object_get(json, "ties"), 0);
    assert_string_equal(json_string_value(json_object_get(tie, "key")), "child/1");
    assert_true(json_is_null(json_object_get(tie, "until")));
    assert_true(json_is_null(json_object_get(tie, "ended")));
    json_decref(json);
    USER(&capture, small, "show", "eve");
    people_refused(&capture, SL_NOT_FOUND, "there is no user 'eve'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(listed),
        SMALL_TEST(shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
