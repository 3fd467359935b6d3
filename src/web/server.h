/* SPDX-License-Identifier: Apache-2.0 */
/*
 * server.h - the sockets: the one file that knows which library speaks HTTP.
 *
 * Requests are read and answered by several threads, each of which does one thing at a time; while
 * an answer waits for the disk (patience, in request.h) its thread turns to others. What is larger
 * or slower than limit.h allows is answered, or its connection closed.
 */
#ifndef SL_WEB_SERVER_H
#define SL_WEB_SERVER_H

#include <stdint.h>

#include "base/error.h"
#include "web/site.h"

struct sl_server;

/* What answers: sl_site_answer, sl_watch_answer. */
typedef void sl_answer_fn(
    struct sl_site *site,
    const struct sl_request *request,
    struct sl_arena *arena,
    struct sl_response *response
);

/* Where a body goes that is a file: sl_site_file. */
typedef int
sl_file_fn(struct sl_site *site, const struct sl_request *request, struct sl_arena *arena);

/* Borrowed for the call. */
struct sl_server_job {
    struct sl_site *site; /* outlives the server */
    sl_answer_fn *answer;
    sl_file_fn *file;         /* NULL: no body is one */
    const char *address;      /* IPv4, as four numbers with stops */
    uint16_t port;            /* 0: one that is free (sl_server_port) */
    unsigned threads;         /* 1 .. SL_WEB_THREADS_MAX */
    unsigned request_seconds; /* for a request to come; 0: SL_WEB_REQUEST_SECONDS */
};

/*
 * Listen.
 *
 * Errors: SL_USAGE when the address is none; SL_IO when it cannot be listened to; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_server_open(
    const struct sl_server_job *job, struct sl_server **ret_server, struct sl_error *err
);

/* The port that is listened to. */
uint16_t sl_server_port(const struct sl_server *server);

/* Take no more connections, end what is under way, close; who only waits is not waited for. NULL is
 * fine. Time: at most SL_WEB_STOP_SECONDS for requests to end. */
void sl_server_close(struct sl_server *server);

#endif
