/* SPDX-License-Identifier: Apache-2.0 */
#include "passkey_site.h"

static void test_one_is_added_seen_and_ended(void **state)
{
    struct site_world *world = *state;
    struct soft_passkey key;
    struct site_reply reply;

    soft_passkey_open(&key, SL_PASSKEY_ES256);
    site_get(world, "/account", &reply);
    assert_true(site_says(&reply, "<a class=\"govuk-link\" href=\"/account/passkeys\">Add one</a>")
    );
    site_reply_finish(&reply);
    passkey_add(world, &key, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "Your passkey is added")); /* and is to be used now */
    assert_true(site_says(&reply, "href=\"/sign-in\""));
    site_reply_finish(&reply);
    site_get(world, "/account/passkeys", &reply);
    assert_true(site_says(&reply, "<bdi>my phone</bdi>"));
    assert_true(site_says(&reply, "Added 14 Nov 2023"));
    assert_true(site_says(&reply, "Not used yet"));
    assert_true(site_says(&reply, "href=\"/account/passkey/1/end\""));
    site_reply_finish(&reply);
    site_post(world, "/account/passkey/1/end", "password=wrong", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "The password is not right"));
    site_reply_finish(&reply);
    site_post(world, "/account/passkey/1/end", "password=wobbly+kettle+brigade", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account/passkeys?done=ended");
    site_reply_finish(&reply);
    site_get(world, "/account/passkeys?done=ended", &reply);
    assert_true(site_says(&reply, "That passkey has ended"));
    assert_true(site_says(&reply, "You have none yet"));
    site_reply_finish(&reply);
    site_get(world, "/account/passkey/1/end", &reply); /* once */
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
    soft_passkey_close(&key);
}

/* The device is asked only when the password was right; what is missing is said at its field. */
static void test_the_password_comes_first(void **state)
{
    static const struct {
        const char *fields;
        unsigned status;
        const char *says;
    } tries[] = {
        {"name=&password=x",           400, "Enter a name for the device"},
        { "name=my+phone&password=",   400, "Enter your password"        },
        { "name=my+phone&password=no", 403, "The password is not right"  },
        { "name=%3Cb%3E&password=no",  403, "value=\"&lt;b&gt;\""        },
    };
    struct site_world *world = *state;
    struct site_reply reply;

    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        site_post(world, "/account/passkeys/add", tries[i].fields, &reply);
        SL_CHECK_U64(reply.response.status, tries[i].status);
        assert_true(site_says(&reply, tries[i].says));
        assert_false(site_says(&reply, "data-challenge"));
        site_reply_finish(&reply);
    }
}

static void test_the_step_says_what_to_do_without_scripts(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_post(world, "/account/passkeys/add", PASSKEY_ADD, &reply);
    SL_CHECK_STR(passkey_attribute(&reply, "data-passkey"), "create");
    SL_CHECK_STR(passkey_attribute(&reply, "data-name"), "root");
    SL_CHECK_U64(passkey_attribute(&reply, "data-user").len, 43); /* a digest, and no name */
    assert_true(site_says(&reply, "sl-unscripted\">Adding a passkey needs JavaScript"));
    assert_true(site_says(&reply, "href=\"/account/authenticator\""));
    assert_false(site_says(&reply, "wobbly"));
    site_reply_finish(&reply);
}

/* Another place, another device's answer, an answer twice, and what is no answer. */
static void test_what_is_not_right_is_not_kept(void **state)
{
    struct site_world *world = *state;
    struct soft_passkey key;
    struct site_reply reply;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    key.origin = "https://sightline.example.evil.example";
    passkey_add(world, &key, &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "There is a problem"));
    site_reply_finish(&reply);
    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    key.flags = 0x01; /* there was somebody; nobody asked who */
    passkey_add(world, &key, &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "The device did not ask who you are"));
    site_reply_finish(&reply);
    site_post(world, "/account/passkeys/keep", "handle=%21&client_data=e30", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    site_reply_finish(&reply);
    site_get(world, "/account/passkeys", &reply);
    assert_true(site_says(&reply, "You have none yet"));
    site_reply_finish(&reply);
}

/* A device that has one already is named to the browser, which then asks for another device. */
static void test_devices_that_have_one_are_known(void **state)
{
    struct site_world *world = *state;
    struct soft_passkey key;
    struct site_reply reply;
    struct sl_buf handle;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    passkey_add(world, &key, &reply);
    site_reply_finish(&reply);
    site_post(world, "/account/passkeys/add", PASSKEY_ADD, &reply);
    SL_CHECK_U64(reply.response.status, 403); /* by the password alone: no second one */
    assert_true(site_says(&reply, "You have a second step already"));
    site_reply_finish(&reply);
    world->house->now_us += SECOND;
    site_post(world, "/sign-in/passkey", "", &reply);
    const char *fields = passkey_fields(&key, &reply, "");
    site_reply_finish(&reply);
    site_post(world, "/sign-in/passkey/answer", fields, &reply);
    SL_CHECK_U64(reply.response.status, 303);
    const char *token = site_header(&reply, "set-cookie") + strlen(SL_COOKIE_SESSION "=");
    (void)snprintf(world->token, sizeof world->token, "%.*s", (int)strcspn(token, ";"), token);
    site_reply_finish(&reply);
    site_post(world, "/account/passkeys/add", PASSKEY_ADD, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    sl_buf_init(&handle, 200);
    sl_passkey_bytes_print(SL_STR(SOFT_HANDLE), &handle);
    assert_true(sl_str_equal(passkey_attribute(&reply, "data-known"), sl_buf_str(&handle)));
    sl_buf_finish(&handle);
    fields = passkey_fields(&key, &reply, "name=again&"); /* and the store takes no second one */
    site_reply_finish(&reply);
    site_post(world, "/account/passkeys/keep", fields, &reply);
    SL_CHECK_U64(reply.response.status, 400);
    site_reply_finish(&reply);
    site_get(world, "/account/passkeys", &reply);
    assert_true(site_says(&reply, "Last used 14 Nov 2023"));
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_one_is_added_seen_and_ended),
        SITE_TEST(test_the_password_comes_first),
        SITE_TEST(test_the_step_says_what_to_do_without_scripts),
        SITE_TEST(test_what_is_not_right_is_not_kept),
        SITE_TEST(test_devices_that_have_one_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
