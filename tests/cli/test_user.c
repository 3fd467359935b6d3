/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/people_folder.h"

#define USER(capture, small, ...) PEOPLE(capture, small, "user", __VA_ARGS__)

static void added_changed_and_ended(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "root");
    USER(&capture, small, "add", "new", "--name=New Worker", "--agency=oldham");
    people_check(&capture, "new is a user now, without any role.\n");
    USER(&capture, small, "role", "new", "practitioner", "--from=2026-01-05");
    people_check(&capture, "new has: practitioner, from 2026-01-05\n");
    USER(&capture, small, "tie", "new", "allocated", SMALL_NHS, "--until=2199-12-31");
    people_check(&capture, " until 2199-12-31\n");
    USER(&capture, small, "tie", "new", "allocated", "oldham/csc/child/1", "--end");
    people_check(&capture, "new no longer has: ");
    USER(&capture, small, "role", "new", "practitioner", "--end");
    people_check(&capture, "new no longer has: practitioner\n");
    USER(&capture, small, "invite", "new");
    people_check(&capture, "new is invited.\n");
    USER(&capture, small, "end", "new");
    people_check(&capture, "The account of new has ended.\n");
}

static void files_of_users(void **state)
{
    struct small_people *small = *state;
    char path[600];
    struct capture capture;

    (void)snprintf(
        path,
        sizeof path,
        "%s",
        sl_test_folder_write(
            &small->folder,
            "users.csv",
            SL_STR("id,name,agency,role,from,until\na.b,A B,oldham,leader,,\n")
        )
    );
    people_as(small, "root");
    USER(&capture, small, "import", path);
    people_check(&capture, "1 lines: 1 users are new, 1 roles");
    USER(&capture, small, "import", path, "--json");
    json_t *json = people_json(&capture);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "present")), 1);
    json_decref(json);
    USER(&capture, small, "import", path, "--ties");
    people_refused(&capture, SL_INVALID, "the file has no column 'user'");
}

static void refused(void **state)
{
    struct small_people *small = *state;
    struct capture capture;

    people_as(small, "manager");
    USER(&capture, small, "role", "worker", "manager");
    people_refused(&capture, SL_DENIED, "you may not make users and give roles");
    USER(&capture, small, "add", "new", "--name=N", "--agency=A");
    people_refused(&capture, SL_DENIED, "you may not");
    USER(&capture, small, "role", "worker", "king");
    people_refused(&capture, SL_USAGE, "'king' is not a role");
    USER(&capture, small, "tie", "worker", "friend", SMALL_NHS);
    people_refused(&capture, SL_USAGE, "'friend' is not a relationship");
    USER(&capture, small, "role", "worker", "manager", "--from=soon");
    people_refused(&capture, SL_USAGE, "'soon' is not a date");
    USER(&capture, small, "role", "worker");
    people_refused(&capture, SL_USAGE, "missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(added_changed_and_ended),
        SMALL_TEST(files_of_users),
        SMALL_TEST(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
