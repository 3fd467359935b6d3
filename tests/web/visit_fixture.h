/* SPDX-License-Identifier: Apache-2.0 */
/*
 * visit_fixture.h - a visit without a site: for what makes values of pages, and asks no door.
 */
#ifndef SL_TESTS_WEB_VISIT_FIXTURE_H
#define SL_TESTS_WEB_VISIT_FIXTURE_H

#include "support/support.h"
#include "web/visit.h"

/* 2023-11-14 22:13:20 */
#define VISIT_NOW INT64_C(1700000000000000)
#define VISIT_DAY 19675

struct visit_fixture {
    struct sl_visit visit;
    struct sl_request request;
    struct sl_response response;
    struct sl_arena arena;
};

/* Begin a visit to an address; the query and the form are parsed. */
static inline void visit_open(
    struct visit_fixture *fixture,
    enum sl_method method,
    const char *path,
    const char *query,
    const char *form
)
{
    *fixture = (struct visit_fixture){ .request = { .method = method } };
    sl_arena_init(&fixture->arena, (size_t)1 << 20);
    sl_response_init(&fixture->response);
    fixture->visit = (struct sl_visit){
        .request = &fixture->request,
        .response = &fixture->response,
        .path = sl_str_from(path),
        .arena = &fixture->arena,
        .now_us = VISIT_NOW,
    };
    sl_page_init(&fixture->visit.page, &fixture->response.body, &fixture->arena);
    SL_CHECK_STATUS(
        sl_form_parse(sl_str_from(query), &fixture->arena, &fixture->visit.query, NULL), SL_OK
    );
    SL_CHECK_STATUS(
        sl_form_parse(sl_str_from(form), &fixture->arena, &fixture->visit.form, NULL), SL_OK
    );
}

static inline void visit_close(struct visit_fixture *fixture)
{
    sl_response_finish(&fixture->response);
    sl_arena_finish(&fixture->arena);
}

/* The text under a name; that of a number or of nothing, too. */
static inline const char *visit_text(struct sl_value value, const char *name)
{
    static char text[1000];
    struct sl_buf buf;

    sl_buf_init(&buf, sizeof text);
    sl_value_print(sl_value_get(value, sl_str_from(name)), &buf);
    (void)snprintf(text, sizeof text, "%.*s", SL_STR_ARG(sl_buf_str(&buf)));
    sl_buf_finish(&buf);
    return text;
}

/* The item of a list under a name. */
static inline struct sl_value visit_item(struct sl_value value, const char *name, unsigned index)
{
    return sl_value_at(sl_value_get(value, sl_str_from(name)), sl_value_number((double)index));
}

#endif
