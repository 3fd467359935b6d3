/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_fixture.h"
#include "cli/capture.h"
#include "cli/signed_in.h"

#define LIST(capture, fixture, ...) \
    CAPTURE((capture), "notice", "list", "--store", (fixture)->store_path, __VA_ARGS__)

static void run_now(struct people_fixture *fixture)
{
    struct capture capture;

    (void)notice_fill(fixture);
    signed_in_beside(&fixture->folder, fixture->store_path, fixture->store);
    sl_store_close(fixture->store);
    fixture->store = NULL;
    CAPTURE(&capture, "notice", "run", "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "pattern-adult-around"));
    assert_true(capture_has(&capture.out, "\nQuestions "));
    capture_finish(&capture);
}

static void as_text(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    run_now(fixture);
    LIST(&capture, fixture, "--indicator=pattern-adult-around");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, ": raised 2, possible groups 1\n"));
    assert_true(capture_has(&capture.out, "(pattern-adult-around; "));
    assert_true(capture_has(&capture.out, "  possible group 1\n      record police/records/"));
    capture_finish(&capture);
    LIST(&capture, fixture, "--groups");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Possible group 1: "));
    capture_finish(&capture);
}

static void as_json(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    run_now(fixture);
    LIST(&capture, fixture, "--set=patterns", "--agency=police", "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "\"is_stale\": false"));
    assert_true(capture_has(&capture.out, "\"indicator\": \"pattern-adult-around\""));
    assert_true(capture_has(&capture.out, "\"reasons\": ["));
    capture_finish(&capture);
    LIST(&capture, fixture, "--district=Elsewhere", "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "\"raised\": []"));
    capture_finish(&capture);
}

static void words_that_are_none(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    run_now(fixture);
    LIST(&capture, fixture, "--set=worries");
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, "vulnerabilities"));
    capture_finish(&capture);
    LIST(&capture, fixture, "--indicator=worry");
    assert_true(capture.exit_status != 0);
    assert_true(capture_has(&capture.err, "there is no indicator 'worry'"));
    capture_finish(&capture);
}

int main(void)
{
#define NOTICE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)
    const struct CMUnitTest tests[] = {
        NOTICE_TEST(as_text),
        NOTICE_TEST(as_json),
        NOTICE_TEST(words_that_are_none),
    };
    return cmocka_run_group_tests_name("cli/notice_list", tests, NULL, NULL);
}
