/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_fixture.h"
#include "cli/capture.h"
#include "cli/signed_in.h"

#define RUN(capture, fixture, ...) \
    CAPTURE((capture), "notice", "run", "--store", (fixture)->store_path, __VA_ARGS__)

static void fill(struct people_fixture *fixture)
{
    (void)notice_fill(fixture);
    signed_in_beside(&fixture->folder, fixture->store_path, fixture->store);
}

static void as_text(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    fill(fixture);
    RUN(&capture, fixture, "--as-of=2026-04-01", "--recorded");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Children  2\n"));
    assert_true(capture_has(&capture.out, "pattern-adult-around                  2  opens"));
    assert_false(capture_has(&capture.out, "Planted"));
    capture_finish(&capture);
}

/* On the day before the records came nobody could know. */
static void as_of_a_day(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    fill(fixture);
    RUN(&capture, fixture, "--as-of=2026-03-30");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Raised    0\n"));
    capture_finish(&capture);
}

static void with_a_truth(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    fill(fixture);
    (void)sl_test_folder_write(
        &fixture->folder, "mentions.csv", SL_STR("agency,system,key,person\npolice,records,n1,1\n")
    );
    (void)sl_test_folder_write(&fixture->folder, "situations.jsonl", SL_STR(""));
    RUN(&capture, fixture, "--as-of=2026-04-01", "--truth", fixture->folder.path);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "shared_phone             0 of 0"));
    assert_true(capture_has(&capture.out, "children with nothing planted: "));
    capture_finish(&capture);
    RUN(&capture, fixture, "--as-of=2026-04-01", "--json", "--truth", fixture->folder.path);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "\"kind\": \"shared_phone\""));
    assert_true(capture_has(&capture.out, "\"opens_question\": true"));
    capture_finish(&capture);
}

int main(void)
{
#define NOTICE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)
    const struct CMUnitTest tests[] = {
        NOTICE_TEST(as_text),
        NOTICE_TEST(as_of_a_day),
        NOTICE_TEST(with_a_truth),
    };
    return cmocka_run_group_tests_name("cli/notice_run", tests, NULL, NULL);
}
