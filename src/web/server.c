/* SPDX-License-Identifier: Apache-2.0 */
#include "web/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "web/frame.h"
#include "web/limit.h"

/* As much of a connection's memory as the library keeps: headers beyond our own limit, so that it
 * is we who answer. */
#define CONNECTION_BYTES ((size_t)64 << 10)
#define PEER_BYTES       ((size_t)64)
/* How often is looked whether requests have ended, and how many looks a second has. */
#define LOOK_NS        50000000L
#define LOOKS_A_SECOND 20u

struct sl_server {
    struct sl_site *site;
    struct MHD_Daemon *daemon;
};

/* A request while it is read. */
struct exchange {
    struct sl_request request;
    struct sl_arena arena;
    struct sl_buf body;
    char peer[PEER_BYTES];
};

static void exchange_close(struct exchange *exchange)
{
    if (exchange != NULL) {
        sl_buf_finish(&exchange->body);
        sl_arena_finish(&exchange->arena);
        sl_free(exchange);
    }
}

static enum MHD_Result
take_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct sl_request *request = context;

    (void)kind;
    const struct sl_str text = sl_str_from(value);
    request->header_bytes += strlen(name) + text.len;
    for (int i = 0; i < SL_HEADER_COUNT; i++) {
        if (strcasecmp(name, sl_header_name((enum sl_header)i)) != 0) {
            continue;
        }
        request->has_two_hosts |= i == SL_HEADER_HOST && request->headers[i].ptr != NULL;
        if (request->headers[i].ptr == NULL) {
            request->headers[i] = text;
        }
    }
    return MHD_YES;
}

static void take_peer(struct exchange *exchange, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

    (void)memcpy(exchange->peer, "unknown", sizeof "unknown");
    if (info != NULL && info->client_addr->sa_family == AF_INET) {
        struct sockaddr_in address;
        memcpy(&address, info->client_addr, sizeof address);
        (void)inet_ntop(AF_INET, &address.sin_addr, exchange->peer, sizeof exchange->peer);
    }
    exchange->request.peer = sl_str_from(exchange->peer);
}

/* The address as it was sent, before anything is read into it. It begins an exchange. */
static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct exchange *exchange = sl_calloc(1, sizeof *exchange);

    (void)context;
    (void)connection;
    if (exchange == NULL) {
        return NULL;
    }
    sl_arena_init(&exchange->arena, SL_WEB_ARENA_BYTES);
    sl_buf_init(&exchange->body, SL_WEB_BODY_BYTES);
    exchange->request.target = sl_arena_copy(&exchange->arena, sl_str_from(target));
    return exchange;
}

static void
end(void *context,
    struct MHD_Connection *connection,
    void **state,
    enum MHD_RequestTerminationCode code)
{
    (void)context;
    (void)connection;
    (void)code;
    exchange_close(*state);
    *state = NULL;
}

static bool add_headers(struct MHD_Response *sent, const struct sl_response *response)
{
    bool is_all = MHD_add_response_header(sent, "cache-control", sl_frame_cache_control(response));

    for (size_t i = 0; i < sl_frame_header_count; i++) {
        is_all &=
            MHD_add_response_header(sent, sl_frame_headers[i].name, sl_frame_headers[i].value);
    }
    for (size_t i = 0; i < response->header_count; i++) {
        is_all &=
            MHD_add_response_header(sent, response->headers[i].name, response->headers[i].value);
    }
    return is_all;
}

static void *text_of(struct sl_str text)
{
    union {
        const char *from;
        void *to;
    } bytes = { .from = text.ptr };

    return bytes.to;
}

static enum MHD_Result
send_out(struct MHD_Connection *connection, const struct sl_response *response)
{
    const struct sl_str text = sl_response_text(response);
    struct MHD_Response *sent = MHD_create_response_from_buffer(
        text.len,
        text_of(text),
        response->fixed.ptr != NULL ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY
    );

    if (sent == NULL) {
        return MHD_NO;
    }
    const enum MHD_Result result = add_headers(sent, response)
                                       ? MHD_queue_response(connection, response->status, sent)
                                       : MHD_NO;
    MHD_destroy_response(sent);
    return result;
}

static enum MHD_Result
answer(struct sl_server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    struct sl_response response;

    sl_response_init(&response);
    exchange->request.body = sl_buf_str(&exchange->body);
    sl_site_answer(server->site, &exchange->request, &exchange->arena, &response);
    const enum MHD_Result result = send_out(connection, &response);
    sl_response_finish(&response);
    return result;
}

/* What the library gives to whoever answers: fixed by its own type of such a function. */
#define ANSWERER_PARAMETERS                                                                \
    void *context, struct MHD_Connection *connection, const char *url, const char *method, \
        const char *version, const char *upload, size_t *upload_bytes, void **state

/* Called with the headers, with each piece of the body, and at the end. */
/* NOLINTNEXTLINE(readability-function-size): the library says which parameters there are */
static enum MHD_Result handle(ANSWERER_PARAMETERS)
{
    struct exchange *exchange = *state;

    (void)url;
    (void)version;
    if (exchange == NULL || exchange->request.target.ptr == NULL) {
        return MHD_NO; /* no memory: the connection is closed */
    }
    if (exchange->request.peer.ptr == NULL) {
        exchange->request.method = sl_method_find(sl_str_from(method));
        (void
        )MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header, &exchange->request);
        take_peer(exchange, connection);
        return MHD_YES;
    }
    if (*upload_bytes > 0) {
        sl_buf_add(&exchange->body, (struct sl_str){ .ptr = upload, .len = *upload_bytes });
        exchange->request.is_too_large |= sl_buf_status(&exchange->body, NULL) != SL_OK;
        *upload_bytes = 0;
        return MHD_YES;
    }
    return answer(context, connection, exchange);
}

static enum sl_status
start(struct sl_server *server, struct sockaddr_in *address, unsigned threads, struct sl_error *err)
{
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD,
        0,
        NULL,
        NULL,
        handle,
        server,
        MHD_OPTION_SOCK_ADDR,
        address,
        MHD_OPTION_URI_LOG_CALLBACK,
        begin,
        NULL,
        MHD_OPTION_NOTIFY_COMPLETED,
        end,
        NULL,
        MHD_OPTION_CONNECTION_LIMIT,
        SL_WEB_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT,
        SL_WEB_IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        CONNECTION_BYTES,
        MHD_OPTION_THREAD_POOL_SIZE,
        threads > 1 ? threads : 0,
        MHD_OPTION_STRICT_FOR_CLIENT,
        1,
        MHD_OPTION_END
    );
    if (server->daemon == NULL) {
        sl_fail(err, SL_IO, "cannot listen on port %u", (unsigned)ntohs(address->sin_port));
        sl_fail_detail(err, "%s", strerror(errno));
        sl_fail_hint(err, "Another program may use it already: choose another with --listen.");
        return SL_IO;
    }
    return SL_OK;
}

enum sl_status sl_server_open(
    struct sl_site *site,
    const char *address,
    uint16_t port,
    unsigned threads,
    struct sl_server **ret_server,
    struct sl_error *err
)
{
    struct sockaddr_in where = { .sin_family = AF_INET, .sin_port = htons(port) };

    if (inet_pton(AF_INET, address, &where.sin_addr) != 1) {
        sl_fail(err, SL_USAGE, "'%s' is not an address to listen on", address);
        sl_fail_hint(err, "Write it as 127.0.0.1:8080.");
        return SL_USAGE;
    }
    struct sl_server *server = sl_calloc(1, sizeof *server);
    if (server == NULL) {
        return sl_fail_memory(err);
    }
    server->site = site;
    const enum sl_status status = start(server, &where, threads, err);
    if (status != SL_OK) {
        sl_free(server);
        return status;
    }
    *ret_server = server;
    return SL_OK;
}

uint16_t sl_server_port(const struct sl_server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void sl_server_close(struct sl_server *server)
{
    const struct timespec look = { .tv_nsec = LOOK_NS };

    if (server == NULL) {
        return;
    }
    const MHD_socket listening = MHD_quiesce_daemon(server->daemon);
    for (unsigned i = 0; i < SL_WEB_STOP_SECONDS * LOOKS_A_SECOND; i++) {
        if (MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS)
                ->num_connections == 0) {
            break;
        }
        (void)nanosleep(&look, NULL);
    }
    MHD_stop_daemon(server->daemon);
    if (listening != MHD_INVALID_SOCKET) {
        (void)close(listening);
    }
    sl_free(server);
}
