/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/identity_folder.h"

#define BECAUSE "--reason", "seen at home"
#define EDDA    "bury/schools/person/1"
#define UNA     "bury/schools/person/2"

static size_t mention_count(struct identity_folder *folder)
{
    struct capture capture;

    CAPTURE(&capture, "identity", "show", EDDA, "--store", folder->store, "--json");
    json_t *json = identity_folder_json(&capture);
    const size_t count = json_array_size(json_object_get(json, "mentions"));
    json_decref(json);
    return count;
}

static void people_decide_and_take_back(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "identity", "join", EDDA, UNA, BECAUSE, "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Decision 1 is kept."));
    assert_true(capture_has(&capture.out, "1 joined"));
    capture_finish(&capture);
    SL_CHECK_U64(mention_count(folder), 2);
    CAPTURE(&capture, "identity", "release", "1", BECAUSE, "--json", "--store", folder->store);
    json_t *json = identity_folder_json(&capture);
    SL_CHECK_U64(json_array_size(json_object_get(json, "decisions")), 1);
    json_decref(json);
    SL_CHECK_U64(mention_count(folder), 1);
    CAPTURE(&capture, "identity", "hold-apart", EDDA, UNA, BECAUSE, "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "identity", "join", EDDA, UNA, BECAUSE, "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Contradictions: 1"));
    capture_finish(&capture);
    SL_CHECK_U64(mention_count(folder), 1);
}

/* An id that was printed once leads on to whoever it was joined into. */
static void a_joined_id_is_followed(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;
    char ids[2][16];
    char sentence[64];
    const char *const names[] = { EDDA, UNA };

    for (unsigned i = 0; i < 2; i++) {
        CAPTURE(&capture, "identity", "show", names[i], "--store", folder->store, "--json");
        json_t *json = identity_folder_json(&capture);
        (void)snprintf(
            ids[i], sizeof ids[i], "%s", json_string_value(json_object_get(json, "identity"))
        );
        assert_null(json_object_get(json, "asked"));
        json_decref(json);
    }
    CAPTURE(&capture, "identity", "join", EDDA, UNA, BECAUSE, "--store", folder->store);
    capture_finish(&capture);
    (void)snprintf(sentence, sizeof sentence, "%s was joined into %s.\n", ids[1], ids[0]);
    CAPTURE(&capture, "identity", "show", ids[1], "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, sentence));
    assert_true(capture_has(&capture.out, EDDA));
    capture_finish(&capture);
    CAPTURE(&capture, "identity", "show", ids[1], "--store", folder->store, "--json");
    json_t *json = identity_folder_json(&capture);
    assert_string_equal(json_string_value(json_object_get(json, "asked")), ids[1]);
    assert_string_equal(json_string_value(json_object_get(json, "identity")), ids[0]);
    json_decref(json);
}

static void a_reason_is_needed(void **state)
{
    struct identity_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "identity", "join", EDDA, UNA, "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
    CAPTURE(&capture, "identity", "split", EDDA, UNA, BECAUSE, "--store", folder->store);
    SL_CHECK_I64(capture.exit_status, 3);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_FOLDER_TEST(people_decide_and_take_back),
        IDENTITY_FOLDER_TEST(a_joined_id_is_followed),
        IDENTITY_FOLDER_TEST(a_reason_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
