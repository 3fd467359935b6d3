/* SPDX-License-Identifier: Apache-2.0 */
#include "link/probe.h"

#include "base/array.h"
#include "base/memory.h"
#include "link/probe_impl.h"
#include "link/probe_plan.h"

/* Room for the bits and ticks of codes 0 .. code_count-1; a missing value adds nothing. */
static enum sl_status
open_codes(uint64_t **bits, int16_t **ticks, size_t code_count, struct sl_error *err)
{
    *bits = sl_calloc(code_count / 64 + 1, sizeof(uint64_t));
    *ticks = sl_calloc(code_count, sizeof(int16_t));
    if (*bits == NULL || *ticks == NULL) {
        return sl_fail_memory(err);
    }
    (*bits)[0] = 1;
    return SL_OK;
}

static enum sl_status open_field(struct sl_probe *probe, unsigned field, struct sl_error *err)
{
    const struct sl_weights *weights = probe->weights;
    const struct sl_table *table = weights->scorer->table;
    const size_t codes = (size_t)sl_table_domain(table, field)->dictionary.count + 1;
    SL_TRY(open_codes(&probe->agrees[field], &probe->ticks[field], codes, err));
    if (weights->crossed[field].starts == NULL) {
        return SL_OK;
    }
    return open_codes(&probe->crosses[field], &probe->crossed[field], codes, err);
}

enum sl_status sl_probe_open(
    struct sl_probe *probe,
    const struct sl_weights *weights,
    const struct sl_index *index,
    struct sl_error *err
)
{
    *probe = (struct sl_probe){ .weights = weights, .index = index };
    probe->glances = sl_alloc((size_t)weights->field_count + 2, SL_MARK_COUNT);
    probe->plan = index == NULL ? NULL : sl_alloc(1, sizeof(*probe->plan));
    const bool opened = probe->glances != NULL && (index == NULL || probe->plan != NULL);
    enum sl_status status = opened ? SL_OK : sl_fail_memory(err);
    for (unsigned field = 0; field < weights->field_count && status == SL_OK; field++) {
        status = open_field(probe, field, err);
    }
    if (status != SL_OK) {
        sl_probe_close(probe);
    }
    return status;
}

void sl_probe_close(struct sl_probe *probe)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(probe->agrees[field]);
        sl_free(probe->ticks[field]);
        sl_free(probe->crosses[field]);
        sl_free(probe->crossed[field]);
    }
    sl_free(probe->glances);
    sl_free(probe->plan);
    sl_free(probe->runs);
    sl_free(probe->found);
    *probe = (struct sl_probe){ 0 };
}

static void set_field(struct sl_probe *probe, unsigned field, uint32_t code)
{
    const struct sl_weights *weights = probe->weights;
    const struct sl_domain *domain = sl_table_domain(weights->scorer->table, field);
    struct sl_probe_field *out = &probe->fields[field];
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
    if (code != SL_CODE_MISSING) {
        probe->fields[field].crossed = lists->items + lists->starts[code];
        probe->fields[field].crossed_count = lists->starts[code + 1] - lists->starts[code];
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

static void
load_items(uint64_t *bits, int16_t *ticks, const struct sl_weighted *items, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        ticks[items[at].code] = (int16_t)items[at].ticks;
        bits[items[at].code / 64] |= (uint64_t)1 << (items[at].code % 64);
    }
}

static void unload_items(uint64_t *bits, const struct sl_weighted *items, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        bits[items[at].code / 64] = items[at].code < 64 ? 1 : 0;
    }
}

void sl_probe_load(struct sl_probe *probe)
{
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const struct sl_probe_field *in = &probe->fields[field];
        load_items(probe->agrees[field], probe->ticks[field], in->items, in->item_count);
        load_items(probe->crosses[field], probe->crossed[field], in->crossed, in->crossed_count);
    }
}

void sl_probe_unload(struct sl_probe *probe)
{
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const struct sl_probe_field *in = &probe->fields[field];
        unload_items(probe->agrees[field], in->items, in->item_count);
        unload_items(probe->crosses[field], in->crossed, in->crossed_count);
    }
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

static struct sl_scan_field scan_field(const struct sl_probe *probe, unsigned field)
{
    const struct sl_probe_field *in = &probe->fields[field];
    struct sl_scan_field out = {
        .agrees = probe->agrees[field],
        .ticks = probe->ticks[field],
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
    return out;
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

void sl_scan_init(struct sl_scan *scan, const struct sl_probe *probe, int32_t least_ticks)
{
    const struct sl_schema *schema = probe->weights->scorer->table->schema;
    *scan = (struct sl_scan){
        .probe = probe,
        .base_ticks = probe->weights->prior_ticks,
        .least_ticks = least_ticks,
        .swap_ticks = sl_ticks(SL_SWAP_BITS),
        .given = schema->given,
        .surname = schema->surname,
    };
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const struct sl_probe_field *in = &probe->fields[field];
        if (!in->missing) {
            scan->fields[scan->field_count++] = scan_field(probe, field);
        }
        scan->has_given = scan->has_given || (field == schema->given && !in->missing);
        scan->has_surname = scan->has_surname || (field == schema->surname && !in->missing);
        scan->crosses = scan->crosses || in->crossed_count > 0;
    }
    scan->given_crosses = probe->crosses[schema->given == SL_FIELD_NONE ? 0 : schema->given];
    order_fields(scan);
}

bool sl_scan_crosses(const struct sl_scan *scan, const uint32_t *row)
{
    const struct sl_probe *probe = scan->probe;
    const bool met = (scan->has_given && row[scan->surname] != SL_CODE_MISSING) ||
                     (scan->has_surname && row[scan->given] != SL_CODE_MISSING);
    /* A name that the probing record does not have says nothing about the other's. */
    if (!met) {
        return false;
    }
    if (scan->has_given && !sl_bit(probe->crosses[scan->surname], row[scan->surname])) {
        return false;
    }
    const int32_t first = scan->has_surname ? probe->crossed[scan->given][row[scan->given]] : 0;
    const int32_t second = scan->has_given ? probe->crossed[scan->surname][row[scan->surname]] : 0;
    int32_t sum = scan->base_ticks + first + second - scan->swap_ticks;
    for (unsigned at = 0; at < scan->field_count; at++) {
        const struct sl_scan_field *field = &scan->fields[at];
        if (field->field != scan->given && field->field != scan->surname) {
            sum += sl_scan_field(field, row[field->field]);
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
    sl_probe_load(probe);
    probe->found_count = 0;
    enum sl_status status = SL_OK;
    for (uint32_t record = records.low; record < records.end && status == SL_OK; record++) {
        if (sl_scan_reaches(&scan, sl_table_row(table, record))) {
            status = sl_probe_keep(probe, record, err);
        }
    }
    probe->looked_at += records.end > records.low ? records.end - records.low : 0;
    sl_probe_unload(probe);
    return status;
}
