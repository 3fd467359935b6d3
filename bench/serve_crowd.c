/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/serve_crowd.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/session.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/threads.h"
#include "bench/latency.h"
#include "bench/wire.h"
#include "store/mention.h"
#include "store/user.h"
#include "web/cookie.h"

#define ARENA_BYTES ((size_t)256 << 20)
#define TIMES_LIMIT ((size_t)1 << 18)
/* Children with whom each of them works. */
#define CASELOAD 20u
/* Milliseconds between two clicks: the shortest, and how much is added by chance. */
#define READ_MS   500u
#define SPREAD_MS 9000u
/* How often memory is looked at. */
#define LOOKS 12u

struct clicker {
    char token[200];
    struct sl_wire wire;
    struct sl_random random;
    uint64_t next_ms; /* when they click next */
    size_t first_child;
};

struct crowd {
    const struct sl_serve_crowd_job *job;
    struct sl_arena arena;
    struct clicker *clickers;
    uint64_t *times_ns; /* TIMES_LIMIT for each thread */
    size_t counts[SL_SERVE_CROWD_THREADS];
    uint64_t begins_ms, ends_ms;
    atomic_uint errors;
};

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec now;

    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static uint64_t now_ms(void)
{
    return clock_ns(CLOCK_MONOTONIC) / 1000000u;
}

static int64_t now_us(void)
{
    return (int64_t)(clock_ns(CLOCK_REALTIME) / 1000u);
}

/* The memory of this process that is not elsewhere, in MiB. */
static double resident_mib(void)
{
    char line[200] = "";
    struct sl_str rest;
    struct sl_str part = SL_STR("");
    int64_t pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    if (file == NULL) {
        return 0;
    }
    rest = sl_str_from(fgets(line, sizeof line, file) == NULL ? "" : line);
    (void)fclose(file);
    for (int i = 0; i < 2 && sl_str_split(&rest, ' ', &part); i++) {
    }
    if (sl_parse_i64(part, 0, INT64_MAX, &pages, NULL) != SL_OK) {
        return 0;
    }
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / 1048576.0;
}

/* The roles of whoever they are like. */
static enum sl_status
add_roles(struct crowd *crowd, struct sl_store *store, struct sl_str id, struct sl_error *err)
{
    const struct sl_stamp given = { .by = SL_STR("admin"), .at = now_us() };
    struct sl_store_role role = { .id = 0 };
    int64_t added = 0;

    for (;;) {
        const enum sl_status status =
            sl_store_role_next(store, crowd->job->user, role.id, &crowd->arena, &role, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        const struct sl_store_role own = {
            .user = id, .role = role.role, .held = {0, SL_SPAN_OPEN},
                    .given = given
        };
        if (role.ended.at == 0) {
            SL_TRY(sl_store_role_add(store, &own, &added, err));
        }
    }
}

static enum sl_status add_ties(
    struct crowd *crowd,
    struct sl_store *store,
    struct sl_str id,
    size_t first_child,
    struct sl_error *err
)
{
    const struct sl_serve_sample *sample = crowd->job->sample;

    for (size_t i = 0; i < CASELOAD; i++) {
        const size_t child = (first_child + i) % sample->anybody_count;
        struct sl_stored_mention mention;
        int64_t added = 0;
        SL_TRY(sl_store_mention_get(
            store, sample->anybody[child].mention, &crowd->arena, &mention, err
        ));
        const struct sl_store_tie tie = {
            .user = id,
            .kind = SL_USER_TIE_ALLOCATED,
            .source = mention.source,
            .key = mention.key,
            .held = {0,                      SL_SPAN_OPEN},
            .given = { .by = SL_STR("admin"), .at = 1     },
        };
        SL_TRY(sl_store_tie_add(store, &tie, &added, err));
    }
    return SL_OK;
}

/* One more user, signed in; in a transaction. */
static enum sl_status
add_user(struct crowd *crowd, struct sl_store *store, size_t index, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf token;
    struct clicker *clicker = &crowd->clickers[index];
    struct sl_store_user like;
    char id[40];

    sl_buf_init(&token, sizeof clicker->token);
    SL_TRY(sl_store_user_find(store, crowd->job->user, &crowd->arena, &like, err));
    (void)snprintf(id, sizeof id, "crowd-%lld-%zu", (long long)(now_us() / 1000000), index);
    const struct sl_store_user user = {
        .id = sl_str_from(id),
        .name = sl_str_from(id),
        .agency = like.agency,
        .added = {.by = SL_STR("admin"), .at = now_us()},
    };
    clicker->first_child = index * CASELOAD % crowd->job->sample->anybody_count;
    SL_TRY(sl_store_user_add(store, &user, err));
    SL_TRY(add_roles(crowd, store, user.id, err));
    SL_TRY(add_ties(crowd, store, user.id, clicker->first_child, err));
    const struct sl_stored_session begun = {
        .user = user.id,
        .proof = SL_PROOF_PASSWORD_AND_CODE,
        .source = SL_STR("bench"),
        .begun_at = now_us(),
    };
    SL_TRY(sl_session_add(store, &begun, &token, err));
    (void)snprintf(clicker->token, sizeof clicker->token, "%.*s", SL_STR_ARG(sl_buf_str(&token)));
    return SL_OK;
}

static enum sl_status add_users(struct crowd *crowd, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;

    SL_TRY(sl_store_open(crowd->job->store, SL_STORE_BRIEF, &store, err));
    enum sl_status status = sl_store_begin(store, err);
    for (size_t i = 0; i < crowd->job->users && status == SL_OK; i++) {
        status = add_user(crowd, store, i, err);
    }
    return status == SL_OK ? sl_store_commit(store, err) : status;
}

/* What a user clicks on. */
static struct sl_str choose(const struct crowd *crowd, struct clicker *clicker)
{
    const struct sl_serve_sample *sample = crowd->job->sample;
    const uint64_t dice = sl_random_below(&clicker->random, 10);
    const size_t own = (clicker->first_child + sl_random_below(&clicker->random, CASELOAD)) %
                       sample->anybody_count;

    return dice == 0  ? SL_STR("/")
           : dice < 7 ? sample->anybody[own].page
                      : sample->anybody[own].search[dice == 9];
}

static enum sl_status
click(const struct crowd *crowd, struct clicker *clicker, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf request;
    const struct sl_str target = choose(crowd, clicker);
    struct sl_wire_reply reply;

    if (clicker->wire.fd < 0) {
        SL_TRY(sl_wire_connect(&clicker->wire, crowd->job->port, err));
    }
    sl_buf_init(&request, 8192);
    sl_buf_addf(&request, "GET %.*s HTTP/1.1\r\nHost: 127.0.0.1\r\n", SL_STR_ARG(target));
    sl_buf_addf(&request, "Cookie: " SL_COOKIE_SESSION "=%s\r\n\r\n", clicker->token);
    SL_TRY(sl_buf_status(&request, err));
    SL_TRY(sl_wire_ask(&clicker->wire, sl_buf_str(&request), &reply, err));
    return reply.status == 200
               ? SL_OK
               : sl_fail(err, SL_INVALID, "%.*s gave %u", SL_STR_ARG(target), reply.status);
}

/* The user of this thread who clicks next. */
static struct clicker *next_of(const struct crowd *crowd, size_t thread)
{
    struct clicker *next = &crowd->clickers[thread];

    for (size_t i = thread; i < crowd->job->users; i += SL_SERVE_CROWD_THREADS) {
        if (crowd->clickers[i].next_ms < next->next_ms) {
            next = &crowd->clickers[i];
        }
    }
    return next;
}

static void wait_until(uint64_t ms)
{
    const uint64_t now = now_ms();

    if (now < ms) {
        const struct timespec pause = { .tv_sec = (time_t)((ms - now) / 1000u),
                                        .tv_nsec = (long)((ms - now) % 1000u * 1000000u) };
        (void)nanosleep(&pause, NULL);
    }
}

/* One thread clicks for every so many users; the last index looks at memory meanwhile. */
static enum sl_status take_part(void *context, size_t index, unsigned worker)
{
    struct crowd *crowd = context;

    (void)worker;
    if (index == SL_SERVE_CROWD_THREADS) {
        for (unsigned i = 0; i < LOOKS; i++) {
            wait_until(crowd->begins_ms + (crowd->ends_ms - crowd->begins_ms) * i / (LOOKS - 1));
            (void)printf("memory at %2u/%u: %7.1f MiB\n", i, LOOKS - 1, resident_mib());
            (void)fflush(stdout);
        }
        return SL_OK;
    }
    while (index < crowd->job->users && crowd->counts[index] < TIMES_LIMIT) {
        struct clicker *clicker = next_of(crowd, index);
        struct sl_error err = { .status = SL_OK };
        if (clicker->next_ms >= crowd->ends_ms) {
            break;
        }
        wait_until(clicker->next_ms);
        const uint64_t began = clock_ns(CLOCK_MONOTONIC);
        if (click(crowd, clicker, &err) != SL_OK) {
            (void)fprintf(stderr, "a click failed: %s %s\n", err.message, err.detail);
            (void)atomic_fetch_add(&crowd->errors, 1);
            sl_wire_finish(&clicker->wire);
            sl_wire_init(&clicker->wire);
        }
        crowd->times_ns[index * TIMES_LIMIT + crowd->counts[index]++] =
            clock_ns(CLOCK_MONOTONIC) - began;
        clicker->next_ms = now_ms() + READ_MS + sl_random_below(&clicker->random, SPREAD_MS);
    }
    return SL_OK;
}

static enum sl_status tell(struct crowd *crowd, struct sl_error *err)
{
    struct sl_latency latency;
    size_t count = 0;

    for (size_t i = 0; i < SL_SERVE_CROWD_THREADS; i++) {
        memmove(
            crowd->times_ns + count,
            crowd->times_ns + i * TIMES_LIMIT,
            crowd->counts[i] * sizeof *crowd->times_ns
        );
        count += crowd->counts[i];
    }
    SL_TRY(sl_latency_summarise(crowd->times_ns, count, &latency, err));
    (void)printf(
        "%u users, %u s: %zu pages, %u failed  p50 %.3f  p90 %.3f  p99 %.3f  max %.3f ms\n",
        crowd->job->users,
        crowd->job->seconds,
        count,
        atomic_load(&crowd->errors),
        latency.p50_us / 1e3,
        latency.p90_us / 1e3,
        latency.p99_us / 1e3,
        latency.max_us / 1e3
    );
    return atomic_load(&crowd->errors) == 0
               ? SL_OK
               : sl_fail(err, SL_INVALID, "not every page was answered");
}

static enum sl_status browse(struct crowd *crowd, struct sl_error *err)
{
    SL_TRY(add_users(crowd, err));
    crowd->begins_ms = now_ms();
    crowd->ends_ms = crowd->begins_ms + UINT64_C(1000) * crowd->job->seconds;
    for (size_t i = 0; i < crowd->job->users; i++) {
        struct clicker *clicker = &crowd->clickers[i];
        sl_random_init(&clicker->random, i + 1);
        clicker->next_ms = crowd->begins_ms + sl_random_below(&clicker->random, SPREAD_MS);
    }
    SL_TRY(sl_threads_run(
        SL_SERVE_CROWD_THREADS + 1, SL_SERVE_CROWD_THREADS + 1, take_part, crowd, err
    ));
    return tell(crowd, err);
}

enum sl_status sl_serve_crowd_browse(const struct sl_serve_crowd_job *job, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr)
    uint64_t *times_ns = sl_alloc(SL_SERVE_CROWD_THREADS * TIMES_LIMIT, sizeof *times_ns);
    SL_CLEANUP(sl_free_ptr) struct clicker *clickers = sl_calloc(job->users, sizeof *clickers);
    struct crowd crowd = { .job = job, .clickers = clickers, .times_ns = times_ns };

    if (times_ns == NULL || clickers == NULL) {
        return sl_fail_memory(err);
    }
    sl_arena_init(&crowd.arena, ARENA_BYTES);
    for (size_t i = 0; i < job->users; i++) {
        sl_wire_init(&clickers[i].wire);
    }
    const enum sl_status status = browse(&crowd, err);
    for (size_t i = 0; i < job->users; i++) {
        sl_wire_finish(&clickers[i].wire);
    }
    sl_arena_finish(&crowd.arena);
    return status;
}
