/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_fixture.h - a site without sockets, over a store whose first administrator is signed in.
 */
#ifndef SL_TESTS_WEB_SITE_FIXTURE_H
#define SL_TESTS_WEB_SITE_FIXTURE_H

#include "app/sign_in_fixture.h"
#include "signin/password.h"
#include "web/cookie.h"
#include "web/guard.h"
#include "web/site.h"

#define SITE_HOST "127.0.0.1:8080"

struct site_world {
    struct sign_in_fixture *house;
    struct sl_site *site;
    char token[100]; /* of who is signed in; empty: nobody is */
};

/* What came back. Texts live until the next request. */
struct site_reply {
    struct sl_arena arena;
    struct sl_response response;
};

static struct site_world site_world;

static inline int64_t site_now(void)
{
    return sign_in_world.now_us;
}

static inline void site_open(struct site_world *world)
{
    const struct sl_site_job job = {
        .store = world->house->store,
        .cost = SL_PASSWORD_COST_FOR_TESTS,
        .passkeys = {SL_STR("sightline.example"), SL_STR("https://sightline.example")},
        .now_us = site_now,
    };
    struct sl_error err;

    SL_CHECK_OK(sl_site_open(&job, &world->site, &err), &err);
}

static inline int site_set_up(void **state)
{
    void *house = NULL;

    if (sign_in_set_up(&house) != 0) {
        return -1;
    }
    site_world = (struct site_world){ .house = house };
    sign_in_first(house);
    (void)snprintf(site_world.token, sizeof site_world.token, "%s", site_world.house->token.ptr);
    site_open(&site_world);
    *state = &site_world;
    return 0;
}

static inline int site_tear_down(void **state)
{
    struct site_world *world = *state;
    void *house = world->house;

    sl_site_close(world->site);
    return sign_in_tear_down(&house);
}

static inline void
site_send(struct site_world *world, const struct sl_request *request, struct site_reply *reply)
{
    sl_arena_init(&reply->arena, (size_t)64 << 20);
    sl_response_init(&reply->response);
    sl_site_answer(world->site, request, &reply->arena, &reply->response);
}

static inline void site_reply_finish(struct site_reply *reply)
{
    sl_response_finish(&reply->response);
    sl_arena_finish(&reply->arena);
}

/* A request of who is signed in; the cookie stands in `cookie`, which has 200 bytes. */
static inline struct sl_request
site_request(struct site_world *world, enum sl_method method, const char *target, char *cookie)
{
    struct sl_request request = {
        .method = method,
        .target = sl_str_from(target),
        .peer = SL_STR("192.0.2.7"),
    };

    (void)snprintf(cookie, 200, SL_COOKIE_SESSION "=%s", world->token);
    request.headers[SL_HEADER_HOST] = SL_STR(SITE_HOST);
    request.headers[SL_HEADER_COOKIE] = sl_str_from(world->token[0] == '\0' ? "" : cookie);
    return request;
}

/* Ask for a page. */
static inline void site_get(struct site_world *world, const char *target, struct site_reply *reply)
{
    char cookie[200];
    const struct sl_request request = site_request(world, SL_METHOD_GET, target, cookie);

    site_send(world, &request, reply);
}

/* Send a form, with the word that it must bring. */
static inline void site_post(
    struct site_world *world, const char *target, const char *fields, struct site_reply *reply
)
{
    char cookie[200];
    char body[2000];
    struct sl_request request = site_request(world, SL_METHOD_POST, target, cookie);
    struct sl_arena arena;
    struct sl_str word;

    sl_arena_init(&arena, 4096);
    SL_CHECK_OK(sl_guard_word(sl_str_from(world->token), &arena, &word, NULL), NULL);
    (void)snprintf(body, sizeof body, SL_GUARD_FIELD "=%.*s&%s", SL_STR_ARG(word), fields);
    sl_arena_finish(&arena);
    request.headers[SL_HEADER_CONTENT_TYPE] = SL_STR("application/x-www-form-urlencoded");
    request.body = sl_str_from(body);
    site_send(world, &request, reply);
}

/* Does the page say this? */
static inline bool site_says(const struct site_reply *reply, const char *text)
{
    const struct sl_str body = sl_response_text(&reply->response);

    return sl_str_find(body, sl_str_from(text)) < body.len;
}

static inline const char *site_header(const struct site_reply *reply, const char *name)
{
    return sl_response_find(&reply->response, name);
}

#define SITE_TEST(test) cmocka_unit_test_setup_teardown(test, site_set_up, site_tear_down)

#endif
