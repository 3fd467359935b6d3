/* SPDX-License-Identifier: Apache-2.0 */
#include "app/glass_manage.h"
#include "role_site.h"

#define CLAIMERS (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))

/* A practitioner reads the child in an emergency. */
static void break_glass(struct child_site *site)
{
    const struct sl_glass_claim claim = {
        .child = child_id(site->house->child),
        .reason = SL_GLASS_MISSING,
        .words = SL_STR("Not home since noon today"),
        .hours = 4,
    };
    struct sl_access *access = role_site_door(site, "practitioner");
    struct sl_store_glass glass;
    struct sl_error err;

    SL_CHECK_OK(sl_glass_break(access, &claim, &site->house->arena, &glass, &err), &err);
    sl_access_close(access);
}

static void test_it_is_claimed_and_judged(void **state)
{
    struct child_site *site = *state;

    break_glass(site);
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

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    break_glass(site);
    role_site_only(site, "/emergency", CLAIMERS | ROLE(PRIVACY));
    role_site_refused(site, "/emergency/1", "verdict=right&words=Fine", ROLE(PRIVACY));
    role_site_says(site, "investigator", "/emergency/7", NULL, 404, "no claim 7");
    role_site_says(site, "investigator", "/emergency/1", NULL, 404, "no claim 1"); /* not theirs */
    role_site_says(site, "privacy_officer", "/emergency/1", NULL, 200, "To be judged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_it_is_claimed_and_judged),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
