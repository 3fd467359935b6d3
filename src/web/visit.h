/* SPDX-License-Identifier: Apache-2.0 */
/*
 * visit.h - one request as a handler sees it: who asks, for what, and where the page goes.
 */
#ifndef SL_WEB_VISIT_H
#define SL_WEB_VISIT_H

#include <stdint.h>

#include "app/access.h"
#include "base/arena.h"
#include "page/page.h"
#include "web/form.h"
#include "web/request.h"
#include "web/response.h"
#include "web/route.h"

struct sl_again;
struct sl_site;

/* Owned by the frame (site.h). All of it lives until the answer has been sent. */
struct sl_visit {
    struct sl_site *site;
    const struct sl_request *request;
    struct sl_response *response;
    const struct sl_route *route;
    struct sl_str path;                    /* not decoded, without the query */
    struct sl_form query, form;            /* of the address; of the body of a POST */
    struct sl_str params[SL_ROUTE_PARAMS]; /* the open parts of the path, decoded */
    struct sl_access *access;              /* the door; NULL on a public route */
    struct sl_arena *arena;
    struct sl_page page;    /* writes into the body of the response */
    bool is_api;            /* a program asks: what cannot be done is said as JSON */
    struct sl_str token;    /* of the session, out of the cookie; empty: there is none */
    struct sl_str guard;    /* what forms must bring back (guard.h) */
    struct sl_str source;   /* where from: an address */
    struct sl_error why;    /* of a failure of ours (5xx), for the log; else SL_OK */
    int64_t now_us;         /* microseconds since 1970 in UTC */
    int64_t began_us;       /* by a clock that runs evenly */
    struct sl_again *again; /* what is waited for before the answer may be sent (again.h); NULL */
};

/* The open part of the path with this number, from 0; never empty. */
struct sl_str sl_visit_param(const struct sl_visit *visit, size_t index);

/* What the layout of pages is given: the name `site` of each page. */
struct sl_value sl_visit_frame(struct sl_visit *visit);

/* Lead to another page of this site, 303. Errors: SL_INVALID when it is no local path. */
SL_NODISCARD enum sl_status
sl_visit_go(struct sl_visit *visit, struct sl_str path, struct sl_error *err);

/* Answer with a text that is no page: JSON, SVG. The text is copied. */
SL_NODISCARD enum sl_status sl_visit_body(
    struct sl_visit *visit, const char *content_type, struct sl_str text, struct sl_error *err
);

/*
 * Values for templates, copied into the arena of the request: a text; what a buffer holds, which is
 * then empty. What went wrong with a buffer sticks to the page.
 */
struct sl_value sl_visit_text(struct sl_visit *visit, struct sl_str text);
struct sl_value sl_visit_take(struct sl_visit *visit, struct sl_buf *text);

/* The day of the request: days since 1970-01-01 in UTC. */
int32_t sl_visit_today(const struct sl_visit *visit);

#endif
