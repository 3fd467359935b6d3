/* SPDX-License-Identifier: Apache-2.0 */
/*
 * query.c - the program sightline-bench-query: how fast is one record against an index?
 *
 * Loads a file and a saved model as `sightline link` does, then asks about single records, one
 * after another on one thread, and times each search from raw values to weighted matches.
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
#include "sightline/query.h"

#define QUERY_LIMIT 10000000
/* Searches before those that count: one for so many of these, and at least so many. */
#define WARM_SHARE 20u
#define WARM_LEAST 100u

static const char USAGE[] =
    "usage: sightline-bench-query FILE.csv --id COL --fields SPEC --model M.json [options]\n"
    "\n"
    "Times single records against the index of all records of a file. Half of them have only\n"
    "values that the index knows; the others have a slip or two that make values nobody has.\n"
    "\n"
    "  --queries N         how many records are asked about (default 20000)\n"
    "  --seed S            which (default 1)\n"
    "  --truth-column COL  who each record is about; then the answers are judged, too\n"
    "  --threshold W       match weight in bits from which a record is found (default: the "
    "model's)\n"
    "  --threads N         for loading the file; searches are on one (default: all cores)\n"
    "  --cpu-time          count the processor's time for us, as on a busy machine one must\n"
    "  --json              print JSON\n";

/* What the command line asks for. */
struct request {
    struct sl_sample_source source;
    const char *model_path;
    int64_t query_count;
    int64_t seed;
    int64_t thread_count;
    double threshold_bits;
    bool has_threshold;
    bool cpu_time;
    bool json;
    bool help;
};

/* Queries of one kind, and how they went. */
struct group {
    const char *name;
    uint64_t *times_ns;
    size_t count;
    uint64_t found;       /* queries that found the record they were made from */
    uint64_t best_right;  /* whose best match is about the same person */
    uint64_t matches;     /* of all queries */
    uint64_t match_wrong; /* of these, about another person */
    struct sl_latency latency;
};

enum { KNOWN, UNSEEN, GROUP_COUNT };

/* One run of the program. */
struct bench {
    const struct request *request;
    struct sl_linkage *linkage;
    struct sl_query *query;
    struct sl_samples samples;
    size_t warm_count;
    double threshold_bits;
    double ready_seconds; /* loading the file and building the index */
    double open_seconds;  /* building what finds values like unseen ones */
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
    if (strcmp(name, "--queries") == 0) {
        return sl_parse_i64(text, 1, QUERY_LIMIT, &request->query_count, err);
    }
    if (strcmp(name, "--seed") == 0) {
        return sl_parse_i64(text, 0, INT64_MAX, &request->seed, err);
    }
    if (strcmp(name, "--threads") == 0) {
        return sl_parse_i64(text, 1, SL_THREADS_LIMIT, &request->thread_count, err);
    }
    if (strcmp(name, "--threshold") == 0) {
        const double limit = SL_THRESHOLD_LIMIT_BITS;
        request->has_threshold = true;
        return sl_parse_f64(text, -limit, limit, &request->threshold_bits, err);
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
    } else if (strcmp(name, "--truth-column") == 0) {
        request->source.truth_column = value;
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

static enum sl_status open_index(struct bench *bench, struct sl_error *err)
{
    const struct request *request = bench->request;
    const struct sl_link_inputs inputs = {
        .input_count = 1,
        .inputs = { { .path = request->source.path,
                      .id_column = request->source.id_column,
                      .fields = request->source.fields } },
        .model_path = request->model_path,
    };
    const struct sl_linkage_options options = {
        .threshold_auto = true,
        .thread_count = (unsigned)request->thread_count,
    };
    const uint64_t begun = now_ns(CLOCK_MONOTONIC);
    SL_TRY(sl_link_load(&inputs, &options, &bench->linkage, err));
    SL_TRY(sl_linkage_prepare(bench->linkage, err));
    const uint64_t ready = now_ns(CLOCK_MONOTONIC);
    SL_TRY(sl_query_open(bench->linkage, &bench->query, err));
    bench->ready_seconds = (double)(ready - begun) / 1e9;
    bench->open_seconds = (double)(now_ns(CLOCK_MONOTONIC) - ready) / 1e9;
    bench->threshold_bits =
        request->has_threshold ? request->threshold_bits : bench->linkage->model.threshold_bits;
    return SL_OK;
}

static enum sl_status take_samples(struct bench *bench, struct sl_error *err)
{
    const size_t count = (size_t)bench->request->query_count;
    struct sl_random random;
    size_t damaged = 0;
    sl_random_init(&random, (uint64_t)bench->request->seed);
    bench->warm_count = count / WARM_SHARE < WARM_LEAST ? WARM_LEAST : count / WARM_SHARE;
    SL_TRY(sl_samples_read(
        &bench->samples,
        &bench->request->source,
        bench->linkage,
        bench->warm_count + count,
        &random,
        err
    ));
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        bench->groups[i].times_ns = sl_alloc(count, sizeof(uint64_t));
        if (bench->groups[i].times_ns == NULL) {
            return sl_fail_memory(err);
        }
    }
    return sl_samples_damage(&bench->samples, bench->linkage, &random, &damaged, err);
}

/* Hold what was found against what is true. */
static void judge(
    const struct sl_samples *samples,
    const struct sl_sample *sample,
    const struct sl_query_match *matches,
    size_t count,
    struct group *group
)
{
    group->matches += count;
    for (size_t i = 0; i < count; i++) {
        group->found += matches[i].record == sample->record;
        if (samples->truths == NULL) {
            continue;
        }
        const bool right = samples->truths[matches[i].record] == samples->truths[sample->record];
        group->match_wrong += !right;
        group->best_right += i == 0 && right;
    }
}

static enum sl_status ask(struct bench *bench, struct sl_error *err)
{
    const struct sl_samples *samples = &bench->samples;
    const clockid_t clock = bench->request->cpu_time ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
    for (size_t place = 0; place < samples->count; place++) {
        const struct sl_sample *sample = &samples->items[place];
        const struct sl_query_match *matches = NULL;
        size_t count = 0;
        const uint64_t begun = now_ns(clock);
        SL_TRY(sl_query_search(
            bench->query, sample->values, bench->threshold_bits, &matches, &count, err
        ));
        const uint64_t time = now_ns(clock) - begun;
        /* Records that no slip could make new stand among the damaged ones: they do not count. */
        const bool known = place % 2 == 0;
        if (place < bench->warm_count || (!known && sample->unseen_count == 0)) {
            continue;
        }
        struct group *group = &bench->groups[known ? KNOWN : UNSEEN];
        group->times_ns[group->count++] = time;
        judge(samples, sample, matches, count, group);
    }
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        struct group *group = &bench->groups[i];
        SL_TRY(sl_latency_summarise(group->times_ns, group->count, &group->latency, err));
    }
    return SL_OK;
}

/* A share of the queries or matches in per cent; 0 of nothing. */
static double per_cent(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0.0 : 100.0 * (double)part / (double)whole;
}

static void print_text(const struct bench *bench)
{
    const bool judged = bench->samples.truths != NULL;
    (void)printf(
        "records %zu, threshold %.2f bits, ready in %.1f s, similar values in %.1f s more\n\n",
        sl_linkage_record_count(bench->linkage),
        bench->threshold_bits,
        bench->ready_seconds,
        bench->open_seconds
    );
    (void)printf("microseconds  queries   mean    p50    p90    p99  p99.9    max   found %%");
    (void)printf(judged ? "  best right %%  matches wrong %%\n" : "\n");
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        const struct group *group = &bench->groups[i];
        const struct sl_latency *at = &group->latency;
        (void)printf(
            "%-12s %8zu %6.1f %6.1f %6.1f",
            group->name,
            at->count,
            at->mean_us,
            at->p50_us,
            at->p90_us
        );
        (void)printf(" %6.1f %6.1f %6.1f", at->p99_us, at->p999_us, at->max_us);
        (void)printf("  %8.3f", per_cent(group->found, at->count));
        if (judged) {
            (void)printf("      %8.3f", per_cent(group->best_right, at->count));
            (void)printf("         %8.3f", per_cent(group->match_wrong, group->matches));
        }
        (void)printf("\n");
    }
}

static void print_json(const struct bench *bench)
{
    (void)printf("{\"records\": %zu,", sl_linkage_record_count(bench->linkage));
    (void)printf(" \"threshold_bits\": %.4f,", bench->threshold_bits);
    (void)printf(" \"ready_seconds\": %.3f,", bench->ready_seconds);
    (void)printf(" \"open_seconds\": %.3f", bench->open_seconds);
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        const struct group *group = &bench->groups[i];
        const struct sl_latency *at = &group->latency;
        (void)printf(",\n \"%s\": {\"queries\": %zu,", group->name, at->count);
        (void)printf(" \"mean_us\": %.3f, \"p50_us\": %.3f,", at->mean_us, at->p50_us);
        (void)printf(" \"p90_us\": %.3f, \"p99_us\": %.3f,", at->p90_us, at->p99_us);
        (void)printf(" \"p999_us\": %.3f, \"max_us\": %.3f,", at->p999_us, at->max_us);
        (void)printf(" \"matches\": %llu,", (unsigned long long)group->matches);
        (void)printf(" \"found\": %llu", (unsigned long long)group->found);
        if (bench->samples.truths != NULL) {
            (void)printf(", \"best_right\": %llu", (unsigned long long)group->best_right);
            (void)printf(", \"matches_wrong\": %llu", (unsigned long long)group->match_wrong);
        }
        (void)printf("}");
    }
    (void)printf("}\n");
}

static enum sl_status run(struct bench *bench, struct sl_error *err)
{
    SL_TRY(open_index(bench, err));
    SL_TRY(take_samples(bench, err));
    SL_TRY(ask(bench, err));
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
    sl_query_close(bench->query);
    sl_linkage_close(bench->linkage);
}

static void report(const struct sl_error *err)
{
    (void)fprintf(stderr, "sightline-bench-query: %s\n", err->message);
    if (err->detail[0] != '\0') {
        (void)fprintf(stderr, "  %s\n", err->detail);
    }
    if (err->status == SL_USAGE) {
        (void)fputs("try sightline-bench-query --help\n", stderr);
    }
}

int main(int count, char **arguments)
{
    struct request request = { .query_count = 20000, .seed = 1 };
    struct bench bench = {
        .request = &request, .groups = {{ .name = "known" }, { .name = "unseen" }}
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
