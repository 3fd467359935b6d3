/* SPDX-License-Identifier: Apache-2.0 */
#include "site_fixture.h"
#include "web/route.h"

/* Those that everybody may ask for; another one is a decision, and is added here. */
static bool may_be_public(const char *name)
{
    static const char *const names[] = {
        "sign-in", "sign-in-code", "invitation", "health", "asset"
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* An address of a route: each open part is "1". */
static void address_of(const char *pattern, char *path)
{
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '{') {
            *path++ = '1';
        } else if (*pattern != '}') {
            *path++ = *pattern;
        }
    }
    *path = '\0';
}

/* Without a session every page leads to signing in, and no form is taken. */
static void test_everything_is_closed_unless_it_says_otherwise(void **state)
{
    struct site_world *world = *state;
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);
    struct site_reply reply;
    char path[200];

    (void)snprintf(world->token, sizeof world->token, "%s", "");
    for (size_t i = 0; i < count; i++) {
        SL_CHECK_I64(routes[i].is_public, may_be_public(routes[i].name));
        assert_true(routes[i].get != NULL || routes[i].post != NULL);
        address_of(routes[i].pattern, path);
        if (routes[i].get != NULL && !routes[i].is_public) {
            site_get(world, path, &reply);
            SL_CHECK_U64(reply.response.status, 303);
            assert_non_null(strstr(site_header(&reply, "location"), "/sign-in?to=%2F"));
            SL_CHECK_STR(sl_response_text(&reply.response), "");
            site_reply_finish(&reply);
        }
        site_post(world, path, "", &reply);
        SL_CHECK_U64(reply.response.status, routes[i].post == NULL ? 405 : 403);
        site_reply_finish(&reply);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_everything_is_closed_unless_it_says_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
