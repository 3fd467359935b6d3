/* SPDX-License-Identifier: Apache-2.0 */
#include "child_site.h"

/* The address of the form, good until the next call. */
static const char *address(struct child_site *site)
{
    static char target[100];

    (void)snprintf(target, sizeof target, "/child/%s/ask", child_id(site->house->child).ptr);
    return target;
}

static void test_the_form_names_who_can_be_asked(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_agree(site->house, ACCESS_AGREEMENT);
    site_get(&site->world, address(site), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "<title>Ask an agency - Sightline</title>",
        "Choose an agency",
        "<option value=\"oldham\">Oldham Council</option>",
        "Your agency has asked nobody about this child"
    );
    assert_false(site_says(&reply, "<option value=\"police\">"));
    site_reply_finish(&reply);
}

static void test_what_is_missing_is_said(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_agree(site->house, ACCESS_AGREEMENT);
    site_post(&site->world, address(site), "records=+%0D%0A+&urgent=yes", &reply);
    CHILD_SITE_ORDER(
        &reply,
        "<title>Error: Ask an agency - Sightline</title>",
        "<a href=\"#holder\">Select whom you ask</a>",
        "<a href=\"#records\">Name the records",
        "<a href=\"#reason\">Say why you need them</a>",
        " checked"
    );
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_ASK, 0), 0);
}

/* Each line is a record; what was asked stands below, with its day. */
static void test_it_is_asked(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_agree(site->house, ACCESS_AGREEMENT);
    site_post(
        &site->world,
        address(site),
        "holder=oldham&records=the+plan%0D%0A%0D%0Avisit+%3Cof%3E+May&reason=To+decide+today",
        &reply
    );
    child_site_follow(site, &reply);
    CHILD_SITE_ORDER(
        &reply,
        "Your request was sent.",
        "asked",
        "Oldham Council",
        "Waiting for an answer, due by ",
        "the plan",
        "visit &lt;of&gt; May"
    );
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_ASK, SL_OUTCOME_ALLOWED), 1);
}

static void test_who_may_not_is_refused(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_site_as(site, "root");
    site_get(&site->world, address(site), &reply);
    SL_CHECK_U64(reply.response.status, 403);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_the_form_names_who_can_be_asked),
        CHILD_SITE_TEST(test_what_is_missing_is_said),
        CHILD_SITE_TEST(test_it_is_asked),
        CHILD_SITE_TEST(test_who_may_not_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
