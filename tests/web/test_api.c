/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All addresses of programs, walked: without a token, with each scope, as each role, as a stranger,
 * and as one who may. One that is not in the table below fails.
 */
#include "web/api.h"

#include "api_site.h"
#include "web/limit.h"

/* How a route is asked, and what it takes. */
struct way {
    const char *name;
    enum sl_method method;
    const char *target, *body;
    uint32_t permissions; /* one of them is needed; 0: anybody's */
    bool tells;           /* something of the child, to one who may */
};

#define REQUEST_BODY                                                                 \
    "{\"child\":\"9000057418\",\"holder\":\"nhs\",\"records\":[\"nhs/records/p9\"]," \
    "\"reason\":\"Meeting\"}"
#define INTAKE_TARGET "/api/intake/police/other/pole-jsonl"

/* clang-format off */
static const struct way ways[] = {
    { "api-health", SL_METHOD_GET, "/api/health", "", 0, false },
    { "api-document", SL_METHOD_GET, "/api/openapi.json", "", 0, false },
    { "api-search", SL_METHOD_POST, "/api/search", "{\"words\":\"Brien\"}", SL_MAY(SEARCH), true },
    { "api-child", SL_METHOD_GET, "/api/child/{}", "", SL_MAY(PICTURE) | SL_MAY(AUDIT), true },
    { "api-holders", SL_METHOD_GET, "/api/child/{}/holders", "",
      SL_MAY(PICTURE) | SL_MAY(AUDIT), false },
    { "api-questions", SL_METHOD_GET, "/api/child/{}/questions", "", SL_MAY(QUESTION), false },
    { "api-requests", SL_METHOD_GET, "/api/requests", "", SL_MAY(ASK) | SL_MAY(ANSWER), false },
    { "api-requests", SL_METHOD_POST, "/api/requests", REQUEST_BODY, SL_MAY(ASK), false },
    { "api-intake", SL_METHOD_POST, INTAKE_TARGET, "{}\n", SL_MAY(INTAKE), false },
    { "api-run", SL_METHOD_GET, "/api/runs/99", "", SL_MAY(INTAKE) | SL_MAY(REJECTS), false },
    { "api-return", SL_METHOD_POST, "/api/children_social_care_data/353/children", "[{}]",
      SL_MAY(INTAKE), false },
};
/* clang-format on */
#define WAY_COUNT (sizeof ways / sizeof ways[0])

static const char *const canaries[] = { "Aisha", "AISHA", "Siobhan", "I was bored", "Bus station" };

static void ask(struct child_site *site, const struct way *way, struct site_reply *reply)
{
    api_send(site, way->method, way->target, "application/json", sl_str_from(way->body), reply);
}

static bool tells(const struct site_reply *reply)
{
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
        if (site_says(reply, canaries[i])) {
            return true;
        }
    }
    return false;
}

static const struct sl_route *route_of(const struct way *way)
{
    struct sl_str params[SL_ROUTE_PARAMS];

    return sl_route_find(sl_str_from(way->target), params);
}

static void every_route_is_walked(void **state)
{
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        bool gets = routes[i].get == NULL;
        bool posts = routes[i].post == NULL;
        for (size_t j = 0; j < WAY_COUNT; j++) {
            const bool is_it = strcmp(ways[j].name, routes[i].name) == 0;
            gets = gets || (is_it && ways[j].method == SL_METHOD_GET);
            posts = posts || (is_it && ways[j].method == SL_METHOD_POST);
        }
        if (routes[i].is_api && (!gets || !posts)) {
            fail_msg("%s is not walked whole by this test", routes[i].pattern);
        }
        assert_true(
            routes[i].is_api == sl_str_starts(sl_str_from(routes[i].pattern), SL_STR(SL_API_FOLDER))
        );
    }
    for (size_t i = 0; i < WAY_COUNT; i++) {
        assert_non_null(route_of(&ways[i]));
        assert_string_equal(route_of(&ways[i])->name, ways[i].name);
    }
}

/* Without a token nothing is told, whatever else is sent: a session's cookie is nothing here. */
static void nobody_is_let_in(void **state)
{
    static const char *const headers[] = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer  ",
        "Basic cm9vdDpyb290",
        "Bearer slt_",
        "bearer a b",
        "Bearer slt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    };
    struct child_site *site = *state;
    char cookie[200];
    struct site_reply reply;

    for (size_t i = 0; i < WAY_COUNT; i++) {
        for (size_t j = 0; j < sizeof headers / sizeof headers[0]; j++) {
            struct sl_request request = site_request(
                &site->world, ways[i].method, api_address(site, ways[i].target), cookie
            );
            request.headers[SL_HEADER_CONTENT_TYPE] = SL_STR("application/json");
            request.headers[SL_HEADER_AUTHORIZATION] = sl_str_from(headers[j]);
            request.body = sl_str_from(ways[i].body);
            /* Each comes from elsewhere: trying is counted by address. */
            char peer[30];
            (void)snprintf(peer, sizeof peer, "192.0.2.%zu", i * 10 + j);
            request.peer = sl_str_from(peer);
            site_send(&site->world, &request, &reply);
            if (route_of(&ways[i])->is_public) {
                SL_CHECK_U64(reply.response.status, 200);
            } else {
                api_check_problem(&reply, 401);
                assert_non_null(strstr(site_header(&reply, "www-authenticate"), "Bearer realm="));
                assert_true(
                    (strstr(site_header(&reply, "www-authenticate"), "invalid_token") != NULL) ==
                    (headers[j][0] != '\0')
                );
            }
            assert_null(site_header(&reply, "set-cookie"));
            assert_false(tells(&reply));
            site_reply_finish(&reply);
        }
    }
}

/* What was sent twice says nobody. */
static void two_tokens_are_none(void **state)
{
    struct child_site *site = *state;
    struct sl_request request = {
        .method = SL_METHOD_GET,
        .target = SL_STR("/api/requests"),
        .peer = SL_STR("192.0.2.7"),
        .has_two_tokens = true,
    };
    struct site_reply reply;

    request.headers[SL_HEADER_AUTHORIZATION] = sl_str_from(api_header);
    site_send(&site->world, &request, &reply);
    api_check_problem(&reply, 401);
    site_reply_finish(&reply);
}

/* Each scope opens its own routes alone, whatever the user may do. */
static void a_scope_opens_its_routes(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    for (unsigned scope = 0; scope < SL_SCOPE_COUNT; scope++) {
        const char *name = sl_scope_terms()[scope].name.ptr;
        api_site_as_for(site, "all", name, "");
        for (size_t i = 0; i < WAY_COUNT; i++) {
            const struct sl_route *route = route_of(&ways[i]);
            if (route->is_public) {
                continue;
            }
            ask(site, &ways[i], &reply);
            const char *why = site_header(&reply, "www-authenticate");
            const bool is_refused = why != NULL && strstr(why, "insufficient_scope") != NULL;
            /* The house has its store open to write: who needs it alone waits in vain (503). */
            const bool waits = reply.response.status == 503 && route->takes_file;
            if (!waits && is_refused != (route->scope != scope)) {
                fail_msg("%s: %s gave %u", name, ways[i].name, reply.response.status);
            }
            assert_true(!is_refused || reply.response.status == 403);
            assert_true(!is_refused || !tells(&reply));
            site_reply_finish(&reply);
        }
    }
}

/* With each role an address answers exactly when the table of permissions says so. */
static void roles_are_let_in_by_the_table(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const uint32_t held = sl_user_role_get((enum sl_user_role)role)->permissions;
        const char *name = sl_user_role_terms()[role].name.ptr;
        api_site_as_for(site, name, API_ALL, "records");
        for (size_t i = 0; i < WAY_COUNT; i++) {
            struct way way = ways[i];
            if (strcmp(way.target, INTAKE_TARGET) == 0) {
                way.target = "/api/intake/police/records/pole-jsonl";
            }
            ask(site, &way, &reply);
            const unsigned status = reply.response.status;
            const bool may = way.permissions == 0 || (held & way.permissions) != 0;
            /* The house has its store open to write: who needs it alone waits in vain (503). */
            if (status != 503 && (status == 403) == may) {
                fail_msg("%s: %s gave %u", name, way.name, status);
            }
            assert_true(status == 200 || !tells(&reply));
            site_reply_finish(&reply);
        }
    }
}

/* A stranger is told nothing; one who may, and it is in the ledger. */
static void what_is_told_is_in_the_ledger(void **state)
{
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;
    struct site_reply reply;

    SL_CHECK_OK(sl_store_begin(store, NULL), NULL);
    access_add_user(store, "stranger", "bolton", (UINT32_C(1) << SL_USER_ROLE_COUNT) - 1);
    SL_CHECK_OK(sl_store_commit(store, NULL), NULL);
    for (unsigned is_stranger = 0; is_stranger < 2; is_stranger++) {
        const char *user = is_stranger ? "stranger" : "all";
        api_site_as(site, user);
        for (size_t i = 0; i < WAY_COUNT; i++) {
            const size_t before = child_entries(site->house, user, 0, SL_OUTCOME_ALLOWED);
            ask(site, &ways[i], &reply);
            const size_t now = child_entries(site->house, user, 0, SL_OUTCOME_ALLOWED);
            if (tells(&reply) != (ways[i].tells && !is_stranger)) {
                fail_msg("%s: %s tells something, or nothing", user, ways[i].name);
            }
            assert_true(!tells(&reply) || now > before);
            site_reply_finish(&reply);
        }
    }
}

/* What ends, ends for programs at the next request. */
static void what_ends_has_ended(void **state)
{
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;
    const struct sl_stamp end = { .by = SL_STR("root"), .at = ACCESS_NOW };
    struct site_reply reply;
    struct sl_error err;

    api_get(site, "/api/requests", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(store, SL_STR("all"), &end, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    api_fails(site, "/api/requests", 401);
    api_site_as(site, "practitioner");
    api_get(site, "/api/requests", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
    sign_in_world.now_us += INT64_C(86400000000);
    api_fails(site, "/api/requests", 401);
}

/* What is asked wrongly is said as a problem, and nothing is done. */
static void what_cannot_be_asked_is_said(void **state)
{
    struct child_site *site = *state;
    static char large[SL_WEB_BODY_BYTES + 1];
    struct site_reply reply;

    api_fails(site, "/api/", 404);
    api_fails(site, "/api/nothing", 404);
    api_fails(site, "/api/child", 404);
    api_fails(site, "/api/child/", 404);
    api_fails(site, "/api/child/../requests", 404);
    api_fails(site, "/api/child/%2e%2e%2frequests", 404);
    api_fails(site, "/api/child/%ff", 400);
    api_fails(site, "/api/runs/0", 404);
    api_fails(site, "/api/runs/1x", 404);
    api_get(site, "/api/search", &reply);
    api_check_problem(&reply, 405);
    assert_string_equal(site_header(&reply, "allow"), "POST");
    site_reply_finish(&reply);
    api_send(site, SL_METHOD_OTHER, "/api/requests", NULL, SL_STR(""), &reply);
    api_check_problem(&reply, 405);
    site_reply_finish(&reply);
    api_send(site, SL_METHOD_POST, "/api/search", "text/plain", SL_STR("{}"), &reply);
    api_check_problem(&reply, 415);
    site_reply_finish(&reply);
    memset(large, ' ', sizeof large);
    api_send(
        site,
        SL_METHOD_POST,
        "/api/search",
        "application/json; charset=utf-8",
        (struct sl_str){ .ptr = large, .len = sizeof large },
        &reply
    );
    api_check_problem(&reply, 413);
    site_reply_finish(&reply);
    api_send(site, SL_METHOD_HEAD, "/api/requests", NULL, SL_STR(""), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
}

/* Too many requests of one token, or tries from one place, must wait; others need not. */
static void who_asks_too_often_waits(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    char good[100];
    unsigned answered = 0;

    (void)snprintf(good, sizeof good, "%s", api_header);
    for (unsigned i = 0; i < SL_WEB_TOKEN_MINUTE + 10; i++) {
        api_get(site, "/api/runs/0", &reply);
        answered += reply.response.status == 404;
        if (reply.response.status != 404) {
            api_check_problem(&reply, 429);
            assert_non_null(site_header(&reply, "retry-after"));
        }
        site_reply_finish(&reply);
    }
    SL_CHECK_U64(answered, SL_WEB_TOKEN_MINUTE);
    api_site_as(site, "practitioner");
    api_fails(site, "/api/runs/0", 404);
    sign_in_world.now_us += SL_WEB_MINUTE_US;
    (void)snprintf(api_header, sizeof api_header, "%s", good);
    api_fails(site, "/api/runs/0", 404);
    for (unsigned i = 0; i < SL_WEB_TRIES_MINUTE; i++) {
        (void)snprintf(api_header, sizeof api_header, "Bearer slt_%u", i);
        api_fails(site, "/api/runs/0", 401);
    }
    api_fails(site, "/api/runs/0", 429);
}

static void tokens_are_read_out_of_the_header(void **state)
{
    static const struct {
        const char *header, *token;
    } headers[] = {
        {"Bearer abc",     "abc"},
        { "bEARER   abc ", "abc"},
        { "Bearer\tabc",   ""   },
        { "Bearerabc",     ""   },
        { "Bearer a,b",    "a,b"},
        { "Bearer a b",    ""   },
        { "Bearer \x7f",   ""   },
        { "Token abc",     ""   },
        { "Bear",          ""   },
        { "",              ""   },
    };

    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        SL_CHECK_STR(sl_api_token(sl_str_from(headers[i].header)), headers[i].token);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_walked),
        cmocka_unit_test(tokens_are_read_out_of_the_header),
        API_TEST(nobody_is_let_in),
        API_TEST(two_tokens_are_none),
        API_TEST(a_scope_opens_its_routes),
        API_TEST(roles_are_let_in_by_the_table),
        API_TEST(what_is_told_is_in_the_ledger),
        API_TEST(what_ends_has_ended),
        API_TEST(what_cannot_be_asked_is_said),
        API_TEST(who_asks_too_often_waits),
    };
    return cmocka_run_group_tests_name("web/api", tests, NULL, NULL);
}
