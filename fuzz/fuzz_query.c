/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_query.c - any bytes as a question: refused, or parts that hold what their header says.
 */
#include <stddef.h>
#include <stdint.h>

#include "search/search_query.h"

#define ARENA_LIMIT ((size_t)8 << 20)
/* 2026-03-31 */
#define TODAY 20543

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check(const struct sl_search_reading *reading)
{
    SL_ASSERT(reading->reads < SL_SEARCH_READING_COUNT && reading->text.len > 0);
    SL_ASSERT(reading->reads != SL_SEARCH_READS_NAME || reading->sound.len > 0);
    SL_ASSERT(
        reading->reads != SL_SEARCH_READS_BIRTH ||
        (reading->first <= reading->last && reading->first > 10000000 && reading->last < 30000000)
    );
    SL_ASSERT(
        reading->reads != SL_SEARCH_READS_POSTCODE ||
        (reading->first > 0 && (size_t)reading->first <= reading->text.len)
    );
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct sl_fold *fold;
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_search_query query;
    struct sl_arena arena;

    if (fold == NULL) {
        SL_ASSERT(sl_fold_open(&fold, NULL) == SL_OK);
    }
    sl_arena_init(&arena, ARENA_LIMIT);
    const enum sl_status status = sl_search_query_parse(fold, text, TODAY, &arena, &query, NULL);
    SL_ASSERT(status == SL_OK || status == SL_INVALID || status == SL_LIMIT);
    if (status == SL_OK) {
        SL_ASSERT(query.part_count > 0 && query.part_count <= SL_SEARCH_PART_LIMIT);
        for (size_t i = 0; i < query.part_count; i++) {
            SL_ASSERT(query.parts[i].reading_count <= SL_SEARCH_PART_READINGS);
            for (size_t k = 0; k < query.parts[i].reading_count; k++) {
                check(&query.parts[i].readings[k]);
            }
        }
    }
    sl_arena_finish(&arena);
    return 0;
}
