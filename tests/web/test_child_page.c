/* SPDX-License-Identifier: Apache-2.0 */
#include "child_site.h"

/* The child's page, with what stands behind the id: "?order=oldest". */
static void ask(struct child_site *site, const char *behind, struct site_reply *reply)
{
    char target[200];

    (void)snprintf(target, sizeof target, "/child/%s%s", child_id(site->house->child).ptr, behind);
    site_get(&site->world, target, reply);
}

/* The child works with somebody of the police, and the agreement is in force. */
static void open_up(struct child_site *site)
{
    child_agree(site->house, ACCESS_AGREEMENT);
    child_tie(site->house, "practitioner", 1, "n1");
}

static void test_the_page_can_be_read_aloud(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    open_up(site);
    ask(site, "", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    /* The child's own words come first; each part has its heading. */
    CHILD_SITE_ORDER(
        &reply,
        "<title>Aisha Brien - Sightline</title>",
        "<h1",
        "<bdi>Aisha Brien</bdi>",
        "15 years old, born 3 Feb 2011",
        "In the child\xE2\x80\x99s own words",
        "I was bored.",
        "What is happening now",
        "protection plan",
        "since 1 Feb 2026",
        "sl-agency--council",
        "Oldham Council",
        "Questions to answer",
        "Who <bdi>Aisha Brien</bdi> is",
        "given name",
        "<bdi>Aisha</bdi>",
        "sl-agency--police",
        "What is not known",
        "As far as records are open to you.",
        "Family and network",
        "<bdi>Siobhan Brien</bdi>",
        "mother",
        "Inferred; no record states a relation:",
        "What happened",
        "id=\"year-2026\"",
        "missing",
        "Bus station",
        "Who holds records",
        "What you are told of each agency",
        "sl-told--records_held",
        "The privacy officer of your agency can say who has looked"
    );
    SL_CHECK_U64(child_site_count(&reply, "<h1"), 1);
    assert_false(site_says(&reply, "style="));
    assert_false(site_says(&reply, "Rico")); /* of the nhs, which shares nothing */
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_READ, 0), 1);
}

/* What is opened is closed again. */
static void test_its_parts_are_well_formed(void **state)
{
    static const char *const names[] = { "section", "div", "dl", "dd", "ul", "ol", "li", "figure" };
    struct child_site *site = *state;
    struct site_reply reply;
    char opened[20];
    char closed[20];

    open_up(site);
    ask(site, "", &reply);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)snprintf(opened, sizeof opened, "<%s ", names[i]);
        (void)snprintf(closed, sizeof closed, "</%s>", names[i]);
        size_t count = child_site_count(&reply, opened);
        (void)snprintf(opened, sizeof opened, "<%s>", names[i]);
        count += child_site_count(&reply, opened);
        assert_true(count > 0);
        SL_CHECK_U64(child_site_count(&reply, closed), count);
    }
    site_reply_finish(&reply);
}

static void test_order_and_agency(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    open_up(site);
    ask(site, "", &reply);
    CHILD_SITE_ORDER(
        &reply, "id=\"chronology\"", "<ol", "1 Feb 2026", "4 Jan 2026", "2 Jan 2026 21:00", "</ol>"
    );
    site_reply_finish(&reply);
    ask(site, "?order=oldest", &reply);
    CHILD_SITE_ORDER(
        &reply,
        "<option value=\"oldest\" selected>",
        "<ol",
        "2 Jan 2026 21:00",
        "4 Jan 2026",
        "1 Feb 2026",
        "</ol>"
    );
    site_reply_finish(&reply);
    ask(site, "?agency=oldham", &reply);
    CHILD_SITE_ORDER(
        &reply, "<option value=\"oldham\" selected>", "<ol", "protection plan", "</ol>"
    );
    SL_CHECK_U64(child_site_count(&reply, "sl-event__when\">2 Jan 2026 21:00"), 0);
    site_reply_finish(&reply);
    ask(site, "?agency=%3Cb%3E", &reply);
    CHILD_SITE_ORDER(&reply, "No record has an event of the child that is asked for.");
    assert_false(site_says(&reply, "<b>"));
    site_reply_finish(&reply);
    ask(site, "?kind=missing&period=2026", &reply);
    CHILD_SITE_ORDER(
        &reply,
        "<option value=\"missing\" selected>",
        "<option value=\"2026\" selected>",
        "Show all",
        "<ol",
        "2 Jan 2026 21:00",
        "</ol>"
    );
    SL_CHECK_U64(child_site_count(&reply, "<ol"), 1);
    site_reply_finish(&reply);
}

/* What an agency wrote is text on the page, also where it looks like a page. */
static void test_what_agencies_wrote_stays_text(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    people_take(
        &site->house->people,
        "police",
        "{\"type\":\"person\",\"id\":\"n1\",\"given_name\":\"<img "
        "src=x>\",\"surname\":\"\\\"'\\\\\","
        "\"birth_date\":\"2011-02-03\"}\n"
    );
    people_update(&site->house->people, false);
    picture_identified(&site->house->people);
    child_tie(site->house, "practitioner", 1, "n1");
    ask(site, "", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "&lt;img src=x&gt;"));
    assert_false(site_says(&reply, "<img src=x"));
    site_reply_finish(&reply);
}

/* The family is a drawing of its own address, for the same people. */
static void test_the_family_as_a_drawing(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    open_up(site);
    ask(site, "", &reply);
    assert_true(site_says(&reply, "/family.svg\""));
    site_reply_finish(&reply);
    ask(site, "/family.svg", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_string_equal(site_header(&reply, "content-type"), "image/svg+xml");
    CHILD_SITE_ORDER(&reply, "<svg ", "Siobhan");
    site_reply_finish(&reply);
    child_site_as(site, "root");
    ask(site, "/family.svg", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    site_reply_finish(&reply);
}

/* An address that its holder withholds is on no page, and nobody is found by it. */
static void what_is_withheld_is_on_no_page(void **state)
{
    static const char *const targets[] = { "", "?order=oldest", "?agency=police" };
    const uint64_t where = SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) |
                           SL_SHARE_BIT(SL_ATTRIBUTE_POSTCODE) |
                           SL_SHARE_BIT(SL_ATTRIBUTE_DISTRICT);
    struct child_site *site = *state;
    struct site_reply reply;

    people_take(
        &site->house->people,
        "police",
        "{\"type\":\"person\",\"id\":\"n1\",\"given_name\":\"AISHA\",\"surname\":\"BRIEN\","
        "\"birth_date\":\"2011-02-03\",\"address\":\"17 Larkspur Lane\",\"postcode\":\"OL1 "
        "4ZZ\"}\n"
    );
    people_update(&site->house->people, false);
    picture_identified(&site->house->people);
    child_agree(
        site->house,
        "format: sightline-agreement-1\nid: both\nversion: 1\ntitle: Both\n"
        "valid: {from: 2026-01-01, until: 2030-12-31}\n"
        "parties: {oldham: Oldham Council, police: Police}\nshares:\n"
        "- {of: [police], to: [oldham], direction: one_way, purposes: [safeguarding], "
        "level: content, kinds: [all], fields: [all]}\n"
    );
    child_tie(site->house, "worker", 2, "c1");
    for (unsigned is_withheld = 0; is_withheld < 2; is_withheld++) {
        if (is_withheld == 1) {
            child_withhold(site->house, 1, "n1", where);
        }
        child_site_as(site, "worker");
        for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
            ask(site, targets[i], &reply);
            SL_CHECK_U64(reply.response.status, 200);
            SL_CHECK_I64(site_says(&reply, "Larkspur"), is_withheld == 0);
            SL_CHECK_I64(site_says(&reply, "4ZZ"), is_withheld == 0);
            site_reply_finish(&reply);
        }
        site_get(&site->world, "/search?q=OL1+4ZZ", &reply);
        SL_CHECK_I64(site_says(&reply, child_id(site->house->child).ptr), is_withheld == 0);
        assert_false(site_says(&reply, "Larkspur"));
        site_reply_finish(&reply);
    }
}

static void test_a_refusal_says_which_rule(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_site_as(site, "root");
    ask(site, "", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    CHILD_SITE_ORDER(
        &reply,
        "You cannot do this",
        "you may not read the picture of a child: no role held on this day permits it",
        "An administrator of your agency can give you a role"
    );
    assert_false(site_says(&reply, "AISHA"));
    site_reply_finish(&reply);
    SL_CHECK_U64(child_entries(site->house, "root", SL_VERB_READ, SL_OUTCOME_REFUSED), 1);
}

/* No id, nobody's id, and an id of whom nothing may be told: not found, and no word of them. */
static void test_nobody(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    struct site_reply other;

    site_get(&site->world, "/child/aisha+brien", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    CHILD_SITE_ORDER(&reply, "this is not the id of a child", "Search for the child by name");
    site_reply_finish(&reply);
    site_get(&site->world, "/child/P00000000", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    CHILD_SITE_ORDER(&reply, "nobody of whom you may be told has this id");
    child_seal(site->house, 1, "n1");
    child_seal(site->house, 2, "c1");
    ask(site, "", &other);
    SL_CHECK_U64(other.response.status, 404);
    SL_CHECK_U64(sl_response_text(&other.response).len, sl_response_text(&reply.response).len);
    site_reply_finish(&other);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_the_page_can_be_read_aloud),
        CHILD_SITE_TEST(test_its_parts_are_well_formed),
        CHILD_SITE_TEST(test_order_and_agency),
        CHILD_SITE_TEST(test_what_agencies_wrote_stays_text),
        CHILD_SITE_TEST(what_is_withheld_is_on_no_page),
        CHILD_SITE_TEST(test_the_family_as_a_drawing),
        CHILD_SITE_TEST(test_a_refusal_says_which_rule),
        CHILD_SITE_TEST(test_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
