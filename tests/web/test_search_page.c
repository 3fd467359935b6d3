/* SPDX-License-Identifier: Apache-2.0 */
#include "child_site.h"

/* The page of a question, as it goes into an address. */
static void ask(struct child_site *site, const char *question, struct site_reply *reply)
{
    char target[600];

    (void)snprintf(target, sizeof target, "/search?q=%s", question);
    site_get(&site->world, target, reply);
    SL_CHECK_U64(reply->response.status, 200);
    SL_CHECK_U64(child_site_count(reply, "<h1"), 1);
    assert_false(site_says(reply, "style="));
}

static void test_without_a_question_there_is_a_box(void **state)
{
    static const char *const targets[] = { "/search", "/search?q=", "/search?q=+" };
    struct child_site *site = *state;
    struct site_reply reply;

    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        site_get(&site->world, targets[i], &reply);
        SL_CHECK_U64(reply.response.status, 200);
        CHILD_SITE_ORDER(&reply, "<title>Search - Sightline</title>", "<h1", "action=\"/search\"");
        assert_false(site_says(&reply, "<h2"));
        site_reply_finish(&reply);
    }
    /* Nothing was asked, so nothing is in the ledger. */
    SL_CHECK_U64(child_entries(site->house, "practitioner", 0, 0), 0);
}

static void test_a_hit_says_who_and_why(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    char link[100];

    ask(site, "aisha+brien+2011", &reply);
    (void)snprintf(link, sizeof link, "href=\"/child/%s\"", child_id(site->house->child).ptr);
    CHILD_SITE_ORDER(
        &reply,
        "value=\"aisha brien 2011\"",
        "1 person fits",
        "<h3",
        link,
        "<bdi>AISHA BRIEN</bdi>",
        "Born 3 Feb 2011",
        "15 years old",
        "Known to <span class=\"sl-agency sl-agency--other\">police</span>",
        "sl-reasons__item--fits"
    );
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_SEARCH, 0), 1);
}

static void test_what_is_not_found_is_said_kindly(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    ask(site, "zzyzx", &reply);
    CHILD_SITE_ORDER(&reply, "Nobody fits", "Try fewer details");
    site_reply_finish(&reply);
    ask(site, "2011", &reply);
    CHILD_SITE_ORDER(&reply, "Tell us a little more", "Too many people share");
    site_reply_finish(&reply);
    ask(site, "aisha+zzyzx", &reply);
    CHILD_SITE_ORDER(&reply, "Nobody fits all of it", "<bdi>AISHA BRIEN</bdi>", "--differs");
    site_reply_finish(&reply);
}

/* Whoever may be told nothing of somebody is told who to ask, and nothing else. */
static void test_existence_alone_is_said_as_such(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_agree(
        site->house,
        "format: sightline-agreement-1\nid: both\nversion: 1\ntitle: Both\n"
        "valid: {from: 2026-01-01, until: 2030-12-31}\n"
        "parties: {oldham: Oldham Council, police: Police, nhs: NHS}\n"
        "shares:\n"
        "- {of: [nhs], to: [police], direction: one_way, purposes: [safeguarding], "
        "level: existence, kinds: [details]}\n"
    );
    people_take(
        &site->house->people,
        "nhs",
        "{\"type\":\"person\",\"id\":\"p7\",\"given_name\":\"Rico\",\"surname\":\"Hill\","
        "\"nhs_number\":\"943 476 5919\"}\n"
    );
    people_update(&site->house->people, false);
    ask(site, "943+476+5919", &reply);
    CHILD_SITE_ORDER(
        &reply,
        "Somebody whose records are not open to you",
        "Ask <span class=\"sl-agency sl-agency--health\">NHS</span>"
    );
    assert_false(site_says(&reply, "<bdi>Rico"));
    site_reply_finish(&reply);
}

static void test_what_was_typed_stays_text(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    ask(site, "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", &reply);
    assert_false(site_says(&reply, "<script>alert"));
    assert_true(site_says(&reply, "&quot;&gt;&lt;script&gt;alert"));
    site_reply_finish(&reply);
}

/* While somebody types: the same, without the page around it; and it is written down. */
static void test_hits_without_the_page(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    site_get(&site->world, "/search/hits?q=aisha+brien", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply, "1 person fits", "<bdi>AISHA BRIEN</bdi>", "Before you record somebody new"
    );
    assert_false(site_says(&reply, "<html"));
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_SEARCH, 0), 1);
    site_get(&site->world, "/search/hits?q=+", &reply);
    assert_false(site_says(&reply, "<h2"));
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_SEARCH, 0), 1);
}

/* Who may not search is told so, and that is an entry. */
static void test_a_refusal_says_which_rule(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_site_as(site, "root");
    site_get(&site->world, "/search?q=aisha", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    CHILD_SITE_ORDER(
        &reply, "You cannot do this", "An administrator of your agency can give you a role"
    );
    assert_false(site_says(&reply, "<bdi>AISHA"));
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "root", SL_VERB_SEARCH, SL_OUTCOME_REFUSED), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_without_a_question_there_is_a_box),
        CHILD_SITE_TEST(test_a_hit_says_who_and_why),
        CHILD_SITE_TEST(test_what_is_not_found_is_said_kindly),
        CHILD_SITE_TEST(test_existence_alone_is_said_as_such),
        CHILD_SITE_TEST(test_what_was_typed_stays_text),
        CHILD_SITE_TEST(test_hits_without_the_page),
        CHILD_SITE_TEST(test_a_refusal_says_which_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
