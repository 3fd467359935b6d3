/* SPDX-License-Identifier: Apache-2.0 */
#include "role_site.h"

/* A new user of the police, without a role. */
static void add(struct child_site *site)
{
    role_site_says(
        site,
        "administrator",
        "/users/add",
        "id=ann.example&name=Ann+Example&agency=police",
        200,
        "Give them this code"
    );
}

static void test_a_user_is_added_and_found(void **state)
{
    struct child_site *site = *state;

    add(site);
    role_site_says(site, "administrator", "/users", NULL, 200, "Ann Example");
    role_site_says(site, "administrator", "/user/ann.example", NULL, 200, "They have none");
    role_site_says(
        site,
        "administrator",
        "/users/add",
        "id=Ann&name=A&agency=police",
        400,
        "There is a problem"
    );
    role_site_says(site, "administrator", "/users/add", "id=a", 400, "Enter a name");
    role_site_says(
        site, "administrator", "/users/add", "id=bob&name=B&agency=oldham", 200, "Give them"
    ); /* oldham has no administrator */
    role_site_says(site, "administrator", "/user/nobody", NULL, 404, "");
}

static void test_roles_are_given_and_ended(void **state)
{
    struct child_site *site = *state;

    add(site);
    role_site_says(
        site, "administrator", "/user/ann.example/role", "role=king", 400, "Choose a role"
    );
    role_site_done(
        site,
        "administrator",
        "/user/ann.example/role",
        "role=practitioner",
        "/user/ann.example?done=given"
    );
    role_site_says(
        site,
        "administrator",
        "/user/ann.example",
        NULL,
        200,
        "/user/ann.example/role/practitioner/end"
    );
    role_site_done(
        site,
        "administrator",
        "/user/ann.example/role/practitioner/end",
        "",
        "/user/ann.example?done=taken"
    );
    role_site_says(site, "administrator", "/user/ann.example/role/king/end", "", 404, "");
    role_site_says(
        site, "administrator", "/user/administrator/role", "role=leader", 403, "There is a problem"
    ); /* nobody gives a role to themselves */
}

static void test_an_account_ends(void **state)
{
    struct child_site *site = *state;

    add(site);
    role_site_says(
        site, "administrator", "/user/ann.example/invite", "", 200, "Give them this code"
    );
    role_site_done(
        site, "administrator", "/user/ann.example/end", "", "/user/ann.example?done=ended"
    );
    role_site_says(site, "administrator", "/user/ann.example", NULL, 200, "Ended");
    role_site_says(site, "administrator", "/users?all=1", NULL, 200, "Ann Example");
    role_site_says(site, "administrator", "/user/ann.example/end", "", 404, "");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    add(site);
    role_site_only(site, "/users", ROLE(ADMINISTRATOR));
    role_site_only(site, "/users/add", ROLE(ADMINISTRATOR));
    role_site_only(site, "/user/ann.example", ROLE(ADMINISTRATOR));
    role_site_refused(site, "/users/add", "id=x&name=y&agency=police", ROLE(ADMINISTRATOR));
    role_site_refused(site, "/user/ann.example/role", "role=leader", ROLE(ADMINISTRATOR));
    role_site_refused(site, "/user/ann.example/role/leader/end", "", ROLE(ADMINISTRATOR));
    role_site_refused(site, "/user/ann.example/end", "", ROLE(ADMINISTRATOR));
    role_site_refused(site, "/user/ann.example/invite", "", ROLE(ADMINISTRATOR));
    role_site_says(site, "administrator", "/user/ann.example", NULL, 200, "They have none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_a_user_is_added_and_found),
        CHILD_SITE_TEST(test_roles_are_given_and_ended),
        CHILD_SITE_TEST(test_an_account_ends),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
