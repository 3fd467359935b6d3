/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_store.c - how fast do records go in and come out?
 *
 *   bench_store PATH COUNT [sorted|mixed] [BATCH]
 *
 * Makes a store, puts COUNT records of 250 bytes into it in transactions of BATCH (10000), takes
 * the same in once more, goes through all of them, looks for some, and adds single ones. Keys come
 * in their order or mixed. Prints one line for each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/number.h"
#include "store/put.h"
#include "store/record.h"
#include "store/run.h"
#include "store/source.h"

#define BODY_BYTES 250
#define KEY_BYTES  32

struct bench {
    struct sl_store *store;
    uint64_t count, batch;
    bool is_mixed;
    int64_t source;
    char *texts; /* of a batch: BODY_BYTES each, then KEY_BYTES each */
    char *keys;
    struct sl_put_record *records;
    double put_seconds;
};

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void check(enum sl_status status, const struct sl_error *err)
{
    if (status != SL_OK) {
        (void)fprintf(stderr, "%s (%s) %s\n", err->message, err->detail, err->hint);
        exit(1);
    }
}

/* The record of a number: the key is made of a number that is unique to it. */
static void make(struct bench *bench, uint64_t number, size_t slot)
{
    char *body = bench->texts + slot * BODY_BYTES;
    char *key = bench->keys + slot * KEY_BYTES;
    /* Odd factors permute the numbers below a power of two. */
    const uint64_t name = bench->is_mixed ? (number * UINT64_C(2654435761)) & 0xffffffff : number;
    const int key_len = snprintf(key, KEY_BYTES, "nominal/%012llu", (unsigned long long)name);
    const int len = snprintf(
        body,
        BODY_BYTES,
        "{\"kind\":\"person\",\"key\":\"%s\",\"surname\":\"NAME%llu\",\"dob\":\"2011-03-%02llu\","
        "\"note\":\"",
        key,
        (unsigned long long)(name % 99991),
        (unsigned long long)(name % 28 + 1)
    );
    memset(body + len, 'x', (size_t)(BODY_BYTES - len));
    memcpy(body + BODY_BYTES - 2, "\"}", 2);
    struct sl_put_record *record = &bench->records[slot];
    record->key = (struct sl_str){ key, (size_t)key_len };
    record->body = (struct sl_str){ body, BODY_BYTES };
    record->layout = 0;
    record->hash = sl_digest_of(record->body);
}

static void put_batch(struct bench *bench, int64_t run, uint64_t first, size_t count)
{
    struct sl_error err;

    for (size_t i = 0; i < count; i++) {
        make(bench, first + i, i);
    }
    const double start = now();
    check(sl_store_begin(bench->store, &err), &err);
    check(sl_store_put(bench->store, run, bench->records, count, NULL, &err), &err);
    check(sl_store_run_progress(bench->store, run, first + count, 0, &err), &err);
    check(sl_store_commit(bench->store, &err), &err);
    bench->put_seconds += now() - start;
}

static void take_in(struct bench *bench, const char *what)
{
    struct sl_run_file file = { .source = bench->source,
                                .format = SL_STR("pole-jsonl"),
                                .name = SL_STR("bench") };
    struct sl_error err;
    int64_t run = 0;
    bool resumed = false;

    bench->put_seconds = 0;
    check(sl_store_begin(bench->store, &err), &err);
    check(sl_store_run_begin(bench->store, &file, 0, &run, &resumed, &err), &err);
    check(sl_store_commit(bench->store, &err), &err);
    for (uint64_t i = 0; i < bench->count; i += bench->batch) {
        const uint64_t left = bench->count - i;
        put_batch(bench, run, i, (size_t)(left < bench->batch ? left : bench->batch));
    }
    const double start = now();
    check(sl_store_begin(bench->store, &err), &err);
    check(sl_store_run_finish(bench->store, run, 1, &err), &err);
    check(sl_store_commit(bench->store, &err), &err);
    const double finish = now() - start;
    const double seconds = bench->put_seconds + finish;
    (void)printf(
        "%-10s %9.0f records/s, %6.2f us each, finish %.2f s, peak %zu MiB\n",
        what,
        (double)bench->count / seconds,
        1e6 * seconds / (double)bench->count,
        finish,
        sl_memory_peak_bytes() >> 20
    );
}

static void go_through(struct bench *bench)
{
    const struct sl_record_range range = { .first_id = 1,
                                           .last_id = INT64_MAX,
                                           .as_of = SL_AS_OF_NOW };
    struct sl_record_cursor *cursor = NULL;
    struct sl_stored_record record;
    struct sl_error err;
    bool has_record = true;
    uint64_t count = 0;

    const double start = now();
    check(sl_store_records_open(bench->store, &range, &cursor, &err), &err);
    while (has_record) {
        check(sl_record_cursor_next(cursor, &record, &has_record, &err), &err);
        count += has_record ? 1 : 0;
    }
    const double seconds = now() - start;
    sl_record_cursor_close(cursor);
    (void)printf(
        "%-10s %9.0f records/s (%llu)\n", "read", (double)count / seconds, (unsigned long long)count
    );
}

static int compare_times(const void *left, const void *right)
{
    const double l = *(const double *)left;
    const double r = *(const double *)right;
    return (l > r) - (l < r);
}

static void print_times(const char *what, double *times, size_t count)
{
    qsort(times, count, sizeof *times, compare_times);
    (void)printf(
        "%-10s p50 %.3f ms, p99 %.3f ms, max %.3f ms\n",
        what,
        1e3 * times[count / 2],
        1e3 * times[count * 99 / 100],
        1e3 * times[count - 1]
    );
}

#define SAMPLES 2000

static void find_some(struct bench *bench)
{
    static double times[SAMPLES];
    struct sl_random random;
    struct sl_arena arena;
    struct sl_error err;

    sl_random_init(&random, 7);
    sl_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < SAMPLES; i++) {
        struct sl_stored_record record;
        make(bench, sl_random_below(&random, bench->count), 0);
        const struct sl_record_key key = { .source = bench->source,
                                           .key = bench->records[0].key,
                                           .as_of = SL_AS_OF_NOW };
        const double start = now();
        check(sl_store_record_find(bench->store, &key, &arena, &record, &err), &err);
        times[i] = now() - start;
        sl_arena_reset(&arena);
    }
    sl_arena_finish(&arena);
    print_times("find", times, SAMPLES);
}

static void add_some(struct bench *bench)
{
    static double times[SAMPLES];
    struct sl_error err;

    for (size_t i = 0; i < SAMPLES; i++) {
        struct sl_run_file file = { .source = bench->source,
                                    .format = SL_STR("pole-jsonl"),
                                    .name = SL_STR("one") };
        int64_t run = 0;
        bool resumed = false;
        make(bench, bench->count + i, 0);
        const double start = now();
        check(sl_store_begin(bench->store, &err), &err);
        check(sl_store_run_begin(bench->store, &file, 0, &run, &resumed, &err), &err);
        check(sl_store_put(bench->store, run, bench->records, 1, NULL, &err), &err);
        check(sl_store_run_finish(bench->store, run, 1, &err), &err);
        check(sl_store_commit(bench->store, &err), &err);
        times[i] = now() - start;
    }
    print_times("add one", times, SAMPLES);
}

int main(int argc, char **argv)
{
    struct bench bench = { .batch = 10000, .is_mixed = argc > 3 && strcmp(argv[3], "mixed") == 0 };
    struct sl_error err;
    int64_t number = 0;

    if (argc < 3) {
        (void)fprintf(stderr, "bench_store PATH COUNT [sorted|mixed] [BATCH]\n");
        return 2;
    }
    check(sl_parse_i64(sl_str_from(argv[2]), 1, 1000000000, &number, &err), &err);
    bench.count = (uint64_t)number;
    if (argc > 4) {
        check(sl_parse_i64(sl_str_from(argv[4]), 1, 1000000, &number, &err), &err);
        bench.batch = (uint64_t)number;
    }
    bench.texts = sl_alloc(bench.batch, BODY_BYTES);
    bench.keys = sl_alloc(bench.batch, KEY_BYTES);
    bench.records = sl_alloc(bench.batch, sizeof *bench.records);
    if (bench.texts == NULL || bench.keys == NULL || bench.records == NULL) {
        return 6;
    }
    check(sl_store_create(argv[1], &err), &err);
    check(sl_store_open(argv[1], SL_STORE_WRITE, &bench.store, &err), &err);
    check(sl_store_begin(bench.store, &err), &err);
    check(
        sl_store_source_add(bench.store, SL_STR("police"), SL_STR("records"), &bench.source, &err),
        &err
    );
    check(sl_store_commit(bench.store, &err), &err);
    take_in(&bench, "first");
    take_in(&bench, "again");
    go_through(&bench);
    find_some(&bench);
    add_some(&bench);
    sl_store_close(bench.store);
    sl_free(bench.texts);
    sl_free(bench.keys);
    sl_free(bench.records);
    return 0;
}
