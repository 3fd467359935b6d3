/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/people_folder.h"

#define GLASS(capture, small, ...) PEOPLE(capture, small, "glass", __VA_ARGS__)

static void broken_and_judged(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    signed_in_agree(small->path, SIGNED_IN_AGREEMENT);
    people_as(small, "practitioner");
    GLASS(
        &capture,
        small,
        "break",
        SMALL_NHS,
        "--reason=missing_child",
        "--words=Not home since noon",
        "--hours=8"
    );
    people_check(&capture, "(number 1). A privacy officer of your agency will judge it.\n");
    GLASS(&capture, small, "list", "--all");
    people_check(&capture, "missing_child: Not home since noon\n");
    people_as(small, "leader");
    GLASS(&capture, small, "count");
    people_check(&capture, "Broken and not judged: 1, of which for more than 7 days: ");
    people_as(small, "privacy_officer");
    GLASS(&capture, small, "count", "--json");
    json_t *counts = people_json(&capture);
    SL_CHECK_I64(json_integer_value(json_object_get(counts, "waiting")), 1);
    json_decref(counts);
    GLASS(&capture, small, "review", "1", "--wrong", "--words=She was not missing");
    people_check(&capture, "Glass 1 is judged: wrong.\n");
    GLASS(&capture, small, "list", "--all", "--json");
    json_t *json = people_json(&capture);
    json_t *glass = json_array_get(json, 0);
    assert_string_equal(json_string_value(json_object_get(glass, "state")), "wrong");
    assert_false(json_is_null(json_object_get(glass, "ended")));
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(glass, "review"), "by")),
        "privacy_officer"
    );
    json_decref(json);
    GLASS(&capture, small, "list", "--all");
    people_check(&capture, "(judged by privacy_officer: She was not missing)\n");
}

static void refused(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    signed_in_agree(small->path, SIGNED_IN_AGREEMENT);
    people_as(small, "practitioner");
    GLASS(&capture, small, "break", SMALL_NHS, "--reason=curiosity", "--words=I wonder who it is");
    people_refused(&capture, SL_USAGE, "'curiosity' is not a reason");
    GLASS(&capture, small, "break", SMALL_NHS, "--reason=missing_child", "--words=because");
    people_refused(&capture, SL_INVALID, "the reason must be told in words, too");
    GLASS(&capture, small, "review", "1", "--words=x");
    people_refused(&capture, SL_USAGE, "give --right or --wrong");
    GLASS(&capture, small, "review", "one", "--right", "--words=x");
    people_refused(&capture, SL_USAGE, "'one' is not the number of a broken glass");
    GLASS(&capture, small, "review", "1", "--right", "--words=x");
    people_refused(&capture, SL_DENIED, "you may not judge whether breaking the glass was right");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(broken_and_judged),
        SMALL_TEST(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
