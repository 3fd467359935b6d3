/* SPDX-License-Identifier: Apache-2.0 */
/*
 * route.h - which addresses there are, what answers them, and who may ask.
 */
#ifndef SL_WEB_ROUTE_H
#define SL_WEB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "sharing/scope.h"
#include "store/store.h"

/* Where the addresses of programs begin. */
#define SL_API_FOLDER "/api/"

/* Parts of a path that a pattern leaves open. */
#define SL_ROUTE_PARAMS 4u

struct sl_visit;

/* Answer a request: write a page, or fail, which shows why (visit.h). */
typedef enum sl_status sl_visit_fn(struct sl_visit *visit, struct sl_error *err);

/*
 * Invariants: at least one of get and post. Nothing is public that does not say so. What is of
 * programs, and nothing else, stands below SL_API_FOLDER.
 */
struct sl_route {
    const char *pattern;                    /* "/child/{}": {} is one part, not empty */
    const char *name;                       /* for metrics and the log */
    const char *section;                    /* of navigation; NULL: its name */
    sl_visit_fn *get;                       /* also for HEAD; NULL: 405 */
    sl_visit_fn *post;                      /* NULL: 405 */
    enum sl_store_mode get_mode, post_mode; /* how the door is opened */
    enum sl_scope scope;                    /* of programs: what the token must be for */
    bool is_public;                         /* needs no session; then there is no door */
    bool is_api;           /* of programs: a token opens the door, and what is said is JSON */
    bool takes_file;       /* the body of a POST is a file; else, of programs, a JSON object */
    bool is_shown_again;   /* a page that was shown may be shown again (again.h) */
    bool takes_one_factor; /* a session of one factor is enough: for setting up the second */
};

/* All of them. */
const struct sl_route *sl_routes(size_t *ret_count);

/*
 * The route of a path that is not decoded yet, and its open parts, which are not either.
 * Returns NULL when there is none.
 */
const struct sl_route *sl_route_find(struct sl_str path, struct sl_str ret_params[SL_ROUTE_PARAMS]);

#endif
