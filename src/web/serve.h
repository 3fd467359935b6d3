/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve.h - the service as a whole: a site, its sockets, and an end when the system asks for it.
 */
#ifndef SL_WEB_SERVE_H
#define SL_WEB_SERVE_H

#include "base/error.h"
#include "web/site.h"

/* Borrowed for the call. */
struct sl_serve_job {
    struct sl_site_job site;
    const char *listen; /* "127.0.0.1:8080" */
    const char *watch;  /* the same, for watch.h; NULL: nowhere */
    unsigned threads;   /* 1 .. SL_WEB_THREADS_MAX */
    /* Called once, when it listens; watch_port is 0 without one. */
    void (*tell)(void *context, unsigned port, unsigned watch_port);
    void *context;
};

/*
 * Serve until SIGTERM or SIGINT; then end what is under way.
 *
 * Errors: SL_USAGE when listen or watch is no address and port; those of sl_site_open and
 * sl_server_open.
 */
SL_NODISCARD enum sl_status sl_serve(const struct sl_serve_job *job, struct sl_error *err);

#endif
