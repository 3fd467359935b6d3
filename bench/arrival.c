/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arrival.c - the program sightline-bench-arrival: how long until one new record is durable, in the
 * index, linked with everybody and published?
 *
 * Usage: sightline-bench-arrival STORE [COUNT]
 *
 * Police records of persons come in one at a time, each a run of its own, in one transaction: in
 * turn of somebody whom the police know already (the same words under another number), and of
 * somebody new (the words of one, the name and date of birth of another). The store grows by
 * them, so it should be a copy.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/identifier.h"
#include "base/memory.h"
#include "base/number.h"
#include "latency.h"
#include "store/put.h"
#include "store/record.h"
#include "store/run.h"
#include "store/source.h"

#define PERSON_LIMIT      20000
#define BODY_LIMIT_BYTES  8192
#define ARENA_LIMIT_BYTES ((size_t)256 << 20)
#define WARM_COUNT        20

/* Texts of persons that the store has, and what is being measured. */
struct arrivals {
    struct sl_store *store;
    struct sl_identifier *identifier;
    struct sl_arena arena;
    struct sl_str bodies[PERSON_LIMIT];
    size_t body_count;
    int64_t source;
    uint64_t *times_ns, *linked_ns, *worked_ns; /* worked: time of the processor alone */
    uint64_t joined;
    uint64_t open_ns[2]; /* until the first can come: by the clock, and of the processors */
};

static uint64_t now_ns(clockid_t clock)
{
    struct timespec now;

    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* The first persons of the police's records, which stand in no order. */
static enum sl_status gather(struct arrivals *arrivals, struct sl_error *err)
{
    SL_CLEANUP(sl_record_cursor_close_ptr) struct sl_record_cursor *cursor = NULL;
    struct sl_record_range range = { .last_id = INT64_MAX, .as_of = SL_AS_OF_NOW };
    struct sl_stored_record record = { .id = 0 };
    bool has_record = true;

    SL_TRY(sl_store_source_find(
        arrivals->store, SL_STR("police"), SL_STR("records"), &range.source, err
    ));
    arrivals->source = range.source;
    SL_TRY(sl_store_records_open(arrivals->store, &range, &cursor, err));
    while (arrivals->body_count < PERSON_LIMIT) {
        SL_TRY(sl_record_cursor_next(cursor, &record, &has_record, err));
        if (!has_record) {
            break;
        }
        if (sl_str_starts(record.body, SL_STR("{\"type\":\"person\"")) &&
            record.body.len < BODY_LIMIT_BYTES / 2) {
            const struct sl_str copy = sl_arena_copy(&arrivals->arena, record.body);
            if (copy.ptr == NULL) {
                return sl_fail_memory(err);
            }
            arrivals->bodies[arrivals->body_count++] = copy;
        }
    }
    return arrivals->body_count >= 2
               ? SL_OK
               : sl_fail(err, SL_INVALID, "the store has no persons of police/records");
}

/* The text between a member's quotes; empty when it has none. */
static struct sl_str member(struct sl_str body, const char *name)
{
    const struct sl_str wanted = sl_str_from(name);
    const size_t at = sl_str_find(body, wanted) + wanted.len;

    if (at >= body.len) {
        return SL_STR("");
    }
    const struct sl_str rest = sl_str_part(body, at, body.len - at);
    return sl_str_part(rest, 0, sl_str_find(rest, SL_STR("\"")));
}

/* One like another record, under a number of its own; somebody new has the name of a third. */
static void
write_body(struct arrivals *arrivals, size_t index, struct sl_buf *key, struct sl_buf *body)
{
    const struct sl_str like = arrivals->bodies[index * 7919 % arrivals->body_count];
    const struct sl_str other = arrivals->bodies[(index * 104729 + 1) % arrivals->body_count];
    const struct sl_str who = index % 2 == 0 ? like : other;

    sl_buf_clear(key);
    sl_buf_clear(body);
    sl_buf_addf(key, "nominal/late-%llu", (unsigned long long)(now_ns(CLOCK_MONOTONIC) ^ index));
    sl_buf_addf(
        body,
        "{\"type\":\"person\",\"id\":\"%.*s\",\"given_name\":\"%.*s\",\"surname\":\"%.*s\","
        "\"birth_date\":\"%.*s\",\"address\":\"%.*s\",\"postcode\":\"%.*s\"}",
        SL_STR_ARG(sl_buf_str(key)),
        SL_STR_ARG(member(who, "\"given_name\":\"")),
        SL_STR_ARG(member(like, "\"surname\":\"")),
        SL_STR_ARG(member(who, "\"birth_date\":\"")),
        SL_STR_ARG(member(like, "\"address\":\"")),
        SL_STR_ARG(member(like, "\"postcode\":\""))
    );
}

/* All of it in one transaction. */
static enum sl_status arrive(
    struct arrivals *arrivals,
    struct sl_str key,
    struct sl_str body,
    size_t at,
    struct sl_error *err
)
{
    const struct sl_digest hash = sl_digest_of(body);
    const struct sl_put_record record = { .key = key, .body = body, .hash = hash };
    const struct sl_run_file file = { .source = arrivals->source,
                                      .format = SL_STR("pole-jsonl"),
                                      .name = key,
                                      .hash = hash,
                                      .bytes = body.len };
    struct sl_identifier_result result = { .changed_mentions = 0 };
    const uint64_t begin = now_ns(CLOCK_MONOTONIC);
    const uint64_t began_work = now_ns(CLOCK_PROCESS_CPUTIME_ID);
    bool is_resumed = false;
    int64_t run = 0;

    SL_TRY(sl_store_begin(arrivals->store, err));
    SL_TRY(sl_store_run_begin(arrivals->store, &file, 1, &run, &is_resumed, err));
    SL_TRY(sl_store_put(arrivals->store, run, &record, 1, NULL, err));
    SL_TRY(sl_store_run_finish(arrivals->store, run, 1, err));
    SL_TRY(sl_identifier_follow(arrivals->identifier, 1, run, true, &result, err));
    const uint64_t linked = now_ns(CLOCK_MONOTONIC);
    SL_TRY(sl_store_commit(arrivals->store, err));
    arrivals->linked_ns[at] = linked - begin;
    arrivals->times_ns[at] = now_ns(CLOCK_MONOTONIC) - begin;
    arrivals->worked_ns[at] = now_ns(CLOCK_PROCESS_CPUTIME_ID) - began_work;
    arrivals->joined += result.turns.turns[SL_TURN_CREATED] == 0;
    return SL_OK;
}

static void print(const char *what, const struct sl_latency *latency, const char *end)
{
    (void)printf(
        "\"%s\": {\"count\": %zu, \"p50_us\": %.0f, \"p90_us\": %.0f, \"p99_us\": %.0f, "
        "\"max_us\": %.0f}%s",
        what,
        latency->count,
        latency->p50_us,
        latency->p90_us,
        latency->p99_us,
        latency->max_us,
        end
    );
}

static enum sl_status run_all(struct arrivals *arrivals, size_t count, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf key;
    SL_CLEANUP(sl_buf_finish) struct sl_buf body;
    struct sl_latency whole;
    struct sl_latency linked;
    struct sl_latency worked;

    sl_buf_init(&key, BODY_LIMIT_BYTES);
    sl_buf_init(&body, BODY_LIMIT_BYTES);
    for (size_t i = 0; i < WARM_COUNT + count; i++) {
        write_body(arrivals, i, &key, &body);
        SL_TRY(sl_buf_status(&body, err));
        const size_t at = i < WARM_COUNT ? 0 : i - WARM_COUNT;
        arrivals->joined = i == WARM_COUNT ? 0 : arrivals->joined;
        SL_TRY(arrive(arrivals, sl_buf_str(&key), sl_buf_str(&body), at, err));
    }
    SL_TRY(sl_latency_summarise(arrivals->times_ns, count, &whole, err));
    SL_TRY(sl_latency_summarise(arrivals->linked_ns, count, &linked, err));
    SL_TRY(sl_latency_summarise(arrivals->worked_ns, count, &worked, err));
    (void)printf(
        "{\"open_s\": %.1f, \"open_processor_s\": %.1f, \"joined\": %llu, ",
        (double)arrivals->open_ns[0] / 1e9,
        (double)arrivals->open_ns[1] / 1e9,
        (unsigned long long)arrivals->joined
    );
    print("processor", &worked, ", ");
    print("linked", &linked, ", ");
    print("durable", &whole, "}\n");
    return SL_OK;
}

static enum sl_status run(const char *path, size_t count, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    SL_CLEANUP(sl_identifier_close_ptr) struct sl_identifier *identifier = NULL;
    SL_CLEANUP(sl_free_ptr) uint64_t *times_ns = sl_alloc(3 * count, sizeof *times_ns);
    SL_CLEANUP(sl_free_ptr) struct arrivals *arrivals = sl_alloc(1, sizeof *arrivals);
    const struct sl_identify_options options = { .thread_count = 2, .at = 1 };

    if (times_ns == NULL || arrivals == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_store_open(path, SL_STORE_WRITE, &store, err));
    const uint64_t begin = now_ns(CLOCK_MONOTONIC);
    const uint64_t began_work = now_ns(CLOCK_PROCESS_CPUTIME_ID);
    SL_TRY(sl_identifier_open(store, &options, &identifier, err));
    *arrivals = (struct arrivals){ .store = store,
                                   .identifier = identifier,
                                   .times_ns = times_ns,
                                   .linked_ns = times_ns + count,
                                   .worked_ns = times_ns + 2 * count,
                                   .open_ns = {
                                       now_ns(CLOCK_MONOTONIC) - begin,
                                       now_ns(CLOCK_PROCESS_CPUTIME_ID) - began_work,
                                   } };
    sl_arena_init(&arrivals->arena, ARENA_LIMIT_BYTES);
    enum sl_status status = gather(arrivals, err);
    if (status == SL_OK) {
        status = run_all(arrivals, count, err);
    }
    sl_arena_finish(&arrivals->arena);
    return status;
}

int main(int argc, char **argv)
{
    struct sl_error err;
    int64_t count = 1000;

    if (argc < 2 || argc > 3 ||
        (argc > 2 && sl_parse_i64(sl_str_from(argv[2]), 1, 10000, &count, NULL) != SL_OK)) {
        (void)fprintf(stderr, "usage: sightline-bench-arrival STORE [COUNT]\n");
        return 2;
    }
    const enum sl_status status = run(argv[1], (size_t)count, &err);
    if (status != SL_OK) {
        (void)fprintf(stderr, "sightline-bench-arrival: %s\n", err.message);
    }
    return sl_status_exit(status);
}
