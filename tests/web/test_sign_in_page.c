/* SPDX-License-Identifier: Apache-2.0 */
#include "site_fixture.h"

static void test_a_session_begins_with_a_token_of_its_own(void **state)
{
    struct site_world *world = *state;
    char before[100];
    struct site_reply reply;

    (void)snprintf(before, sizeof before, "%s", world->token);
    site_post(world, "/sign-in", "user=root&password=wobbly+kettle+brigade&to=%2Faccount", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account");
    assert_null(strstr(site_header(&reply, "set-cookie"), before));
    site_reply_finish(&reply);
    site_get(world, "/", &reply); /* the one before has ended */
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
}

static void test_who_is_refused_is_told_and_never_led_away(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_post(world, "/sign-in", "user=%22%3E%3Cb%3E&password=wrong&to=//evil.example", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_null(site_header(&reply, "set-cookie"));
    assert_true(site_says(&reply, "There is a problem"));
    assert_true(site_says(&reply, "the user or the password is not right"));
    assert_true(site_says(&reply, "value=\"&quot;&gt;&lt;b&gt;\""));
    assert_false(site_says(&reply, "evil.example"));
    assert_false(site_says(&reply, "wrong"));
    site_reply_finish(&reply);
}

/* Hidden while typed; managers may fill them in, and nothing keeps anybody from pasting. */
static void passwords_are_hidden_and_can_be_pasted(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    world->token[0] = '\0';
    site_get(world, "/sign-in", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "type=\"password\""));
    assert_true(site_says(&reply, "autocomplete=\"current-password\""));
    assert_true(site_says(&reply, "autocomplete=\"username\""));
    assert_false(site_says(&reply, "onpaste"));
    site_reply_finish(&reply);
}

static void test_too_many_attempts_wait(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    for (int i = 0; i < 4; i++) {
        site_post(world, "/sign-in", "user=root&password=wrong", &reply);
        SL_CHECK_I64(site_says(&reply, "too many attempts"), i == 3);
        SL_CHECK_I64(site_says(&reply, "seconds, then try again"), i == 3);
        site_reply_finish(&reply);
    }
}

static void test_signing_out_ends_the_session(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_post(world, "/sign-out", "", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_non_null(strstr(site_header(&reply, "set-cookie"), "Max-Age=0"));
    site_reply_finish(&reply);
    site_get(world, "/", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_a_session_begins_with_a_token_of_its_own),
        SITE_TEST(test_who_is_refused_is_told_and_never_led_away),
        SITE_TEST(passwords_are_hidden_and_can_be_pasted),
        SITE_TEST(test_too_many_attempts_wait),
        SITE_TEST(test_signing_out_ends_the_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
