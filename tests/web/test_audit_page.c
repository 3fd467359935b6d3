/* SPDX-License-Identifier: Apache-2.0 */
#include "question_site.h"

#define LEADERS (ROLE(LEADER) | ROLE(INSPECTOR) | ROLE(PARTNERSHIP) | ROLE(PRIVACY))

/* Each indicator that has asked; small numbers are withheld, and nobody is named. */
static void test_each_that_has_asked(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_says(site, "leader", "/audit", NULL, 200, "href=\"/audit?indicator=missing\"");
    role_site_says(site, "leader", "/audit", NULL, 200, "Asked about withheld of withheld");
    role_site_as(site, "privacy_officer");
    site_get(&site->world, "/audit?indicator=missing", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply, "By age", "10 to 15", "withheld", "all", "By sex", "By ethnicity", "By agency"
    );
    assert_true(site_says(&reply, "Nobody has answered"));
    assert_false(site_says(&reply, "It was done"));
    assert_false(site_says(&reply, "Brien"));
    site_reply_finish(&reply);
    role_site_says(site, "leader", "/audit?indicator=none", NULL, 200, "/audit?indicator=missing");
}

static void test_others_are_refused(void **state)
{
    role_site_only(*state, "/audit", LEADERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_SITE_TEST(test_each_that_has_asked),
        QUESTION_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
