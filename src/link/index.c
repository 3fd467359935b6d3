/* SPDX-License-Identifier: Apache-2.0 */
#include "link/index.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/threads.h"

/* Patterns of missing fields are counted in this many rows, evenly spread. */
#define PATTERN_ROWS 16384u
/* A field that more of them miss does not divide the records: too many would search two parts. */
#define MISSED_MOST (PATTERN_ROWS / 4)
/* A pattern seen in fewer of them gets no part of its own: each part costs a search a plan. */
#define PATTERN_LEAST (PATTERN_ROWS / 256)

/* The fields that a record has, of those that divide, as bits. */
struct pattern {
    uint32_t held;
    uint32_t count;
};

struct building {
    struct sl_index *index;
    bool across;
    uint32_t dividing;      /* bit f: field f divides the records */
    unsigned pattern_count; /* the last ones in front of the parts; others come first of all */
    struct pattern patterns[SL_INDEX_PATTERN_LIMIT];
};

static uint32_t fields_held(const struct sl_table *table, uint32_t record)
{
    const uint32_t *row = sl_table_row(table, record);
    uint32_t held = 0;
    for (unsigned field = 0; field < table->field_count; field++) {
        held |= (uint32_t)(row[field] != SL_CODE_MISSING) << field;
    }
    return held;
}

static int by_held(const void *left, const void *right)
{
    const uint32_t one = *(const uint32_t *)left;
    const uint32_t two = *(const uint32_t *)right;
    return (one > two) - (one < two);
}

/* Few fields first: those records search all parts, the others only the parts behind. */
static int by_fields(const void *left, const void *right)
{
    const struct pattern *one = left;
    const struct pattern *two = right;
    const int fields = __builtin_popcount(one->held) - __builtin_popcount(two->held);
    if (fields != 0) {
        return fields;
    }
    return one->count != two->count ? (one->count > two->count) - (one->count < two->count)
                                    : by_held(&one->held, &two->held);
}

/* Keep a pattern among the commonest. */
static void keep_pattern(struct building *building, struct pattern pattern)
{
    struct pattern *kept = building->patterns;
    unsigned at = building->pattern_count;
    if (at == SL_INDEX_PATTERN_LIMIT - 1) {
        if (kept[at - 1].count >= pattern.count) {
            return;
        }
        at--;
    } else {
        building->pattern_count++;
    }
    while (at > 0 && kept[at - 1].count < pattern.count) {
        kept[at] = kept[at - 1];
        at--;
    }
    kept[at] = pattern;
}

/* Which fields divide the records, by what sampled ones hold. */
static void find_dividing(struct building *building, const uint32_t *rows)
{
    for (unsigned field = 0; field < building->index->table->field_count; field++) {
        uint32_t missed = 0;
        for (size_t at = 0; at < PATTERN_ROWS; at++) {
            missed += (rows[at] >> field & 1U) == 0;
        }
        building->dividing |= (uint32_t)(missed <= MISSED_MOST) << field;
    }
}

/* Which patterns are common enough for a part of their own. */
static enum sl_status choose_patterns(struct building *building)
{
    const struct sl_table *table = building->index->table;
    if (table->record_count < PATTERN_ROWS) {
        return SL_OK;
    }
    uint32_t *rows SL_CLEANUP(sl_free_ptr) = sl_alloc(PATTERN_ROWS, sizeof(*rows));
    if (rows == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint64_t at = 0; at < PATTERN_ROWS; at++) {
        rows[at] = fields_held(table, (uint32_t)(at * table->record_count / PATTERN_ROWS));
    }
    find_dividing(building, rows);
    for (size_t at = 0; at < PATTERN_ROWS; at++) {
        rows[at] &= building->dividing;
    }
    qsort(rows, PATTERN_ROWS, sizeof(*rows), by_held);
    for (uint32_t low = 0, end = 0; low < PATTERN_ROWS; low = end) {
        while (end < PATTERN_ROWS && rows[end] == rows[low]) {
            end++;
        }
        if (end - low >= PATTERN_LEAST) {
            keep_pattern(building, (struct pattern){ rows[low], end - low });
        }
    }
    qsort(building->patterns, building->pattern_count, sizeof(building->patterns[0]), by_fields);
    return SL_OK;
}

static unsigned part_of(const struct building *building, uint32_t record)
{
    const struct sl_table *table = building->index->table;
    const uint32_t held = fields_held(table, record) & building->dividing;
    unsigned at = building->pattern_count;
    while (at > 0 && building->patterns[at - 1].held != held) {
        at--;
    }
    return building->across ? 2 * at + sl_table_file(table, record) : at;
}

/* The fields whose values decide the order: those with the longest lists that are read. */
static void choose_sort_fields(struct sl_index *index)
{
    static const enum sl_family families[] = { SL_FAMILY_DATE, SL_FAMILY_POSTCODE };
    const struct sl_schema *schema = index->table->schema;
    unsigned count = 0;
    index->sort_fields[0] = index->sort_fields[1] = SL_FIELD_NONE;
    const size_t rounds = sizeof(families) / sizeof(families[0]);
    for (size_t round = 0; round <= rounds; round++) {
        for (unsigned field = 0; field < schema->field_count && count < 2; field++) {
            const bool fits = round == rounds || schema->fields[field].family == families[round];
            if (fits && (count == 0 || index->sort_fields[0] != field)) {
                index->sort_fields[count++] = field;
            }
        }
    }
}

static void add_to_part(struct sl_index_part *part, uint32_t record, uint32_t held)
{
    if (part->end == part->first) {
        part->records.low = record;
        part->held = UINT32_MAX;
    }
    part->end++;
    part->records.end = record + 1;
    part->held &= held;
}

/* What a stable counting sort of records goes by: the code of a field, and the part. */
struct sorting {
    unsigned field; /* SL_FIELD_NONE: all alike */
    size_t values;
    bool by_part;
};

static size_t
sort_key(const struct building *building, const struct sorting *sorting, uint32_t record)
{
    const struct sl_table *table = building->index->table;
    const size_t part = sorting->by_part ? part_of(building, record) : 0;
    const size_t code =
        sorting->field == SL_FIELD_NONE ? 0 : sl_table_row(table, record)[sorting->field];
    return part * sorting->values + code;
}

/* Sort `from` (NULL: the records as they are numbered) into `to`. */
static enum sl_status sort_records(
    const struct building *building,
    unsigned field,
    bool by_part,
    const uint32_t *from,
    uint32_t *to
)
{
    const struct sl_table *table = building->index->table;
    const struct sorting sorting = {
        field,
        field == SL_FIELD_NONE ? 1 : (size_t)sl_table_domain(table, field)->dictionary.count + 1,
        by_part,
    };
    const size_t keys = sorting.values * (by_part ? building->index->part_count : 1);
    uint32_t *next SL_CLEANUP(sl_free_ptr) = sl_calloc(keys + 1, sizeof(*next));
    if (next == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t record = 0; record < table->record_count; record++) {
        next[sort_key(building, &sorting, record) + 1]++;
    }
    for (size_t key = 0; key < keys; key++) {
        next[key + 1] += next[key];
    }
    for (uint32_t at = 0; at < table->record_count; at++) {
        const uint32_t record = from == NULL ? at : from[at];
        to[next[sort_key(building, &sorting, record)]++] = record;
    }
    return SL_OK;
}

/* Give each record its place, and each part its run of them. */
static enum sl_status place_records(struct building *building)
{
    struct sl_index *index = building->index;
    const struct sl_table *table = index->table;
    const size_t count = (size_t)table->record_count + 1;
    index->part_count = (building->pattern_count + 1) * (building->across ? 2 : 1);
    index->order = sl_alloc(count, sizeof(uint32_t));
    index->second_codes = sl_alloc(count, sizeof(uint32_t));
    if (index->order == NULL || index->second_codes == NULL) {
        return SL_NO_MEMORY;
    }
    uint32_t *by_second = index->second_codes; /* for the moment */
    SL_TRY(sort_records(building, index->sort_fields[1], false, NULL, by_second));
    SL_TRY(sort_records(building, index->sort_fields[0], true, by_second, index->order));
    for (uint32_t place = 0; place < table->record_count; place++) {
        const uint32_t *row = sl_table_row(table, index->order[place]);
        const unsigned second = index->sort_fields[1];
        index->second_codes[place] = second == SL_FIELD_NONE ? SL_CODE_MISSING : row[second];
    }
    for (uint32_t record = 0; record < table->record_count; record++) {
        struct sl_index_part *part = &index->parts[part_of(building, record)];
        add_to_part(part, record, fields_held(table, record));
    }
    for (unsigned part = 1; part < index->part_count; part++) {
        index->parts[part].first = index->parts[part - 1].end;
        index->parts[part].end += index->parts[part].first;
    }
    return SL_OK;
}

/* The marks of all rows, in the order of one field's places. */
static enum sl_status
mark_field(const struct sl_index *index, struct sl_index_part *part, unsigned field, uint32_t count)
{
    const size_t fields = index->table->field_count;
    uint16_t *marks = sl_alloc((size_t)count * fields, sizeof(*marks));
    part->marks[field] = marks;
    if (marks == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t at = 0; at < count; at++) {
        const uint32_t *row = sl_table_row(index->table, index->order[part->places[field][at]]);
        for (size_t other = 0; other < fields; other++) {
            marks[at * fields + other] = sl_mark(row[other]);
        }
    }
    return SL_OK;
}

/* One field of one part: a counting sort of the places by code. */
static enum sl_status index_field(void *context, size_t task, unsigned worker)
{
    (void)worker;
    struct sl_index *index = context;
    const struct sl_table *table = index->table;
    const unsigned field = (unsigned)(task % table->field_count);
    struct sl_index_part *part = &index->parts[task / table->field_count];
    uint32_t present = 0;
    for (uint32_t place = part->first; place < part->end; place++) {
        present += sl_table_row(table, index->order[place])[field] != SL_CODE_MISSING;
    }
    if (present == 0) {
        return SL_OK;
    }
    const uint32_t values = sl_table_domain(table, field)->dictionary.count;
    uint32_t *starts = sl_calloc((size_t)values + 3, sizeof(*starts));
    uint32_t *places = sl_alloc(present, sizeof(*places));
    part->starts[field] = starts;
    part->places[field] = places;
    if (starts == NULL || places == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t place = part->first; place < part->end; place++) {
        const uint32_t code = sl_table_row(table, index->order[place])[field];
        starts[code + 2] += code != SL_CODE_MISSING;
    }
    /* starts[c + 1] first runs along the list of c; then it is where c's list ends. */
    for (uint32_t code = 1; code <= values; code++) {
        starts[code + 2] += starts[code + 1];
    }
    for (uint32_t place = part->first; place < part->end; place++) {
        const uint32_t code = sl_table_row(table, index->order[place])[field];
        if (code != SL_CODE_MISSING) {
            places[starts[code + 1]++] = place;
        }
    }
    return mark_field(index, part, field, present);
}

static enum sl_status build(struct building *building, unsigned thread_count)
{
    struct sl_index *index = building->index;
    SL_TRY(choose_patterns(building));
    SL_TRY(place_records(building));
    const size_t tasks = (size_t)index->part_count * index->table->field_count;
    return sl_threads_run(thread_count, tasks, index_field, index, NULL);
}

enum sl_status sl_index_init(
    struct sl_index *index,
    const struct sl_table *table,
    bool across,
    unsigned thread_count,
    struct sl_error *err
)
{
    *index = (struct sl_index){ .table = table };
    choose_sort_fields(index);
    struct building building = { .index = index, .across = across };
    if (build(&building, thread_count) != SL_OK) {
        sl_index_finish(index);
        return sl_fail_memory(err);
    }
    return SL_OK;
}

void sl_index_finish(struct sl_index *index)
{
    for (unsigned which = 0; which < index->part_count; which++) {
        struct sl_index_part *part = &index->parts[which];
        for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
            sl_free(part->starts[field]);
            sl_free(part->places[field]);
            sl_free(part->marks[field]);
        }
    }
    sl_free(index->order);
    sl_free(index->second_codes);
    *index = (struct sl_index){ 0 };
}
