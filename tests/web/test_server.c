/* SPDX-License-Identifier: Apache-2.0 */
#include "web/server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "site_fixture.h"
#include "web/frame.h"

/* Send bytes to the server, and read all that comes until it closes. */
static void talk(const struct sl_server *server, const char *sent, struct sl_buf *got)
{
    struct sockaddr_in where = { .sin_family = AF_INET, .sin_port = htons(sl_server_port(server)) };
    union {
        struct sockaddr_in *in;
        struct sockaddr *any;
    } address = { .in = &where };
    char piece[4096];
    ssize_t count = 0;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);

    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, address.any, sizeof where), 0);
    assert_int_equal(write(fd, sent, strlen(sent)), (ssize_t)strlen(sent));
    sl_buf_clear(got);
    while ((count = read(fd, piece, sizeof piece)) > 0) {
        sl_buf_add(got, (struct sl_str){ .ptr = piece, .len = (size_t)count });
    }
    (void)close(fd);
}

static bool has(const struct sl_buf *got, const char *text)
{
    const struct sl_str all = sl_buf_str(got);

    return sl_str_find(all, sl_str_from(text)) < all.len;
}

static void test_answers_come_over_the_wire_with_their_headers(void **state)
{
    static char large[70000];
    struct site_world *world = *state;
    struct sl_server *server = NULL;
    struct sl_buf got;
    struct sl_error err;

    sl_buf_init(&got, (size_t)1 << 20);
    SL_CHECK_OK(sl_server_open(world->site, "127.0.0.1", 0, 2, &server, &err), &err);
    talk(server, "GET /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", &got);
    assert_true(has(&got, "HTTP/1.1 200 OK"));
    for (size_t i = 0; i < sl_frame_header_count; i++) {
        assert_true(has(&got, sl_frame_headers[i].name));
    }
    assert_true(has(&got, "cache-control: no-store"));
    assert_true(has(&got, "</html>"));
    talk(server, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", &got);
    assert_true(has(&got, "HTTP/1.1 303"));
    talk(server, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", &got);
    assert_true(has(&got, "HTTP/1.1 400"));
    talk(server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", &got);
    assert_true(has(&got, "HTTP/1.1 400"));
    (void)snprintf(
        large,
        sizeof large,
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: %020000d\r\n\r\n",
        1
    );
    talk(server, large, &got);
    assert_true(has(&got, "HTTP/1.1 431"));
    sl_server_close(server);
    sl_buf_finish(&got);
}

static void test_it_says_why_it_cannot_listen(void **state)
{
    struct site_world *world = *state;
    struct sl_server *first = NULL;
    struct sl_server *second = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_server_open(world->site, "127.0.0.1", 0, 1, &first, &err), &err);
    SL_CHECK_STATUS(
        sl_server_open(world->site, "127.0.0.1", sl_server_port(first), 1, &second, &err), SL_IO
    );
    SL_CHECK_STATUS(sl_server_open(world->site, "here", 0, 1, &second, &err), SL_USAGE);
    sl_server_close(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_answers_come_over_the_wire_with_their_headers),
        SITE_TEST(test_it_says_why_it_cannot_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
