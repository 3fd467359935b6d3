/* SPDX-License-Identifier: Apache-2.0 */
#include "site_fixture.h"

static void test_it_says_who_is_signed_in(void **state)
{
    struct site_reply reply;

    site_get(*state, "/", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "<title>Home - Sightline</title>"));
    assert_true(site_says(&reply, "<strong><bdi>root</bdi></strong> of hub"));
    assert_true(site_says(&reply, "action=\"/search\""));
    assert_true(site_says(&reply, "action=\"/sign-out\""));
    assert_true(site_says(&reply, "href=\"#main-content\""));
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_it_says_who_is_signed_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
