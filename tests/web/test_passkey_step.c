/* SPDX-License-Identifier: Apache-2.0 */
#include "passkey_site.h"

/* A service of which nobody has said where browsers reach it has none, and says so nowhere else. */
static void test_without_an_origin_there_are_none(void **state)
{
    static const char *const pages[] = { "/account/passkeys", "/account/passkeys/add" };
    static const char *const forms[] = { "/account/passkeys/add",
                                         "/account/passkeys/keep",
                                         "/sign-in/passkey",
                                         "/sign-in/passkey/answer" };
    struct site_world *world = *state;
    struct site_reply reply;
    struct sl_error err;

    sl_site_close(world->site);
    const struct sl_site_job job = {
        .store = world->house->store,
        .cost = SL_PASSWORD_COST_FOR_TESTS,
        .now_us = site_now,
    };
    SL_CHECK_OK(sl_site_open(&job, &world->site, &err), &err);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        site_get(world, pages[i], &reply);
        SL_CHECK_U64(reply.response.status, 404);
        assert_true(site_says(&reply, "asskeys are not set up for this service"));
        site_reply_finish(&reply);
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        site_post(world, forms[i], PASSKEY_ADD, &reply);
        SL_CHECK_U64(reply.response.status, 404);
        site_reply_finish(&reply);
    }
    site_get(world, "/account", &reply);
    assert_false(site_says(&reply, "asskey"));
    site_reply_finish(&reply);
    site_get(world, "/sign-in", &reply);
    assert_false(site_says(&reply, "asskey"));
    site_reply_finish(&reply);
}

/* Each time another challenge; the policy of the page allows our own script, and nothing inline. */
static void test_each_page_asks_anew(void **state)
{
    struct site_world *world = *state;
    struct site_reply replies[2];

    for (size_t i = 0; i < 2; i++) {
        site_post(world, "/sign-in/passkey", "to=%2Faccount", &replies[i]);
        SL_CHECK_U64(replies[i].response.status, 200);
        SL_CHECK_STR(passkey_attribute(&replies[i], "data-passkey"), "get");
        SL_CHECK_STR(passkey_attribute(&replies[i], "data-name"), "");
        assert_true(site_says(&replies[i], "name=\"to\" value=\"/account\""));
        assert_true(site_says(&replies[i], "<script type=\"module\" src=\"/assets/passkey-"));
        assert_true(site_says(&replies[i], "sl-unscripted\">A passkey needs JavaScript"));
    }
    assert_false(sl_str_equal(
        passkey_attribute(&replies[0], "data-challenge"),
        passkey_attribute(&replies[1], "data-challenge")
    ));
    site_reply_finish(&replies[0]);
    site_reply_finish(&replies[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_without_an_origin_there_are_none),
        SITE_TEST(test_each_page_asks_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
