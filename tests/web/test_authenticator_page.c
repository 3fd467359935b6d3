/* SPDX-License-Identifier: Apache-2.0 */
#include "app/authenticator_fixture.h"
#include "site_fixture.h"

/* Ask for a key, and let the app take it. */
static void begin(struct site_world *world)
{
    char text[2000];
    struct site_reply reply;

    site_post(world, "/account/authenticator", "password=wobbly+kettle+brigade", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "Add Sightline to your app"));
    const struct sl_str body = sl_response_text(&reply.response);
    const size_t at = sl_str_find(body, SL_STR("otpauth://totp/Sightline:root?secret="));
    assert_true(at < body.len);
    (void)snprintf(text, sizeof text, "%.*s", 200, body.ptr + at);
    authenticator_read(text);
    site_reply_finish(&reply);
}

static void confirm(struct site_world *world, const char *code, struct site_reply *reply)
{
    char fields[40];

    (void)snprintf(fields, sizeof fields, "code=%s", code);
    site_post(world, "/account/authenticator/confirm", fields, reply);
}

static void test_one_factor_leads_to_setting_up_the_second(void **state)
{
    static const char *const paths[] = { "/", "/account", "/search", "/account/password" };
    struct site_world *world = *state;
    struct site_reply reply;

    sign_in_two_factors(world->house);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        site_get(world, paths[i], &reply);
        SL_CHECK_U64(reply.response.status, 303);
        assert_string_equal(site_header(&reply, "location"), "/account/authenticator?needed=1");
        site_reply_finish(&reply);
    }
    site_get(world, "/account/authenticator?needed=1", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "Your role needs two steps to sign in"));
    site_reply_finish(&reply);
    begin(world);
    confirm(world, authenticator_code(world->house->now_us), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "Keep your recovery codes"));
    assert_true(site_says(&reply, "sign in again"));
    site_reply_finish(&reply);
}

static void test_a_code_that_is_wrong_can_be_entered_again(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    begin(world);
    confirm(world, "", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "Enter the code that the app shows"));
    site_reply_finish(&reply);
    confirm(world, "000000", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "The code is not right"));
    assert_false(site_says(&reply, "otpauth"));
    site_reply_finish(&reply);
    confirm(world, authenticator_code(world->house->now_us), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
}

static void test_without_the_password_no_key_is_shown_or_given_up(void **state)
{
    static const char *const paths[] = { "/account/authenticator", "/account/authenticator/end" };
    struct site_world *world = *state;
    struct site_reply reply;

    for (size_t i = 0; i < 2; i++) {
        site_post(world, paths[i], "password=wrong+wrong", &reply);
        SL_CHECK_U64(reply.response.status, 403);
        assert_false(site_says(&reply, "otpauth"));
        site_reply_finish(&reply);
    }
    site_post(world, "/account/authenticator", "", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "<a href=\"#password\">Enter your password</a>"));
    site_reply_finish(&reply);
}

static void test_it_can_be_given_up(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    begin(world);
    confirm(world, authenticator_code(world->house->now_us), &reply);
    site_reply_finish(&reply);
    site_get(world, "/account/authenticator", &reply);
    assert_true(site_says(&reply, "Give up authenticator"));
    assert_false(site_says(&reply, "Show the key"));
    site_reply_finish(&reply);
    site_post(world, "/account/authenticator/end", "password=wobbly+kettle+brigade", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account?done=authenticator");
    site_reply_finish(&reply);
    site_get(world, "/account/authenticator", &reply);
    assert_true(site_says(&reply, "Show the key"));
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_one_factor_leads_to_setting_up_the_second),
        SITE_TEST(test_a_code_that_is_wrong_can_be_entered_again),
        SITE_TEST(test_without_the_password_no_key_is_shown_or_given_up),
        SITE_TEST(test_it_can_be_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
