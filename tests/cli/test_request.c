/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/people_folder.h"

#define FIRST  "oldham/csc/plan/1"
#define SECOND "oldham/csc/plan/2"

#define REQUEST(capture, small, ...) PEOPLE(capture, small, "request", __VA_ARGS__)

/* Somebody of the agency that is asked. */
static void add_boss(struct small_people *small)
{
    struct capture capture;

    people_as(small, "root");
    PEOPLE(&capture, small, "user", "add", "boss", "--name=Boss", "--agency=oldham");
    people_check(&capture, "boss");
    PEOPLE(&capture, small, "user", "role", "boss", "manager");
    people_check(&capture, "boss");
}

static void asked_and_answered(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    signed_in_agree(small->path, SIGNED_IN_AGREEMENT);
    add_boss(small);
    people_as(small, "investigator");
    REQUEST(
        &capture, small, "ask", SMALL_NHS, FIRST, SECOND, "--of=oldham", "--reason=r", "--urgent"
    );
    people_check(&capture, "Request 1 was sent.\n");
    people_as(small, "boss");
    REQUEST(&capture, small, "list");
    people_check(&capture, "no answer yet  " FIRST "\n");
    REQUEST(&capture, small, "answer", "1", FIRST, "--given");
    people_check(&capture, "Request 1 is answered about this record.\n");
    REQUEST(
        &capture,
        small,
        "answer",
        "1",
        SECOND,
        "--withheld",
        "--reason=court_order",
        "--words=An order of March"
    );
    people_check(&capture, "Request 1 is answered about this record.\n");
    REQUEST(&capture, small, "list", "--all");
    people_check(&capture, "withheld       " SECOND ": An order of March\n");
    REQUEST(&capture, small, "list", "--all", "--json");
    json_t *json = people_json(&capture);
    json_t *request = json_array_get(json, 0);
    assert_string_equal(json_string_value(json_object_get(request, "state")), "part");
    json_t *second = json_array_get(json_object_get(request, "records"), 1);
    assert_string_equal(json_string_value(json_object_get(second, "reason")), "court_order");
    json_decref(json);
}

static void taken_back_and_refused(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    signed_in_agree(small->path, SIGNED_IN_AGREEMENT);
    add_boss(small);
    people_as(small, "investigator");
    REQUEST(&capture, small, "ask", SMALL_NHS, FIRST, "--of=oldham", "--reason=r");
    people_check(&capture, "Request 1 was sent.\n");
    REQUEST(&capture, small, "withdraw", "1");
    people_check(&capture, "Request 1 was taken back.\n");
    REQUEST(&capture, small, "withdraw", "1");
    people_refused(&capture, SL_INVALID, "it was withdrawn already");
    REQUEST(&capture, small, "answer", "1", FIRST, "--given");
    people_refused(&capture, SL_DENIED, "you may not answer another agency's request");
    REQUEST(&capture, small, "answer", "1", FIRST);
    people_refused(&capture, SL_USAGE, "give one of --given, --redacted and --withheld");
    REQUEST(&capture, small, "answer", "1", FIRST, "--given", "--withheld");
    people_refused(&capture, SL_USAGE, "give one of --given, --redacted and --withheld");
    REQUEST(&capture, small, "answer", "1", FIRST, "--withheld");
    people_refused(&capture, SL_USAGE, "needs a reason from the list");
    REQUEST(&capture, small, "answer", "1", FIRST, "--withheld", "--reason=laziness", "--words=no");
    people_refused(&capture, SL_USAGE, "'laziness' is not a reason");
    REQUEST(&capture, small, "withdraw", "x");
    people_refused(&capture, SL_USAGE, "'x' is not the number of a request");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(asked_and_answered),
        SMALL_TEST(taken_back_and_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
