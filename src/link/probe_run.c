/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "link/probe_impl.h"

/* Records ahead whose rows are fetched while scoring, and records that are scored in one go. */
#define FETCH_AHEAD     16u
#define PENDING_RECORDS 256u
/* A glance counts half bits, rounded up, in one byte. */
#define GLANCE_TICKS (SL_TICKS_A_BIT / 2)
#define GLANCE_NEVER (-100)
/* Fields that are looked at before the others. */
#define FIRST_FIELDS 2u

/* Records that a glance could not rule out. */
struct pending {
    size_t count;
    uint32_t records[PENDING_RECORDS];
};

/* What each mark of a field can add at most: a table of 4 KiB. */
struct glance_field {
    int8_t *table;
    uint32_t field;
    int8_t most, other; /* a mark's worth, and that of most marks */
};

/*
 * A row whose marks do not reach the threshold together need not be looked at. Marks are read where
 * the index stands.
 */
struct glance {
    unsigned field_count;
    struct glance_field fields[SL_FIELD_LIMIT];
    int32_t least;
    int32_t first_least; /* of the first FIRST_FIELDS, whatever the others add */
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

/*
 * A mark is worth its best code; any other what sharing no listed value is worth at most. Returns
 * the most that any is worth.
 */
static int8_t fill_table(int8_t *table, const struct sl_weighted *items, size_t count, int8_t other)
{
    int8_t most = other > 0 ? other : 0;
    memset(table, other, SL_MARK_COUNT);
    table[0] = 0;
    for (size_t at = 0; at < count; at++) {
        int8_t *cell = &table[sl_mark(items[at].code)];
        const int8_t worth = half_bits(items[at].ticks);
        *cell = worth > *cell ? worth : *cell;
        most = worth > most ? worth : most;
    }
    return most;
}

/* Fill the table of a field and keep it in its place: those that tell most apart come first. */
static void add_field(struct glance *glance, const struct sl_probe *probe, unsigned field)
{
    const struct sl_probe_field *in = &probe->fields[field];
    int32_t other = probe->weights->else_ticks[field];
    for (unsigned which = 0; which < in->parent_count; which++) {
        other = in->parent_ticks[which] > other ? in->parent_ticks[which] : other;
    }
    struct glance_field new = {
        .field = field,
        .table = probe->glances + (size_t)field * SL_MARK_COUNT,
        .other = half_bits(other),
    };
    new.most = fill_table(new.table, in->items, in->item_count, new.other);
    unsigned at = glance->field_count++;
    while (at > 0 &&
           glance->fields[at - 1].most - glance->fields[at - 1].other < new.most - new.other) {
        glance->fields[at] = glance->fields[at - 1];
        at--;
    }
    glance->fields[at] = new;
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
            add_field(glance, probe, field);
        }
        glance->crosses = glance->crosses || probe->fields[field].crossed_count > 0;
    }
    glance->first_least = glance->least;
    for (unsigned at = FIRST_FIELDS; at < glance->field_count; at++) {
        glance->first_least -= glance->fields[at].most;
    }
    if (glance->crosses) {
        const size_t after = (size_t)probe->weights->field_count * SL_MARK_COUNT;
        glance->given_crosses = probe->glances + after;
        glance->surname_crosses = probe->glances + after + SL_MARK_COUNT;
        fill_crossed(probe, schema->given, schema->surname, glance->given_crosses);
        fill_crossed(probe, schema->surname, schema->given, glance->surname_crosses);
    }
}

static inline int32_t
glance_at(const struct glance *glance, const uint16_t *marks, unsigned first, unsigned end)
{
    int32_t sum = 0;
    for (unsigned at = first; at < end; at++) {
        sum += glance->fields[at].table[marks[glance->fields[at].field]];
    }
    return sum;
}

/* The first fields mostly decide alone. */
static inline bool could_reach(const struct glance *glance, const uint16_t *marks)
{
    const unsigned count = glance->field_count;
    const unsigned first = count < FIRST_FIELDS ? count : FIRST_FIELDS;
    const int32_t sum = glance_at(glance, marks, 0, first);
    if (sum >= glance->first_least &&
        sum + glance_at(glance, marks, first, count) >= glance->least) {
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

/* The first of ascending places start .. end-1 that is not below least; no branch to mispredict. */
static uint32_t skip_below(const uint32_t *places, uint32_t start, uint32_t end, uint32_t least)
{
    const uint32_t *base = places + start;
    uint32_t count = end - start;
    while (count > 1) {
        const uint32_t half = count / 2;
        base += base[half - 1] < least ? half : 0;
        count -= half;
    }
    base += count == 1 && *base < least;
    return (uint32_t)(base - places);
}

/* Everything that scanning the runs of one search needs. */
struct scanning {
    struct sl_probe *probe;
    struct sl_scan scan;
    struct glance glance;
    struct pending pending;
    const struct sl_search *search;
};

/* The places of a run that are to be looked at, as positions in its field's list. */
static struct sl_range narrow_run(const struct sl_index *index, const struct sl_probe_run *run)
{
    const uint32_t *places = run->part->places[run->field];
    struct sl_range range = { run->start, run->end };
    if (run->ascending && run->first_place > run->part->first) {
        range.low = skip_below(places, range.low, range.end, run->first_place);
    }
    if (run->ascending && run->end_place < run->part->end) {
        range.end = skip_below(places, range.low, range.end, run->end_place);
    }
    if (run->second.end != UINT32_MAX && range.low < range.end) {
        /* The places of one value of the first sort field have no gap. */
        const uint32_t first = places[range.low];
        const uint32_t end = first + (range.end - range.low);
        const uint32_t low = skip_below(index->second_codes, first, end, run->second.low);
        range.end =
            range.low + (skip_below(index->second_codes, low, end, run->second.end) - first);
        range.low += low - first;
    }
    return range;
}

static enum sl_status
scan_run(struct scanning *scanning, const struct sl_probe_run *run, struct sl_error *err)
{
    struct sl_probe *probe = scanning->probe;
    const struct sl_range *range = &scanning->search->records;
    const uint32_t *places = run->part->places[run->field];
    const size_t fields = probe->index->table->field_count;
    const struct sl_range at_places = narrow_run(probe->index, run);
    const uint32_t start = at_places.low;
    const uint32_t end = at_places.end;
    const uint32_t first = run->first_place;
    const uint16_t *marks = run->part->marks[run->field] + start * fields;
    for (uint32_t at = start; at < end; at++, marks += fields) {
        if (!could_reach(&scanning->glance, marks) || places[at] < first) {
            continue;
        }
        const uint32_t record = probe->index->order[places[at]];
        if (record < range->low || record >= range->end) {
            continue;
        }
        scanning->pending.records[scanning->pending.count++] = record;
        if (scanning->pending.count == PENDING_RECORDS) {
            SL_TRY(score_pending(probe, &scanning->scan, &scanning->pending, err));
        }
    }
    probe->looked_at += end - start;
    return SL_OK;
}

enum sl_status
sl_probe_scan_runs(struct sl_probe *probe, const struct sl_search *search, struct sl_error *err)
{
    struct scanning scanning;
    scanning.probe = probe;
    scanning.search = search;
    scanning.pending.count = 0;
    sl_scan_init(&scanning.scan, probe, search->least_ticks);
    init_glance(&scanning.glance, probe, search->least_ticks);
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
