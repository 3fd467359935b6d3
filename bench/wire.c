/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/number.h"

#define REPLY_LIMIT_BYTES ((size_t)64 << 20)
#define PIECE_BYTES       65536u
#define HEAD_END          SL_STR("\r\n\r\n")

void sl_wire_init(struct sl_wire *wire)
{
    wire->fd = -1;
    sl_buf_init(&wire->got, REPLY_LIMIT_BYTES);
}

static void hang_up(struct sl_wire *wire)
{
    if (wire->fd >= 0) {
        (void)close(wire->fd);
        wire->fd = -1;
    }
}

void sl_wire_finish(struct sl_wire *wire)
{
    hang_up(wire);
    sl_buf_finish(&wire->got);
}

enum sl_status sl_wire_connect(struct sl_wire *wire, uint16_t port, struct sl_error *err)
{
    struct sockaddr_in where = { .sin_family = AF_INET, .sin_port = htons(port) };
    union {
        struct sockaddr_in *in;
        struct sockaddr *any;
    } address = { .in = &where };
    const int on = 1;

    hang_up(wire);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    wire->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (wire->fd < 0 || connect(wire->fd, address.any, sizeof where) != 0) {
        return sl_fail_io(err, "connect to", "this machine", errno);
    }
    (void)setsockopt(wire->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return SL_OK;
}

static enum sl_status send_all(struct sl_wire *wire, struct sl_str text, struct sl_error *err)
{
    while (text.len > 0) {
        const ssize_t sent = send(wire->fd, text.ptr, text.len, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            return sl_fail_io(err, "send", "a request", errno);
        }
        text = sl_str_part(text, sent < 0 ? 0 : (size_t)sent, text.len);
    }
    return SL_OK;
}

static enum sl_status read_more(struct sl_wire *wire, struct sl_error *err)
{
    char piece[PIECE_BYTES];
    const ssize_t count = read(wire->fd, piece, sizeof piece);

    if (count < 0 && errno == EINTR) {
        return SL_OK;
    }
    if (count <= 0) {
        return sl_fail_io(err, "read", "an answer", count == 0 ? ECONNRESET : errno);
    }
    sl_buf_add(&wire->got, (struct sl_str){ .ptr = piece, .len = (size_t)count });
    return sl_buf_status(&wire->got, err);
}

struct sl_str sl_wire_header(const struct sl_wire_reply *reply, struct sl_str name)
{
    struct sl_str rest = reply->head;
    struct sl_str line;

    while (sl_str_split(&rest, '\n', &line)) {
        if (line.len > name.len && line.ptr[name.len] == ':' &&
            strncasecmp(line.ptr, name.ptr, name.len) == 0) {
            return sl_str_trim(sl_str_part(line, name.len + 1, line.len));
        }
    }
    return SL_STR("");
}

/* "HTTP/1.1 200 OK", and how long the body is: nothing when it is not said. */
static enum sl_status
read_head(struct sl_wire_reply *reply, size_t *ret_body_bytes, struct sl_error *err)
{
    const struct sl_str length = sl_wire_header(reply, SL_STR("content-length"));
    int64_t status = 0;
    int64_t bytes = 0;

    if (sl_parse_i64(sl_str_part(reply->head, 9, 3), 100, 599, &status, NULL) != SL_OK ||
        (length.len > 0 &&
         sl_parse_i64(length, 0, (int64_t)REPLY_LIMIT_BYTES, &bytes, NULL) != SL_OK)) {
        return sl_fail(err, SL_INVALID, "the answer is no HTTP");
    }
    reply->status = (unsigned)status;
    *ret_body_bytes = (size_t)bytes;
    return SL_OK;
}

enum sl_status sl_wire_ask(
    struct sl_wire *wire,
    struct sl_str request,
    struct sl_wire_reply *ret_reply,
    struct sl_error *err
)
{
    struct sl_wire_reply reply = { .status = 0 };
    size_t body_bytes = 0;
    size_t head_bytes = 0;

    sl_buf_clear(&wire->got);
    SL_TRY(send_all(wire, request, err));
    do {
        SL_TRY(read_more(wire, err));
        head_bytes = sl_str_find(sl_buf_str(&wire->got), HEAD_END);
    } while (head_bytes >= wire->got.len);
    reply.head = sl_str_part(sl_buf_str(&wire->got), 0, head_bytes + 2);
    SL_TRY(read_head(&reply, &body_bytes, err));
    head_bytes += HEAD_END.len;
    while (wire->got.len < head_bytes + body_bytes) {
        SL_TRY(read_more(wire, err));
    }
    reply.head = sl_str_part(sl_buf_str(&wire->got), 0, head_bytes);
    reply.body = sl_str_part(sl_buf_str(&wire->got), head_bytes, body_bytes);
    *ret_reply = reply;
    return SL_OK;
}
