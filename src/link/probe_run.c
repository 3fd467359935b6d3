/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "link/probe_impl.h"

/* Records ahead whose rows are fetched while scoring, and records that are scored in one go. */
#define FETCH_AHEAD     16u
#define PENDING_RECORDS 1024u
/* A glance counts half bits, rounded up, in one byte. */
#define GLANCE_TICKS (SL_TICKS_A_BIT / 2)
#define GLANCE_NEVER (-100)

/* Records that a glance could not rule out. */
struct pending {
    size_t count;
    uint32_t records[PENDING_RECORDS];
};

/*
 * What each mark can add at most, field by field: a row whose marks do not reach the threshold
 * together need not be looked at. Tables of 4 KiB, read where the index stands.
 */
struct glance {
    unsigned field_count;
    uint32_t fields[SL_FIELD_LIMIT];
    int8_t *tables[SL_FIELD_LIMIT];
    int32_t least;
    bool crosses;
    uint32_t given, surname;
    int8_t *given_crosses, *surname_crosses;
};

static int8_t half_bits(int32_t ticks)
{
    const int32_t up = ticks + GLANCE_TICKS - 1;
    const int32_t halves = up >= 0 ? up / GLANCE_TICKS : -((-up + GLANCE_TICKS - 1) / GLANCE_TICKS);
    return (int8_t)(halves > 127 ? 127 : halves < -90 ? -90 : halves);
}

/* A mark is worth its best code; any other what sharing no listed value is worth at most. */
static void fill_table(int8_t *table, const struct sl_weighted *items, size_t count, int8_t other)
{
    memset(table, other, SL_MARK_COUNT);
    table[0] = 0;
    for (size_t at = 0; at < count; at++) {
        int8_t *cell = &table[sl_mark(items[at].code)];
        const int8_t worth = half_bits(items[at].ticks);
        *cell = worth > *cell ? worth : *cell;
    }
}

static void fill_field(const struct sl_probe *probe, unsigned field, int8_t *table)
{
    const struct sl_probe_field *in = &probe->fields[field];
    int32_t other = probe->weights->else_ticks[field];
    for (unsigned which = 0; which < in->parent_count; which++) {
        other = in->parent_ticks[which] > other ? in->parent_ticks[which] : other;
    }
    fill_table(table, in->items, in->item_count, half_bits(other));
}

/* A name that the probing record misses says nothing: every mark of the other one will do. */
static void
fill_crossed(const struct sl_probe *probe, unsigned field, unsigned other, int8_t *table)
{
    const struct sl_probe_field *in = &probe->fields[field];
    if (probe->fields[other].missing) {
        memset(table, 0, SL_MARK_COUNT);
    } else {
        fill_table(table, in->crossed, in->crossed_count, GLANCE_NEVER);
    }
}

static void init_glance(struct glance *glance, const struct sl_probe *probe, int32_t least_ticks)
{
    const struct sl_schema *schema = probe->weights->scorer->table->schema;
    const int32_t least = least_ticks - probe->weights->prior_ticks;
    *glance = (struct glance){ .given = schema->given, .surname = schema->surname };
    glance->least =
        least >= 0 ? least / GLANCE_TICKS : -((-least + GLANCE_TICKS - 1) / GLANCE_TICKS);
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        if (!probe->fields[field].missing) {
            int8_t *table = probe->glances + (size_t)field * SL_MARK_COUNT;
            glance->fields[glance->field_count] = field;
            glance->tables[glance->field_count++] = table;
            fill_field(probe, field, table);
        }
        glance->crosses = glance->crosses || probe->fields[field].crossed_count > 0;
    }
    if (glance->crosses) {
        const size_t after = (size_t)probe->weights->field_count * SL_MARK_COUNT;
        glance->given_crosses = probe->glances + after;
        glance->surname_crosses = probe->glances + after + SL_MARK_COUNT;
        fill_crossed(probe, schema->given, schema->surname, glance->given_crosses);
        fill_crossed(probe, schema->surname, schema->given, glance->surname_crosses);
    }
}

static inline bool could_reach(const struct glance *glance, const uint16_t *marks)
{
    int32_t sum = 0;
    for (unsigned at = 0; at < glance->field_count; at++) {
        sum += glance->tables[at][marks[glance->fields[at]]];
    }
    if (sum >= glance->least) {
        return true;
    }
    return glance->crosses && glance->given_crosses[marks[glance->given]] > GLANCE_NEVER &&
           glance->surname_crosses[marks[glance->surname]] > GLANCE_NEVER;
}

static enum sl_status score_pending(
    struct sl_probe *probe,
    const struct sl_scan *scan,
    struct pending *pending,
    struct sl_error *err
)
{
    const struct sl_table *table = probe->index->table;
    for (size_t at = 0; at < pending->count && at < FETCH_AHEAD; at++) {
        __builtin_prefetch(sl_table_row(table, pending->records[at]));
    }
    for (size_t at = 0; at < pending->count; at++) {
        if (at + FETCH_AHEAD < pending->count) {
            __builtin_prefetch(sl_table_row(table, pending->records[at + FETCH_AHEAD]));
        }
        if (sl_scan_reaches(scan, sl_table_row(table, pending->records[at]))) {
            SL_TRY(sl_probe_keep(probe, pending->records[at], err));
        }
    }
    pending->count = 0;
    return SL_OK;
}

/* The first place in ascending records that is not below least. */
static uint32_t skip_below(const uint32_t *records, uint32_t start, uint32_t end, uint32_t least)
{
    while (start < end) {
        const uint32_t middle = start + (end - start) / 2;
        if (records[middle] < least) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    return start;
}

/* Everything that scanning the runs of one search needs. */
struct scanning {
    struct sl_probe *probe;
    struct sl_scan scan;
    struct glance glance;
    struct pending pending;
    struct sl_range range;
};

static enum sl_status
scan_run(struct scanning *scanning, const struct sl_probe_run *run, struct sl_error *err)
{
    struct sl_probe *probe = scanning->probe;
    const uint32_t *records = probe->index->records[run->field];
    const size_t fields = probe->index->table->field_count;
    const uint32_t start = run->ascending
                               ? skip_below(records, run->start, run->end, scanning->range.low)
                               : run->start;
    const uint16_t *marks = probe->index->marks[run->field] + start * fields;
    for (uint32_t at = start; at < run->end; at++, marks += fields) {
        if (!could_reach(&scanning->glance, marks)) {
            continue;
        }
        if (records[at] < scanning->range.low || records[at] >= scanning->range.end) {
            continue;
        }
        scanning->pending.records[scanning->pending.count++] = records[at];
        if (scanning->pending.count == PENDING_RECORDS) {
            SL_TRY(score_pending(probe, &scanning->scan, &scanning->pending, err));
        }
    }
    probe->looked_at += run->end - start;
    return SL_OK;
}

enum sl_status sl_probe_scan_runs(
    struct sl_probe *probe, struct sl_range records, int32_t least_ticks, struct sl_error *err
)
{
    struct scanning scanning;
    scanning.probe = probe;
    scanning.range = records;
    scanning.pending.count = 0;
    sl_scan_init(&scanning.scan, probe, least_ticks);
    init_glance(&scanning.glance, probe, least_ticks);
    sl_probe_load(probe);
    enum sl_status status = SL_OK;
    for (size_t at = 0; at < probe->run_count && status == SL_OK; at++) {
        status = scan_run(&scanning, &probe->runs[at], err);
    }
    if (status == SL_OK) {
        status = score_pending(probe, &scanning.scan, &scanning.pending, err);
    }
    sl_probe_unload(probe);
    return status;
}
