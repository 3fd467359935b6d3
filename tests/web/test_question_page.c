/* SPDX-License-Identifier: Apache-2.0 */
#include "question_site.h"

#define QUESTIONERS (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))

/* A sign of harm comes before what agencies did, whichever was asked first. */
static void test_in_the_stated_order(void **state)
{
    struct child_site *site = *state;
    struct sl_raised_proof one = question_proof(site->house, 1, "m1"), same = one;
    const struct sl_raised raised[] = {
        question_raised("pattern", site->house->child, &one, 1),
        question_raised("missing", site->house->child, &same, 1),
    };
    struct site_reply reply;

    SL_CHECK_U64(question_run(site->house, raised, 2, 0).opened, 1);
    role_site_as(site, "manager");
    site_get(&site->world, "/questions", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "Nothing is weighed or added up",
        "href=\"/question/1\"",
        "Why?",
        "Aisha Brien, 15 years old, born 3 Feb 2011",
        "Missing (a sign of harm)",
        "Asked of police: the team",
        "href=\"/question/2\"",
        "Who?",
        "Often (what agencies did or did not do)"
    );
    site_reply_finish(&reply);
    assert_true(question_site_named(site, "manager", child_id(site->house->child)));
}

static void test_whose_they_are(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "practitioner", "/questions?whose=team", NULL, 200, "/question/1");
    role_site_says(
        site, "practitioner", "/questions?whose=mine", NULL, 200, "Nothing is allocated"
    );
    role_site_says(site, "manager", "/questions?whose=unallocated", NULL, 200, "/question/1");
    role_site_done(
        site, "manager", "/question/1/allocate", "user=practitioner", "/question/1?done=allocate"
    );
    role_site_says(site, "practitioner", "/questions?whose=mine", NULL, 200, "/question/1");
    role_site_says(site, "manager", "/questions?whose=unallocated", NULL, 200, "Every question");
    role_site_says(site, "worker", "/questions", NULL, 200, "Nothing waits for your agency");
    child_tie(site->house, "worker", 2, "c1");
    role_site_says(site, "worker", "/questions", NULL, 200, "/question/1");
    role_site_says(site, "worker", "/questions?whose=team", NULL, 200, "Nobody waits");
}

static void test_those_that_are_done_are_asked_for(void **state)
{
    struct child_site *site = *state;

    role_site_done(
        site,
        "practitioner",
        "/question/1/answer",
        "reply=done&words=They+met",
        "/question/1?done=answer"
    );
    role_site_says(site, "manager", "/questions", NULL, 200, "Nothing waits for your agency");
    role_site_says(site, "manager", "/questions?done-too=1", NULL, 200, "Answered");
}

/* On the home page: who allocates sees first what nobody has been given, and nothing twice. */
static void test_at_home(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "manager");
    site_get(&site->world, "/", &reply);
    CHILD_SITE_ORDER(
        &reply, "nobody has been given", "/question/1", "Other questions", "Nothing waits"
    );
    SL_CHECK_U64(child_site_count(&reply, "href=\"/question/1\""), 1);
    site_reply_finish(&reply);
    role_site_says(site, "practitioner", "/", NULL, 200, "href=\"/question/1\"");
    role_site_says(site, "worker", "/", NULL, 200, "Nothing waits for your agency");
}

/* A record that is sealed is not there: neither is its question. */
static void test_what_may_not_be_seen_is_not_there(void **state)
{
    struct child_site *site = *state;

    child_seal(site->house, 1, "m1");
    role_site_says(site, "manager", "/questions", NULL, 200, "Nothing waits for your agency");
}

static void test_others_are_refused(void **state)
{
    role_site_only(*state, "/questions", QUESTIONERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_SITE_TEST(test_in_the_stated_order),
        QUESTION_SITE_TEST(test_whose_they_are),
        QUESTION_SITE_TEST(test_those_that_are_done_are_asked_for),
        QUESTION_SITE_TEST(test_at_home),
        QUESTION_SITE_TEST(test_what_may_not_be_seen_is_not_there),
        QUESTION_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
