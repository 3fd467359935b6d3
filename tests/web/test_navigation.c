/* SPDX-License-Identifier: Apache-2.0 */
#include "child_site.h"

/* Which parts each role is shown; what is not shown is refused, too, by the page itself. */
static const struct {
    const char *user, *shown, *hidden;
} cases[] = {
    {"practitioner",   "href=\"/search\"",  NULL              },
    { "data_steward",  "href=\"/search\"",  NULL              },
    { "administrator", "href=\"/account\"", "href=\"/search\""},
    { "leader",        "href=\"/account\"", "href=\"/search\""},
};

static void test_each_role_sees_its_parts(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        child_site_as(site, cases[i].user);
        site_get(&site->world, "/account", &reply);
        SL_CHECK_U64(reply.response.status, 200);
        assert_true(site_says(&reply, cases[i].shown));
        assert_true(cases[i].hidden == NULL || !site_says(&reply, cases[i].hidden));
        assert_true(
            site_says(&reply, "aria-current=\"page\" href=\"/account\"") ||
            site_says(&reply, "href=\"/account\" aria-current=\"page\"")
        );
        site_reply_finish(&reply);
    }
}

static void test_nobody_sees_none(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    site_get(&site->world, "/sign-in", &reply);
    assert_false(site_says(&reply, "href=\"/account\""));
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_each_role_sees_its_parts),
        CHILD_SITE_TEST(test_nobody_sees_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
