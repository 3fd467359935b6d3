/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "app/question_house.h"
#include "cli/capture.h"
#include "cli/signed_in.h"

#define CLOCKS   "--catalogue=catalogue/clocks.yaml"
#define LANGUAGE "--catalogue=catalogue/language.yaml"

#define QUESTION(capture, house, ...) \
    CAPTURE((capture), "question", __VA_ARGS__, "--store", (house)->people.store_path)

/* The command did what it should, and printed this in some place. */
static void told(struct capture *capture, const char *text)
{
    SL_CHECK_STR(sl_buf_str(&capture->err), "");
    SL_CHECK_I64(capture->exit_status, 0);
    assert_true(capture_has(&capture->out, text));
    capture_finish(capture);
}

/* It was refused or not understood, with this in its message. */
static void refused(struct capture *capture, enum sl_status status, const char *text)
{
    SL_CHECK_I64(capture->exit_status, sl_status_exit(status));
    SL_CHECK_STR(sl_buf_str(&capture->out), "");
    assert_true(capture_has(&capture->err, text));
    capture_finish(capture);
}

static json_t *json_of(struct capture *capture)
{
    SL_CHECK_I64(capture->exit_status, 0);
    json_t *json = json_loadb(capture->out.ptr, capture->out.len, 0, NULL);
    assert_non_null(json);
    capture_finish(capture);
    return json;
}

static void be(struct child_house *house, const char *user)
{
    signed_in_as(house->people.store_path, &house->people.folder, user);
}

/* A question of the police, today. */
static void open_one(struct child_house *house)
{
    signed_in_agree(house->people.store_path, SIGNED_IN_AGREEMENT);
    (void)question_missing(house, (int32_t)(signed_in_now() / INT64_C(86400000000)) - ACCESS_DAY);
}

static void listed_allocated_and_answered(void **state)
{
    struct child_house *house = *state;
    struct capture capture;

    open_one(house);
    be(house, "manager");
    QUESTION(&capture, house, "list", "--team", CLOCKS);
    told(&capture, "police, the team\n       Missing (a sign of harm). Why?\n");
    QUESTION(&capture, house, "allocate", "1", "--to=practitioner");
    told(&capture, "Question 1 was allocated.\n");
    be(house, "practitioner");
    QUESTION(&capture, house, "list", "--mine", "--json", CLOCKS);
    json_t *json = json_of(&capture);
    SL_CHECK_U64(json_array_size(json), 1);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(json, 0), "allocated")), "practitioner"
    );
    json_decref(json);
    QUESTION(
        &capture, house, "answer", "1", "--answer=done", "--reason=Her lifestyle choice", LANGUAGE
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Question 1 was answered.\n"));
    assert_true(capture_has(&capture.err, "Note: 'lifestyle choice'."));
    capture_finish(&capture);
    QUESTION(&capture, house, "close", "1", "--reason=Done", "--json", LANGUAGE);
    json = json_of(&capture);
    SL_CHECK_U64(json_array_size(json_object_get(json, "language")), 0);
    json_decref(json);
    QUESTION(&capture, house, "list", "--mine", CLOCKS);
    told(&capture, "");
    QUESTION(&capture, house, "show", "1", CLOCKS);
    told(&capture, "closed by practitioner of police: Done\n");
}

static void refused_and_not_understood(void **state)
{
    struct child_house *house = *state;
    struct capture capture;

    open_one(house);
    be(house, "practitioner");
    QUESTION(&capture, house, "list", "--mine", "--team");
    refused(&capture, SL_USAGE, "give --mine or --team, and not both");
    QUESTION(&capture, house, "show", "none");
    refused(&capture, SL_USAGE, "none");
    QUESTION(&capture, house, "answer", "1", "--answer=perhaps", "--reason=r");
    refused(&capture, SL_USAGE, "perhaps");
    QUESTION(&capture, house, "answer", "1", "--answer=planned", "--reason=r", LANGUAGE);
    refused(&capture, SL_INVALID, "the day by which");
    QUESTION(&capture, house, "answer", "1", "--answer=done", "--reason=r", "--catalogue=/absent");
    refused(&capture, SL_IO, "/absent");
    QUESTION(&capture, house, "close", "1", "--reason=r", LANGUAGE);
    refused(&capture, SL_INVALID, "it is not answered");
    QUESTION(&capture, house, "challenge", "1", "--reason=r", LANGUAGE);
    refused(&capture, SL_DENIED, "another agency does that");
    be(house, "worker");
    QUESTION(&capture, house, "escalate", "1", "--reason=r", LANGUAGE);
    refused(&capture, SL_NOT_FOUND, "there is no question 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(listed_allocated_and_answered),
        QUESTION_TEST(refused_and_not_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
