/* SPDX-License-Identifier: Apache-2.0 */
/*
 * main.c - the program sightline-simulate: a synthetic partnership to try Sightline on.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/number.h"
#include "base/threads.h"
#include "json_write.h"
#include "partnership.h"
#include "write_users.h"

#define SUMMARY_BYTES ((size_t)1 << 16)

static const char USAGE[] =
    "usage: sightline-simulate --children N --out DIR [--seed S] [--truth DIR]\n"
    "                          [--errors PERCENT] [--threads N] [--json] [--quiet]\n"
    "\n"
    "Makes a synthetic Greater Manchester: families, what became of them, and the files that ten\n"
    "councils, a police force and four NHS trusts would write about them. Beside the files lies\n"
    "the truth. Nobody in them exists. The same options give the same bytes.\n"
    "\n"
    "  --children N      how many children under 18 (the region has about 650,000)\n"
    "  --out DIR         a folder that does not exist yet, or is empty\n"
    "  --seed S          which partnership (default 1)\n"
    "  --truth DIR       where to write the truth (default: truth in the other folder)\n"
    "  --errors PERCENT  how wrong the records are: 0 to 500, 100 is usual (default 100)\n"
    "  --threads N       how many threads (default: one for each processor)\n"
    "  --json            print the summary as JSON\n"
    "  --quiet           print nothing but errors\n"
    "  --help            print this\n";

/* What the command line asks for. */
struct request {
    struct sl_partnership_options options;
    bool json;
    bool quiet;
    bool help;
};

static enum sl_status read_number(
    const char *name, const char *value, uint64_t max, uint64_t *ret_number, struct sl_error *err
)
{
    int64_t number = 0;
    if (sl_parse_i64(sl_str_from(value), 0, (int64_t)max, &number, NULL) != SL_OK) {
        (void)sl_fail(err, SL_USAGE, "%s takes a number", name);
        sl_fail_detail(err, "0 to %llu", (unsigned long long)max);
        return SL_USAGE;
    }
    *ret_number = (uint64_t)number;
    return SL_OK;
}

/* Take an option that needs no value; false when it is none of these. */
static bool read_flag(struct request *request, const char *name)
{
    if (strcmp(name, "--json") == 0) {
        request->json = true;
    } else if (strcmp(name, "--quiet") == 0) {
        request->quiet = true;
    } else if (strcmp(name, "--help") == 0) {
        request->help = true;
    } else {
        return false;
    }
    return true;
}

static enum sl_status
read_option(struct request *request, const char *name, const char *value, struct sl_error *err)
{
    struct sl_partnership_options *options = &request->options;
    uint64_t number = 0;
    if (strcmp(name, "--children") == 0) {
        return read_number(name, value, SL_PARTNERSHIP_LIMIT, &options->children, err);
    }
    if (strcmp(name, "--seed") == 0) {
        return read_number(name, value, INT64_MAX, &options->seed, err);
    }
    if (strcmp(name, "--errors") == 0) {
        SL_TRY(read_number(name, value, 500, &number, err));
        options->error_percent = (unsigned)number;
        return SL_OK;
    }
    if (strcmp(name, "--threads") == 0) {
        SL_TRY(read_number(name, value, SL_THREADS_LIMIT, &number, err));
        options->thread_count = number > 0 ? (unsigned)number : options->thread_count;
        return SL_OK;
    }
    if (strcmp(name, "--out") == 0) {
        options->out_path = value;
        return SL_OK;
    }
    if (strcmp(name, "--truth") == 0) {
        options->truth_path = value;
        return SL_OK;
    }
    return sl_fail(err, SL_USAGE, "unknown option %s", name);
}

static enum sl_status
read_request(int count, char **arguments, struct request *request, struct sl_error *err)
{
    for (int i = 1; i < count; i++) {
        const char *name = arguments[i];
        if (read_flag(request, name)) {
            continue;
        }
        if (i + 1 >= count) {
            return sl_fail(err, SL_USAGE, "%s is unknown or misses its value", name);
        }
        SL_TRY(read_option(request, name, arguments[++i], err));
    }
    if (request->help) {
        return SL_OK;
    }
    if (request->options.children == 0) {
        return sl_fail(err, SL_USAGE, "--children is missing");
    }
    if (request->options.out_path == NULL) {
        return sl_fail(err, SL_USAGE, "--out is missing");
    }
    return SL_OK;
}

static void show_progress(void *context, uint64_t done, uint64_t total)
{
    (void)context;
    (void)fprintf(
        stderr,
        "\rchildren: %llu of %llu%s",
        (unsigned long long)done,
        (unsigned long long)total,
        done == total ? "\r\033[K" : ""
    );
}

static double now_seconds(void)
{
    struct timespec now = { .tv_sec = 0 };
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Records of councils, police, trusts and schools, which are the first streams in this order. */
static uint64_t count_records(const struct sl_world_tally *tally, unsigned first, unsigned end)
{
    uint64_t sum = 0;
    for (unsigned stream = first; stream < end; stream++) {
        sum += tally->records[stream];
    }
    return sum;
}

static void add_json(struct sl_buf *text, const struct sl_world_tally *tally, uint64_t bytes)
{
    struct sl_json_writer json = { .buf = text };
    sl_json_open(&json, NULL, '{');
    sl_json_number(&json, "children", tally->children);
    sl_json_number(&json, "persons", tally->persons);
    sl_json_number(&json, "households", tally->households);
    sl_json_number(&json, "mentions", tally->mentions);
    sl_json_number(&json, "situations", tally->situations);
    sl_json_number(&json, "bytes", bytes);
    sl_json_open(&json, "records", '{');
    for (unsigned stream = 0; stream < SL_STREAM_MENTIONS; stream++) {
        sl_json_number(&json, sl_stream_describe(stream).path, tally->records[stream]);
    }
    sl_json_close(&json, '}');
    sl_json_close(&json, '}');
    sl_buf_add_byte(text, '\n');
}

static void
add_words(struct sl_buf *text, const struct sl_world_tally *tally, uint64_t bytes, double seconds)
{
    const uint64_t councils = count_records(tally, 0, SL_STREAM_POLICE);
    const uint64_t police = count_records(tally, SL_STREAM_POLICE, SL_STREAM_TRUST);
    const uint64_t trusts = count_records(tally, SL_STREAM_TRUST, SL_STREAM_MENTIONS);
    const struct {
        const char *what;
        uint64_t count;
    } lines[] = {
        {"children",           tally->children  },
        { "people",            tally->persons   },
        { "households",        tally->households},
        { "records, councils", councils         },
        { "records, police",   police           },
        { "records, NHS",      trusts           },
        { "mentions",          tally->mentions  },
        { "situations",        tally->situations},
        { "bytes",             bytes            },
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        sl_buf_addf(text, "%-18s %12llu\n", lines[i].what, (unsigned long long)lines[i].count);
    }
    sl_buf_addf(text, "%-18s %12.1f\n", "seconds", seconds);
}

static enum sl_status run(const struct request *request, struct sl_error *err)
{
    struct sl_world_tally tally;
    uint64_t bytes = 0;
    const double begun = now_seconds();
    SL_TRY(sl_partnership_make(&request->options, &tally, &bytes, err));
    SL_TRY(sl_write_users(request->options.out_path, err));
    struct sl_buf text;
    sl_buf_init(&text, SUMMARY_BYTES);
    if (request->json) {
        add_json(&text, &tally, bytes);
    } else if (!request->quiet) {
        add_words(&text, &tally, bytes, now_seconds() - begun);
    }
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK && fputs(text.ptr, stdout) < 0) {
        status = sl_fail(err, SL_IO, "cannot write to standard output");
    }
    sl_buf_finish(&text);
    return status;
}

static void report(const struct sl_error *err)
{
    (void)fprintf(stderr, "sightline-simulate: %s\n", err->message);
    if (err->detail[0] != '\0') {
        (void)fprintf(stderr, "  %s\n", err->detail);
    }
    if (err->hint[0] != '\0') {
        (void)fprintf(stderr, "  %s\n", err->hint);
    } else if (err->status == SL_USAGE) {
        (void)fputs("try sightline-simulate --help\n", stderr);
    }
}

int main(int count, char **arguments)
{
    struct request request = {
        .options = {.seed = 1, .error_percent = 100, .thread_count = sl_threads_available()}
    };
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = read_request(count, arguments, &request, &err);
    if (status == SL_OK && request.help) {
        return fputs(USAGE, stdout) < 0;
    }
    if (!request.quiet && isatty(STDERR_FILENO) == 1) {
        request.options.progress = show_progress;
    }
    if (status == SL_OK) {
        status = run(&request, &err);
    }
    if (status != SL_OK) {
        report(&err);
    }
    return sl_status_exit(status);
}
