/* SPDX-License-Identifier: Apache-2.0 */
#include "pattern_site.h"

#define QUESTIONERS (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))

static void test_groups_and_their_reasons(void **state)
{
    struct child_site *site = *state;
    char link[120];

    (void)snprintf(
        link,
        sizeof link,
        "href=\"/pattern/" PATTERN "/%.*s\"",
        SL_STR_ARG(child_id(site->house->child))
    );
    role_site_says(site, "manager", "/patterns", NULL, 200, link);
    assert_true(question_site_named(site, "manager", child_id(site->house->child)));
    role_site_says(site, "manager", "/patterns", NULL, 200, "1 record ties them");
    role_site_says(site, "manager", "/patterns", NULL, 200, "No records that you may see fit one");
    role_site_says(site, "manager", "/patterns?district=oldham", NULL, 200, "No records that");
}

/* One alone is no group. */
static void test_a_pattern_of_one_child(void **state)
{
    struct child_site *site = *state;
    struct sl_raised_proof proof = question_proof(site->house, 1, "m1");
    const struct sl_raised raised = question_raised(PATTERN, site->house->child, &proof, 1);
    struct site_reply reply;

    SL_CHECK_OK(sl_notice_keep(site->house->people.store, &raised, 1, 1000, NULL), NULL);
    role_site_as(site, "manager");
    site_get(&site->world, "/patterns", &reply);
    CHILD_SITE_ORDER(
        &reply, "No records that you may see tie people", "Other patterns", "police/records/m1"
    );
    site_reply_finish(&reply);
}

static void test_for_whom_it_is_not_there(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "boss", "/patterns", NULL, 200, "No records that you may see tie people");
    role_site_only(site, "/patterns", QUESTIONERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PATTERN_SITE_TEST(test_groups_and_their_reasons),
        PATTERN_SITE_TEST(test_a_pattern_of_one_child),
        PATTERN_SITE_TEST(test_for_whom_it_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
