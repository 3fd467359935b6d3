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
    assert_true(site_says(&reply, "Signed in 2023-11-14"));
    site_reply_finish(&reply);
    site_post(world, "/account/end/2", "", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account");
    site_reply_finish(&reply);
    site_post(world, "/account/end/2", "", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
    site_post(world, "/account/end/x", "", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_sessions_are_seen_and_others_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
