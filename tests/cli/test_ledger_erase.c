/* SPDX-License-Identifier: Apache-2.0 */
#include "app/erase_fixture.h"
#include "cli/people_folder.h"

#define LEDGER(capture, small, ...) PEOPLE(capture, small, "ledger", __VA_ARGS__)

static void asked_for_and_confirmed(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    erase_fill(small);
    people_as(small, "privacy_officer");
    LEDGER(&capture, small, "erase", "4", "0-1", "1", "--why", "retention schedule 4.2");
    people_check(
        &capture,
        "Asked for, for 3 entries.\nNothing is erased yet: another privacy officer or a senior "
        "leader of your agency must\nconfirm it within three days, with 'sightline proposal "
        "confirm 1'.\n"
    );
    people_as(small, "leader");
    PEOPLE(&capture, small, "proposal", "list");
    people_check(
        &capture,
        "privacy_officer erase what the ledger says of people: about 0-1,4 retention schedule 4.2\n"
    );
    PEOPLE(&capture, small, "proposal", "confirm", "1");
    people_check(&capture, "Done: erase what the ledger says of people: about 0-1,4 retention");
    const struct erase_told told = erase_look(small);
    assert_true(strncmp(told.parts, "w.w.wawaw.", 10) == 0);
}

static void of_a_child(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    erase_fill(small);
    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    people_as(small, "privacy_officer");
    LEDGER(&capture, small, "erase", "--child", small_id(1024), "--why", "retention schedule 4.2");
    people_check(&capture, "Asked for, for 3 entries.\n");
    LEDGER(
        &capture,
        small,
        "erase",
        "--child",
        small_id(1024),
        "--before",
        "2020-01-01",
        "--why",
        "retention schedule 4.2"
    );
    people_refused(&capture, SL_NOT_FOUND, "no entry of your agency is about that child alone");
    LEDGER(
        &capture,
        small,
        "erase",
        "--child",
        small_id(1024),
        "--before",
        "2999-01-01",
        "--why",
        "retention schedule 4.2"
    );
    people_refused(&capture, SL_USAGE, "--before is today or earlier");
}

static void not_understood(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "privacy_officer");
    LEDGER(&capture, small, "erase", "--why", "x");
    people_refused(&capture, SL_USAGE, "give the numbers of entries, or --child");
    LEDGER(&capture, small, "erase", "1", "--child", "x", "--why", "x");
    people_refused(&capture, SL_USAGE, "give the numbers of entries, or --child");
    LEDGER(&capture, small, "erase", "1", "--before", "2020-01-01", "--why", "x");
    people_refused(&capture, SL_USAGE, "--before goes with --child");
    LEDGER(&capture, small, "erase", "7-3", "--why", "x");
    people_refused(&capture, SL_USAGE, "'7-3' is not the number of an entry");
    LEDGER(&capture, small, "erase", "1", "--part", "all", "--why", "x");
    people_refused(&capture, SL_USAGE, "all");
    LEDGER(&capture, small, "erase", "1", "--why", "x");
    people_refused(&capture, SL_INVALID, "the reason is too short");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(asked_for_and_confirmed),
        SMALL_TEST(of_a_child),
        SMALL_TEST(not_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
