/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_fixture.h"
#include "cli/capture.h"
#include "cli/signed_in.h"
#include "identity/identity_id.h"

/* The store of the fixture, filled, and the id of its child. */
static const char *fill(struct people_fixture *fixture)
{
    static struct sl_identity_id id;

    id = sl_identity_print(picture_fill(fixture));
    signed_in_beside(&fixture->folder, fixture->store_path, fixture->store);
    access_tie(fixture->store, "all", 1, "n1");
    return id.text;
}

#define EXPLAIN(capture, fixture, ...) \
    CAPTURE((capture), "notice", "explain", "--store", (fixture)->store_path, __VA_ARGS__)

/* By the catalogues that the program comes with. */
static void by_the_usual_catalogues(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    EXPLAIN(&capture, fixture, "--today=2026-04-01", fill(fixture));
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, ", as of the end of 1 Apr 2026\n"));
    assert_true(capture_has(&capture.out, "\nmet: "));
    assert_true(capture_has(
        &capture.out, "  from the end of: missing, 2 Jan 2026 21:00 to 3 Jan 2026 06:00"
    ));
    assert_true(capture_has(&capture.out, "  because of: missing, "));
    assert_true(capture_has(&capture.out, "That none holds proves nothing.\n"));
    capture_finish(&capture);
}

/* The records came on 31 March: the day before nobody could know, and now everybody can. */
static void as_of_a_day(void **state)
{
    struct people_fixture *fixture = *state;
    const char *child = fill(fixture);
    struct capture capture;

    EXPLAIN(&capture, fixture, "--today=2026-03-30", child, "coded-missing-placement");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "\ndoes not hold: "));
    capture_finish(&capture);
    EXPLAIN(&capture, fixture, child, "coded-missing-placement", "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "\"holds\": true"));
    capture_finish(&capture);
}

static void refused(void **state)
{
    struct people_fixture *fixture = *state;
    const char *child = fill(fixture);
    struct capture capture;

    EXPLAIN(&capture, fixture, "--today=yesterday", child);
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, "'yesterday' is not a date"));
    capture_finish(&capture);
    EXPLAIN(&capture, fixture, child, "--catalogue=docs/formats/agreement/night.yaml");
    SL_CHECK_I64(capture.exit_status, 3);
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
    EXPLAIN(&capture, fixture, "brien");
    SL_CHECK_I64(capture.exit_status, 4);
    assert_true(capture_has(&capture.err, "it is not certain who 'brien' is"));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(by_the_usual_catalogues),
        PICTURE_TEST(as_of_a_day),
        PICTURE_TEST(refused),
    };
    return cmocka_run_group_tests_name("cli/notice_explain", tests, NULL, NULL);
}
