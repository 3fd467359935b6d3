/* SPDX-License-Identifier: Apache-2.0 */
#include "web/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/threads.h"
#include "web/connections.h"
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
    sl_answer_fn *answer;
    sl_file_fn *file;
    struct MHD_Daemon *daemon;
    struct sl_connections *connections;
    struct sl_aside *aside;  /* looks for connections whose time is over */
    atomic_uint pending;     /* answers that may not be sent yet */
    atomic_bool is_stopping; /* no more requests on any connection */
    atomic_bool has_stopped; /* nor is any looked for */
};

/* A request from its first line until its answer is sent. */
struct exchange {
    struct sl_server *server;
    struct MHD_Connection *connection;
    struct sl_request request;
    struct sl_patience patience;
    struct sl_response response;
    struct sl_arena arena;
    struct sl_buf body;
    int fd;                /* of the file into which the body goes instead; -1: there is none */
    uint64_t file_bytes;   /* that came for it */
    char path[PEER_BYTES]; /* of it, while it is open */
    char peer[PEER_BYTES];
};

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What a connection is at now. */
static void
turn(struct sl_server *server, struct MHD_Connection *connection, enum sl_connection_state state)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    if (info != NULL) {
        sl_connections_turn(server->connections, info->socket_context, state, now_ms());
    }
}

/* A connection begins, or ends. */
static void come_and_go(
    void *context,
    struct MHD_Connection *connection,
    void **state,
    enum MHD_ConnectionNotificationCode code
)
{
    struct sl_server *server = context;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        sl_connections_remove(server->connections, *state);
        *state = NULL;
    } else if (info != NULL) {
        *state = sl_connections_add(server->connections, info->connect_fd, now_ms());
    }
}

/* Look for connections whose time is over, until the server has stopped. */
static void look_around(void *context)
{
    const struct timespec look = { .tv_nsec = LOOK_NS };
    struct sl_server *server = context;

    for (unsigned i = 1; !atomic_load(&server->has_stopped); i++) {
        (void)nanosleep(&look, NULL);
        if (i % LOOKS_A_SECOND == 0) {
            (void)sl_connections_cut(server->connections, now_ms());
        }
    }
}

static void exchange_close(struct exchange *exchange)
{
    if (exchange != NULL) {
        if (exchange->fd >= 0) {
            (void)close(exchange->fd);
        }
        if (exchange->response.pending != NULL) { /* who asked has gone meanwhile */
            sl_site_end(&exchange->response);
        }
        sl_response_finish(&exchange->response);
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
        request->has_two_tokens |= i == SL_HEADER_AUTHORIZATION && request->headers[i].ptr != NULL;
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

/* The connection rests, and the thread turns to others, until the answer may be sent. */
static void suspend(void *context)
{
    struct exchange *exchange = context;

    (void)atomic_fetch_add(&exchange->server->pending, 1);
    MHD_suspend_connection(exchange->connection);
}

/* Once it goes on, the exchange is the other thread's. */
static void resume(void *context)
{
    struct exchange *exchange = context;
    struct sl_server *server = exchange->server;

    MHD_resume_connection(exchange->connection);
    (void)atomic_fetch_sub(&server->pending, 1);
}

/* The address as it was sent, before anything is read into it. It begins an exchange. */
static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct exchange *exchange = sl_calloc(1, sizeof *exchange);

    turn(context, connection, SL_CONNECTION_READING);
    if (exchange == NULL) {
        return NULL;
    }
    sl_arena_init(&exchange->arena, SL_WEB_ARENA_BYTES);
    sl_buf_init(&exchange->body, SL_WEB_BODY_BYTES);
    exchange->fd = -1;
    sl_response_init(&exchange->response);
    exchange->server = context;
    exchange->connection = connection;
    exchange->patience =
        (struct sl_patience){ .wait = suspend, .ready = resume, .context = exchange };
    exchange->request.patience = &exchange->patience;
    exchange->request.target = sl_arena_copy(&exchange->arena, sl_str_from(target));
    return exchange;
}

static void
end(void *context,
    struct MHD_Connection *connection,
    void **state,
    enum MHD_RequestTerminationCode code)
{
    (void)code;
    turn(context, connection, SL_CONNECTION_WAITING);
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

static enum MHD_Result send_out(
    struct sl_server *server, struct MHD_Connection *connection, const struct sl_response *response
)
{
    const struct sl_str text = sl_response_text(response);
    struct MHD_Response *sent = MHD_create_response_from_buffer(
        text.len,
        text_of(text),
        MHD_RESPMEM_PERSISTENT /* the exchange has it until the answer is sent */
    );

    if (sent == NULL) {
        return MHD_NO;
    }
    if (atomic_load(&server->is_stopping)) {
        (void)MHD_add_response_header(sent, MHD_HTTP_HEADER_CONNECTION, "close");
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
    struct sl_response *response = &exchange->response;

    turn(server, connection, SL_CONNECTION_ANSWERING);
    exchange->request.body = sl_buf_str(&exchange->body);
    server->answer(server->site, &exchange->request, &exchange->arena, response);
    return response->pending != NULL ? MHD_YES : send_out(server, connection, response);
}

/* What the library gives to whoever answers: fixed by its own type of such a function. */
#define ANSWERER_PARAMETERS                                                                \
    void *context, struct MHD_Connection *connection, const char *url, const char *method, \
        const char *version, const char *upload, size_t *upload_bytes, void **state

/* The headers are there: a body that is a file goes to the disk, and has longer to come. */
static void
begin_file(struct sl_server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    struct sl_request *request = &exchange->request;

    if (server->file == NULL || request->method != SL_METHOD_POST) {
        return;
    }
    exchange->fd = server->file(server->site, request, &exchange->arena);
    if (exchange->fd >= 0) {
        (void)snprintf(exchange->path, sizeof exchange->path, SL_REQUEST_FILE, exchange->fd);
        request->file = exchange->path;
        turn(server, connection, SL_CONNECTION_TAKING);
    }
}

/* As much as there is room for; of a file that is too large, or for which the disk has no room,
 * nothing is kept. */
static void write_piece(struct exchange *exchange, struct sl_str piece)
{
    struct sl_request *request = &exchange->request;

    exchange->file_bytes += piece.len;
    request->is_too_large |= exchange->file_bytes > SL_WEB_FILE_BYTES;
    while (piece.len > 0 && !request->is_too_large && !request->is_lost) {
        const ssize_t count = write(exchange->fd, piece.ptr, piece.len);
        request->is_lost = count == 0 || (count < 0 && errno != EINTR);
        piece = count > 0 ? sl_str_part(piece, (size_t)count, piece.len) : piece;
    }
    if (request->is_too_large || request->is_lost) {
        request->is_lost |= ftruncate(exchange->fd, 0) != 0;
    }
}

static void take_piece(struct exchange *exchange, struct sl_str piece)
{
    if (exchange->fd >= 0) {
        write_piece(exchange, piece);
        return;
    }
    sl_buf_add(&exchange->body, piece);
    exchange->request.is_too_large |= sl_buf_status(&exchange->body, NULL) != SL_OK;
}

/* Called with the headers, with each piece of the body, at the end, and when it goes on. */
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
        begin_file(context, connection, exchange);
        return MHD_YES;
    }
    if (*upload_bytes > 0) {
        take_piece(exchange, (struct sl_str){ .ptr = upload, .len = *upload_bytes });
        *upload_bytes = 0;
        return MHD_YES;
    }
    if (exchange->response.pending != NULL) {
        sl_site_end(&exchange->response);
        return send_out(context, connection, &exchange->response);
    }
    return answer(context, connection, exchange);
}

static enum sl_status
start(struct sl_server *server, struct sockaddr_in *address, unsigned threads, struct sl_error *err)
{
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME,
        0,
        NULL,
        NULL,
        handle,
        server,
        MHD_OPTION_SOCK_ADDR,
        address,
        MHD_OPTION_URI_LOG_CALLBACK,
        begin,
        server,
        MHD_OPTION_NOTIFY_COMPLETED,
        end,
        server,
        MHD_OPTION_NOTIFY_CONNECTION,
        come_and_go,
        server,
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

/* What stands beside the sockets. */
static enum sl_status
prepare(struct sl_server *server, const struct sl_server_job *job, struct sl_error *err)
{
    const unsigned seconds =
        job->request_seconds == 0 ? SL_WEB_REQUEST_SECONDS : job->request_seconds;

    server->site = job->site;
    server->answer = job->answer;
    server->file = job->file;
    SL_TRY(sl_connections_open(seconds, &server->connections, err));
    return sl_aside_open(look_around, &server->aside, err);
}

enum sl_status
sl_server_open(const struct sl_server_job *job, struct sl_server **ret_server, struct sl_error *err)
{
    struct sockaddr_in where = { .sin_family = AF_INET, .sin_port = htons(job->port) };

    if (inet_pton(AF_INET, job->address, &where.sin_addr) != 1) {
        sl_fail(err, SL_USAGE, "'%s' is not an address to listen on", job->address);
        sl_fail_hint(err, "Write it as 127.0.0.1:8080.");
        return SL_USAGE;
    }
    struct sl_server *server = sl_calloc(1, sizeof *server);
    if (server == NULL) {
        return sl_fail_memory(err);
    }
    enum sl_status status = prepare(server, job, err);
    status = status == SL_OK ? start(server, &where, job->threads, err) : status;
    if (status != SL_OK) {
        sl_server_close(server);
        return status;
    }
    sl_aside_hand(server->aside, server);
    *ret_server = server;
    return SL_OK;
}

uint16_t sl_server_port(const struct sl_server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

/* Take no more connections, and wait until what is under way has ended. */
static void stop(struct sl_server *server)
{
    const struct timespec look = { .tv_nsec = LOOK_NS };
    const MHD_socket listening = MHD_quiesce_daemon(server->daemon);

    atomic_store(&server->is_stopping, true);
    for (unsigned i = 0; i < SL_WEB_STOP_SECONDS * LOOKS_A_SECOND; i++) {
        if (sl_connections_busy(server->connections) == 0) {
            break;
        }
        (void)nanosleep(&look, NULL);
    }
    /* Whatever rests is resumed first: that is when the disk has answered. */
    while (atomic_load(&server->pending) > 0) {
        (void)nanosleep(&look, NULL);
    }
    MHD_stop_daemon(server->daemon);
    if (listening != MHD_INVALID_SOCKET) {
        (void)close(listening);
    }
}

void sl_server_close(struct sl_server *server)
{
    if (server == NULL) {
        return;
    }
    if (server->daemon != NULL) {
        stop(server);
    }
    atomic_store(&server->has_stopped, true);
    sl_aside_close(server->aside);
    sl_connections_close(server->connections);
    sl_free(server);
}
