/* SPDX-License-Identifier: Apache-2.0 */
/*
 * generate.c - the program sightline-generate: a file of synthetic people for benchmarks.
 */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "population.h"

static const char USAGE[] =
    "usage: sightline-generate --records N [--seed S] [--out FILE.csv] [--people-truth]\n"
    "                          [--communities] [--household FILE.csv] [--errors PERCENT]\n"
    "                          [--describe]\n"
    "\n"
    "Makes synthetic people of Greater Manchester and what police, councils and the NHS wrote\n"
    "down about them. The same options give the same bytes.\n"
    "\n"
    "  --records N        how many records\n"
    "  --seed S           which population (default 1)\n"
    "  --out FILE         where to write the records (- is standard output)\n"
    "  --people-truth     add the columns person and household, the truth about each record\n"
    "  --communities      add the column community, whose names the person bears\n"
    "  --household FILE   write the true people, one a line, with household, role and twin\n"
    "  --errors PERCENT   how wrong the records are: 0 to 500, 100 is usual (default 100)\n"
    "  --describe         print what was made\n";

/* What the command line asks for. */
struct request {
    struct sl_population_options options;
    bool describe;
    bool help;
};

static enum sl_status read_number(
    const char *name, const char *value, uint64_t max, uint64_t *ret_number, struct sl_error *err
)
{
    int64_t number = 0;
    const struct sl_str text = sl_str_from(value);
    if (sl_parse_i64(text, 0, (int64_t)max, &number, NULL) != SL_OK) {
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
    if (strcmp(name, "--people-truth") == 0) {
        request->options.has_truth = true;
    } else if (strcmp(name, "--communities") == 0) {
        request->options.has_community = true;
    } else if (strcmp(name, "--describe") == 0) {
        request->describe = true;
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
    struct sl_population_options *options = &request->options;
    if (strcmp(name, "--records") == 0) {
        const uint64_t limit = SL_POPULATION_RECORD_LIMIT;
        return read_number(name, value, limit, &options->record_count, err);
    }
    if (strcmp(name, "--seed") == 0) {
        return read_number(name, value, INT64_MAX, &options->seed, err);
    }
    if (strcmp(name, "--errors") == 0) {
        uint64_t percent = 0;
        SL_TRY(read_number(name, value, 500, &percent, err));
        options->error_percent = (unsigned)percent;
        return SL_OK;
    }
    if (strcmp(name, "--out") == 0) {
        options->out_path = value;
        return SL_OK;
    }
    if (strcmp(name, "--household") == 0) {
        options->people_path = value;
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
    if (request->options.record_count == 0) {
        return sl_fail(err, SL_USAGE, "--records is missing");
    }
    const struct sl_population_options *options = &request->options;
    if (options->out_path == NULL && options->people_path == NULL && !request->describe) {
        return sl_fail(err, SL_USAGE, "nothing to do: give --out, --household or --describe");
    }
    return SL_OK;
}

static enum sl_status describe(const struct sl_population_tally *tally, struct sl_error *err)
{
    struct sl_buf text;
    sl_buf_init(&text, (size_t)1 << 16);
    sl_population_describe(tally, &text);
    const enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        /* Not on standard output, where the records may go. */
        (void)fputs(text.ptr, stderr);
    }
    sl_buf_finish(&text);
    return status;
}

static void report(const struct sl_error *err)
{
    (void)fprintf(stderr, "sightline-generate: %s\n", err->message);
    if (err->detail[0] != '\0') {
        (void)fprintf(stderr, "  %s\n", err->detail);
    }
    if (err->status == SL_USAGE) {
        (void)fputs("try sightline-generate --help\n", stderr);
    }
}

int main(int count, char **arguments)
{
    struct request request = {
        .options = {.seed = 1, .error_percent = 100}
    };
    struct sl_population_tally tally = { .records = 0 };
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = read_request(count, arguments, &request, &err);
    if (status == SL_OK && request.help) {
        return fputs(USAGE, stdout) < 0;
    }
    if (status == SL_OK) {
        status = sl_population_make(&request.options, &tally, &err);
    }
    if (status == SL_OK && request.describe) {
        status = describe(&tally, &err);
    }
    if (status != SL_OK) {
        report(&err);
    }
    return sl_status_exit(status);
}
