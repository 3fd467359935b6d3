/* SPDX-License-Identifier: Apache-2.0 */
#include "web/server.h"

#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "app/token.h"
#include "base/threads.h"
#include "bench/wire.h"
#include "site_fixture.h"
#include "web/frame.h"
#include "web/limit.h"

static struct sl_server *
open_server(struct site_world *world, uint16_t port, unsigned request_seconds)
{
    const struct sl_server_job job = {
        .site = world->site,
        .answer = sl_site_answer,
        .file = sl_site_file,
        .address = "127.0.0.1",
        .port = port,
        .threads = 2,
        .request_seconds = request_seconds,
    };
    struct sl_server *server = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_server_open(&job, &server, &err), &err);
    return server;
}

static int64_t clock_ms(void)
{
    struct timespec now;

    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int connect_to(const struct sl_server *server)
{
    struct sl_wire wire;
    struct sl_error err;

    sl_wire_init(&wire);
    SL_CHECK_OK(sl_wire_connect(&wire, sl_server_port(server), &err), &err);
    return wire.fd; /* nothing else is in it */
}

/* Send bytes to the server, and read all that comes until it closes. */
static void talk(const struct sl_server *server, const char *sent, struct sl_buf *got)
{
    char piece[4096];
    ssize_t count = 0;
    const int fd = connect_to(server);

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
    struct sl_server *server = open_server(world, 0, 0);
    struct sl_buf got;

    sl_buf_init(&got, (size_t)1 << 20);
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
    struct sl_server *first = open_server(world, 0, 0);
    struct sl_server *second = NULL;
    struct sl_server_job job = {
        .site = world->site,
        .answer = sl_site_answer,
        .address = "127.0.0.1",
        .port = sl_server_port(first),
        .threads = 1,
    };
    struct sl_error err;

    SL_CHECK_STATUS(sl_server_open(&job, &second, &err), SL_IO);
    job.address = "here";
    SL_CHECK_STATUS(sl_server_open(&job, &second, &err), SL_USAGE);
    sl_server_close(first);
    sl_server_close(NULL);
}

/* Send a byte every so often until the other side closes. How long did it take? */
static int64_t trickle(const struct sl_server *server, const char *head, char byte)
{
    const struct timespec pause = { .tv_nsec = 100000000L };
    const int64_t began_ms = clock_ms();
    const int fd = connect_to(server);
    char got = 0;

    assert_int_equal(write(fd, head, strlen(head)), (ssize_t)strlen(head));
    for (int i = 0; i < 100; i++) {
        (void)nanosleep(&pause, NULL);
        if (send(fd, &byte, 1, MSG_NOSIGNAL) != 1 || recv(fd, &got, 1, MSG_DONTWAIT) == 0) {
            break;
        }
    }
    (void)close(fd);
    return clock_ms() - began_ms;
}

/* A token of root, to take files in. */
static void make_token(struct site_world *world, struct sl_buf *text)
{
    struct sl_store *store = sign_in_store(world->house, SL_STORE_BRIEF);
    const struct sl_stored_token token = {
        .user = SL_STR("root"),
        .name = SL_STR("a program"),
        .scopes = SL_STR("intake"),
        .factors = 1,
        .made_at = world->house->now_us,
        .expires_at = world->house->now_us + INT64_C(86400000000),
    };
    struct sl_digest digest;
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_token_make(text, &digest, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_token_add(store, &token, &digest, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

/* A request that takes a file of many people in. */
static void put_file(struct sl_buf *request, struct sl_str token, unsigned people)
{
    struct sl_buf body;

    sl_buf_init(&body, (size_t)16 << 20);
    for (unsigned i = 0; i < people; i++) {
        sl_buf_addf(
            &body,
            "{\"type\":\"person\",\"id\":\"p%u\",\"given_name\":\"Zoe\",\"surname\":\"Lunt\"}\n",
            i
        );
    }
    assert_true(body.len > SL_WEB_BODY_BYTES);
    sl_buf_clear(request);
    sl_buf_addf(
        request,
        "POST /api/intake/hub/other/pole-jsonl HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        "Authorization: Bearer %.*s\r\nContent-Length: %zu\r\n\r\n",
        SL_STR_ARG(token),
        body.len
    );
    sl_buf_add(request, sl_buf_str(&body));
    sl_buf_finish(&body);
}

/* What is too large for memory goes to the disk when it is a file and its sender may; it leaves
 * nothing there. Of anybody else it is dropped, and the token is what is told to be wrong. */
static void test_a_file_goes_to_the_disk(void **state)
{
    enum { PEOPLE = 30000 };
    struct site_world *world = *state;
    struct sl_server *server = open_server(world, 0, 0);
    struct sl_buf token;
    struct sl_buf request;
    struct sl_buf got;

    sl_buf_init(&token, 100);
    sl_buf_init(&request, (size_t)16 << 20);
    sl_buf_init(&got, (size_t)1 << 20);
    make_token(world, &token);
    put_file(&request, sl_buf_str(&token), PEOPLE);
    talk(server, request.ptr, &got);
    assert_true(has(&got, "HTTP/1.1 201"));
    assert_true(has(&got, "\"accepted\":30000"));
    talk(server, request.ptr, &got);
    assert_true(has(&got, "HTTP/1.1 200"));
    assert_true(has(&got, "\"outcome\":\"same\""));
    put_file(&request, SL_STR("slt_nobody"), PEOPLE);
    talk(server, request.ptr, &got);
    assert_true(has(&got, "HTTP/1.1 401"));
    /* An address that takes no file has no room for one. */
    sl_buf_clear(&request);
    sl_buf_addf(
        &request,
        "POST /api/search HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        "Content-Length: 2000000\r\n\r\n%02000000d",
        7
    );
    talk(server, request.ptr, &got);
    assert_true(has(&got, "HTTP/1.1 401"));
    /* Who says twice who they are is nobody. */
    sl_buf_clear(&request);
    sl_buf_addf(
        &request,
        "GET /api/runs/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        "Authorization: Bearer %.*s\r\nAuthorization: Bearer x\r\n\r\n",
        SL_STR_ARG(sl_buf_str(&token))
    );
    talk(server, request.ptr, &got);
    assert_true(has(&got, "HTTP/1.1 401"));
    sl_server_close(server);
    sl_buf_finish(&got);
    sl_buf_finish(&request);
    sl_buf_finish(&token);
}

/* Bytes that trickle in, of a first line, of headers or of a body, keep no place for long. */
static void test_who_is_too_slow_is_cut(void **state)
{
    struct site_world *world = *state;
    struct sl_server *server = open_server(world, 0, 1);
    struct sl_buf got;

    sl_buf_init(&got, (size_t)1 << 20);
    assert_true(trickle(server, "GET /si", 'g') < 5000);
    assert_true(trickle(server, "GET /sign-in HTTP/1.1\r\nHost: a\r\nX: ", 'x') < 5000);
    assert_true(
        trickle(
            server,
            "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
            'b'
        ) < 5000
    );
    /* And whoever comes next is served. */
    talk(server, "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", &got);
    assert_true(has(&got, "HTTP/1.1 200"));
    sl_server_close(server);
    sl_buf_finish(&got);
}

/* An answer that takes its time, of a server that is told to stop meanwhile. */
static void answer_slowly(
    struct sl_site *site,
    const struct sl_request *request,
    struct sl_arena *arena,
    struct sl_response *response
)
{
    const struct timespec pause = { .tv_nsec = 600000000L };

    (void)site;
    (void)request;
    (void)arena;
    (void)nanosleep(&pause, NULL);
    sl_buf_addf(&response->body, "slow, and whole");
}

static enum sl_status stop_or_ask(void *context, size_t index, unsigned worker)
{
    const struct timespec pause = { .tv_nsec = 200000000L };
    struct sl_server *server = context;
    struct sl_buf got;

    (void)worker;
    if (index == 0) {
        (void)nanosleep(&pause, NULL);
        sl_server_close(server);
        return SL_OK;
    }
    sl_buf_init(&got, (size_t)1 << 16);
    talk(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", &got);
    const bool is_whole = has(&got, "slow, and whole") && has(&got, "onnection: close");
    sl_buf_finish(&got);
    return is_whole ? SL_OK : SL_INVALID;
}

/* What is under way is answered in full; who only waits is not waited for. */
static void test_it_ends_what_is_under_way(void **state)
{
    struct site_world *world = *state;
    const struct sl_server_job job = {
        .site = world->site,
        .answer = answer_slowly,
        .address = "127.0.0.1",
        .threads = 2,
    };
    struct sl_server *server = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_server_open(&job, &server, &err), &err);
    const int waiting = connect_to(server);
    const int64_t began_ms = clock_ms();
    SL_CHECK_OK(sl_threads_run(2, 2, stop_or_ask, server, &err), &err);
    const int64_t took_ms = clock_ms() - began_ms;
    assert_true(took_ms >= 600 && took_ms < 5000);
    (void)close(waiting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_answers_come_over_the_wire_with_their_headers),
        SITE_TEST(test_it_says_why_it_cannot_listen),
        SITE_TEST(test_a_file_goes_to_the_disk),
        SITE_TEST(test_who_is_too_slow_is_cut),
        SITE_TEST(test_it_ends_what_is_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
