/* SPDX-License-Identifier: Apache-2.0 */
#include "role_site.h"

/* The address of a page of the child; good until the next call. */
static const char *of_child(struct child_site *site, const char *rest)
{
    static char path[100];

    (void)snprintf(path, sizeof path, "/child/%s%s", child_id(site->house->child).ptr, rest);
    return path;
}

static void test_a_child_is_found_and_their_records_are_read(void **state)
{
    struct child_site *site = *state;
    char fields[60];
    char page[100];
    struct site_reply reply;

    (void)snprintf(fields, sizeof fields, "child=%s", child_id(site->house->child).ptr);
    (void)snprintf(page, sizeof page, "%s", of_child(site, "/access"));
    role_site_done(site, "privacy_officer", "/subject-access", fields, page);
    role_site_as(site, "privacy_officer");
    site_get(&site->world, page, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "is given",
        "Read the records before you give them away",
        "3: download records.csv",
        "/access/looked.csv",
        "/seen",
        "records, n1",
        "Received 31 Mar 2026",
        "I was bored."
    );
    assert_false(site_says(&reply, "Aisha")); /* of another agency */
    site_reply_finish(&reply);
    SL_CHECK_U64(
        child_entries(site->house, "privacy_officer", SL_VERB_EXPORT, SL_OUTCOME_ALLOWED), 1
    );
}

static void test_files_are_taken_away(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "privacy_officer");
    site_get(&site->world, of_child(site, "/access/records.csv"), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_string_equal(site_header(&reply, "content-type"), "text/csv; charset=utf-8");
    assert_string_equal(
        site_header(&reply, "content-disposition"), "attachment; filename=\"records.csv\""
    );
    assert_true(site_says(&reply, "record,system,key,version,received,format,text\n"));
    assert_true(site_says(&reply, "I was bored."));
    site_reply_finish(&reply);
    site_get(&site->world, of_child(site, "/access/looked.csv"), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "subject access,police,privacy_officer,"));
    site_reply_finish(&reply);
    SL_CHECK_U64(
        child_entries(site->house, "privacy_officer", SL_VERB_EXPORT, SL_OUTCOME_ALLOWED), 2
    );
    site_get(&site->world, of_child(site, "/access/store.db"), &reply);
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
}

/* Who is not there is not found, in the same words whether the address or the form asked. */
static void test_nobody_is_given_nothing(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "privacy_officer", "/child/P00000001/access", NULL, 404, "");
    role_site_says(site, "privacy_officer", "/child/943/access", NULL, 404, "");
    role_site_says(
        site, "privacy_officer", "/subject-access", "child=", 400, "Enter an NHS number or an id"
    );
    role_site_says(site, "privacy_officer", "/subject-access", "child=%3Cb%3E", 400, "&lt;b&gt;");
    role_site_says(site, "privacy_officer", "/subject-access", "child=9434765919", 404, "");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;
    char path[100];

    role_site_only(site, "/subject-access", ROLE(PRIVACY));
    (void)snprintf(path, sizeof path, "%s", of_child(site, "/access"));
    role_site_only(site, path, ROLE(PRIVACY));
    (void)snprintf(path, sizeof path, "%s", of_child(site, "/access/looked.csv"));
    role_site_only(site, path, ROLE(PRIVACY));
    role_site_refused(site, "/subject-access", "child=P00000001", ROLE(PRIVACY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_a_child_is_found_and_their_records_are_read),
        CHILD_SITE_TEST(test_files_are_taken_away),
        CHILD_SITE_TEST(test_nobody_is_given_nothing),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
