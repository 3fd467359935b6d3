/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/people_folder.h"

#define PROPOSAL(capture, small, ...) PEOPLE(capture, small, "proposal", __VA_ARGS__)

/* Of the police there are two administrators: one asks, and the other one gets the code. */
static void asked_for_listed_and_confirmed(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "administrator");
    PEOPLE(&capture, small, "user", "invite", "manager");
    people_check(&capture, "'sightline proposal confirm 1'.\n");
    PROPOSAL(&capture, small, "confirm", "1");
    people_refused(&capture, SL_DENIED, "nobody confirms what they proposed themselves");
    people_as(small, "all");
    PROPOSAL(&capture, small, "list");
    people_check(&capture, "administrator  invite a user to set a password: manager\n");
    PROPOSAL(&capture, small, "confirm", "1");
    people_check(&capture, "Done: invite a user to set a password: manager\nHand them this code");
    PROPOSAL(&capture, small, "confirm", "1");
    people_refused(&capture, SL_NOT_FOUND, "there is no open proposal 1");
}

static void refused_and_not_understood(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "administrator");
    PEOPLE(&capture, small, "user", "add", "new", "--name=New", "--agency=police");
    people_check(&capture, "It is not done yet");
    people_as(small, "all");
    PROPOSAL(&capture, small, "refuse", "1");
    people_check(&capture, "");
    PROPOSAL(&capture, small, "confirm", "1");
    people_refused(&capture, SL_NOT_FOUND, "there is no open proposal 1");
    PROPOSAL(&capture, small, "confirm", "one");
    people_refused(&capture, SL_USAGE, "'one'");
    people_as(small, "manager");
    PROPOSAL(&capture, small, "list");
    people_refused(&capture, SL_DENIED, "you may not make users and give roles");
}

/* Who becomes an administrator, and whose account as one ends. */
static void administrators(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "administrator");
    PEOPLE(&capture, small, "user", "role", "manager", "administrator", "--from=2026-01-05");
    people_check(&capture, "'sightline proposal confirm 1'.\n");
    people_as(small, "all");
    PROPOSAL(&capture, small, "list");
    people_check(&capture, "administrator  make a user an administrator: manager\n");
    PROPOSAL(&capture, small, "confirm", "1");
    people_check(&capture, "Done: make a user an administrator: manager\n");
    PEOPLE(&capture, small, "user", "end", "administrator");
    people_check(&capture, "It is not done yet");
    people_as(small, "manager");
    PROPOSAL(&capture, small, "confirm", "2");
    people_check(&capture, "Done: end the account of an administrator: administrator\n");
}

static void settings(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "root");
    PEOPLE(&capture, small, "setting", "factors", "two");
    people_check(&capture, "factors: two\n");
    PEOPLE(&capture, small, "setting", "hub", "hub");
    people_check(&capture, "'sightline proposal confirm 1'.\n");
    people_as(small, "administrator");
    PROPOSAL(&capture, small, "confirm", "1");
    people_check(&capture, "Done: change which agency takes in files of others: hub\n");
    PEOPLE(&capture, small, "setting", "colour", "red");
    people_refused(&capture, SL_USAGE, "'colour' is not a setting");
    PEOPLE(&capture, small, "setting", "invite", "red");
    people_refused(&capture, SL_USAGE, "'invite' is not a setting");
    PEOPLE(&capture, small, "setting", "factors", "three");
    people_refused(&capture, SL_INVALID, "'three' is no value for 'factors'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(asked_for_listed_and_confirmed),
        SMALL_TEST(refused_and_not_understood),
        SMALL_TEST(administrators),
        SMALL_TEST(settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
