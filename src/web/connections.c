/* SPDX-License-Identifier: Apache-2.0 */
#include "web/connections.h"

#include <pthread.h>
#include <sys/socket.h>

#include "base/memory.h"
#include "web/limit.h"

struct sl_connection {
    struct sl_connection *next, **at; /* at: what points to it */
    int fd;
    enum sl_connection_state state;
    int64_t since_ms;
};

struct sl_connections {
    pthread_mutex_t lock;
    struct sl_connection *first;
    int64_t limits_ms[SL_CONNECTION_STATE_COUNT];
};

enum sl_status sl_connections_open(
    unsigned request_seconds, struct sl_connections **ret_connections, struct sl_error *err
)
{
    struct sl_connections *connections = sl_calloc(1, sizeof *connections);

    if (connections == NULL) {
        return sl_fail_memory(err);
    }
    (void)pthread_mutex_init(&connections->lock, NULL);
    connections->limits_ms[SL_CONNECTION_WAITING] = INT64_C(1000) * request_seconds;
    connections->limits_ms[SL_CONNECTION_READING] = INT64_C(1000) * request_seconds;
    connections->limits_ms[SL_CONNECTION_TAKING] = INT64_C(1000) * SL_WEB_FILE_SECONDS;
    connections->limits_ms[SL_CONNECTION_ANSWERING] = INT64_C(1000) * SL_WEB_ANSWER_SECONDS;
    *ret_connections = connections;
    return SL_OK;
}

void sl_connections_close(struct sl_connections *connections)
{
    if (connections != NULL) {
        SL_ASSERT(connections->first == NULL);
        (void)pthread_mutex_destroy(&connections->lock);
        sl_free(connections);
    }
}

struct sl_connection *sl_connections_add(struct sl_connections *connections, int fd, int64_t now_ms)
{
    struct sl_connection *added = sl_calloc(1, sizeof *added);

    if (added == NULL) {
        return NULL;
    }
    added->fd = fd;
    added->since_ms = now_ms;
    (void)pthread_mutex_lock(&connections->lock);
    added->next = connections->first;
    added->at = &connections->first;
    if (added->next != NULL) {
        added->next->at = &added->next;
    }
    connections->first = added;
    (void)pthread_mutex_unlock(&connections->lock);
    return added;
}

void sl_connections_remove(struct sl_connections *connections, struct sl_connection *connection)
{
    if (connection == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&connections->lock);
    *connection->at = connection->next;
    if (connection->next != NULL) {
        connection->next->at = connection->at;
    }
    (void)pthread_mutex_unlock(&connections->lock);
    sl_free(connection);
}

void sl_connections_turn(
    struct sl_connections *connections,
    struct sl_connection *connection,
    enum sl_connection_state state,
    int64_t now_ms
)
{
    if (connection == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&connections->lock);
    connection->state = state;
    connection->since_ms = now_ms;
    (void)pthread_mutex_unlock(&connections->lock);
}

size_t sl_connections_busy(struct sl_connections *connections)
{
    size_t count = 0;

    (void)pthread_mutex_lock(&connections->lock);
    for (const struct sl_connection *one = connections->first; one != NULL; one = one->next) {
        count += one->state != SL_CONNECTION_WAITING;
    }
    (void)pthread_mutex_unlock(&connections->lock);
    return count;
}

size_t sl_connections_cut(struct sl_connections *connections, int64_t now_ms)
{
    size_t count = 0;

    (void)pthread_mutex_lock(&connections->lock);
    for (struct sl_connection *one = connections->first; one != NULL; one = one->next) {
        if (now_ms - one->since_ms > connections->limits_ms[one->state]) {
            (void)shutdown(one->fd, SHUT_RDWR);
            one->since_ms = now_ms; /* told once; whoever serves it closes it */
            count++;
        }
    }
    (void)pthread_mutex_unlock(&connections->lock);
    return count;
}
