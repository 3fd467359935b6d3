/* SPDX-License-Identifier: Apache-2.0 */
/*
 * api_site.h - a program at the site of child_site.h: it has a token, and sends JSON and files.
 *
 * The house lets its store go before the first file is sent (api_site_let_go): one writer at a
 * time.
 */
#ifndef SL_TESTS_WEB_API_SITE_H
#define SL_TESTS_WEB_API_SITE_H

#include <jansson.h>

#include "app/question_house.h"
#include "app/token.h"
#include "child_site.h"
#include "web/api.h"

#define API_ALL "search picture question request intake"

/* The header of who asks; empty: none is sent. */
static char api_header[100];

/* A token of a user, which is sent from now on. */
static inline void
api_site_as_for(struct child_site *site, const char *user, const char *scopes, const char *system)
{
    struct sl_store *store = site->house->people.store;
    const struct sl_stored_token token = {
        .user = sl_str_from(user),
        .name = SL_STR("a program"),
        .scopes = sl_str_from(scopes),
        .system = sl_str_from(system),
        .la_code = system[0] == '\0' ? 0 : 353,
        .factors = 2,
        .made_at = ACCESS_NOW,
        .expires_at = ACCESS_NOW + INT64_C(86400000000),
    };
    struct sl_digest digest;
    struct sl_buf text;
    struct sl_error err;
    int64_t id = 0;

    sl_buf_init(&text, 100);
    SL_CHECK_OK(sl_token_make(&text, &digest, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_token_add(store, &token, &digest, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    (void)snprintf(api_header, sizeof api_header, "Bearer %.*s", SL_STR_ARG(sl_buf_str(&text)));
    sl_buf_finish(&text);
}

static inline void api_site_as(struct child_site *site, const char *user)
{
    api_site_as_for(site, user, API_ALL, "");
}

/* Nobody else holds the store from now on. */
static inline void api_site_let_go(struct child_site *site)
{
    sl_store_close(site->house->people.store);
    site->house->people.store = NULL;
}

static inline int api_site_set_up(void **state)
{
    (void)child_site_set_up(state);
    struct child_site *site = *state;
    child_agree(site->house, ACCESS_AGREEMENT);
    child_tie(site->house, "all", 1, "n1");
    api_site_as(site, "all");
    return 0;
}

#define API_TEST(test) cmocka_unit_test_setup_teardown(test, api_site_set_up, child_site_tear_down)

/* The address with the child's id for `{}`; good until the next call. */
static inline const char *api_address(struct child_site *site, const char *pattern)
{
    static char target[300];
    const char *open = strstr(pattern, "{}");

    if (open == NULL) {
        (void)snprintf(target, sizeof target, "%s", pattern);
    } else {
        const struct sl_str id = child_id(site->house->child);
        (void)snprintf(
            target,
            sizeof target,
            "%.*s%.*s%s",
            (int)(open - pattern),
            pattern,
            SL_STR_ARG(id),
            open + 2
        );
    }
    return target;
}

/* Send; type: NULL: none is said. */
static inline void api_send(
    struct child_site *site,
    enum sl_method method,
    const char *pattern,
    const char *type,
    struct sl_str body,
    struct site_reply *reply
)
{
    struct sl_request request = {
        .method = method,
        .target = sl_str_from(api_address(site, pattern)),
        .peer = SL_STR("192.0.2.7"),
        .body = body,
    };

    request.headers[SL_HEADER_HOST] = SL_STR(SITE_HOST);
    request.headers[SL_HEADER_AUTHORIZATION] = sl_str_from(api_header);
    request.headers[SL_HEADER_CONTENT_TYPE] = sl_str_from(type == NULL ? "" : type);
    site_send(&site->world, &request, reply);
}

static inline void api_get(struct child_site *site, const char *pattern, struct site_reply *reply)
{
    api_send(site, SL_METHOD_GET, pattern, NULL, SL_STR(""), reply);
}

static inline void
api_post(struct child_site *site, const char *pattern, const char *body, struct site_reply *reply)
{
    api_send(site, SL_METHOD_POST, pattern, "application/json", sl_str_from(body), reply);
}

/* The answer as another reader takes it; given back by the caller. */
static inline json_t *api_json(const struct site_reply *reply)
{
    const struct sl_str text = sl_response_text(&reply->response);
    json_error_t why;
    json_t *json = json_loadb(text.ptr, text.len, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &why);

    if (json == NULL) {
        fail_msg("%s: %.*s", why.text, SL_STR_ARG(text));
    }
    return json;
}

/* It is a problem of this status, in the form of one. */
static inline void api_check_problem(const struct site_reply *reply, unsigned status)
{
    SL_CHECK_U64(reply->response.status, status);
    assert_string_equal(site_header(reply, "content-type"), "application/problem+json");
    json_t *json = api_json(reply);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "status")), status);
    assert_string_equal(json_string_value(json_object_get(json, "type")), "about:blank");
    json_decref(json);
}

/* Ask, and it is a problem of this status. */
static inline void api_fails(struct child_site *site, const char *pattern, unsigned status)
{
    struct site_reply reply;

    api_get(site, pattern, &reply);
    api_check_problem(&reply, status);
    site_reply_finish(&reply);
}

static inline void
api_post_fails(struct child_site *site, const char *pattern, const char *body, unsigned status)
{
    struct site_reply reply;

    api_post(site, pattern, body, &reply);
    api_check_problem(&reply, status);
    site_reply_finish(&reply);
}

#endif
