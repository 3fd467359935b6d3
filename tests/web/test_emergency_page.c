/* SPDX-License-Identifier: Apache-2.0 */
#include "role_site.h"

#define CLAIMERS (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))

static void claim(struct child_site *site)
{
    char fields[300];

    (void)snprintf(
        fields,
        sizeof fields,
        "child=%.*s&reason=missing_child&hours=4&words=Not+home+since+noon+today",
        SL_STR_ARG(child_id(site->house->child))
    );
    role_site_done(site, "practitioner", "/emergency/claim", fields, "/emergency/1?done=claimed");
}

static void test_it_is_claimed_and_judged(void **state)
{
    struct child_site *site = *state;

    claim(site);
    role_site_says(site, "practitioner", "/emergency/1", NULL, 200, "Not home since noon today");
    role_site_says(
        site, "privacy_officer", "/emergency", NULL, 200, "practitioner read the records"
    );
    role_site_says(site, "privacy_officer", "/emergency/1", NULL, 200, "Was it right?");
    role_site_says(
        site,
        "privacy_officer",
        "/emergency/1",
        "verdict=right",
        400,
        "<a href=\"#words\">Enter why</a>"
    );
    role_site_done(
        site,
        "privacy_officer",
        "/emergency/1",
        "verdict=wrong&words=Nobody+was+missing",
        "/emergency/1?done=judged"
    );
    role_site_says(site, "practitioner", "/emergency/1", NULL, 200, "Judged wrong");
    role_site_says(site, "practitioner", "/emergency/1", NULL, 200, "Nobody was missing");
    role_site_says(site, "privacy_officer", "/emergency", NULL, 200, "Nothing waits to be judged");
    role_site_says(site, "privacy_officer", "/emergency?all=1", NULL, 200, "Judged wrong");
    role_site_says(site, "privacy_officer", "/emergency/1", "verdict=right&words=No", 400, "");
}

static void test_it_needs_words(void **state)
{
    struct child_site *site = *state;
    char fields[300];

    (void)snprintf(
        fields,
        sizeof fields,
        "child=%.*s&reason=missing_child&hours=4&words=short",
        SL_STR_ARG(child_id(site->house->child))
    );
    role_site_says(site, "practitioner", "/emergency/claim", fields, 400, "There is a problem");
    role_site_says(
        site, "practitioner", "/emergency/claim", "child=P1", 400, "Choose what the emergency is"
    );
    role_site_says(site, "practitioner", "/emergency/7", NULL, 404, "no claim 7");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    claim(site);
    role_site_only(site, "/emergency", CLAIMERS | ROLE(PRIVACY));
    role_site_only(site, "/emergency/claim", CLAIMERS);
    role_site_refused(site, "/emergency/1", "verdict=right&words=Fine", ROLE(PRIVACY));
    role_site_refused(
        site,
        "/emergency/claim",
        "child=P1&reason=missing_child&hours=4&words=Not+home+since+noon",
        CLAIMERS
    );
    role_site_says(site, "investigator", "/emergency/1", NULL, 404, "no claim 1"); /* not theirs */
    role_site_says(site, "privacy_officer", "/emergency/1", NULL, 200, "To be judged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_it_is_claimed_and_judged),
        CHILD_SITE_TEST(test_it_needs_words),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
