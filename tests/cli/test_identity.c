/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/identity_folder.h"

static void an_identity_is_shown(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "identity", "show", "bury/schools/person/2", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Una, Ormskerry, 9 October 2014, Female, M1 1AE"));
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

/* A school of another council has a girl of the third one's name and date under another surname. */
static void take_another_list(struct identity_folder *folder)
{
    struct capture capture;
    const char *file = sl_test_folder_write(
        &folder->folder,
        "g.csv",
        SL_STR("SourceID,DOB,Surname,Forename,Gender,PostCode,NHSNumber\n"
               "11,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
               "12,09/10/2014,Ormskerry,Una,Female,M1 1AE,\n"
               "13,01/02/2012,Marbleton,Ida,Female,OL1 1AB,\n")
    );

    CAPTURE(
        &capture,
        "intake",
        "--store",
        folder->store,
        "--agency=oldham",
        "--system=schools",
        "--format=sui-csv",
        file
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "identify", "--learn", "--quiet", "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
}

static void the_steps_of_a_pair_add_up(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    take_another_list(folder);
    CAPTURE(&capture, "identity", "review", "--json", "--store", folder->store);
    json_t *json = identity_folder_json(&capture);
    const json_t *pairs = json_object_get(json, "pairs");
    SL_CHECK_U64(json_array_size(pairs), 1);
    const json_t *pair = json_array_get(pairs, 0);
    const json_t *steps = json_object_get(pair, "steps");
    double bits = json_number_value(json_object_get(pair, "other_bits"));
    for (size_t i = 0; i + 1 < json_array_size(steps); i++) {
        bits += json_number_value(json_object_get(json_array_get(steps, i), "bits"));
    }
    SL_CHECK_NEAR(bits, json_number_value(json_object_get(pair, "bits")), 0.02);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_FOLDER_TEST(an_identity_is_shown),
        IDENTITY_FOLDER_TEST(nobody_may_be_one),
        IDENTITY_FOLDER_TEST(the_steps_of_a_pair_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
