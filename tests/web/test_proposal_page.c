/* SPDX-License-Identifier: Apache-2.0 */
#include "app/proposal.h"
#include "role_site.h"

/* Of the police there are two administrators, "administrator" and "all", who asks for an invitation
 * of the investigator. */
static void propose(struct child_site *site)
{
    const struct sl_proposal_asked asked = {
        .act = SL_PROPOSAL_INVITE,
        .subject = SL_STR("investigator"),
    };
    struct sl_buf code;
    struct sl_error err;
    int64_t number = 0;

    role_site_as(site, "administrator"); /* who never signed in does not count */
    role_site_as(site, "all");
    struct sl_access *access = role_site_door(site, "all");
    sl_buf_init(&code, 400);
    SL_CHECK_OK(sl_proposal_ask(access, &asked, &code, &number, &err), &err);
    SL_CHECK_I64(number, 1);
    SL_CHECK_U64(code.len, 0);
    sl_buf_finish(&code);
    sl_access_close(access);
}

static void test_another_one_confirms(void **state)
{
    struct child_site *site = *state;

    propose(site);
    role_site_says(
        site,
        "administrator",
        "/proposals",
        NULL,
        200,
        "Invite a user to set a password: investigator"
    );
    role_site_says(site, "all", "/proposal/1", NULL, 200, "You asked for it");
    role_site_says(site, "all", "/proposal/1", "", 403, "There is a problem");
    role_site_says(site, "administrator", "/proposal/1", NULL, 200, "Confirm it only when");
    role_site_says(site, "administrator", "/proposal/1", "", 200, "Give them this code");
    role_site_says(site, "administrator", "/proposals", NULL, 200, "Nothing waits to be confirmed");
    role_site_says(
        site, "administrator", "/proposal/1", NULL, 404, "nothing waits with the number"
    );
}

static void test_it_is_refused(void **state)
{
    struct child_site *site = *state;

    propose(site);
    role_site_done(site, "administrator", "/proposal/1/refuse", "", "/proposals?done=refused");
    role_site_says(site, "administrator", "/proposals?done=refused", NULL, 200, "It is refused");
    role_site_says(site, "administrator", "/proposal/x", NULL, 400, "");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    propose(site);
    role_site_only(site, "/proposals", ROLE(ADMINISTRATOR) | ROLE(LEADER) | ROLE(PRIVACY));
    role_site_says(site, "leader", "/proposal/1", NULL, 404, ""); /* it is not theirs to confirm */
    role_site_says(site, "manager", "/proposal/1", NULL, 403, "");
    role_site_refused(site, "/proposal/1", "", ROLE(ADMINISTRATOR));
    role_site_refused(site, "/proposal/1/refuse", "", ROLE(ADMINISTRATOR));
    role_site_says(site, "administrator", "/proposal/1", NULL, 200, "investigator");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_another_one_confirms),
        CHILD_SITE_TEST(test_it_is_refused),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
