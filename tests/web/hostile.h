/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hostile.h - a site to which anybody sends anything: each parameter of each route, in the address,
 * the query, the form, the JSON and the headers; and what every answer must be, whatever was sent.
 *
 * Shared by test_hostile.c, which knows what hurts, and fuzz/fuzz_site.c, which does not.
 */
#ifndef SL_TESTS_WEB_HOSTILE_H
#define SL_TESTS_WEB_HOSTILE_H

#include "api_site.h"
#include "base/json_write.h"
#include "base/utf8.h"
#include "web/frame.h"
#include "web/limit.h"
#include "web/note_form.h"
#include "web/url.h"

/* What must never come out as it went in: the beginning of an element, and a header. */
#define HOSTILE_TAG    "<b7x"
#define HOSTILE_HEADER "x7evil"

/* The names of all fields of all forms and queries; test_hostile.c holds this against the source.
 * Those of a note come by its own table. */
#define HOSTILE_FIELD(enumerator, name) name,
/* clang-format off */
static const char *const hostile_names[] = {
    SL_NOTE_FIELD_TABLE(HOSTILE_FIELD)
    "after", "agency", "all", "before", "check", "child", "code", "csrf", "district", "do",
    "done", "done-too", "draft", "holder", "hours", "id", "indicator", "invitation", "judged",
    "kind", "mine", "name", "needed", "not_known", "order", "outcome", "page", "password",
    "period", "q", "reason", "record", "recorded", "records", "release", "reply", "role",
    "rule", "run", "saved", "sent", "set", "split", "team", "text", "ticket", "to", "together",
    "unallocated", "unrelated", "until", "urgent", "user", "verdict", "whose", "why", "words",
};
/* clang-format on */
#undef HOSTILE_FIELD
#define HOSTILE_NAMES (sizeof hostile_names / sizeof hostile_names[0])

/* A request that is put together. */
struct hostile {
    struct child_site *site;
    struct sl_buf target, body;
    unsigned sent;
    bool learns; /* what is sent is made by who sees these checks: words of files, too */
};

/* Who may all, of a child with a question and a request; nobody else holds the store. */
static inline void hostile_open(struct hostile *hostile)
{
    void *state = NULL;
    struct sl_error err;

    (void)api_site_set_up(&state);
    hostile->site = state;
    hostile->sent = 0;
    hostile->learns = false;
    (void)question_missing(hostile->site->house, 0);
    child_site_as(hostile->site, "all");
    api_site_as_for(hostile->site, "all", API_ALL, "csc");
    api_site_let_go(hostile->site);
    SL_CHECK_OK(
        sl_store_open(
            hostile->site->house->people.store_path,
            SL_STORE_BRIEF,
            &hostile->site->house->people.store,
            &err
        ),
        &err
    );
    sl_buf_init(&hostile->target, SL_WEB_TARGET_BYTES * 4);
    sl_buf_init(&hostile->body, SL_WEB_BODY_BYTES * 2);
}

static inline void hostile_close(struct hostile *hostile)
{
    void *state = hostile->site;

    sl_buf_finish(&hostile->target);
    sl_buf_finish(&hostile->body);
    (void)child_site_tear_down(&state);
}

/* Begin an address: the pattern, with each open part as it is given, of which there are many. */
static inline void hostile_path(
    struct hostile *hostile, const char *pattern, const struct sl_str *parts, size_t part_count
)
{
    size_t next = 0;

    sl_buf_clear(&hostile->target);
    for (const char *at = pattern; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] == '}') {
            sl_buf_add(&hostile->target, parts[next++ % part_count]);
            at++;
        } else {
            sl_buf_add_byte(&hostile->target, *at);
        }
    }
}

/* Begin a form that a page of ours could have sent. */
static inline void hostile_form(struct hostile *hostile)
{
    struct sl_arena arena;
    struct sl_str word;

    sl_arena_init(&arena, 4096);
    SL_CHECK_OK(sl_guard_word(sl_str_from(hostile->site->world.token), &arena, &word, NULL), NULL);
    sl_buf_clear(&hostile->body);
    sl_buf_addf(&hostile->body, SL_GUARD_FIELD "=%.*s", SL_STR_ARG(word));
    sl_arena_finish(&arena);
}

/* Words of files of this machine. What was sent may be said again, if these words were sent. */
static inline bool hostile_tells_of_files(const struct site_reply *reply)
{
    return site_says(reply, "/proc/self") || site_says(reply, "root:x:0");
}

/* What no answer may be. NULL: it is as it should be; else what is wrong. */
static inline const char *hostile_fault(const struct site_reply *reply)
{
    static const unsigned statuses[] = { 200, 201, 204, 303, 304, 400, 401, 403, 404,
                                         405, 409, 413, 414, 415, 429, 431, 503 };
    const struct sl_str text = sl_response_text(&reply->response);
    const char *type = site_header(reply, "content-type");
    const char *location = site_header(reply, "location");
    size_t i = 0;

    while (i < sizeof statuses / sizeof statuses[0] && statuses[i] != reply->response.status) {
        i++;
    }
    if (i == sizeof statuses / sizeof statuses[0]) {
        return "a status that nothing of ours has";
    }
    if (sl_utf8_check(text) < text.len && reply->response.fixed.ptr == NULL) {
        return "no UTF-8";
    }
    if (type != NULL && strncmp(type, "application/", 12) != 0 && site_says(reply, HOSTILE_TAG)) {
        return "an element that was sent";
    }
    for (i = 0; i < reply->response.header_count; i++) {
        const struct sl_response_header *header = &reply->response.headers[i];
        if (strpbrk(header->value, "\r\n") != NULL ||
            strncasecmp(header->name, HOSTILE_HEADER, sizeof HOSTILE_HEADER - 1) == 0) {
            return "a header that was sent";
        }
    }
    if (location != NULL && !sl_url_is_local(sl_str_from(location))) {
        return "a way to another site";
    }
    return NULL;
}

/* Send what was put together, with everything that somebody who is signed in sends; is the answer
 * as it should be? Who was signed out by it is signed in again. */
static inline const char *
hostile_send(struct hostile *hostile, enum sl_method method, const char *type, struct sl_str header)
{
    struct child_site *site = hostile->site;
    struct site_reply reply;
    char cookie[200];
    struct sl_request request = site_request(&site->world, method, "", cookie);

    request.target = sl_buf_str(&hostile->target);
    request.body = sl_buf_str(&hostile->body);
    request.is_too_large = sl_buf_status(&hostile->body, NULL) != SL_OK;
    request.headers[SL_HEADER_AUTHORIZATION] = sl_str_from(api_header);
    request.headers[SL_HEADER_CONTENT_TYPE] = sl_str_from(type);
    if (header.len > 0) {
        request.headers[SL_HEADER_FORWARDED_FOR] = header;
        request.headers[SL_HEADER_IF_NONE_MATCH] = header;
        request.headers[SL_HEADER_ACCEPT_ENCODING] = header;
    }
    /* No token has to wait: that is for another test. */
    sign_in_world.now_us += sl_api_is_asked(&request) ? SL_WEB_MINUTE_US / SL_WEB_TOKEN_MINUTE : 0;
    site_send(&site->world, &request, &reply);
    const char *fault = hostile_fault(&reply);
    if (fault == NULL && !hostile->learns && hostile_tells_of_files(&reply)) {
        fault = "a file of this machine";
    }
    const char *location = site_header(&reply, "location");
    const bool is_out = site_header(&reply, "set-cookie") != NULL ||
                        (location != NULL && strncmp(location, "/sign-in", 8) == 0);
    site_reply_finish(&reply);
    hostile->sent++;
    if (is_out) {
        child_site_as(site, "all");
    }
    return fault;
}

/* After all of that the child is there as before. */
static inline void hostile_check_child(struct hostile *hostile)
{
    struct site_reply reply;

    child_site_as(hostile->site, "all");
    site_get(&hostile->site->world, api_address(hostile->site, "/child/{}"), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "I was bored."));
    site_reply_finish(&reply);
}

#endif
