/* SPDX-License-Identifier: Apache-2.0 */
/*
 * connections.h - which connections are open, what each is at, and since when.
 *
 * A browser that sends a byte now and then is never idle, and keeps a place for ever. So each part
 * of an exchange has a time in which it must end, whatever trickles in; who needs longer is cut.
 *
 * Threads may do all of it at once.
 */
#ifndef SL_WEB_CONNECTIONS_H
#define SL_WEB_CONNECTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum sl_connection_state {
    SL_CONNECTION_WAITING,   /* for a request, or for the end of its first line */
    SL_CONNECTION_READING,   /* headers and body come in */
    SL_CONNECTION_TAKING,    /* a body that is a file comes in */
    SL_CONNECTION_ANSWERING, /* it is answered, or the answer is on its way */
    SL_CONNECTION_STATE_COUNT
};

struct sl_connections;
struct sl_connection;

/*
 *   request_seconds  for the first two states, each; a file has SL_WEB_FILE_SECONDS, and the answer
 *                    SL_WEB_ANSWER_SECONDS
 *
 * Errors: SL_NO_MEMORY. Close when none is left; NULL is fine.
 */
SL_NODISCARD enum sl_status sl_connections_open(
    unsigned request_seconds, struct sl_connections **ret_connections, struct sl_error *err
);
void sl_connections_close(struct sl_connections *connections);

/* One begins, waiting. NULL when there is no memory: it is not watched, then. */
struct sl_connection *
sl_connections_add(struct sl_connections *connections, int fd, int64_t now_ms);

/* It ends; its descriptor is still open. NULL is fine. */
void sl_connections_remove(struct sl_connections *connections, struct sl_connection *connection);

/* It is at something else now. NULL is fine. */
void sl_connections_turn(
    struct sl_connections *connections,
    struct sl_connection *connection,
    enum sl_connection_state state,
    int64_t now_ms
);

/* How many have a request under way. */
size_t sl_connections_busy(struct sl_connections *connections);

/* Shut down all whose time is over. Returns how many. */
size_t sl_connections_cut(struct sl_connections *connections, int64_t now_ms);

#endif
