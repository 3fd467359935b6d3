/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "app/picture_fixture.h"
#include "cli/capture.h"
#include "cli/signed_in.h"
#include "identity/identity_id.h"

static struct sl_identity_id child;

static int set_up(void **state)
{
    (void)people_set_up(state);
    struct people_fixture *fixture = *state;
    child = sl_identity_print(picture_fill(fixture));
    signed_in_beside(&fixture->folder, fixture->store_path, fixture->store);
    return 0;
}

#define ANSWER_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, people_tear_down)

static void
run(struct capture *capture,
    const struct people_fixture *fixture,
    const char *group,
    const char *name,
    const char *operand)
{
    CAPTURE(capture, group, name, operand, "--store", fixture->store_path);
}

/* Who looked, found and was refused, with their reasons; names only of the own agency. */
static void who_saw(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    signed_in_as(fixture->store_path, &fixture->folder, "investigator");
    CAPTURE(&capture, "picture", child.text, "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    signed_in_as(fixture->store_path, &fixture->folder, "worker");
    CAPTURE(&capture, "search", "aisha", "brien", "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    signed_in_as(fixture->store_path, &fixture->folder, "leader");
    CAPTURE(&capture, "picture", child.text, "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
    signed_in_as(fixture->store_path, &fixture->folder, "privacy_officer");
    run(&capture, fixture, "ledger", "who-saw", child.text);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(
        &capture.out, "read picture  police, investigator, safeguarding  investigator\n"
    ));
    assert_true(capture_has(
        &capture.out,
        "list search (among others)  oldham, practitioner, safeguarding  (not named)\n"
    ));
    assert_true(capture_has(&capture.out, "read picture REFUSED  police, no role, "));
    assert_true(capture_has(&capture.out, "read ledger  police, privacy_officer, data_rights"));
    assert_false(capture_has(&capture.out, "worker"));
    capture_finish(&capture);
    CAPTURE(&capture, "ledger", "who-saw", child.text, "--json", "--store", fixture->store_path);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_U64(json_array_size(json), 5);
    json_decref(json);
    capture_finish(&capture);
}

static void what_saw(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    signed_in_as(fixture->store_path, &fixture->folder, "investigator");
    CAPTURE(&capture, "search", "aisha", "brien", "--store", fixture->store_path);
    capture_finish(&capture);
    signed_in_as(fixture->store_path, &fixture->folder, "privacy_officer");
    run(&capture, fixture, "ledger", "what-saw", "investigator");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(
        &capture.out, "search search  police, investigator, safeguarding  aisha brien\n"
    ));
    assert_true(capture_has(&capture.out, child.text));
    capture_finish(&capture);
    /* One of another agency, and nobody, are told alike. */
    run(&capture, fixture, "ledger", "what-saw", "worker");
    SL_CHECK_I64(capture.exit_status, 4);
    assert_true(capture_has(&capture.err, "your agency has no user 'worker'"));
    capture_finish(&capture);
    run(&capture, fixture, "ledger", "what-saw", "nobody");
    SL_CHECK_I64(capture.exit_status, 4);
    assert_true(capture_has(&capture.err, "your agency has no user 'nobody'"));
    capture_finish(&capture);
}

/* The records came on 2026-03-31; before that nothing was known, and nobody had looked. */
static void known(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    signed_in_as(fixture->store_path, &fixture->folder, "privacy_officer");
    CAPTURE(
        &capture, "ledger", "known", child.text, "--on=2026-03-30", "--store", fixture->store_path
    );
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_STR(sl_buf_str(&capture.out), "Nothing.\n\nWho had looked:\nNobody.\n");
    capture_finish(&capture);
    CAPTURE(
        &capture, "ledger", "known", child.text, "--on=2026-03-31", "--store", fixture->store_path
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(
        &capture.out, "police/records: 3 records, from 2026-03-31 09:30:00 to 2026-03-31 09:30:00\n"
    ));
    assert_false(capture_has(&capture.out, "oldham")); /* no agreement is for this purpose */
    capture_finish(&capture);
    CAPTURE(
        &capture, "ledger", "known", child.text, "--on=yesterday", "--store", fixture->store_path
    );
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
}

/* The own agency's records as they came, and who looked, without names. */
static void subject_access(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;
    struct sl_buf text;
    char out[600];

    signed_in_as(fixture->store_path, &fixture->folder, "investigator");
    CAPTURE(&capture, "picture", child.text, "--store", fixture->store_path);
    capture_finish(&capture);
    signed_in_as(fixture->store_path, &fixture->folder, "privacy_officer");
    (void)snprintf(out, sizeof out, "%s", sl_test_folder_path(&fixture->folder, "for-her"));
    CAPTURE(&capture, "subject-access", child.text, "--out", out, "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "for-her: 3 records of your agency, and 2 times"));
    capture_finish(&capture);
    sl_buf_init(&text, (size_t)1 << 20);
    sl_test_read(sl_test_folder_path(&fixture->folder, "for-her/records.csv"), &text);
    assert_true(capture_has(&text, "AISHA"));
    assert_false(capture_has(&text, "Siobhan")); /* oldham's */
    sl_buf_clear(&text);
    sl_test_read(sl_test_folder_path(&fixture->folder, "for-her/looked.csv"), &text);
    assert_true(capture_has(&text, ",read,allowed,picture,police,investigator,safeguarding\n"));
    sl_buf_finish(&text);
    CAPTURE(&capture, "subject-access", child.text, "--out", out, "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, 7); /* the folder is there */
    capture_finish(&capture);
}

static void confirm(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    signed_in_as(fixture->store_path, &fixture->folder, "partnership_lead");
    CAPTURE(&capture, "agreement", "confirm", "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "In force: 1 documents, 5 agencies, policy "));
    assert_true(capture_has(&capture.out, "Confirm again within 7 days.\n"));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ANSWER_TEST(who_saw), ANSWER_TEST(what_saw),       ANSWER_TEST(known),
        ANSWER_TEST(confirm), ANSWER_TEST(subject_access),
    };
    return cmocka_run_group_tests_name("cli/ledger_answer", tests, NULL, NULL);
}
