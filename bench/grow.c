/* SPDX-License-Identifier: Apache-2.0 */
/*
 * grow.c - the program sightline-bench-grow: how fast is a record that comes late?
 *
 * Loads a file and a saved model, counts a reference, prepares the file anew by it, and then adds
 * records one by one, each settled at once, and times both together.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/link_load.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/threads.h"
#include "latency.h"
#include "link/linkage_impl.h"
#include "query_sample.h"
#include "sightline/grow.h"
#include "sightline/reference.h"

static const char USAGE[] =
    "usage: sightline-bench-grow FILE.csv --id COL --fields SPEC --model M.json [options]\n"
    "\n"
    "Adds records to a prepared linkage and settles after each. In turn they are one that the "
    "file\n"
    "has, one with a slip or two, and one of somebody new, made of the values of several.\n"
    "\n"
    "  --records N    how many come late (default 15000)\n"
    "  --threshold W  match weight in bits from which records are joined (default 3)\n"
    "  --possible W   the least weight of a possible pair (default -2)\n"
    "  --seed S       which records (default 1)\n"
    "  --threads N    for loading the file (default: all cores)\n"
    "  --cpu-time     count the processor's time for us, as on a busy machine one must\n"
    "  --json         print JSON\n";

/* What the command line asks for. */
struct request {
    struct sl_sample_source source;
    const char *model_path;
    int64_t record_count, seed, thread_count;
    double threshold_bits, possible_bits;
    bool cpu_time, json, help;
};

enum { KNOWN, UNSEEN, NOBODY, GROUP_COUNT };

/* Records of one kind, and how they went. */
struct group {
    const char *name;
    uint64_t *times_ns;
    size_t count;
    uint64_t joined; /* came into a cluster that was there */
    struct sl_latency latency;
};

/* One run of the program. */
struct bench {
    const struct request *request;
    struct sl_linkage *counted, *linkage;
    struct sl_growth *growth;
    struct sl_samples samples;
    size_t reference_bytes;
    double ready_seconds; /* loading the file by the reference, and opening the growth */
    uint64_t touched;     /* records looked at, of all */
    struct group groups[GROUP_COUNT];
};

static uint64_t now_ns(clockid_t clock)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static enum sl_status
read_number(struct request *request, const char *name, const char *value, struct sl_error *err)
{
    const struct sl_str text = sl_str_from(value);
    const double limit = SL_THRESHOLD_LIMIT_BITS;
    if (strcmp(name, "--records") == 0) {
        return sl_parse_i64(text, 1, SL_TAIL_LIMIT, &request->record_count, err);
    }
    if (strcmp(name, "--seed") == 0) {
        return sl_parse_i64(text, 0, INT64_MAX, &request->seed, err);
    }
    if (strcmp(name, "--threads") == 0) {
        return sl_parse_i64(text, 1, SL_THREADS_LIMIT, &request->thread_count, err);
    }
    if (strcmp(name, "--threshold") == 0) {
        return sl_parse_f64(text, -limit, limit, &request->threshold_bits, err);
    }
    if (strcmp(name, "--possible") == 0) {
        return sl_parse_f64(text, -limit, limit, &request->possible_bits, err);
    }
    return sl_fail(err, SL_USAGE, "unknown option %s", name);
}

static enum sl_status
read_option(struct request *request, const char *name, const char *value, struct sl_error *err)
{
    if (strcmp(name, "--id") == 0) {
        request->source.id_column = value;
    } else if (strcmp(name, "--fields") == 0) {
        request->source.fields = value;
    } else if (strcmp(name, "--model") == 0) {
        request->model_path = value;
    } else {
        const enum sl_status status = read_number(request, name, value, err);
        if (status != SL_OK && status != SL_USAGE) {
            (void)sl_fail(err, SL_USAGE, "%s: not a number in its range", name);
        }
        return status == SL_OK ? SL_OK : SL_USAGE;
    }
    return SL_OK;
}

static enum sl_status
read_request(int count, char **arguments, struct request *request, struct sl_error *err)
{
    for (int i = 1; i < count; i++) {
        const char *name = arguments[i];
        if (strcmp(name, "--json") == 0) {
            request->json = true;
        } else if (strcmp(name, "--cpu-time") == 0) {
            request->cpu_time = true;
        } else if (strcmp(name, "--help") == 0) {
            request->help = true;
            return SL_OK;
        } else if (name[0] != '-' && request->source.path == NULL) {
            request->source.path = name;
        } else if (name[0] == '-' && i + 1 < count) {
            SL_TRY(read_option(request, name, arguments[++i], err));
        } else {
            return sl_fail(err, SL_USAGE, "%s is one too many or misses its value", name);
        }
    }
    if (request->source.path == NULL || request->source.id_column == NULL ||
        request->source.fields == NULL || request->model_path == NULL) {
        return sl_fail(err, SL_USAGE, "a file, --id, --fields and --model are needed");
    }
    return SL_OK;
}

static enum sl_status
load(const struct request *request, struct sl_linkage **ret_linkage, struct sl_error *err)
{
    const struct sl_link_inputs inputs = {
        .input_count = 1,
        .inputs = { { .path = request->source.path,
                      .id_column = request->source.id_column,
                      .fields = request->source.fields } },
        .model_path = request->model_path,
    };
    const struct sl_linkage_options options = {
        .threshold_bits = request->threshold_bits,
        .stay_bits = request->threshold_bits,
        .find_possible = true,
        .possible_bits = request->possible_bits,
        .strict_twins = true,
        .apart_birth_years = 12,
        .thread_count = (unsigned)request->thread_count,
    };
    return sl_link_load(&inputs, &options, ret_linkage, err);
}

static enum sl_status open_growth(struct bench *bench, struct sl_error *err)
{
    struct sl_str reference;
    SL_TRY(load(bench->request, &bench->counted, err));
    SL_TRY(sl_linkage_prepare(bench->counted, err));
    SL_TRY(sl_linkage_reference(bench->counted, &reference, err));
    bench->reference_bytes = reference.len;
    const uint64_t begun = now_ns(CLOCK_MONOTONIC);
    SL_TRY(load(bench->request, &bench->linkage, err));
    SL_TRY(sl_linkage_use_reference(bench->linkage, reference, err));
    sl_linkage_close(bench->counted);
    bench->counted = NULL;
    SL_TRY(sl_linkage_prepare(bench->linkage, err));
    SL_TRY(sl_growth_open(bench->linkage, &bench->growth, err));
    bench->ready_seconds = (double)(now_ns(CLOCK_MONOTONIC) - begun) / 1e9;
    return SL_OK;
}

static enum sl_status take_samples(struct bench *bench, struct sl_error *err)
{
    const size_t count = (size_t)bench->request->record_count;
    struct sl_random random;
    size_t damaged = 0;
    sl_random_init(&random, (uint64_t)bench->request->seed);
    SL_TRY(sl_samples_read(
        &bench->samples, &bench->request->source, bench->linkage, count, &random, err
    ));
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        bench->groups[i].times_ns = sl_alloc(count, sizeof(uint64_t));
        if (bench->groups[i].times_ns == NULL) {
            return sl_fail_memory(err);
        }
    }
    return sl_samples_damage(&bench->samples, bench->linkage, &random, &damaged, err);
}

/* Every fourth sample is mixed: somebody new, each of whose values somebody has. */
static unsigned make_values(const struct sl_samples *samples, size_t place, struct sl_str *values)
{
    for (size_t column = 0; column < samples->column_count; column++) {
        const size_t from = place % 4 == 2 ? (place + 7 * column) % samples->count : place;
        values[column] = samples->items[from].values[column];
    }
    return place % 4 == 2 ? NOBODY : place % 2 == 0 ? KNOWN : UNSEEN;
}

static enum sl_status add_one(struct bench *bench, size_t place, struct sl_error *err)
{
    const clockid_t clock = bench->request->cpu_time ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
    struct sl_str values[SL_COLUMN_LIMIT];
    struct group *group = &bench->groups[make_values(&bench->samples, place, values)];
    char id[32];
    (void)snprintf(id, sizeof(id), "late-%zu", place);
    uint32_t record = 0;
    uint32_t cluster = 0;
    const uint64_t begun = now_ns(clock);
    SL_TRY(sl_growth_add(bench->growth, sl_str_from(id), values, &record, err));
    SL_TRY(sl_growth_settle(bench->growth, err));
    group->times_ns[group->count++] = now_ns(clock) - begun;
    const uint32_t *touched = NULL;
    size_t count = 0;
    sl_growth_touched(bench->growth, &touched, &count);
    bench->touched += count;
    SL_TRY(sl_growth_cluster(bench->growth, record, &cluster, err));
    group->joined += cluster != record;
    return SL_OK;
}

static enum sl_status grow(struct bench *bench, struct sl_error *err)
{
    for (size_t place = 0; place < bench->samples.count; place++) {
        SL_TRY(add_one(bench, place, err));
    }
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        struct group *group = &bench->groups[i];
        SL_TRY(sl_latency_summarise(group->times_ns, group->count, &group->latency, err));
    }
    return SL_OK;
}

static void print_text(const struct bench *bench)
{
    (void)printf(
        "records %zu, reference %.1f MB, ready in %.1f s, %.1f records looked at for each\n\n",
        sl_linkage_record_count(bench->linkage),
        (double)bench->reference_bytes / 1e6,
        bench->ready_seconds,
        (double)bench->touched / (double)bench->samples.count
    );
    (void)printf("microseconds  records   mean    p50    p90    p99  p99.9    max  joined\n");
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        const struct group *group = &bench->groups[i];
        const struct sl_latency *at = &group->latency;
        (void)printf("%-12s %8zu %6.0f %6.0f", group->name, at->count, at->mean_us, at->p50_us);
        (void)printf(" %6.0f %6.0f %6.0f", at->p90_us, at->p99_us, at->p999_us);
        (void)printf(" %6.0f %7llu\n", at->max_us, (unsigned long long)group->joined);
    }
}

static void print_json(const struct bench *bench)
{
    (void)printf("{\"records\": %zu,", sl_linkage_record_count(bench->linkage));
    (void)printf(" \"reference_bytes\": %zu,", bench->reference_bytes);
    (void)printf(" \"ready_seconds\": %.3f,", bench->ready_seconds);
    (void)printf(" \"touched\": %llu", (unsigned long long)bench->touched);
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        const struct group *group = &bench->groups[i];
        const struct sl_latency *at = &group->latency;
        (void)printf(",\n \"%s\": {\"records\": %zu,", group->name, at->count);
        (void)printf(" \"mean_us\": %.3f, \"p50_us\": %.3f,", at->mean_us, at->p50_us);
        (void)printf(" \"p90_us\": %.3f, \"p99_us\": %.3f,", at->p90_us, at->p99_us);
        (void)printf(" \"p999_us\": %.3f, \"max_us\": %.3f,", at->p999_us, at->max_us);
        (void)printf(" \"joined\": %llu}", (unsigned long long)group->joined);
    }
    (void)printf("}\n");
}

static enum sl_status run(struct bench *bench, struct sl_error *err)
{
    SL_TRY(open_growth(bench, err));
    SL_TRY(take_samples(bench, err));
    SL_TRY(grow(bench, err));
    if (bench->request->json) {
        print_json(bench);
    } else {
        print_text(bench);
    }
    return fflush(stdout) == 0 ? SL_OK : sl_fail(err, SL_IO, "standard output cannot be written");
}

static void finish(struct bench *bench)
{
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        sl_free(bench->groups[i].times_ns);
    }
    sl_samples_finish(&bench->samples);
    sl_growth_close(bench->growth);
    sl_linkage_close(bench->linkage);
    sl_linkage_close(bench->counted);
}

static void report(const struct sl_error *err)
{
    (void)fprintf(stderr, "sightline-bench-grow: %s\n", err->message);
    if (err->detail[0] != '\0') {
        (void)fprintf(stderr, "  %s\n", err->detail);
    }
    if (err->status == SL_USAGE) {
        (void)fputs("try sightline-bench-grow --help\n", stderr);
    }
}

int main(int count, char **arguments)
{
    struct request request = {
        .record_count = 15000, .seed = 1, .threshold_bits = 3.0, .possible_bits = -2.0
    };
    struct bench bench = {
        .request = &request,
        .groups = {{ .name = "known" }, { .name = "unseen" }, { .name = "nobody" }}
    };
    struct sl_error err = { .status = SL_OK };
    request.thread_count = (int64_t)sl_threads_available();
    enum sl_status status = read_request(count, arguments, &request, &err);
    if (status == SL_OK && request.help) {
        return fputs(USAGE, stdout) < 0;
    }
    if (status == SL_OK) {
        status = run(&bench, &err);
        finish(&bench);
    }
    if (status != SL_OK) {
        report(&err);
    }
    return sl_status_exit(status);
}
