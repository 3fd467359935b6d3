/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/grow_impl.h"

enum sl_status sl_growth_reserve_edges(struct sl_growth *growth, size_t more)
{
    return sl_array_reserve(
        &growth->edge_pool,
        &growth->edge_capacity,
        growth->edge_count + more,
        sizeof(*growth->edge_pool),
        NULL
    );
}

void sl_growth_add_edge(struct sl_growth *growth, uint32_t from, uint32_t other, float bits)
{
    growth->edge_pool[growth->edge_count++] =
        (struct sl_grow_edge){ other, growth->edges[from], bits };
    growth->edges[from] = (uint32_t)growth->edge_count;
}

/* Search the index for records that may reach the floor with a record. */
static enum sl_status find_candidates(
    struct sl_growth *growth, uint32_t record, const uint32_t **ret_others, size_t *ret_count
)
{
    const struct sl_linkage *linkage = growth->linkage;
    const struct sl_table *table = &linkage->table;
    if (growth->near_starts != NULL) {
        *ret_others = growth->near_others + growth->near_starts[record];
        *ret_count = growth->near_starts[record + 1] - growth->near_starts[record];
        return SL_OK;
    }
    const double plain = sl_calibration_floor(&linkage->model.calibration, growth->floor_bits);
    const struct sl_search search = {
        .records = {0, table->record_count},
        .least_ticks = sl_ticks(plain) - SL_TICK_SLACK,
    };
    sl_probe_set_row(&growth->probe, sl_table_row(table, record));
    SL_TRY(sl_probe_search(&growth->probe, &search, NULL));
    *ret_others = growth->probe.found;
    *ret_count = growth->probe.found_count;
    return SL_OK;
}

enum sl_status sl_growth_search(struct sl_growth *growth, uint32_t record)
{
    const struct sl_linkage *linkage = growth->linkage;
    const uint32_t *others = NULL;
    size_t count = 0;
    if (record >= growth->base || growth->searched[record]) {
        return SL_OK;
    }
    SL_TRY(find_candidates(growth, record, &others, &count));
    SL_TRY(sl_growth_reserve_edges(growth, count));
    for (size_t at = 0; at < count; at++) {
        const uint32_t other = others[at];
        const uint32_t low = record < other ? record : other;
        const uint32_t high = record < other ? other : record;
        const double bits = record == other ? 0.0 : sl_scorer_pair(&linkage->scorer, low, high);
        if (record != other && bits >= growth->floor_bits) {
            sl_growth_add_edge(growth, record, other, (float)bits);
        }
    }
    growth->searched[record] = true;
    return SL_OK;
}

static enum sl_status add_fresh(struct sl_growth *growth, uint32_t other, double bits)
{
    SL_TRY(sl_array_reserve(
        &growth->fresh,
        &growth->fresh_capacity,
        growth->fresh_count + 1,
        sizeof(*growth->fresh),
        NULL
    ));
    growth->fresh[growth->fresh_count++] = (struct sl_grow_edge){ other, 0, (float)bits };
    return SL_OK;
}

static struct sl_excerpt_row row_of(const struct sl_growth *growth, uint32_t record)
{
    const struct sl_table *table = &growth->linkage->table;
    const uint8_t source = record >= growth->base   ? growth->sources[record - growth->base]
                           : table->sources == NULL ? SL_SOURCE_NONE
                                                    : table->sources[record];
    return (struct sl_excerpt_row){
        .codes = sl_growth_row(growth, record),
        .id = sl_growth_id(growth, sl_growth_name(growth, record)),
        .record = record,
        .source = source,
    };
}

static enum sl_status put_row(struct sl_growth *growth, struct sl_excerpt_row row)
{
    struct sl_grow_part *part = &growth->part;
    SL_TRY(sl_array_reserve(
        &part->rows, &part->row_capacity, part->row_count + 1, sizeof(*part->rows), NULL
    ));
    part->rows[part->row_count++] = row;
    return SL_OK;
}

enum sl_status sl_growth_add_row(struct sl_growth *growth, uint32_t record)
{
    return put_row(growth, row_of(growth, record));
}

static int by_id(const void *left, const void *right)
{
    const struct sl_excerpt_row *one = left;
    const struct sl_excerpt_row *two = right;
    return sl_str_compare(one->id, two->id);
}

enum sl_status sl_growth_copy_rows(struct sl_growth *growth, struct sl_error *err)
{
    struct sl_grow_part *part = &growth->part;
    qsort(part->rows, part->row_count, sizeof(*part->rows), by_id);
    return sl_excerpt_make(&growth->excerpt, part->rows, (uint32_t)part->row_count, err);
}

/* Records of the tail that could be one person with the new one are weighed exactly. */
static enum sl_status
meet_tail(struct sl_growth *growth, const struct sl_excerpt_row *row, struct sl_error *err)
{
    struct sl_grow_part *part = &growth->part;
    part->row_count = 0;
    for (size_t at = 0; at < growth->tail.found_count; at++) {
        const uint32_t other = growth->base + growth->tail.found[at];
        if (sl_growth_there(growth, other)) {
            SL_TRY(sl_growth_add_row(growth, other));
        }
    }
    if (part->row_count == 0) {
        return SL_OK;
    }
    SL_TRY(put_row(growth, *row));
    SL_TRY(sl_growth_copy_rows(growth, err));
    uint32_t here = 0;
    while (part->rows[here].record != row->record) {
        here++;
    }
    for (uint32_t other = 0; other < part->row_count; other++) {
        const uint32_t low = here < other ? here : other;
        const uint32_t high = here < other ? other : here;
        const double bits =
            here == other ? 0.0 : sl_scorer_pair(&growth->excerpt.scorer, low, high);
        if (here != other && bits >= growth->floor_bits) {
            SL_TRY(add_fresh(growth, part->rows[other].record, bits));
        }
    }
    return SL_OK;
}

static enum sl_status
meet_linkage(struct sl_growth *growth, const struct sl_query_match *matches, size_t match_count)
{
    for (size_t at = 0; at < match_count; at++) {
        if (sl_growth_there(growth, matches[at].record)) {
            SL_TRY(add_fresh(growth, matches[at].record, matches[at].weight_bits));
        }
    }
    return SL_OK;
}

enum sl_status sl_growth_meet(
    struct sl_growth *growth,
    const struct sl_excerpt_row *row,
    const struct sl_query_match *matches,
    size_t match_count,
    struct sl_error *err
)
{
    growth->fresh_count = 0;
    if (meet_linkage(growth, matches, match_count) != SL_OK) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_tail_find(&growth->tail, row->codes, growth->floor_bits, err));
    return meet_tail(growth, row, err) == SL_OK ? SL_OK : sl_fail_memory(err);
}
