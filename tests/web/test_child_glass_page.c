/* SPDX-License-Identifier: Apache-2.0 */
#include "child_site.h"

/* The address of the form, good until the next call. */
static const char *address(struct child_site *site)
{
    static char target[100];

    (void)snprintf(target, sizeof target, "/child/%s/glass", child_id(site->house->child).ptr);
    return target;
}

#define WORDS "words=She+is+out+in+the+cold+and+nobody+answers"

static void test_the_form_says_what_it_means(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    site_get(&site->world, address(site), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "<title>Break the glass - Sightline</title>",
        "It never opens what somebody has sealed",
        "A privacy officer of your agency judges each time",
        "a child is missing",
        "<option value=\"1\" selected>1 hour</option>",
        "<option value=\"8\">8 hours</option>"
    );
    assert_false(site_says(&reply, "AISHA"));
    site_reply_finish(&reply);
    site_get(&site->world, "/child/aisha/glass", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
}

/* What is missing is said at its field, and what was typed is still there. */
static void test_what_is_missing_is_said(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    site_post(&site->world, address(site), "words=Too+%3Cshort%3E&hours=9", &reply);
    CHILD_SITE_ORDER(
        &reply,
        "<title>Error: Break the glass - Sightline</title>",
        "There is a problem",
        "<a href=\"#reason\">Select why you need it</a>",
        "<a href=\"#words\">Say what is happening",
        "<a href=\"#hours\">Select for how long</a>",
        "id=\"reason-error\"",
        "Too &lt;short&gt;"
    );
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_OVERRIDE, 0), 0);
}

/* It opens, says for how long, and is in the ledger. */
static void test_it_breaks(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    site_post(&site->world, address(site), "reason=missing_child&" WORDS "&hours=2", &reply);
    child_site_follow(site, &reply);
    CHILD_SITE_ORDER(&reply, "You have broken the glass.", "for 120 more minutes");
    assert_false(site_says(&reply, "/glass\""));
    site_reply_finish(&reply);
    assert_true(
        child_entries(site->house, "practitioner", SL_VERB_OVERRIDE, SL_OUTCOME_ALLOWED) > 0
    );
}

static void test_who_may_not_is_refused(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_site_as(site, "root");
    site_post(&site->world, address(site), "reason=missing_child&" WORDS "&hours=2", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_the_form_says_what_it_means),
        CHILD_SITE_TEST(test_what_is_missing_is_said),
        CHILD_SITE_TEST(test_it_breaks),
        CHILD_SITE_TEST(test_who_may_not_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
