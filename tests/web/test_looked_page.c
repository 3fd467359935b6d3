/* SPDX-License-Identifier: Apache-2.0 */
#include "role_site.h"

static void test_what_somebody_did(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "leader", "/search?q=Aisha", NULL, 403, "");
    role_site_says(site, "privacy_officer", "/looked", NULL, 200, "action=\"/looked\"");
    role_site_says(site, "privacy_officer", "/looked?user=leader", NULL, 200, "What leader did");
    role_site_says(site, "privacy_officer", "/looked?user=leader", NULL, 200, "Refused");
    role_site_says(site, "privacy_officer", "/looked?user=leader", NULL, 200, "Aisha");
    role_site_says(site, "privacy_officer", "/looked?user=manager", NULL, 200, "Nothing yet");
}

/* Somebody of another agency, and nobody, are told alike. */
static void test_only_of_the_own_agency(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "privacy_officer", "/looked?user=worker", NULL, 404, "");
    role_site_says(site, "privacy_officer", "/looked?user=%3Cb%3E", NULL, 404, "");
}

static void test_others_are_refused(void **state)
{
    role_site_only(*state, "/looked", ROLE(PRIVACY));
    role_site_only(*state, "/looked?user=leader", ROLE(PRIVACY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_what_somebody_did),
        CHILD_SITE_TEST(test_only_of_the_own_agency),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
