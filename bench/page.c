/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page.c - how long does a page take whose templates were compiled?
 *
 * Usage: sightline-bench-page [SAMPLES]
 *
 * The page is tests/page/templates/test/twenty.njk: the design system's own page with 20 of its
 * components, a list and a table of 10, 100 and 1,000 rows. Time of the processor.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory.h"
#include "base/number.h"
#include "bench/latency.h"
#include "components_templates.h"

#define SAMPLES        2000
#define ROW_LIMIT      1000u
#define LIMIT_BYTES    ((size_t)64 << 20)
#define WARM_UP_ROUNDS 20

static uint64_t now_ns(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* {text: ...} as a constant. */
static const struct sl_member name[] = {
    {{ "text", 4 }, { .kind = SL_VALUE_TEXT, .count = 13, .text = "Name of a row" }},
};
static const struct sl_member value[] = {
    {{ "text", 4 }, { .kind = SL_VALUE_TEXT, .count = 15, .text = "What's < in it." }},
};
#define MAP(members_)                                           \
    {                                                           \
        .kind = SL_VALUE_MAP, .count = 1, .members = (members_) \
    }

/* A row of the list, and one of the table: all rows are alike. */
static const struct sl_member row[] = {
    {{ "key", 3 },    MAP(name) },
    { { "value", 5 }, MAP(value)},
};
static const struct sl_value cells[] = { MAP(name), MAP(value) };

static enum sl_status measure(
    const struct sl_test_twenty_page *given,
    uint64_t *times_ns,
    size_t sample_count,
    struct sl_error *err
)
{
    struct sl_latency latency;
    struct sl_buf out;
    struct sl_arena arena;
    struct sl_page page;
    enum sl_status status = SL_OK;
    size_t bytes = 0;

    sl_buf_init(&out, LIMIT_BYTES);
    sl_arena_init(&arena, LIMIT_BYTES);
    for (size_t i = 0; i < sample_count + WARM_UP_ROUNDS && status == SL_OK; i++) {
        const uint64_t start = now_ns();
        sl_buf_clear(&out);
        sl_arena_reset(&arena);
        sl_page_init(&page, &out, &arena);
        sl_test_twenty_print(&page, given);
        status = sl_page_status(&page, err);
        times_ns[i < WARM_UP_ROUNDS ? 0 : i - WARM_UP_ROUNDS] = now_ns() - start;
        bytes = out.len;
    }
    if (status == SL_OK) {
        status = sl_latency_summarise(times_ns, sample_count, &latency, err);
    }
    if (status == SL_OK) {
        (void)printf(
            "%5" PRIu32 " rows %8zu bytes %8zu on the way  p50 %8.1f us  p99 %8.1f us\n",
            given->cells.count,
            bytes,
            arena.used_bytes,
            latency.p50_us,
            latency.p99_us
        );
    }
    sl_arena_finish(&arena);
    sl_buf_finish(&out);
    return status;
}

static enum sl_status run(size_t sample_count, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr) uint64_t *times_ns = sl_calloc(sample_count, sizeof(*times_ns));
    SL_CLEANUP(sl_free_ptr) struct sl_value *list = sl_calloc(ROW_LIMIT, sizeof(*list));
    SL_CLEANUP(sl_free_ptr) struct sl_value *table = sl_calloc(ROW_LIMIT, sizeof(*table));

    if (times_ns == NULL || list == NULL || table == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < ROW_LIMIT; i++) {
        list[i] = sl_value_map(row, sizeof(row) / sizeof(row[0]));
        table[i] = sl_value_list(cells, sizeof(cells) / sizeof(cells[0]));
    }
    for (size_t count = 10; count <= ROW_LIMIT; count *= 10) {
        const struct sl_test_twenty_page given = {
            .title = SL_VALUE_STR("A child's page"),
            .summary = sl_value_list(list, count),
            .cells = sl_value_list(table, count),
        };
        SL_TRY(measure(&given, times_ns, sample_count, err));
    }
    return SL_OK;
}

int main(int argc, char **argv)
{
    struct sl_error err;
    int64_t samples = SAMPLES;

    if (argc > 1 && sl_parse_i64(sl_str_from(argv[1]), 1, 1000000, &samples, &err) != SL_OK) {
        (void)fprintf(stderr, "usage: sightline-bench-page [SAMPLES]\n");
        return 2;
    }
    if (run((size_t)samples, &err) != SL_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    return 0;
}
