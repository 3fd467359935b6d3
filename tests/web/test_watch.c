/* SPDX-License-Identifier: Apache-2.0 */
#include "web/watch.h"

#include "site_fixture.h"

static void
ask(struct site_world *world, enum sl_method method, const char *target, struct site_reply *reply)
{
    const struct sl_request request = { .method = method, .target = sl_str_from(target) };

    sl_arena_init(&reply->arena, (size_t)1 << 20);
    sl_response_init(&reply->response);
    sl_watch_answer(world->site, &request, &reply->arena, &reply->response);
}

/* A store whose agreements nobody has confirmed is not ready; all else of it is well. */
static void test_ready_says_what_is_not(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;
    char away[700];

    ask(world, SL_METHOD_GET, "/ready", &reply);
    SL_CHECK_U64(reply.response.status, 503);
    SL_CHECK_STR(
        sl_response_text(&reply.response),
        "{\"ready\":false,\"store\":\"ok\",\"ledger\":\"ok\",\"policy\":\"missing\"}\n"
    );
    assert_string_equal(site_header(&reply, "content-type"), "application/json");
    site_reply_finish(&reply);
    (void)snprintf(away, sizeof away, "%s.away", world->house->store);
    assert_int_equal(rename(world->house->store, away), 0);
    ask(world, SL_METHOD_GET, "/ready", &reply);
    SL_CHECK_U64(reply.response.status, 503);
    assert_true(site_says(&reply, "\"store\":\"failed\",\"ledger\":\"failed\""));
    site_reply_finish(&reply);
    assert_int_equal(rename(away, world->house->store), 0);
}

/* Counts of what was asked of the site, with nothing in them of who asked, for whom. */
static void test_metrics_tell_of_nobody(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_get(world, "/search?q=Wenceslaus", &reply);
    site_reply_finish(&reply);
    site_get(world, "/child/P0000000X", &reply);
    site_reply_finish(&reply);
    ask(world, SL_METHOD_GET, "/metrics", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "sightline_requests_total{route=\"child\",status=\""));
    assert_true(site_says(&reply, "sightline_requests_total{route=\"search\",status=\""));
    assert_true(site_says(&reply, "sightline_sessions_open 1\n"));
    assert_false(site_says(&reply, "Wenceslaus"));
    assert_false(site_says(&reply, "P0000000X"));
    assert_false(site_says(&reply, "root"));
    assert_false(site_says(&reply, "192.0.2.7"));
    site_reply_finish(&reply);
}

static void test_nothing_else_is_there(void **state)
{
    static const char *const none[] = { "/", "/search", "/sign-in", "/metrics/", "/ready?x=1" };
    struct site_world *world = *state;
    struct site_reply reply;

    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        ask(world, SL_METHOD_GET, none[i], &reply);
        SL_CHECK_U64(reply.response.status, 404);
        site_reply_finish(&reply);
    }
    ask(world, SL_METHOD_POST, "/ready", &reply);
    SL_CHECK_U64(reply.response.status, 405);
    site_reply_finish(&reply);
    ask(world, SL_METHOD_HEAD, "/health", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    SL_CHECK_STR(sl_response_text(&reply.response), "ok\n");
    site_reply_finish(&reply);
    /* And none of it where pages are. */
    site_get(world, "/metrics", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
    site_get(world, "/ready", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_ready_says_what_is_not),
        SITE_TEST(test_metrics_tell_of_nobody),
        SITE_TEST(test_nothing_else_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
