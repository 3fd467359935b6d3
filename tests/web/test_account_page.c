/* SPDX-License-Identifier: Apache-2.0 */
#include "site_fixture.h"

static void test_sessions_are_seen_and_others_ended(void **state)
{
    struct site_world *world = *state;
    struct sl_sign_in_job job = sign_in_job(world->house, "root", FIRST_PASSWORD);
    struct site_reply reply;
    struct sl_error err;

    SL_CHECK_OK(sign_in_try(world->house, &job, &err), &err); /* a second one, at the desk */
    site_get(world, "/account", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "This session"));
    assert_true(site_says(&reply, "action=\"/account/end/2\""));
    assert_true(site_says(&reply, "Signed in 14 Nov 2023"));
    site_reply_finish(&reply);
    site_post(world, "/account/end/2", "", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account?done=session");
    site_reply_finish(&reply);
    site_post(world, "/account/end/2", "", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
    site_post(world, "/account/end/x", "", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    site_reply_finish(&reply);
}

static void test_it_says_who_one_is(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_get(world, "/account?done=password", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "Administrator"));
    assert_true(site_says(&reply, "Your password is changed"));
    assert_true(site_says(&reply, "of hub"));
    site_reply_finish(&reply);
    site_get(world, "/account?done=%3Cb%3E", &reply); /* nothing that was ever done */
    assert_false(site_says(&reply, "govuk-notification-banner"));
    site_reply_finish(&reply);
}

static void test_the_password_is_changed_with_the_old_one(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_post(world, "/account/password", "before=no&after=marble+otter+canteen", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "There is a problem"));
    assert_false(site_says(&reply, "marble"));
    site_reply_finish(&reply);
    site_post(world, "/account/password", "before=wobbly+kettle+brigade&after=", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "<a href=\"#after\">Enter a new password</a>"));
    site_reply_finish(&reply);
    site_post(
        world,
        "/account/password",
        "before=wobbly+kettle+brigade&after=marble+otter+canteen",
        &reply
    );
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account?done=password");
    site_reply_finish(&reply);
    site_get(world, "/account", &reply); /* this session goes on */
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
    site_post(world, "/sign-in", "user=root&password=marble+otter+canteen", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_sessions_are_seen_and_others_ended),
        SITE_TEST(test_it_says_who_one_is),
        SITE_TEST(test_the_password_is_changed_with_the_old_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
