/* SPDX-License-Identifier: Apache-2.0 */
#include "question_site.h"

#define OFTEN "pattern-repeated-missing"
#define EPISODE(key, day)                                                          \
    "{\"type\":\"event\",\"id\":\"" key "\",\"kind\":\"missing\",\"start\":\"" day \
    "T21:00\",\"end\":\"" day "T23:00\",\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}]}\n"

/* Three episodes within 90 days. */
static void miss(struct child_site *site)
{
    struct people_fixture *people = &site->house->people;

    people_take(
        people,
        "police",
        EPISODE("m7", "2026-03-02") EPISODE("m8", "2026-03-09") EPISODE("m9", "2026-03-20")
    );
    people_update(people, false);
    picture_identified(people);
    child_tie(site->house, "practitioner", 1, "n1");
}

static const char *path_of(const struct child_site *site, const char *behind)
{
    static char path[80];

    (void
    )snprintf(path, sizeof path, "/child/%.*s%s", SL_STR_ARG(child_id(site->house->child)), behind);
    return path;
}

/* What the records ask is asked from the page, once; then the page leads to the question. */
static void test_asked_from_the_page(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    miss(site);
    role_site_says(
        site, "practitioner", path_of(site, ""), NULL, 200, "name=\"rule\" value=\"" OFTEN "\""
    );
    role_site_done(
        site, "practitioner", path_of(site, "/raise"), "rule=" OFTEN, "/question/2?done=raise"
    );
    role_site_done(
        site, "practitioner", path_of(site, "/raise"), "rule=" OFTEN, "/question/2?done=again"
    );
    role_site_as(site, "practitioner");
    site_get(&site->world, path_of(site, ""), &reply);
    assert_true(site_says(&reply, "href=\"/question/2\""));
    assert_false(site_says(&reply, "value=\"" OFTEN "\""));
    /* The other one is not by what the catalogue says of the child. */
    CHILD_SITE_ORDER(&reply, "not by what you may see of the child today", "href=\"/question/1\"");
    site_reply_finish(&reply);
}

static void test_what_is_not_so_is_not_asked(void **state)
{
    struct child_site *site = *state;

    child_tie(site->house, "practitioner", 1, "n1");
    role_site_says(
        site, "practitioner", path_of(site, "/raise"), "rule=" OFTEN, 400, "does not ask this now"
    );
    role_site_says(site, "practitioner", path_of(site, "/raise"), "rule=none", 400, "is called");
    role_site_says(site, "practitioner", "/child/x/raise", "rule=" OFTEN, 404, "not the id");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    miss(site);
    role_site_refused(
        site,
        path_of(site, "/raise"),
        "rule=" OFTEN,
        ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER)
    );
    role_site_says(
        site, "practitioner", path_of(site, ""), NULL, 200, "name=\"rule\" value=\"" OFTEN "\""
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_SITE_TEST(test_asked_from_the_page),
        QUESTION_SITE_TEST(test_what_is_not_so_is_not_asked),
        QUESTION_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
