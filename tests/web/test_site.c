/* SPDX-License-Identifier: Apache-2.0 */
#include "web/site.h"

#include "site_fixture.h"
#include "web/limit.h"

static unsigned status_of(struct site_world *world, const struct sl_request *request)
{
    struct site_reply reply;

    site_send(world, request, &reply);
    const unsigned status = reply.response.status;
    site_reply_finish(&reply);
    return status;
}

static void test_what_is_too_large_is_answered(void **state)
{
    static char path[SL_WEB_TARGET_BYTES + 2];
    char cookie[200];
    struct sl_request request = site_request(*state, SL_METHOD_GET, "/", cookie);

    SL_CHECK_U64(status_of(*state, &request), 200);
    request.header_bytes = SL_WEB_HEADER_BYTES + 1;
    SL_CHECK_U64(status_of(*state, &request), 431);
    request.header_bytes = 0;
    request.is_too_large = true;
    SL_CHECK_U64(status_of(*state, &request), 413);
    request.is_too_large = false;
    request.has_two_hosts = true;
    SL_CHECK_U64(status_of(*state, &request), 400);
    request.has_two_hosts = false;
    (void)memset(path, '/', sizeof path - 1);
    request.target = sl_str_from(path);
    SL_CHECK_U64(status_of(*state, &request), 414);
    request.target = SL_STR("/?a=%");
    SL_CHECK_U64(status_of(*state, &request), 400);
    request.target = SL_STR("/nowhere");
    SL_CHECK_U64(status_of(*state, &request), 404);
}

static void test_methods_are_those_of_the_table(void **state)
{
    char cookie[200];
    struct sl_request request = site_request(*state, SL_METHOD_POST, "/", cookie);
    struct site_reply reply;

    site_send(*state, &request, &reply);
    SL_CHECK_U64(reply.response.status, 405);
    assert_string_equal(site_header(&reply, "allow"), "GET, HEAD");
    site_reply_finish(&reply);
    request.method = SL_METHOD_OTHER;
    SL_CHECK_U64(status_of(*state, &request), 405);
    request.method = SL_METHOD_HEAD;
    SL_CHECK_U64(status_of(*state, &request), 200);
    request.method = SL_METHOD_POST;
    request.target = SL_STR("/sign-out");
    SL_CHECK_U64(status_of(*state, &request), 415);
    request.headers[SL_HEADER_CONTENT_TYPE] = SL_STR("application/x-www-form-urlencoded; a=b");
    SL_CHECK_U64(status_of(*state, &request), 403); /* without the word */
}

/* A session that is planted or over opens nothing. */
static void test_only_a_session_opens_the_door(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    world->token[0] = world->token[0] == 'a' ? 'b' : 'a';
    site_get(world, "/account?x=1&y", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/sign-in?to=%2Faccount%3Fx%3D1%26y");
    site_reply_finish(&reply);
}

static enum sl_status open_and_close(void *context)
{
    struct site_world *world = context;
    const struct sl_site_job job = { .store = world->house->store, .now_us = site_now };
    struct sl_site *site = NULL;

    SL_TRY(sl_site_open(&job, &site, NULL));
    sl_site_close(site);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(open_and_close, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_what_is_too_large_is_answered),
        SITE_TEST(test_methods_are_those_of_the_table),
        SITE_TEST(test_only_a_session_opens_the_door),
        SITE_TEST(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
