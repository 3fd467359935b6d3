/* SPDX-License-Identifier: Apache-2.0 */
/*
 * follow.c - the program sightline-bench-follow: how long until what is raised is right after one
 * new event?
 *
 * Usage: sightline-bench-follow STORE [COUNT]
 *
 * Events come in one at a time, each a run of its own, about two people whom the police know: a
 * child who is missing and was found with somebody, a crime with a victim and a suspect. When the
 * run is durable and linked, the time is taken until the rows of what is raised are durable, too.
 * The store grows by it, so it should be a copy.
 */
#include <stdio.h>
#include <time.h>

#include "app/identifier.h"
#include "app/notice_live.h"
#include "app/notice_load.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/number.h"
#include "latency.h"
#include "notice/history.h"
#include "store/put.h"
#include "store/record.h"
#include "store/run.h"
#include "store/source.h"

#define PERSON_LIMIT      20000
#define BODY_LIMIT_BYTES  4096
#define ARENA_LIMIT_BYTES ((size_t)256 << 20)
#define WARM_COUNT        10
#define THREADS           2

/* What is open while it is measured. */
struct bench {
    struct sl_store *store;
    struct sl_identifier *identifier;
    struct sl_notice_live *live;
    struct sl_arena arena;
    struct sl_str ids[PERSON_LIMIT]; /* by which the police name people */
    size_t id_count;
    int64_t source;
    uint64_t *times_ns, *worked_ns; /* worked: time of the processor alone */
    uint64_t asked, asked_most, raised;
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

static int64_t now_instant(void)
{
    return sl_history_first_instant(sl_moment_of_utc(now_us() / 1000000));
}

/* The text between the quotes of a member that a record has. */
static struct sl_str member(struct sl_str body, struct sl_str name)
{
    const size_t at = sl_str_find(body, name) + name.len;

    if (at >= body.len) {
        return SL_STR("");
    }
    const struct sl_str rest = sl_str_part(body, at, body.len - at);
    return sl_str_part(rest, 0, sl_str_find(rest, SL_STR("\"")));
}

/* By what the police name people. */
static enum sl_status gather(struct bench *bench, struct sl_error *err)
{
    SL_CLEANUP(sl_record_cursor_close_ptr) struct sl_record_cursor *cursor = NULL;
    struct sl_record_range range = { .last_id = INT64_MAX, .as_of = SL_AS_OF_NOW };
    struct sl_stored_record record = { .id = 0 };
    bool has_record = true;

    SL_TRY(
        sl_store_source_find(bench->store, SL_STR("police"), SL_STR("records"), &range.source, err)
    );
    bench->source = range.source;
    SL_TRY(sl_store_records_open(bench->store, &range, &cursor, err));
    while (bench->id_count < PERSON_LIMIT) {
        SL_TRY(sl_record_cursor_next(cursor, &record, &has_record, err));
        if (!has_record) {
            break;
        }
        if (sl_str_starts(record.body, SL_STR("{\"type\":\"person\""))) {
            bench->ids[bench->id_count] =
                sl_arena_copy(&bench->arena, member(record.body, SL_STR("\"id\":\"")));
            if (bench->ids[bench->id_count++].ptr == NULL) {
                return sl_fail_memory(err);
            }
        }
    }
    return bench->id_count >= 2
               ? SL_OK
               : sl_fail(err, SL_INVALID, "the store has no persons of police/records");
}

static void
write_body(const struct bench *bench, size_t index, struct sl_buf *key, struct sl_buf *body)
{
    static const char *const kinds[][3] = {
        {"missing", "subject", "found_with"},
        { "crime",  "victim",  "suspect"   }
    };
    const struct sl_str one = bench->ids[index * 7919 % bench->id_count];
    const struct sl_str other = bench->ids[(index * 104729 + 1) % bench->id_count];
    const char *const *kind = kinds[index % 2];
    const struct sl_date today = sl_date_from_days((int32_t)(now_us() / 1000000 / 86400));

    sl_buf_clear(key);
    sl_buf_clear(body);
    sl_buf_addf(key, "late-%llu", (unsigned long long)(now_ns(CLOCK_MONOTONIC) ^ index));
    sl_buf_addf(
        body,
        "{\"type\":\"event\",\"id\":\"%.*s\",\"kind\":\"%s\",\"start\":\"%04d-%02u-%02u\","
        "\"people\":[{\"id\":\"%.*s\",\"role\":\"%s\"},{\"id\":\"%.*s\",\"role\":\"%s\"}]}",
        SL_STR_ARG(sl_buf_str(key)),
        kind[0],
        (int)today.year,
        (unsigned)today.month,
        (unsigned)today.day,
        SL_STR_ARG(one),
        kind[1],
        SL_STR_ARG(other),
        kind[2]
    );
}

/* A run of one record, durable and linked. */
static enum sl_status
arrive(struct bench *bench, struct sl_str key, struct sl_str body, struct sl_error *err)
{
    const struct sl_digest hash = sl_digest_of(body);
    const struct sl_put_record record = { .key = key, .body = body, .hash = hash };
    const struct sl_run_file file = { .source = bench->source,
                                      .format = SL_STR("pole-jsonl"),
                                      .name = key,
                                      .hash = hash,
                                      .bytes = body.len };
    struct sl_identifier_result result;
    bool is_resumed = false;
    int64_t run = 0;

    SL_TRY(sl_store_begin(bench->store, err));
    SL_TRY(sl_store_run_begin(bench->store, &file, now_us(), &run, &is_resumed, err));
    SL_TRY(sl_store_put(bench->store, run, &record, 1, NULL, err));
    SL_TRY(sl_store_run_finish(bench->store, run, now_us(), err));
    SL_TRY(sl_identifier_follow(bench->identifier, now_us(), run, true, &result, err));
    return sl_store_commit(bench->store, err);
}

static enum sl_status follow(struct bench *bench, size_t at, struct sl_error *err)
{
    struct sl_notice_followed followed;
    const uint64_t begun = now_ns(CLOCK_MONOTONIC);
    const uint64_t begun_work = now_ns(CLOCK_PROCESS_CPUTIME_ID);

    SL_TRY(sl_notice_live_follow(bench->live, bench->store, now_instant(), &followed, err));
    bench->times_ns[at] = now_ns(CLOCK_MONOTONIC) - begun;
    bench->worked_ns[at] = now_ns(CLOCK_PROCESS_CPUTIME_ID) - begun_work;
    bench->asked += followed.person_count;
    bench->raised += followed.raised_count;
    bench->asked_most =
        followed.person_count > bench->asked_most ? followed.person_count : bench->asked_most;
    return SL_OK;
}

static enum sl_status
print(const char *what, uint64_t *times_ns, size_t count, const char *end, struct sl_error *err)
{
    struct sl_latency latency;

    SL_TRY(sl_latency_summarise(times_ns, count, &latency, err));
    (void)printf(
        "\"%s\": {\"count\": %zu, \"p50_us\": %.0f, \"p90_us\": %.0f, \"p99_us\": %.0f, "
        "\"max_us\": %.0f}%s",
        what,
        latency.count,
        latency.p50_us,
        latency.p90_us,
        latency.p99_us,
        latency.max_us,
        end
    );
    return SL_OK;
}

static enum sl_status run_all(struct bench *bench, size_t count, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf key;
    SL_CLEANUP(sl_buf_finish) struct sl_buf body;

    sl_buf_init(&key, BODY_LIMIT_BYTES);
    sl_buf_init(&body, BODY_LIMIT_BYTES);
    for (size_t i = 0; i < WARM_COUNT + count; i++) {
        write_body(bench, i, &key, &body);
        SL_TRY(sl_buf_status(&body, err));
        SL_TRY(arrive(bench, sl_buf_str(&key), sl_buf_str(&body), err));
        SL_TRY(follow(bench, i < WARM_COUNT ? 0 : i - WARM_COUNT, err));
    }
    (void)printf(
        "{\"asked\": %.1f, \"asked_most\": %llu, \"raised\": %.1f, ",
        (double)bench->asked / (double)(WARM_COUNT + count),
        (unsigned long long)bench->asked_most,
        (double)bench->raised / (double)(WARM_COUNT + count)
    );
    SL_TRY(print("processor", bench->worked_ns, count, ", ", err));
    return print("right", bench->times_ns, count, "}\n", err);
}

static enum sl_status
open_and_run(struct bench *bench, const char *path, size_t count, struct sl_error *err)
{
    const struct sl_identify_options options = { .thread_count = THREADS, .at = now_us() };
    struct sl_notice_catalogues catalogues;

    SL_TRY(sl_store_open(path, SL_STORE_WRITE, &bench->store, err));
    SL_TRY(sl_identifier_open(bench->store, &options, &bench->identifier, err));
    SL_TRY(sl_notice_load_own(&bench->arena, &catalogues, err));
    SL_TRY(sl_notice_live_open(
        bench->store, &catalogues.indicators, THREADS, now_instant(), &bench->live, err
    ));
    SL_TRY(gather(bench, err));
    return run_all(bench, count, err);
}

static enum sl_status run(const char *path, size_t count, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr) uint64_t *times_ns = sl_alloc(2 * count, sizeof *times_ns);
    SL_CLEANUP(sl_free_ptr) struct bench *bench = sl_calloc(1, sizeof *bench);

    if (times_ns == NULL || bench == NULL) {
        return sl_fail_memory(err);
    }
    bench->times_ns = times_ns;
    bench->worked_ns = times_ns + count;
    sl_arena_init(&bench->arena, ARENA_LIMIT_BYTES);
    const enum sl_status status = open_and_run(bench, path, count, err);
    sl_notice_live_close(bench->live);
    sl_identifier_close(bench->identifier);
    sl_store_close(bench->store);
    sl_arena_finish(&bench->arena);
    return status;
}

int main(int argc, char **argv)
{
    struct sl_error err;
    int64_t count = 200;

    if (argc < 2 || argc > 3 ||
        (argc > 2 && sl_parse_i64(sl_str_from(argv[2]), 1, 10000, &count, NULL) != SL_OK)) {
        (void)fprintf(stderr, "usage: sightline-bench-follow STORE [COUNT]\n");
        return 2;
    }
    const enum sl_status status = run(argv[1], (size_t)count, &err);
    if (status != SL_OK) {
        (void)fprintf(stderr, "sightline-bench-follow: %s\n", err.message);
    }
    return sl_status_exit(status);
}
