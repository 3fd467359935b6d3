/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limits.c - the program sightline-limits: what can this machine do at most?
 *
 * Reads memory in order, on one thread and on all; goes through it at random, each step hanging on
 * the one before (the latency) and each on its own; reads a file, and reads it as CSV. What the
 * engine reaches is then told as a share of these.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/csv.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/threads.h"

#define LINE_WORDS  8u /* 64 bytes: what memory gives at once */
#define STEP_COUNT  UINT64_C(4000000)
#define ROUND_COUNT 3u
#define BLOCK_BYTES ((size_t)1 << 20)
#define MIB_LIMIT   65536

static const char USAGE[] =
    "usage: sightline-limits [--mib N] [--threads N] [--csv FILE.csv]\n"
    "\n"
    "Prints JSON. --mib says how much memory is gone through (default 512); it should be many\n"
    "times the caches.\n";

/* What the command line asks for, and what was measured; rates are 0 when not measured. */
struct limits {
    int64_t mib;
    int64_t thread_count;
    const char *csv_path;
    size_t word_count;
    uint64_t *words;
    double stream_gb_s[2]; /* on one thread, on all; 1e9 bytes a second */
    double step_ns;        /* a random load that waits for the one before */
    double loads_m_s;      /* million random loads a second that do not wait */
    double file_mb_s;      /* 1e6 bytes a second, from the system's cache if it is there */
    double csv_mb_s;
    double csv_records_m_s;
};

/* What was computed, so that no compiler leaves the computing out. */
static volatile uint64_t sink;

static double now_seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A random cycle through all lines: each holds the number of the next (Sattolo's shuffle). */
static void make_cycle(struct limits *limits)
{
    const size_t lines = limits->word_count / LINE_WORDS;
    struct sl_random random;
    sl_random_init(&random, 1);
    for (size_t i = 0; i < limits->word_count; i++) {
        limits->words[i] = i / LINE_WORDS;
    }
    for (size_t i = lines - 1; i > 0; i--) {
        const size_t other = (size_t)sl_random_below(&random, i);
        const uint64_t next = limits->words[i * LINE_WORDS];
        limits->words[i * LINE_WORDS] = limits->words[other * LINE_WORDS];
        limits->words[other * LINE_WORDS] = next;
    }
}

/* Parts of the memory, so that threads that come late take fewer of them. */
#define STREAM_TASKS 64u

static enum sl_status stream_part(void *context, size_t index, unsigned worker)
{
    const struct limits *limits = context;
    const size_t count = limits->word_count / STREAM_TASKS;
    const uint64_t *words = limits->words + index * count;
    uint64_t sums[4] = { 0 };
    (void)worker;
    for (size_t i = 0; i + 4 <= count; i += 4) {
        for (size_t k = 0; k < 4; k++) {
            sums[k] += words[i + k];
        }
    }
    sink = sums[0] + sums[1] + sums[2] + sums[3];
    return SL_OK;
}

static enum sl_status
measure_stream(struct limits *limits, unsigned threads, double *ret_gb_s, struct sl_error *err)
{
    double best = 0.0;
    for (unsigned round = 0; round < ROUND_COUNT; round++) {
        const double begun = now_seconds();
        SL_TRY(sl_threads_run(threads, STREAM_TASKS, stream_part, limits, err));
        const double rate = (double)limits->word_count * 8.0 / 1e9 / (now_seconds() - begun + 1e-9);
        best = rate > best ? rate : best;
    }
    *ret_gb_s = best;
    return SL_OK;
}

static void measure_steps(struct limits *limits)
{
    uint64_t at = 0;
    double begun = now_seconds();
    for (uint64_t step = 0; step < STEP_COUNT; step++) {
        at = limits->words[at * LINE_WORDS];
    }
    sink = at;
    limits->step_ns = (now_seconds() - begun) * 1e9 / (double)STEP_COUNT;

    const uint64_t lines = limits->word_count / LINE_WORDS;
    uint64_t sum = 0;
    begun = now_seconds();
    for (uint64_t step = 0; step < STEP_COUNT; step++) {
        const uint64_t line = (uint64_t)((uint32_t)sl_hash_u64(step) * lines >> 32);
        sum += limits->words[line * LINE_WORDS];
    }
    sink = sum;
    limits->loads_m_s = (double)STEP_COUNT / 1e6 / (now_seconds() - begun + 1e-9);
}

static enum sl_status
measure_file(const char *path, double *ret_bytes, double *ret_seconds, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr) char *block = sl_alloc(BLOCK_BYTES, 1);
    if (block == NULL) {
        return sl_fail_memory(err);
    }
    const double begun = now_seconds();
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        sl_fail(err, SL_IO, "the file cannot be opened");
        sl_fail_detail(err, "%s", path);
        return SL_IO;
    }
    size_t taken = 0;
    *ret_bytes = 0.0;
    while ((taken = fread(block, 1, BLOCK_BYTES, file)) > 0) {
        *ret_bytes += (double)taken;
        sink = (uint64_t)block[taken - 1];
    }
    const bool failed = ferror(file) != 0;
    (void)fclose(file);
    *ret_seconds = now_seconds() - begun + 1e-9;
    return failed ? sl_fail(err, SL_IO, "the file cannot be read") : SL_OK;
}

static enum sl_status
read_csv(const char *path, uint64_t *ret_records, double *ret_seconds, struct sl_error *err)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    uint64_t count = 0;
    bool more = true;
    const double begun = now_seconds();
    SL_TRY(sl_csv_open(path, &reader, err));
    for (;; count++) {
        SL_TRY(sl_csv_next(reader, &fields, &more, err));
        if (!more) {
            break;
        }
        sink = fields[0].len;
    }
    *ret_records = count;
    *ret_seconds = now_seconds() - begun + 1e-9;
    return SL_OK;
}

/* The file is read once before, so that it stands in the system's cache if there is room. */
static enum sl_status measure_csv(struct limits *limits, struct sl_error *err)
{
    double bytes = 0.0;
    double seconds = 0.0;
    for (unsigned round = 0; round < 2; round++) {
        SL_TRY(measure_file(limits->csv_path, &bytes, &seconds, err));
        limits->file_mb_s = bytes / 1e6 / seconds;
    }
    for (unsigned round = 0; round < ROUND_COUNT; round++) {
        uint64_t records = 0;
        SL_TRY(read_csv(limits->csv_path, &records, &seconds, err));
        if (bytes / 1e6 / seconds > limits->csv_mb_s) {
            limits->csv_mb_s = bytes / 1e6 / seconds;
            limits->csv_records_m_s = (double)records / 1e6 / seconds;
        }
    }
    return SL_OK;
}

static enum sl_status measure(struct limits *limits, struct sl_error *err)
{
    limits->word_count = (size_t)limits->mib << 17;
    limits->words = sl_alloc(limits->word_count, sizeof(*limits->words));
    if (limits->words == NULL) {
        return sl_fail_memory(err);
    }
    make_cycle(limits);
    SL_TRY(measure_stream(limits, 1, &limits->stream_gb_s[0], err));
    SL_TRY(measure_stream(limits, (unsigned)limits->thread_count, &limits->stream_gb_s[1], err));
    measure_steps(limits);
    return limits->csv_path == NULL ? SL_OK : measure_csv(limits, err);
}

static void print(const struct limits *limits)
{
    (void)printf("{\"mib\": %" PRId64 ", \"threads\": %" PRId64, limits->mib, limits->thread_count);
    (void)printf(", \"stream_gb_s\": %.2f", limits->stream_gb_s[0]);
    (void)printf(", \"stream_all_gb_s\": %.2f", limits->stream_gb_s[1]);
    (void)printf(", \"step_ns\": %.2f, \"loads_m_s\": %.2f", limits->step_ns, limits->loads_m_s);
    if (limits->csv_path != NULL) {
        (void)printf(", \"file_mb_s\": %.0f", limits->file_mb_s);
        (void)printf(", \"csv_mb_s\": %.0f", limits->csv_mb_s);
        (void)printf(", \"csv_records_m_s\": %.3f", limits->csv_records_m_s);
    }
    (void)printf("}\n");
}

static enum sl_status
read_request(int count, char **arguments, struct limits *limits, struct sl_error *err)
{
    for (int i = 1; i < count; i += 2) {
        const char *name = arguments[i];
        const struct sl_str value = sl_str_from(i + 1 < count ? arguments[i + 1] : "");
        enum sl_status status = SL_USAGE;
        if (strcmp(name, "--mib") == 0) {
            status = sl_parse_i64(value, 1, MIB_LIMIT, &limits->mib, NULL);
        } else if (strcmp(name, "--threads") == 0) {
            status = sl_parse_i64(value, 1, SL_THREADS_LIMIT, &limits->thread_count, NULL);
        } else if (strcmp(name, "--csv") == 0 && value.len > 0) {
            limits->csv_path = value.ptr;
            status = SL_OK;
        }
        if (status != SL_OK) {
            return sl_fail(err, SL_USAGE, "%s is unknown or has no good value", name);
        }
    }
    return SL_OK;
}

int main(int count, char **arguments)
{
    struct limits limits = { .mib = 512, .thread_count = (int64_t)sl_threads_available() };
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = read_request(count, arguments, &limits, &err);
    if (status == SL_OK) {
        status = measure(&limits, &err);
    }
    if (status == SL_OK) {
        print(&limits);
    } else {
        (void)fprintf(stderr, "sightline-limits: %s\n", err.message);
        if (err.detail[0] != '\0') {
            (void)fprintf(stderr, "  %s\n", err.detail);
        }
        (void)fputs(status == SL_USAGE ? USAGE : "", stderr);
    }
    sl_free(limits.words);
    return sl_status_exit(status);
}
