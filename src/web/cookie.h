/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cookie.h - the two cookies of this site, read and written.
 *
 * Source: RFC 6265, "HTTP State Management Mechanism", 2011; the prefix __Host- of its successor:
 *         a browser takes such a cookie over TLS (or from this very machine), for the whole site,
 *         from the site itself and from no neighbour.
 */
#ifndef SL_WEB_COOKIE_H
#define SL_WEB_COOKIE_H

#include "web/response.h"

/* The token of a session; and what forms are bound to before there is one. */
#define SL_COOKIE_SESSION "__Host-sightline"
#define SL_COOKIE_VISIT   "__Host-sightline-visit"

/*
 * The value of a cookie in what a browser sent; empty when there is none, or when it came twice:
 * then somebody else has planted one.
 */
struct sl_str sl_cookie_find(struct sl_str header, struct sl_str name);

/*
 * Have the browser keep a cookie until it is closed, where no script sees it, and send it with what
 * this site itself asks for only. An empty value takes it back.
 *
 * Errors: those of sl_response_header.
 */
SL_NODISCARD enum sl_status sl_cookie_set(
    struct sl_response *response,
    const char *name,
    struct sl_str value,
    struct sl_arena *arena,
    struct sl_error *err
);

#endif
