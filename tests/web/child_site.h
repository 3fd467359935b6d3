/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_site.h - a site over the store of child_house.h, where somebody of the police is signed in.
 */
#ifndef SL_TESTS_WEB_CHILD_SITE_H
#define SL_TESTS_WEB_CHILD_SITE_H

#include "app/child_house.h"
#include "site_fixture.h"
#include "store/session.h"

struct child_site {
    struct child_house *house;
    struct site_world world;
};

/* Sign a user in, without a password. */
static inline void child_site_as(struct child_site *site, const char *user)
{
    const struct sl_stored_session begun = {
        .user = sl_str_from(user),
        .source = SL_STR(DESK),
        .begun_at = site_now(),
    };
    struct sl_buf token;
    struct sl_error err;

    sl_buf_init(&token, sizeof site->world.token);
    SL_CHECK_OK(sl_session_begin(site->house->people.store, &begun, &token, &err), &err);
    (void
    )snprintf(site->world.token, sizeof site->world.token, "%.*s", SL_STR_ARG(sl_buf_str(&token)));
    sl_buf_finish(&token);
}

static inline int child_site_set_up(void **state)
{
    static struct child_site site;
    void *house = NULL;
    struct sl_error err;

    (void)child_set_up(&house);
    site = (struct child_site){ .house = house };
    sign_in_world.now_us = ACCESS_NOW;
    const struct sl_site_job job = {
        .store = site.house->people.store_path,
        .cost = SL_PASSWORD_COST_FOR_TESTS,
        .passkeys = {SL_STR("sightline.example"), SL_STR("https://sightline.example")},
        .now_us = site_now,
    };
    SL_CHECK_OK(sl_site_open(&job, &site.world.site, &err), &err);
    child_site_as(&site, "practitioner");
    *state = &site;
    return 0;
}

static inline int child_site_tear_down(void **state)
{
    struct child_site *site = *state;
    void *house = site->house;

    sl_site_close(site->world.site);
    return child_tear_down(&house);
}

/* The page says these, in this order; reports the first that it does not. */
static inline void
child_site_in_order(const struct site_reply *reply, const char *const *texts, size_t count)
{
    struct sl_str rest = sl_response_text(&reply->response);

    for (size_t i = 0; i < count; i++) {
        const size_t at = sl_str_find(rest, sl_str_from(texts[i]));
        if (at == rest.len) {
            fail_msg("not there, or too early: %s", texts[i]);
        }
        rest = sl_str_part(rest, at + strlen(texts[i]), rest.len);
    }
}

#define CHILD_SITE_ORDER(reply, ...)                                        \
    child_site_in_order(                                                    \
        (reply),                                                            \
        (const char *const[]){ __VA_ARGS__ },                               \
        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *) \
    )

/* Go to where an answer leads; it is finished, and the page takes its place. */
static inline void child_site_follow(struct child_site *site, struct site_reply *reply)
{
    char target[200];

    SL_CHECK_U64(reply->response.status, 303);
    (void)snprintf(target, sizeof target, "%s", site_header(reply, "location"));
    site_reply_finish(reply);
    site_get(&site->world, target, reply);
}

/* How often the page says a text. */
static inline size_t child_site_count(const struct site_reply *reply, const char *text)
{
    struct sl_str rest = sl_response_text(&reply->response);
    size_t count = 0;

    for (size_t at = sl_str_find(rest, sl_str_from(text)); at < rest.len; count++) {
        rest = sl_str_part(rest, at + strlen(text), rest.len);
        at = sl_str_find(rest, sl_str_from(text));
    }
    return count;
}

#define CHILD_SITE_TEST(test) \
    cmocka_unit_test_setup_teardown(test, child_site_set_up, child_site_tear_down)

#endif
