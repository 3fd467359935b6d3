/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve.c - how fast are pages, over loopback, from the request to the last byte?
 *
 * Usage: sightline-bench-serve STORE USER [--clients N] [--seconds N] [--threads N] [--people N]
 *        [--only KIND] [--users N]
 *
 * Serves the store, signs USER in, gives them work with the children of the sample (so take a
 * copy), and asks for pages: first one at a time, which tells how long a page takes; then by N
 * clients at once, which tells how many there are in a second, and what waiting adds. Beside them,
 * in the same run, a fixed page of the same size from the bare HTTP library tells what the machine,
 * the library and the clients can do. The clients take their part of the same processors.
 * A page of a child, and a search, are made anew each time; "again" says of those that are not.
 * With --users, so many users click for that long instead (serve_crowd.h).
 */
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "app/session.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/threads.h"
#include "bench/latency.h"
#include "bench/serve_crowd.h"
#include "bench/serve_sample.h"
#include "bench/wire.h"
#include "web/cookie.h"
#include "web/limit.h"
#include "web/server.h"

#define TIMES_LIMIT ((size_t)1 << 20)
#define PAGE_BYTES  ((size_t)32 << 20)

struct options {
    const char *store, *user;
    int64_t clients, seconds, threads, people, only, users;
};

/* What is asked for: one of these after the other, from a place of chance. */
enum { STATIC, HEALTH, HOME, CHILD, BUSIEST, SEARCH, SURNAME, AGAIN, FOUND_AGAIN, KIND_COUNT };
static const char *const names[KIND_COUNT] = {
    [STATIC] = "a fixed page, bare library",
    [HEALTH] = "/health",
    [HOME] = "home",
    [CHILD] = "a child",
    [BUSIEST] = "most mentions",
    [SEARCH] = "search: names and date",
    [SURNAME] = "search: a surname",
    [AGAIN] = "a child, again",
    [FOUND_AGAIN] = "search, again",
};

/* What is asked for with a number of its own, that no page of it was shown a moment ago. */
static const char *const marks[KIND_COUNT] = {
    [CHILD] = "?",
    [BUSIEST] = "?",
    [SEARCH] = "&",
    [SURNAME] = "&",
};

struct bench {
    const struct options *options;
    struct sl_serve_sample sample;
    uint16_t ports[2]; /* of the site, of the fixed page */
    char token[200];
    unsigned kind;
    /* Of one round. */
    uint64_t ends_at_ns;
    uint64_t *times_ns; /* TIMES_LIMIT for each client */
    size_t *counts;
    uint64_t *bytes;
    atomic_uint_fast64_t asked; /* in all rounds */
    double page_bytes;          /* of a child's, on average */
};

static uint64_t now_ns(clockid_t clock)
{
    struct timespec now;

    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int64_t now_us(void)
{
    return (int64_t)(now_ns(CLOCK_REALTIME) / 1000);
}

/* The most memory that this process ever had, in MiB. */
static double peak_mib(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024.0 : 0;
}

static struct sl_str target_of(const struct bench *bench, uint64_t number)
{
    const struct sl_serve_sample *sample = &bench->sample;

    switch (bench->kind) {
    case HEALTH:
        return SL_STR("/health");
    case CHILD:
    case AGAIN:
        return sample->anybody[number % sample->anybody_count].page;
    case BUSIEST:
        return sample->busiest[number % sample->busiest_count].page;
    case SEARCH:
    case FOUND_AGAIN:
        return sample->anybody[number % sample->anybody_count].search[0];
    case SURNAME:
        return sample->anybody[number % sample->anybody_count].search[1];
    default:
        return SL_STR("/");
    }
}

static enum sl_status ask_once(
    struct bench *bench,
    struct sl_wire *wire,
    uint64_t number,
    size_t *ret_bytes,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf request;
    struct sl_wire_reply reply;

    sl_buf_init(&request, 8192);
    sl_buf_addf(&request, "GET %.*s", SL_STR_ARG(target_of(bench, number)));
    if (marks[bench->kind] != NULL) {
        const uint64_t asked = atomic_fetch_add(&bench->asked, 1);
        sl_buf_addf(&request, "%sasked=%llu", marks[bench->kind], (unsigned long long)asked);
    }
    sl_buf_addf(
        &request,
        " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " SL_COOKIE_SESSION "=%s\r\n\r\n",
        bench->token
    );
    SL_TRY(sl_buf_status(&request, err));
    SL_TRY(sl_wire_ask(wire, sl_buf_str(&request), &reply, err));
    if (reply.status != 200) {
        return sl_fail(
            err, SL_INVALID, "%.*s gave %u", SL_STR_ARG(target_of(bench, number)), reply.status
        );
    }
    *ret_bytes = reply.body.len;
    return SL_OK;
}

/* One client, until the time is over. */
static enum sl_status browse(void *context, size_t index, unsigned worker)
{
    struct bench *bench = context;
    struct sl_error err = { .status = SL_OK };
    struct sl_random random;
    struct sl_wire wire;
    size_t bytes = 0;
    size_t *count = &bench->counts[index];

    (void)worker;
    *count = 0;
    bench->bytes[index] = 0;
    sl_wire_init(&wire);
    sl_random_init(&random, index + 1);
    enum sl_status status = sl_wire_connect(&wire, bench->ports[bench->kind == STATIC], &err);
    for (uint64_t began = now_ns(CLOCK_MONOTONIC);
         status == SL_OK && began < bench->ends_at_ns && *count < TIMES_LIMIT;) {
        status = ask_once(bench, &wire, sl_random_u64(&random), &bytes, &err);
        const uint64_t ended = now_ns(CLOCK_MONOTONIC);
        bench->times_ns[index * TIMES_LIMIT + (*count)++] = ended - began;
        began = ended;
        bench->bytes[index] += bytes;
    }
    if (status != SL_OK) {
        (void)fprintf(stderr, "sightline-bench-serve: %s %s\n", err.message, err.detail);
    }
    sl_wire_finish(&wire);
    return status;
}

static enum sl_status browse_all(
    struct bench *bench, unsigned clients, double seconds, double *ret_rate, struct sl_error *err
)
{
    struct sl_latency latency;
    size_t count = 0;
    uint64_t bytes = 0;
    const uint64_t began = now_ns(CLOCK_MONOTONIC);
    const uint64_t processor = now_ns(CLOCK_PROCESS_CPUTIME_ID);

    bench->ends_at_ns = began + (uint64_t)(seconds * 1e9);
    SL_TRY(sl_threads_run(clients, clients, browse, bench, err));
    const double took = (double)(now_ns(CLOCK_MONOTONIC) - began) / 1e9;
    const double used = (double)(now_ns(CLOCK_PROCESS_CPUTIME_ID) - processor) / 1e6;
    for (unsigned i = 0; i < clients; i++) {
        memmove(
            bench->times_ns + count,
            bench->times_ns + i * TIMES_LIMIT,
            bench->counts[i] * sizeof *bench->times_ns
        );
        count += bench->counts[i];
        bytes += bench->bytes[i];
    }
    SL_TRY(sl_latency_summarise(bench->times_ns, count, &latency, err));
    *ret_rate = (double)count / took;
    if (bench->kind == CHILD || bench->kind == AGAIN) {
        bench->page_bytes = (double)bytes / (double)count;
    }
    (void)printf(
        "%-28s %2u at once: %7zu  p50 %8.3f  p90 %8.3f  p99 %8.3f  max %8.3f ms  %8.0f /s  "
        "processor %6.3f ms  %5.1f KB  held %4.0f, peak %5.0f MiB\n",
        names[bench->kind],
        clients,
        count,
        latency.p50_us / 1e3,
        latency.p90_us / 1e3,
        latency.p99_us / 1e3,
        latency.max_us / 1e3,
        *ret_rate,
        used / (double)count,
        (double)bytes / (double)count / 1e3,
        (double)sl_memory_held_bytes() / 1048576.0,
        peak_mib()
    );
    (void)fflush(stdout);
    return SL_OK;
}

/* A fixed page, as the library's own manual answers: no header of ours, no look at the request. */
#define ANSWERER_PARAMETERS                                                                \
    void *context, struct MHD_Connection *connection, const char *url, const char *method, \
        const char *version, const char *upload, size_t *upload_bytes, void **state
/* NOLINTNEXTLINE(readability-function-size): the library says which parameters there are */
static enum MHD_Result answer_fixed(ANSWERER_PARAMETERS)
{
    (void)url;
    (void)method;
    (void)version;
    (void)upload;
    *upload_bytes = 0;
    if (*state == NULL) {
        *state = context; /* what is answered before the request is read ends the connection */
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, context);
}

static struct MHD_Daemon *serve_fixed(struct MHD_Response *response, unsigned threads)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD,
        0,
        NULL,
        NULL,
        answer_fixed,
        response,
        MHD_OPTION_THREAD_POOL_SIZE,
        threads,
        MHD_OPTION_END
    );
}

/* All kinds of pages, but the fixed one, which is as large as a child's. */
static enum sl_status measure_pages(struct bench *bench, double *rates, struct sl_error *err)
{
    const unsigned clients = (unsigned)bench->options->clients;
    const double seconds = (double)bench->options->seconds;
    double rate = 0;

    for (bench->kind = HEALTH; bench->kind < KIND_COUNT; bench->kind++) {
        if (bench->options->only > 0 && bench->options->only != bench->kind) {
            continue;
        }
        SL_TRY(browse_all(bench, 1, seconds / 4, &rate, err)); /* pages of the store are read */
        SL_TRY(browse_all(bench, 1, seconds, &rate, err));
        SL_TRY(browse_all(bench, clients, seconds, &rates[bench->kind], err));
    }
    return SL_OK;
}

static enum sl_status measure_fixed(struct bench *bench, double *rates, struct sl_error *err)
{
    const unsigned clients = (unsigned)bench->options->clients;
    SL_CLEANUP(sl_free_ptr) char *page = sl_alloc(PAGE_BYTES, 1);
    const size_t bytes = (size_t)bench->page_bytes;
    double rate = 0;

    if (page == NULL) {
        return sl_fail_memory(err);
    }
    memset(page, 'x', bytes);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(bytes, page, MHD_RESPMEM_PERSISTENT);
    struct MHD_Daemon *daemon = serve_fixed(response, (unsigned)bench->options->threads);
    if (daemon == NULL) {
        return sl_fail(err, SL_IO, "cannot serve a fixed page");
    }
    bench->ports[1] = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    bench->kind = STATIC;
    enum sl_status status = browse_all(bench, 1, (double)bench->options->seconds, &rate, err);
    if (status == SL_OK) {
        status = browse_all(bench, clients, (double)bench->options->seconds, &rates[STATIC], err);
    }
    MHD_stop_daemon(daemon);
    MHD_destroy_response(response);
    return status;
}

static enum sl_status sign_in(struct bench *bench, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    SL_CLEANUP(sl_buf_finish) struct sl_buf token;
    const struct sl_stored_session begun = {
        .user = sl_str_from(bench->options->user),
        .proof = SL_PROOF_PASSWORD_AND_CODE,
        .source = SL_STR("bench"),
        .begun_at = now_us(),
    };

    sl_buf_init(&token, sizeof bench->token);
    SL_TRY(sl_store_open(bench->options->store, SL_STORE_BRIEF, &store, err));
    SL_TRY(sl_session_begin(store, &begun, &token, err));
    (void)snprintf(bench->token, sizeof bench->token, "%.*s", (int)token.len, token.ptr);
    return SL_OK;
}

/* Many users, instead of pages of one kind. */
static enum sl_status click_together(struct bench *bench, struct sl_error *err)
{
    const struct sl_serve_crowd_job job = {
        .store = bench->options->store,
        .user = sl_str_from(bench->options->user),
        .sample = &bench->sample,
        .port = bench->ports[0],
        .users = (unsigned)bench->options->users,
        .seconds = (unsigned)bench->options->seconds,
    };

    return sl_serve_crowd_browse(&job, err);
}

static enum sl_status measure(struct bench *bench, struct sl_site *site, struct sl_error *err)
{
    double rates[KIND_COUNT] = { 0 };
    struct sl_server *server = NULL;

    const struct sl_server_job job = {
        .site = site,
        .answer = sl_site_answer,
        .address = "127.0.0.1",
        .threads = (unsigned)bench->options->threads,
    };

    SL_TRY(sl_server_open(&job, &server, err));
    bench->ports[0] = sl_server_port(server);
    enum sl_status status =
        bench->options->users > 0 ? click_together(bench, err) : measure_pages(bench, rates, err);
    if (status == SL_OK && bench->options->users == 0) {
        status = measure_fixed(bench, rates, err);
    }
    for (unsigned kind = CHILD; kind < KIND_COUNT && status == SL_OK; kind++) {
        if (rates[kind] <= 0) {
            continue;
        }
        (void)printf("%-28s %.4f of the fixed page\n", names[kind], rates[kind] / rates[STATIC]);
    }
    sl_server_close(server);
    return status;
}

static enum sl_status run(const struct options *options, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr)
    uint64_t *times_ns = sl_alloc((size_t)options->clients * TIMES_LIMIT, sizeof *times_ns);
    SL_CLEANUP(sl_free_ptr) size_t *counts = sl_alloc((size_t)options->clients, sizeof *counts);
    SL_CLEANUP(sl_free_ptr) uint64_t *bytes = sl_alloc((size_t)options->clients, sizeof *bytes);
    const struct sl_site_job job = {
        .store = options->store,
        .cost = SL_PASSWORD_COST,
        .now_us = now_us,
    };
    struct bench bench = {
        .options = options, .times_ns = times_ns, .counts = counts, .bytes = bytes
    };
    struct sl_site *site = NULL;

    if (times_ns == NULL || counts == NULL || bytes == NULL) {
        return sl_fail_memory(err);
    }
    enum sl_status status = sl_serve_sample_take(
        &bench.sample, options->store, sl_str_from(options->user), (size_t)options->people, err
    );
    status = status == SL_OK ? sign_in(&bench, err) : status;
    status = status == SL_OK ? sl_site_open(&job, &site, err) : status;
    status = status == SL_OK ? measure(&bench, site, err) : status;
    sl_site_close(site);
    sl_serve_sample_finish(&bench.sample);
    return status;
}

int main(int argc, char **argv)
{
    struct options options = { .clients = 8, .seconds = 4, .threads = 16, .people = 300 };
    struct {
        const char *name;
        int64_t *value;
        int64_t max;
    } const known[] = {
        {"--clients",  &options.clients, 512               },
        { "--seconds", &options.seconds, 3600              },
        { "--threads", &options.threads, SL_WEB_THREADS_MAX},
        { "--people",  &options.people,  10000             },
        { "--only",    &options.only,    KIND_COUNT - 1    },
        { "--users",   &options.users,   SL_SERVE_CROWD_MAX},
    };
    const size_t known_count = sizeof known / sizeof known[0];
    bool is_right = argc >= 3 && argc % 2 == 1;
    struct sl_error err = { .status = SL_OK };

    for (int i = 3; is_right && i + 1 < argc; i += 2) {
        size_t k = 0;
        while (k < known_count && strcmp(known[k].name, argv[i]) != 0) {
            k++;
        }
        is_right =
            k < known_count &&
            sl_parse_i64(sl_str_from(argv[i + 1]), 1, known[k].max, known[k].value, NULL) == SL_OK;
    }
    if (!is_right) {
        (void)fprintf(
            stderr,
            "usage: sightline-bench-serve STORE USER [--clients N] [--seconds N] [--threads N] "
            "[--people N] [--only KIND] [--users N]\n"
        );
        return 2;
    }
    options.store = argv[1];
    options.user = argv[2];
    const enum sl_status status = run(&options, &err);
    if (status != SL_OK) {
        (void)fprintf(stderr, "sightline-bench-serve: %s: %s\n", err.message, err.detail);
    }
    return sl_status_exit(status);
}
