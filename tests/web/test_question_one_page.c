/* SPDX-License-Identifier: Apache-2.0 */
#include "question_site.h"

#define QUESTIONERS (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))
#define PAGE        "/question/1"

static void test_what_raised_it_and_what_was_done(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_done(
        site,
        "practitioner",
        PAGE "/answer",
        "seen=1&reply=planned&until-day=9&until-month=4&until-year=2026&words=A+visit",
        PAGE "?done=answer"
    );
    role_site_as(site, "manager");
    site_get(&site->world, PAGE, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "<title>Why? - Sightline</title>",
        "Aisha Brien",
        "Answered",
        "/catalogue/missing",
        "What raised it",
        "Missing",
        "2 Jan 2026 21:00 to 3 Jan 2026 06:00",
        "Record police/records/m1",
        "What was done",
        "Answered: it is planned, by 9 Apr 2026",
        "1 Apr 2026, by practitioner of police",
        "A visit",
        "Raised by new evidence"
    );
    site_reply_finish(&reply);
}

/* What can be done is what the rules of questions and the roles permit, and nothing else. */
static void test_only_what_can_be_done_is_offered(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_tie(site->house, "worker", 2, "c1");
    role_site_as(site, "practitioner");
    site_get(&site->world, PAGE, &reply);
    assert_true(site_says(&reply, "action=\"/question/1/answer\""));
    assert_false(site_says(&reply, "/question/1/allocate"));
    assert_false(site_says(&reply, "/question/1/close"));
    site_reply_finish(&reply);
    role_site_says(site, "manager", PAGE, NULL, 200, "href=\"/question/1/allocate\"");
    role_site_as(site, "worker");
    site_get(&site->world, PAGE, &reply);
    assert_false(site_says(&reply, "/question/1/answer"));
    site_reply_finish(&reply);
    role_site_done(
        site, "practitioner", PAGE "/answer", "reply=done&words=Met", PAGE "?done=answer"
    );
    role_site_says(site, "worker", PAGE, NULL, 200, "Challenge the answer");
    role_site_says(site, "practitioner", PAGE, NULL, 200, "Close it");
}

static void test_challenged_and_closed(void **state)
{
    struct child_site *site = *state;

    child_tie(site->house, "worker", 2, "c1");
    role_site_done(
        site, "practitioner", PAGE "/answer", "reply=not_needed&words=No", PAGE "?done=answer"
    );
    role_site_done(site, "worker", PAGE "/challenge", "words=Nobody+asked", PAGE "?done=challenge");
    role_site_says(site, "practitioner", PAGE, NULL, 200, "Challenged");
    role_site_says(
        site, "practitioner", PAGE "/close", "words=Done", 400, "What you wrote was not kept"
    );
    role_site_done(
        site, "practitioner", PAGE "/answer", "reply=done&words=Met", PAGE "?done=answer"
    );
    role_site_done(site, "practitioner", PAGE "/close", "words=Over", PAGE "?done=close");
    role_site_says(site, "practitioner", PAGE, NULL, 200, "Closed");
}

/* Two answer at once: the second sees what the first did, and what they wrote is still there. */
static void test_two_at_once(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_done(
        site, "manager", PAGE "/answer", "seen=1&reply=not_known&words=I+ask", PAGE "?done=answer"
    );
    role_site_as(site, "practitioner");
    site_post(&site->world, PAGE "/answer", "seen=1&reply=done&words=They+met", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    CHILD_SITE_ORDER(
        &reply,
        "Something was done with the question in the meantime",
        "I ask",
        "name=\"seen\" value=\"2\"",
        "value=\"done\" checked",
        "They met</textarea>"
    );
    site_reply_finish(&reply);
    role_site_done(
        site,
        "practitioner",
        PAGE "/answer",
        "seen=2&reply=done&words=They+met",
        PAGE "?done=answer"
    );
    /* Once it is answered there is no form any more: the words are shown to be copied. */
    role_site_says(
        site, "manager", PAGE "/escalate", "seen=2&words=Too+late", 400, "Too late</pre>"
    );
}

static void test_what_is_missing(void **state)
{
    /* clang-format off */
    static const struct {
        const char *fields, *says;
    } cases[] = {
        { "words=Met", "Choose the answer" },
        { "reply=done&words=+", "Say why, in words" },
        { "reply=perhaps&words=Met", "Choose the answer" },
        { "reply=planned&words=Met", "What is planned needs" },
        { "reply=planned&words=Met&until-day=31&until-month=2&until-year=2026", "This is no day" },
        { "reply=planned&words=Met&until-day=3", "This is no day" },
        { "reply=unrelated&words=Met", "no such answer" },
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        role_site_says(*state, "practitioner", PAGE "/answer", cases[i].fields, 400, cases[i].says);
    }
    SL_CHECK_U64(question_stored(((struct child_site *)*state)->house, 1).question.deed_count, 1);
    role_site_says(*state, "manager", PAGE "/allocate", "user=", 400, "Choose somebody");
    role_site_says(*state, "manager", PAGE "/allocate", "user=worker", 404, "no user");
    role_site_says(*state, "manager", PAGE "/dance", NULL, 404, "nothing of that name");
    role_site_says(*state, "manager", PAGE "/dance", "", 404, "nothing of that name");
    role_site_says(*state, "manager", "/question/9", NULL, 404, "no question 9");
    role_site_says(*state, "manager", "/question/x", NULL, 400, "");
}

/* Whom of the agency it can be given to: who may answer, and nobody else. */
static void test_colleagues_are_offered(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "manager");
    site_get(&site->world, PAGE "/allocate", &reply);
    assert_true(site_says(&reply, "<option value=\"practitioner\">"));
    assert_true(site_says(&reply, "<option value=\"investigator\">"));
    assert_false(site_says(&reply, "<option value=\"leader\">"));
    assert_false(site_says(&reply, "<option value=\"worker\">"));
    site_reply_finish(&reply);
}

/* Words that blame a child are pointed out before and after, and never refused. */
static void test_words_are_pointed_out(void **state)
{
    struct child_site *site = *state;
    const char *fields = "reply=done&words=She+puts+herself+at+risk";
    char checked[100];

    (void)snprintf(checked, sizeof checked, "%s&check=words", fields);
    role_site_says(site, "practitioner", PAGE "/answer", checked, 200, "Words to think about");
    role_site_says(site, "practitioner", PAGE "/answer", checked, 200, "puts herself at risk</te");
    SL_CHECK_U64(question_stored(site->house, 1).question.deed_count, 1);
    role_site_done(site, "practitioner", PAGE "/answer", fields, PAGE "?done=answer");
    role_site_says(site, "practitioner", PAGE "?done=answer", NULL, 200, "Words to think about");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    role_site_only(site, PAGE, QUESTIONERS);
    role_site_refused(site, PAGE "/answer", "reply=done&words=Met", QUESTIONERS);
    role_site_refused(site, PAGE "/allocate", "user=practitioner", ROLE(MANAGER));
    role_site_says(site, "worker", PAGE, NULL, 404, "no question 1");
    SL_CHECK_U64(question_stored(site->house, 1).question.deed_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_SITE_TEST(test_what_raised_it_and_what_was_done),
        QUESTION_SITE_TEST(test_only_what_can_be_done_is_offered),
        QUESTION_SITE_TEST(test_challenged_and_closed),
        QUESTION_SITE_TEST(test_two_at_once),
        QUESTION_SITE_TEST(test_what_is_missing),
        QUESTION_SITE_TEST(test_colleagues_are_offered),
        QUESTION_SITE_TEST(test_words_are_pointed_out),
        QUESTION_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
