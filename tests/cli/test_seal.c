/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/people_folder.h"

#define CHILD "police/records/nominal/1"

#define SEAL(capture, small, ...) PEOPLE(capture, small, "seal", __VA_ARGS__)

static void sealed_and_lifted(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "privacy_officer");
    SEAL(&capture, small, "add", CHILD, "--reason=an officer's son");
    people_check(&capture, CHILD " is sealed.\n");
    SEAL(&capture, small, "allow", CHILD, "manager");
    people_check(&capture, CHILD " allows the user.\n");
    SEAL(&capture, small, "deny", CHILD, "worker");
    people_check(&capture, CHILD " denies the user.\n");
    SEAL(&capture, small, "withhold", CHILD, "whereabouts, phone", "--reason=has fled");
    people_check(&capture, CHILD " keeps these fields from other agencies.\n");
    SEAL(&capture, small, "list", "--ended");
    assert_true(capture_has(&capture.out, CHILD " sealed: an officer's son ("));
    assert_true(capture_has(&capture.out, CHILD " allows manager ("));
    people_check(&capture, ": has fled (");
    SEAL(&capture, small, "list", "--json");
    json_t *json = people_json(&capture);
    SL_CHECK_U64(json_array_size(json), 4);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(json, 2), "user")), "worker"
    );
    json_decref(json);
    SEAL(&capture, small, "allow", CHILD, "manager", "--end");
    people_check(&capture, CHILD " no longer allows the user.\n");
    SEAL(&capture, small, "deny", CHILD, "worker", "--end");
    people_check(&capture, CHILD " no longer denies the user.\n");
    SEAL(&capture, small, "withhold", CHILD, "--end");
    people_check(&capture, CHILD " is told to other agencies again.\n");
    SEAL(&capture, small, "lift", CHILD);
    people_check(&capture, CHILD " is sealed no longer.\n");
    SEAL(&capture, small, "list", "--json");
    json = people_json(&capture);
    SL_CHECK_U64(json_array_size(json), 0);
    json_decref(json);
}

static void refused(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "privacy_officer");
    SEAL(&capture, small, "withhold", CHILD, "king", "--reason=x");
    people_refused(&capture, SL_USAGE, "'king' is not a field");
    SEAL(&capture, small, "withhold", CHILD, "phone");
    people_refused(&capture, SL_USAGE, "give fields and --reason, or --end alone");
    SEAL(&capture, small, "withhold", CHILD, "phone", "--end");
    people_refused(&capture, SL_USAGE, "give fields and --reason, or --end alone");
    SEAL(&capture, small, "add", "nominal", "--reason=x");
    people_refused(&capture, SL_INVALID, "'nominal' is no name of a record");
    people_as(small, "manager");
    SEAL(&capture, small, "add", CHILD, "--reason=x");
    people_refused(&capture, SL_DENIED, "you may not seal records and keep their lists");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(sealed_and_lifted),
        SMALL_TEST(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
