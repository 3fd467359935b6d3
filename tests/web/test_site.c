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

/* From where the session that began last did. */
static const char *last_source(struct site_world *world)
{
    static char source[100];
    struct sl_store *store = sign_in_store(world->house, SL_STORE_READ);
    struct sl_stored_session session = { .id = 0 };

    while (sl_store_session_next(
               store, session.id, SL_STR("root"), &world->house->arena, &session, NULL
           ) == SL_OK) {
        (void)snprintf(source, sizeof source, "%.*s", SL_STR_ARG(session.source));
    }
    sl_store_close(store);
    return source;
}

/* Sign in, connected from one address, with a header that names others. */
static void sign_in_from(struct site_world *world, const char *peer, const char *forwarded)
{
    char cookie[200];
    char body[400];
    struct sl_request request = site_request(world, SL_METHOD_POST, "/sign-in", cookie);
    struct site_reply reply;
    struct sl_arena arena;
    struct sl_str word;

    sl_arena_init(&arena, 4096);
    SL_CHECK_OK(sl_guard_word(sl_str_from(world->token), &arena, &word, NULL), NULL);
    (void)snprintf(
        body,
        sizeof body,
        SL_GUARD_FIELD "=%.*s&user=root&password=wobbly+kettle+brigade",
        SL_STR_ARG(word)
    );
    sl_arena_finish(&arena);
    request.headers[SL_HEADER_CONTENT_TYPE] = SL_STR("application/x-www-form-urlencoded");
    request.headers[SL_HEADER_FORWARDED_FOR] = sl_str_from(forwarded);
    request.peer = sl_str_from(peer);
    request.body = sl_str_from(body);
    site_send(world, &request, &reply);
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
}

/* A proxy on this machine is believed when it is said that there is one; nobody else is. */
static void test_where_requests_come_from(void **state)
{
    static const struct {
        bool is_behind_proxy;
        const char *peer, *forwarded, *source;
    } cases[] = {
        {false, "127.0.0.1",  "203.0.113.9",               "127.0.0.1"  },
        { true, "127.0.0.1",  "203.0.113.9",               "203.0.113.9"},
        { true, "127.0.0.1",  "198.51.100.1, 203.0.113.8", "203.0.113.8"},
        { true, "127.0.0.1",  "2001:db8::7",               "2001:db8::7"},
        { true, "127.0.0.1",  "",                          "127.0.0.1"  },
        { true, "127.0.0.1",  "<b>",                       "127.0.0.1"  },
        { true, "192.0.2.55", "203.0.113.9",               "192.0.2.55" },
    };
    struct site_world *world = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sl_site_job job = {
            .store = world->house->store,
            .is_behind_proxy = cases[i].is_behind_proxy,
            .cost = SL_PASSWORD_COST_FOR_TESTS,
            .now_us = site_now,
        };
        struct sl_error err;
        sl_site_close(world->site);
        SL_CHECK_OK(sl_site_open(&job, &world->site, &err), &err);
        sign_in_from(world, cases[i].peer, cases[i].forwarded);
        assert_string_equal(last_source(world), cases[i].source);
    }
}

/* A line for each request says what it was, and nothing of who asked for whom. */
static void test_lines_tell_of_nobody(void **state)
{
    struct site_world *world = *state;
    const struct sl_site_job job = {
        .store = world->house->store,
        .now_us = site_now,
        .log = {.out = tmpfile(), .style = SL_LOG_JSON},
    };
    struct site_reply reply;
    struct sl_error err;
    char text[4096];

    assert_non_null(job.log.out);
    sl_site_close(world->site);
    SL_CHECK_OK(sl_site_open(&job, &world->site, &err), &err);
    site_get(world, "/search?q=Wenceslaus", &reply);
    site_reply_finish(&reply);
    site_get(world, "/child/P0000000X?x=Wenceslaus", &reply);
    site_reply_finish(&reply);
    site_get(world, "/no/such/Wenceslaus", &reply);
    site_reply_finish(&reply);
    rewind(job.log.out);
    text[fread(text, 1, sizeof text - 1, job.log.out)] = '\0';
    (void)fclose(job.log.out);
    assert_non_null(strstr(text, "\"method\":\"GET\",\"route\":\"search\",\"status\":"));
    assert_non_null(strstr(text, "\"route\":\"child\""));
    assert_non_null(strstr(text, "\"route\":\"none\",\"status\":404"));
    assert_null(strstr(text, "Wenceslaus"));
    assert_null(strstr(text, "P0000000X"));
    assert_null(strstr(text, "root"));
    assert_null(strstr(text, "192.0.2.7"));
    assert_null(strstr(text, world->token));
    sl_site_close(world->site);
    site_open(world);
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
        SITE_TEST(test_where_requests_come_from),
        SITE_TEST(test_lines_tell_of_nobody),
        SITE_TEST(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
