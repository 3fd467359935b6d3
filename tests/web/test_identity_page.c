/* SPDX-License-Identifier: Apache-2.0 */
#include "role_site.h"

/* The page of the child, of whom the police has one record and oldham another. */
static const char *page_of(struct child_site *site)
{
    static char path[60];

    (void)snprintf(path, sizeof path, "/identity/%.*s", SL_STR_ARG(child_id(site->house->child)));
    return path;
}

static void test_a_person_and_what_became_of_them(void **state)
{
    struct child_site *site = *state;
    const char *path = page_of(site);
    char form[200];

    child_agree(site->house, ACCESS_AGREEMENT);
    role_site_says(site, "data_steward", path, NULL, 200, "police/records/n1");
    role_site_says(site, "data_steward", path, NULL, 200, "oldham/records/c1");
    role_site_says(site, "data_steward", path, NULL, 200, "Nobody has decided anything");
    (void)snprintf(form, sizeof form, "%s?split=oldham%%2Frecords%%2Fc1", path);
    role_site_says(site, "data_steward", path, NULL, 200, form);
    role_site_says(site, "data_steward", form, NULL, 200, "Split oldham/records/c1 off");
    (void)snprintf(form, sizeof form, "%s?release=%%3Cb%%3E", path);
    role_site_says(site, "data_steward", form, NULL, 200, "value=\"&lt;b&gt;\"");
}

static void test_a_change_needs_a_reason(void **state)
{
    struct child_site *site = *state;
    const char *path = page_of(site);

    sl_store_close_ptr(&site->house->people.store); /* deciding writes */
    role_site_says(site, "data_steward", path, "release=1", 400, "Enter why");
    role_site_says(site, "data_steward", path, "release=x&reason=No", 400, "");
    role_site_says(site, "data_steward", path, "release=1&reason=No", 404, "");
    role_site_says(site, "data_steward", "/identity/P00000007", NULL, 404, "");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;
    const char *path = page_of(site);

    role_site_only(site, path, ROLE(STEWARD));
    sl_store_close_ptr(&site->house->people.store);
    role_site_refused(site, path, "release=1&reason=No", ROLE(STEWARD));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_a_person_and_what_became_of_them),
        CHILD_SITE_TEST(test_a_change_needs_a_reason),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
