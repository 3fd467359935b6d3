/* SPDX-License-Identifier: Apache-2.0 */
#include "link/probe.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/probe_impl.h"
#include "link/probe_plan.h"

/* Half bits that a worth lies between; the two together fit a byte. */
#define WORTH_LEAST (-90)
#define WORTH_MOST  127

enum sl_status sl_probe_open(
    struct sl_probe *probe,
    const struct sl_weights *weights,
    const struct sl_index *index,
    struct sl_error *err
)
{
    *probe = (struct sl_probe){ .weights = weights, .index = index };
    for (unsigned field = 0; field < weights->field_count; field++) {
        const struct sl_domain *domain = sl_table_domain(weights->scorer->table, field);
        probe->scales[field] = sl_mark_scale(domain->dictionary.count);
    }
    probe->worths = sl_alloc(weights->field_count, SL_MARK_COUNT);
    probe->plan = index == NULL ? NULL : sl_calloc(1, sizeof(*probe->plan));
    if (probe->worths == NULL || (index != NULL && probe->plan == NULL)) {
        sl_probe_close(probe);
        return sl_fail_memory(err);
    }
    return SL_OK;
}

void sl_probe_close(struct sl_probe *probe)
{
    sl_free(probe->worths);
    sl_free(probe->plan);
    sl_free(probe->runs);
    sl_free(probe->found);
    *probe = (struct sl_probe){ 0 };
}

void sl_probe_change(struct sl_probe *probe, unsigned field)
{
    probe->changes[field]++;
    probe->codes[field] = UINT32_MAX; /* of no value */
}

static void set_field(struct sl_probe *probe, unsigned field, uint32_t code)
{
    const struct sl_weights *weights = probe->weights;
    const struct sl_domain *domain = sl_table_domain(weights->scorer->table, field);
    struct sl_probe_field *out = &probe->fields[field];
    if (probe->changes[field] > 0 && probe->codes[field] == code) {
        return;
    }
    sl_probe_change(probe, field);
    probe->codes[field] = code;
    *out = (struct sl_probe_field){ .missing = code == SL_CODE_MISSING };
    if (out->missing) {
        return;
    }
    const struct sl_weight_lists *lists = &weights->lists[field];
    out->items = lists->items + lists->starts[code];
    out->item_count = lists->starts[code + 1] - lists->starts[code];
    for (unsigned which = 0; which < domain->parent_count; which++) {
        const struct sl_range range = domain->parents[which][code - 1];
        if (range.low < range.end) {
            out->parents[out->parent_count] = range;
            out->parent_ticks[out->parent_count++] = weights->parent_ticks[field][which][code];
        }
    }
}

static void set_crossed(struct sl_probe *probe, unsigned field, uint32_t code)
{
    const struct sl_weight_lists *lists = &probe->weights->crossed[field];
    struct sl_probe_field *out = &probe->fields[field];
    out->crossed = lists->items;
    out->crossed_count = 0;
    if (code != SL_CODE_MISSING) {
        out->crossed += lists->starts[code];
        out->crossed_count = lists->starts[code + 1] - lists->starts[code];
    }
}

void sl_probe_set_row(struct sl_probe *probe, const uint32_t *row)
{
    const struct sl_schema *schema = probe->weights->scorer->table->schema;
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        set_field(probe, field, row[field]);
    }
    if (sl_probe_crosses(probe)) {
        set_crossed(probe, schema->given, row[schema->surname]);
        set_crossed(probe, schema->surname, row[schema->given]);
    }
}

bool sl_probe_crosses(const struct sl_probe *probe)
{
    const struct sl_schema *schema = probe->weights->scorer->table->schema;
    return schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE;
}

/* The most that a field can add: its best value, a parent, or nothing when the other misses it. */
static int32_t most_of(const struct sl_probe_field *in)
{
    int32_t most = in->item_count > 0 && in->items[0].ticks > 0 ? in->items[0].ticks : 0;
    for (unsigned which = 0; which < in->parent_count; which++) {
        most = in->parent_ticks[which] > most ? in->parent_ticks[which] : most;
    }
    return most;
}

/* Half bits, rounded up: what a table of worths counts in. */
static int half_bits(int32_t ticks)
{
    const int shift = 1 << 8; /* no quotient is negative */
    const int halves = (ticks + (shift + 1) * SL_WORTH_TICKS - 1) / SL_WORTH_TICKS - shift;
    return halves > WORTH_MOST ? WORTH_MOST : halves < WORTH_LEAST ? WORTH_LEAST : halves;
}

/* Write what values under a parent are worth into a table of worths, from wide ones to narrow. */
static int load_parents(uint8_t *table, const struct sl_probe_field *in, uint64_t scale, int other)
{
    int most = 0;
    for (unsigned which = 0; which < in->parent_count; which++) {
        const int above = half_bits(in->parent_ticks[which]) - other;
        const uint32_t last = sl_mark(in->parents[which].end - 1, scale);
        for (uint32_t mark = sl_mark(in->parents[which].low, scale); mark <= last; mark++) {
            table[mark] = above > table[mark] ? (uint8_t)above : table[mark];
        }
        most = above > most ? above : most;
    }
    return most;
}

/* Write the listed values, too, above what any other value is worth. Gives the most. */
static uint8_t
load_worths(uint8_t *table, const struct sl_probe_field *in, uint64_t scale, int other)
{
    int most = other < 0 ? -other : 0;
    memset(table, 0, SL_MARK_COUNT);
    table[0] = (uint8_t)most;
    const int under_parents = load_parents(table, in, scale, other);
    most = under_parents > most ? under_parents : most;
    for (size_t at = 0; at < in->item_count; at++) {
        uint8_t *cell = &table[sl_mark(in->items[at].code, scale)];
        const int above = half_bits(in->items[at].ticks) - other;
        const int worth = above > 1 ? above : 1;
        *cell = worth > *cell ? (uint8_t)worth : *cell;
        most = worth > most ? worth : most;
    }
    return (uint8_t)most;
}

/* Load one field, for scoring and for glances. */
static struct sl_scan_field load_field(struct sl_probe *probe, unsigned field)
{
    const struct sl_probe_field *in = &probe->fields[field];
    uint8_t *worths = probe->worths + (size_t)field * SL_MARK_COUNT;
    struct sl_scan_field out = {
        .worths = worths,
        .items = in->items,
        .item_count = in->item_count,
        .scale = probe->scales[field],
        .field = field,
        .else_ticks = probe->weights->else_ticks[field],
        .rest_ticks = most_of(in),
        .parent_count = in->parent_count,
    };
    for (unsigned which = 0; which < in->parent_count; which++) {
        out.parent_low[which] = in->parents[which].low;
        out.parent_span[which] = in->parents[which].end - in->parents[which].low;
        out.parent_ticks[which] = in->parent_ticks[which];
    }
    out.other = (int8_t)half_bits(out.else_ticks);
    if (probe->loaded[field] != probe->changes[field]) {
        probe->most[field] = load_worths(worths, in, out.scale, out.other);
        probe->loaded[field] = probe->changes[field];
    }
    out.most = probe->most[field];
    return out;
}

/*
 * The values that the name in `field` may have when names are read in the other order: those of
 * the probing record's other name. When it misses that, it says nothing, and any value will do.
 */
static void load_crossed(
    struct sl_scan_crossed *crossed, const struct sl_probe *probe, unsigned field, unsigned other
)
{
    const struct sl_probe_field *in = &probe->fields[field];
    crossed->items = in->crossed;
    crossed->item_count = in->crossed_count;
    crossed->field = field;
    crossed->scale = probe->scales[field];
    crossed->any = probe->fields[other].missing;
    memset(crossed->listed, crossed->any, sizeof(crossed->listed));
    crossed->listed[0] = true; /* a missing value disagrees with nothing */
    for (size_t at = 0; at < in->crossed_count; at++) {
        crossed->listed[sl_mark(in->crossed[at].code, crossed->scale)] = true;
    }
}

/* Keep the fields by falling weight, and turn what each can add into what it and the rest can. */
static void order_fields(struct sl_scan *scan)
{
    for (unsigned at = 1; at < scan->field_count; at++) {
        const struct sl_scan_field field = scan->fields[at];
        unsigned place = at;
        while (place > 0 && scan->fields[place - 1].rest_ticks < field.rest_ticks) {
            scan->fields[place] = scan->fields[place - 1];
            place--;
        }
        scan->fields[place] = field;
    }
    int32_t rest = 0;
    for (unsigned at = scan->field_count; at-- > 0;) {
        rest += scan->fields[at].rest_ticks;
        scan->fields[at].rest_ticks = rest;
    }
}

void sl_scan_init(struct sl_scan *scan, struct sl_probe *probe, int32_t least_ticks)
{
    const struct sl_schema *schema = probe->weights->scorer->table->schema;
    scan->field_count = 0;
    scan->base_ticks = probe->weights->prior_ticks;
    scan->least_ticks = least_ticks;
    scan->crosses = false;
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const struct sl_probe_field *in = &probe->fields[field];
        if (!in->missing) {
            scan->fields[scan->field_count++] = load_field(probe, field);
        }
        scan->crosses = scan->crosses || in->crossed_count > 0;
    }
    order_fields(scan);
    if (scan->crosses) {
        load_crossed(&scan->crossed[0], probe, schema->given, schema->surname);
        load_crossed(&scan->crossed[1], probe, schema->surname, schema->given);
    }
}

/* What a name adds in the other order; SL_TICKS_NEVER when it does not agree. */
static int32_t crossed_ticks(const struct sl_scan_crossed *crossed, uint32_t code)
{
    if (crossed->any || code == SL_CODE_MISSING) {
        return 0;
    }
    for (size_t at = 0; at < crossed->item_count; at++) {
        if (crossed->items[at].code == code) {
            return crossed->items[at].ticks;
        }
    }
    return SL_TICKS_NEVER;
}

bool sl_scan_crosses(const struct sl_scan *scan, const uint32_t *row)
{
    int32_t sum = scan->base_ticks - sl_ticks(SL_SWAP_BITS);
    bool met = false;
    for (unsigned which = 0; which < 2; which++) {
        const struct sl_scan_crossed *crossed = &scan->crossed[which];
        const uint32_t code = row[crossed->field];
        const int32_t ticks = crossed_ticks(crossed, code);
        if (ticks == SL_TICKS_NEVER) {
            return false;
        }
        sum += ticks;
        met = met || (!crossed->any && code != SL_CODE_MISSING);
    }
    /* A name that the probing record does not have says nothing about the other's. */
    if (!met) {
        return false;
    }
    for (unsigned at = 0; at < scan->field_count; at++) {
        const struct sl_scan_field *field = &scan->fields[at];
        if (field->field != scan->crossed[0].field && field->field != scan->crossed[1].field) {
            sum += sl_scan_ticks(field, row[field->field]);
        }
    }
    return sum >= scan->least_ticks;
}

enum sl_status sl_probe_keep(struct sl_probe *probe, uint32_t record, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        &probe->found, &probe->found_capacity, probe->found_count + 1, sizeof(uint32_t), err
    ));
    probe->found[probe->found_count++] = record;
    return SL_OK;
}

enum sl_status sl_probe_scan(
    struct sl_probe *probe, struct sl_range records, int32_t least_ticks, struct sl_error *err
)
{
    const struct sl_table *table = probe->weights->scorer->table;
    struct sl_scan scan;
    sl_scan_init(&scan, probe, least_ticks);
    probe->found_count = 0;
    enum sl_status status = SL_OK;
    for (uint32_t record = records.low; record < records.end && status == SL_OK; record++) {
        if (sl_scan_reaches(&scan, sl_table_row(table, record))) {
            status = sl_probe_keep(probe, record, err);
        }
    }
    probe->looked_at += records.end > records.low ? records.end - records.low : 0;
    return status;
}
