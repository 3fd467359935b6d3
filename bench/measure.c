/* SPDX-License-Identifier: Apache-2.0 */
/*
 * measure.c - the program sightline-measure: how long does a command take, and how much memory?
 *
 *   sightline-measure [--runs N] [--json FILE] COMMAND [ARGUMENT ...]
 *
 * Runs the command N times (default 1), one after another, and gives the median of wall-clock
 * time, user and system time, and peak resident memory (of the largest process of the command, as
 * the kernel counts it for wait4). Ends with the command's exit status when that is not 0.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/number.h"

#define RUN_LIMIT 99u

/* What is measured in one run. */
enum measure { WALL_SECONDS, USER_SECONDS, SYSTEM_SECONDS, PEAK_BYTES, MEASURE_COUNT };

static const char *const MEASURE_TEXTS[MEASURE_COUNT] = {
    "wall_seconds", "user_seconds", "system_seconds", "peak_bytes"
};

static const char USAGE[] = "usage: sightline-measure [--runs N] [--json FILE] COMMAND ...\n";

/* What the command line asks for, and all measures by kind and run. */
struct request {
    size_t run_count;
    const char *json_path;
    char **command; /* ends with NULL */
    double values[MEASURE_COUNT][RUN_LIMIT];
};

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now_seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Run the command once; gives its exit status, 128 and the signal, or 127 when it did not start. */
static int run_once(struct request *request, size_t run)
{
    SL_ASSERT(request->command != NULL);
    const double start = now_seconds();
    const pid_t child = fork();
    if (child < 0) {
        return 127;
    }
    if (child == 0) {
        (void)execvp(request->command[0], request->command);
        (void)fprintf(stderr, "sightline-measure: %s: %s\n", request->command[0], strerror(errno));
        _exit(127);
    }
    int outcome = 0;
    struct rusage usage = { .ru_maxrss = 0 };
    while (wait4(child, &outcome, 0, &usage) < 0 && errno == EINTR) {
    }
    request->values[WALL_SECONDS][run] = now_seconds() - start;
    request->values[USER_SECONDS][run] = seconds_of(usage.ru_utime);
    request->values[SYSTEM_SECONDS][run] = seconds_of(usage.ru_stime);
    request->values[PEAK_BYTES][run] = (double)usage.ru_maxrss * 1024.0;
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : 128 + WTERMSIG(outcome);
}

/* The middle value, or the mean of the two in the middle; sorts the few values. */
static double median(double *values, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const double value = values[i];
        size_t place = i;
        for (; place > 0 && values[place - 1] > value; place--) {
            values[place] = values[place - 1];
        }
        values[place] = value;
    }
    return (values[(count - 1) / 2] + values[count / 2]) / 2.0;
}

static void print_measures(struct request *request, struct sl_buf *text)
{
    sl_buf_addf(text, "{\"runs\": %zu", request->run_count);
    for (unsigned i = 0; i < MEASURE_COUNT; i++) {
        const double middle = median(request->values[i], request->run_count);
        if (i == PEAK_BYTES) {
            sl_buf_addf(text, ", \"%s\": %.0f", MEASURE_TEXTS[i], middle);
        } else {
            sl_buf_addf(text, ", \"%s\": %.3f", MEASURE_TEXTS[i], middle);
        }
    }
    sl_buf_add(text, SL_STR("}\n"));
}

static enum sl_status report(struct request *request, struct sl_error *err)
{
    struct sl_buf text;
    struct sl_file_writer *writer = NULL;
    sl_buf_init(&text, 4096);
    print_measures(request, &text);
    const char *path = request->json_path == NULL ? "-" : request->json_path;
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        status = sl_file_create(path, &writer, err);
    }
    if (status == SL_OK) {
        sl_file_write(writer, sl_buf_str(&text));
        status = sl_file_commit(writer, err);
    }
    sl_buf_finish(&text);
    return status;
}

/* Options stand before the command. */
static enum sl_status
read_request(int count, char **arguments, struct request *request, struct sl_error *err)
{
    int i = 1;
    while (i + 1 < count && arguments[i][0] == '-') {
        const char *value = arguments[i + 1];
        if (strcmp(arguments[i], "--json") == 0) {
            request->json_path = value;
        } else if (strcmp(arguments[i], "--runs") == 0) {
            int64_t runs = 0;
            SL_TRY(sl_parse_i64(sl_str_from(value), 1, RUN_LIMIT, &runs, err));
            request->run_count = (size_t)runs;
        } else {
            return sl_fail(err, SL_USAGE, "unknown option %s", arguments[i]);
        }
        i += 2;
    }
    if (i >= count) {
        return sl_fail(err, SL_USAGE, "the command is missing");
    }
    request->command = &arguments[i];
    return SL_OK;
}

int main(int count, char **arguments)
{
    static struct request request = { .run_count = 1 };
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = read_request(count, arguments, &request, &err);
    for (size_t run = 0; status == SL_OK && run < request.run_count; run++) {
        const int outcome = run_once(&request, run);
        if (outcome != 0) {
            return outcome;
        }
    }
    if (status == SL_OK) {
        status = report(&request, &err);
    }
    if (status != SL_OK) {
        (void)fprintf(stderr, "sightline-measure: %s\n%s", err.message, USAGE);
    }
    return sl_status_exit(status);
}
