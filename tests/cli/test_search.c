/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "app/search_fixture.h"
#include "cli/capture.h"
#include "cli/signed_in.h"

#define SEARCH(capture, fixture, ...) \
    CAPTURE(                          \
        (capture),                    \
        "search",                     \
        "--store",                    \
        (fixture)->people.store_path, \
        "--today=2026-03-31",         \
        __VA_ARGS__                   \
    )

static void as_text(void **state)
{
    struct search_fixture *fixture = *state;
    struct capture capture;

    SEARCH(&capture, fixture, "Khan", "Mohammed", "14/2/2013");
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_STR(sl_buf_str(&capture.err), "");
    assert_true(capture_has(&capture.out, "1 person fits.\n"));
    assert_true(capture_has(&capture.out, "Mohammed Khan\n"));
    assert_true(capture_has(&capture.out, "born 14 Feb 2013, 13 years old; M13; known to"));
    assert_true(capture_has(&capture.out, "because: surname; given name; date of birth"));
    capture_finish(&capture);
    SEARCH(&capture, fixture, "zebedee");
    SL_CHECK_STR(sl_buf_str(&capture.out), "Nobody fits.\n");
    capture_finish(&capture);
}

static void as_json(void **state)
{
    struct search_fixture *fixture = *state;
    struct capture capture;

    SEARCH(&capture, fixture, "--json", "--limit=2", "khan");
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loadb(capture.out.ptr, capture.out.len, 0, NULL);
    assert_non_null(json);
    assert_string_equal(json_string_value(json_object_get(json, "outcome")), "too_many");
    SL_CHECK_I64(json_integer_value(json_object_get(json, "fitting")), 4);
    SL_CHECK_U64(json_array_size(json_object_get(json, "hits")), 2);
    const json_t *hit = json_array_get(json_object_get(json, "hits"), 0);
    assert_true(json_is_null(json_object_get(hit, "identity")));
    const json_t *part = json_array_get(json_object_get(hit, "parts"), 0);
    assert_string_equal(json_string_value(json_object_get(part, "agreement")), "same");
    json_decref(json);
    capture_finish(&capture);
}

static void refuses(void **state)
{
    struct search_fixture *fixture = *state;
    struct capture capture;

    SEARCH(&capture, fixture, "khan", "--limit=101");
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
    CAPTURE(&capture, "search", "--store", fixture->people.store_path, "--today=x", "khan");
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
    SEARCH(&capture, fixture, "-");
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture.exit_status != 0);
    capture_finish(&capture);
}

static int set_up(void **state)
{
    (void)search_set_up(state);
    struct search_fixture *fixture = *state;
    signed_in_beside(&fixture->people.folder, fixture->people.store_path, fixture->people.store);
    return 0;
}

#define SIGNED_IN_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, search_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGNED_IN_TEST(as_text),
        SIGNED_IN_TEST(as_json),
        SIGNED_IN_TEST(refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
