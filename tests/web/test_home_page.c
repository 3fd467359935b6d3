/* SPDX-License-Identifier: Apache-2.0 */
#include "app/glass_manage.h"
#include "app/request_manage.h"
#include "role_site.h"

/* What each role is shown first, and what it is not. */
static const struct {
    const char *user, *shown, *hidden;
} cases[] = {
    {"practitioner",      "Children you work with",             "Requests to decide"    },
    { "investigator",     "Requests you wait for",              "Possible matches"      },
    { "manager",          "Requests to decide",                 "Requests you wait for" },
    { "data_steward",     "Possible matches to look at",        "Children you work with"},
    { "leader",           "Emergency access",                   "action=\"/search\""    },
    { "inspector",        "All emergency access in your",       "Requests"              },
    { "partnership_lead", "Emergency access",                   "Possible matches"      },
    { "privacy_officer",  "Emergency access to judge",          "Children you work with"},
    { "administrator",    "Waiting for a second administrator", "action=\"/search\""    },
};

static void test_each_role_sees_what_needs_it(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        role_site_as(site, cases[i].user);
        site_get(&site->world, "/", &reply);
        SL_CHECK_U64(reply.response.status, 200);
        assert_true(site_says(&reply, "<title>Home - Sightline</title>"));
        assert_true(site_says(&reply, "href=\"#main-content\""));
        assert_true(site_says(&reply, "action=\"/sign-out\""));
        if (!site_says(&reply, cases[i].shown) || site_says(&reply, cases[i].hidden)) {
            fail_msg("%s: %.*s", cases[i].user, SL_STR_ARG(sl_response_text(&reply.response)));
        }
        site_reply_finish(&reply);
    }
}

static void test_it_says_who_is_signed_in(void **state)
{
    role_site_says(
        *state, "manager", "/", NULL, 200, "<strong><bdi>manager</bdi></strong> of police"
    );
    role_site_says(*state, "practitioner", "/", NULL, 200, "action=\"/search\"");
}

/* Children whom one works with, until one does not. */
static void test_children_are_those_of_today(void **state)
{
    struct child_site *site = *state;
    char link[80];

    (void
    )snprintf(link, sizeof link, "href=\"/child/%.*s\"", SL_STR_ARG(child_id(site->house->child)));
    role_site_says(site, "practitioner", "/", NULL, 200, "No child is allocated to you");
    access_tie(site->house->people.store, "practitioner", 1, "n1");
    role_site_says(site, "practitioner", "/", NULL, 200, link);
    role_site_says(site, "practitioner", "/", NULL, 200, "The child is allocated to the user");
}

static void test_what_waits_is_counted_and_told(void **state)
{
    struct child_site *site = *state;
    const struct sl_glass_claim claim = {
        .child = child_id(site->house->child),
        .reason = SL_GLASS_MISSING,
        .words = SL_STR("Not home since noon today"),
        .hours = 4,
    };
    struct sl_access *access = role_site_door(site, "practitioner");
    struct sl_store_glass glass;
    struct sl_error err;

    SL_CHECK_OK(sl_glass_break(access, &claim, &site->house->arena, &glass, &err), &err);
    sl_access_close(access);
    role_site_says(site, "privacy_officer", "/", NULL, 200, "href=\"/emergency/1\"");
    role_site_says(site, "leader", "/", NULL, 200, "1 waits to be judged by a privacy officer");
    role_site_says(site, "leader", "/", NULL, 200, "0 of them for more than 7 days");
}

static void test_without_a_role_one_is_told_whom_to_ask(void **state)
{
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    access_add_user(store, "new", "police", 0);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    role_site_says(site, "new", "/", NULL, 200, "You have no role yet");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_each_role_sees_what_needs_it),
        CHILD_SITE_TEST(test_it_says_who_is_signed_in),
        CHILD_SITE_TEST(test_children_are_those_of_today),
        CHILD_SITE_TEST(test_what_waits_is_counted_and_told),
        CHILD_SITE_TEST(test_without_a_role_one_is_told_whom_to_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
