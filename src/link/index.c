/* SPDX-License-Identifier: Apache-2.0 */
#include "link/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"

/* Patterns of missing fields are counted in this many rows, evenly spread. */
#define PATTERN_ROWS 16384u
/* A field that more of them miss does not divide the records: too many would search two parts. */
#define MISSED_MOST (PATTERN_ROWS / 4)
/* A pattern seen in fewer of them gets no part of its own: each part costs a search a plan. */
#define PATTERN_LEAST (PATTERN_ROWS / 256)
/* Records, or places, that one task takes. */
#define RANGE_ROWS 8192u
/* How many places ahead rows are fetched. */
#define AHEAD 16u

/* The fields that a record has, of those that divide, as bits. */
struct pattern {
    uint32_t held;
    uint32_t count;
};

/* The records of one part among those of one range. */
struct tally {
    uint32_t count;
    uint32_t held;      /* bit f: all of them have field f */
    uint32_t low, last; /* the lowest of them and the highest */
    uint32_t next;      /* the place of the next one, once all ranges are tallied */
};

/*
 * Rows lie by record, lists run along places, and the way from one to the other is a load from far
 * away. So it is gone once: codes and marks are laid out by place first, and lists are made of
 * those from end to end.
 */
struct building {
    struct sl_index *index;
    bool across;
    uint32_t dividing;      /* bit f: field f divides the records */
    unsigned pattern_count; /* the last ones in front of the parts; others come first of all */
    struct pattern patterns[SL_INDEX_PATTERN_LIMIT];
    size_t range_count;
    struct tally (*tallies)[SL_INDEX_PART_LIMIT]; /* by range of records */
    uint8_t *part_of;                             /* by record */
    uint32_t *codes;                              /* by field, then place */
    uint16_t *marks;                              /* by place: those of its row */
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

static unsigned find_part(const struct building *building, uint32_t record, uint32_t held)
{
    unsigned at = building->pattern_count;
    while (at > 0 && building->patterns[at - 1].held != (held & building->dividing)) {
        at--;
    }
    return building->across ? 2 * at + sl_table_file(building->index->table, record) : at;
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

/* What is behind the last record, or place, of a range. */
static uint32_t range_end(const struct building *building, size_t range)
{
    const size_t end = (range + 1) * RANGE_ROWS;
    const uint32_t count = building->index->table->record_count;
    return end < count ? (uint32_t)end : count;
}

/* Find the parts of a range of records. */
static enum sl_status tally_range(void *context, size_t range, unsigned worker)
{
    (void)worker;
    const struct building *building = context;
    const uint32_t end = range_end(building, range);
    for (uint32_t record = (uint32_t)(range * RANGE_ROWS); record < end; record++) {
        const uint32_t held = fields_held(building->index->table, record);
        const unsigned part = find_part(building, record, held);
        struct tally *tally = &building->tallies[range][part];
        building->part_of[record] = (uint8_t)part;
        tally->low = tally->count == 0 ? record : tally->low;
        tally->held = tally->count == 0 ? held : tally->held & held;
        tally->last = record;
        tally->count++;
    }
    return SL_OK;
}

/* What a part is, from what the ranges have of it; and where each puts its own. */
static void make_part(const struct building *building, unsigned which, uint32_t first)
{
    struct sl_index_part *part = &building->index->parts[which];
    *part = (struct sl_index_part){ .first = first, .end = first };
    for (size_t range = 0; range < building->range_count; range++) {
        struct tally *tally = &building->tallies[range][which];
        if (tally->count > 0) {
            const bool begins = part->end == part->first;
            part->records.low = begins ? tally->low : part->records.low;
            part->records.end = tally->last + 1;
            part->held = begins ? tally->held : part->held & tally->held;
        }
        tally->next = part->end;
        part->end += tally->count;
    }
}

/* Put the records of a range behind those of lower ranges, each in its part. */
static enum sl_status divide_range(void *context, size_t range, unsigned worker)
{
    (void)worker;
    const struct building *building = context;
    const uint32_t end = range_end(building, range);
    for (uint32_t record = (uint32_t)(range * RANGE_ROWS); record < end; record++) {
        struct tally *tally = &building->tallies[range][building->part_of[record]];
        building->index->order[tally->next++] = record;
    }
    return SL_OK;
}

static uint32_t code_in(const uint32_t *row, unsigned field)
{
    return field == SL_FIELD_NONE ? SL_CODE_MISSING : row[field];
}

/* By the values of their rows; those of equal rows as they are numbered. */
static int by_row(const void *left, const void *right, void *index)
{
    const struct sl_table *table = ((const struct sl_index *)index)->table;
    const uint32_t one = (uint32_t)((const struct sl_keyed *)left)->value;
    const uint32_t two = (uint32_t)((const struct sl_keyed *)right)->value;
    const size_t bytes = table->field_count * sizeof(uint32_t);
    const int way = memcmp(sl_table_row(table, one), sl_table_row(table, two), bytes);
    return way != 0 ? way : (one > two) - (one < two);
}

/* Let records with the same values stand side by side: most keys are one record's alone. */
static void gather_repeats(struct sl_index *index, struct sl_keyed *items, size_t count)
{
    size_t end = 0;
    for (size_t start = 0; start < count; start = end) {
        end = start + 1;
        while (end < count && items[end].key == items[start].key) {
            end++;
        }
        if (end - start > 1) {
            qsort_r(items + start, end - start, sizeof(*items), by_row, index);
        }
    }
}

/* Sort the records of a part, which stand as they are numbered. */
static enum sl_status sort_part(void *context, size_t which, unsigned worker)
{
    (void)worker;
    const struct building *building = context;
    struct sl_index *index = building->index;
    const struct sl_index_part *part = &index->parts[which];
    const size_t count = part->end - part->first;
    struct sl_keyed *items SL_CLEANUP(sl_free_ptr) = sl_alloc(count, sizeof(*items));
    if (items == NULL) {
        return SL_NO_MEMORY;
    }
    for (size_t at = 0; at < count; at++) {
        const uint32_t record = index->order[part->first + at];
        const uint32_t *row = sl_table_row(index->table, record);
        const uint64_t first = code_in(row, index->sort_fields[0]);
        items[at] = (struct sl_keyed){ first << 32 | code_in(row, index->sort_fields[1]), record };
    }
    SL_TRY(sl_sort_keyed(items, count, NULL));
    gather_repeats(index, items, count);
    for (size_t at = 0; at < count; at++) {
        index->order[part->first + at] = (uint32_t)items[at].value;
        index->second_codes[part->first + at] = (uint32_t)items[at].key;
    }
    return SL_OK;
}

/* Codes and marks of a range of places. */
static enum sl_status lay_range(void *context, size_t range, unsigned worker)
{
    (void)worker;
    const struct building *building = context;
    const struct sl_table *table = building->index->table;
    const uint32_t *order = building->index->order;
    const uint64_t *scales = building->index->mark_scales;
    const size_t fields = table->field_count;
    const uint32_t first = (uint32_t)(range * RANGE_ROWS);
    const uint32_t end = range_end(building, range);
    const uint32_t *before = first > 0 ? sl_table_row(table, order[first - 1]) : NULL;
    for (uint32_t place = first; place < end; place++) {
        if (place + AHEAD < end) {
            const uint32_t *ahead = sl_table_row(table, order[place + AHEAD]);
            __builtin_prefetch(ahead);
            __builtin_prefetch(ahead + fields - 1);
        }
        const uint32_t *row = sl_table_row(table, order[place]);
        building->index->repeats[place] =
            before != NULL && memcmp(row, before, fields * sizeof(*row)) == 0;
        before = row;
        for (size_t field = 0; field < fields; field++) {
            building->codes[field * table->record_count + place] = row[field];
            building->marks[place * fields + field] = sl_mark(row[field], scales[field]);
        }
    }
    return SL_OK;
}

/* Give each record its place, and each part its run of them. */
static enum sl_status place_records(struct building *building, unsigned thread_count)
{
    struct sl_index *index = building->index;
    const size_t count = (size_t)index->table->record_count + 1;
    const size_t ranges = building->range_count = count / RANGE_ROWS + 1;
    index->part_count = (building->pattern_count + 1) * (building->across ? 2 : 1);
    index->order = sl_alloc(count, sizeof(uint32_t));
    index->second_codes = sl_alloc(count, sizeof(uint32_t));
    building->part_of = sl_alloc(count, sizeof(*building->part_of));
    building->tallies = sl_calloc(ranges, sizeof(*building->tallies));
    if (index->order == NULL || index->second_codes == NULL || building->part_of == NULL ||
        building->tallies == NULL) {
        return SL_NO_MEMORY;
    }
    SL_TRY(sl_threads_run(thread_count, ranges, tally_range, building, NULL));
    for (unsigned part = 0; part < index->part_count; part++) {
        make_part(building, part, part == 0 ? 0 : index->parts[part - 1].end);
    }
    SL_TRY(sl_threads_run(thread_count, ranges, divide_range, building, NULL));
    return sl_threads_run(thread_count, index->part_count, sort_part, building, NULL);
}

static enum sl_status lay_rows(struct building *building, unsigned thread_count)
{
    struct sl_index *index = building->index;
    const struct sl_table *table = index->table;
    const size_t cells = (size_t)table->record_count * table->field_count;
    building->codes = sl_alloc(cells, sizeof(*building->codes));
    building->marks = sl_alloc(cells, sizeof(*building->marks));
    index->repeats = sl_alloc((size_t)table->record_count + 1, sizeof(*index->repeats));
    if (building->codes == NULL || building->marks == NULL || index->repeats == NULL) {
        return SL_NO_MEMORY;
    }
    SL_TRY(sl_threads_run(thread_count, building->range_count, lay_range, building, NULL));
    for (unsigned part = 0; part < index->part_count; part++) {
        index->repeats[index->parts[part].first] = false; /* of a record of another file */
    }
    return SL_OK;
}

/* Room for the lists of a field of a part: their lengths, from starts[2] on, and places for all. */
static enum sl_status count_codes(
    const struct sl_index *index, struct sl_index_part *part, unsigned field, const uint32_t *codes
)
{
    uint32_t present = 0;
    for (uint32_t place = part->first; place < part->end; place++) {
        present += codes[place] != SL_CODE_MISSING;
    }
    if (present == 0) {
        return SL_OK;
    }
    const size_t values = sl_table_domain(index->table, field)->dictionary.count;
    part->starts[field] = sl_calloc(values + 3, sizeof(uint32_t));
    part->places[field] = sl_alloc(present, sizeof(uint32_t));
    part->marks[field] = sl_alloc((size_t)present * index->table->field_count, sizeof(uint16_t));
    if (part->starts[field] == NULL || part->places[field] == NULL || part->marks[field] == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t place = part->first; place < part->end; place++) {
        part->starts[field][codes[place] + 2] += codes[place] != SL_CODE_MISSING;
    }
    return SL_OK;
}

/* One field of one part: a counting sort of the places, and of their marks, by code. */
static enum sl_status index_field(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct building *building = context;
    const struct sl_table *table = building->index->table;
    const size_t fields = table->field_count;
    const unsigned field = (unsigned)(task % fields);
    struct sl_index_part *part = &building->index->parts[task / fields];
    const uint32_t *codes = building->codes + (size_t)field * table->record_count;
    SL_TRY(count_codes(building->index, part, field, codes));
    uint32_t *starts = part->starts[field];
    if (starts == NULL) {
        return SL_OK;
    }
    /* starts[c + 1] first runs along the list of c; then it is where c's list ends. */
    const size_t values = sl_table_domain(table, field)->dictionary.count;
    for (size_t code = 1; code <= values; code++) {
        starts[code + 2] += starts[code + 1];
    }
    for (uint32_t place = part->first; place < part->end; place++) {
        if (codes[place] == SL_CODE_MISSING) {
            continue;
        }
        const uint32_t at = starts[codes[place] + 1]++;
        part->places[field][at] = place;
        for (size_t other = 0; other < fields; other++) {
            part->marks[field][at * fields + other] = building->marks[place * fields + other];
        }
    }
    return SL_OK;
}

/* The two names are each other's mates, unless all places are sorted by one of them. */
static void choose_mates(struct sl_index *index)
{
    const struct sl_schema *schema = index->table->schema;
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        index->mates[field] = SL_FIELD_NONE;
    }
    if (schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE &&
        index->sort_fields[0] != schema->given && index->sort_fields[0] != schema->surname) {
        index->mates[schema->given] = schema->surname;
        index->mates[schema->surname] = schema->given;
    }
}

/* Room for the lists of a field of a part, `present` records in all, by the mate's marks. */
static enum sl_status
begin_mated(struct sl_index_mated *mated, const uint16_t *marks, size_t present, size_t fields)
{
    mated->places = sl_alloc(present, sizeof(uint32_t));
    mated->marks = sl_alloc(present * fields, sizeof(uint16_t));
    mated->below = sl_calloc(SL_MARK_COUNT + 1, sizeof(uint32_t));
    if (mated->places == NULL || mated->marks == NULL || mated->below == NULL) {
        return SL_NO_MEMORY;
    }
    for (size_t at = 0; at < present; at++) {
        mated->below[marks[at * fields] + 1]++;
    }
    for (size_t mark = 0; mark < SL_MARK_COUNT; mark++) {
        mated->below[mark + 1] += mated->below[mark];
    }
    return SL_OK;
}

/* One list, by the mark of the mate. Keys have room for it. */
static enum sl_status mate_list(
    struct sl_index_part *part,
    const struct sl_index *index,
    unsigned field,
    uint32_t code,
    uint64_t *keys
)
{
    const size_t fields = index->table->field_count;
    const size_t start = part->starts[field][code];
    const size_t count = part->starts[field][code + 1] - start;
    const uint16_t *marks = part->marks[field] + start * fields;
    const uint32_t *places = part->places[field] + start;
    const struct sl_index_mated *mated = &part->mated[field];
    for (size_t at = 0; at < count; at++) {
        keys[at] = (uint64_t)marks[at * fields + index->mates[field]] << 32 | at;
    }
    SL_TRY(sl_sort_u64(keys, count, NULL));
    for (size_t at = 0; at < count; at++) {
        const uint32_t from = (uint32_t)keys[at];
        mated->places[start + at] = places[from];
        for (size_t other = 0; other < fields; other++) {
            mated->marks[(start + at) * fields + other] = marks[from * fields + other];
        }
    }
    return SL_OK;
}

/* One field of one part, if it has a mate: its long lists in the second order. */
static enum sl_status mate_field(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct building *building = context;
    const struct sl_index *index = building->index;
    const size_t fields = index->table->field_count;
    const unsigned field = (unsigned)(task % fields);
    struct sl_index_part *part = &building->index->parts[task / fields];
    const uint32_t *starts = part->starts[field];
    if (index->mates[field] == SL_FIELD_NONE || starts == NULL) {
        return SL_OK;
    }
    const uint32_t values = sl_table_domain(index->table, field)->dictionary.count;
    const uint16_t *marks = part->marks[field] + index->mates[field];
    SL_TRY(begin_mated(&part->mated[field], marks, starts[values + 1], fields));
    uint32_t longest = 0;
    for (uint32_t code = 1; code <= values; code++) {
        const uint32_t count = starts[code + 1] - starts[code];
        longest = count > longest ? count : longest;
    }
    uint64_t *keys SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)longest + 1, sizeof(*keys));
    if (keys == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t code = 1; code <= values; code++) {
        if (starts[code + 1] - starts[code] >= SL_NARROW_LEAST) {
            SL_TRY(mate_list(part, index, field, code, keys));
        }
    }
    return SL_OK;
}

static void finish_building(struct building *building)
{
    sl_free(building->tallies);
    sl_free(building->part_of);
    sl_free(building->codes);
    sl_free(building->marks);
    building->tallies = NULL;
    building->part_of = NULL;
    building->codes = NULL;
    building->marks = NULL;
}

static enum sl_status build(struct building *building, unsigned thread_count)
{
    struct sl_index *index = building->index;
    SL_TRY(choose_patterns(building));
    SL_TRY(place_records(building, thread_count));
    SL_TRY(lay_rows(building, thread_count));
    const size_t tasks = (size_t)index->part_count * index->table->field_count;
    SL_TRY(sl_threads_run(thread_count, tasks, index_field, building, NULL));
    finish_building(building); /* what is made last needs no more than the lists */
    return sl_threads_run(thread_count, tasks, mate_field, building, NULL);
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
    choose_mates(index);
    for (unsigned field = 0; field < table->field_count; field++) {
        index->mark_scales[field] = sl_mark_scale(sl_table_domain(table, field)->dictionary.count);
    }
    struct building building = { .index = index, .across = across };
    const enum sl_status status = build(&building, thread_count);
    finish_building(&building);
    if (status != SL_OK) {
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
            sl_free(part->mated[field].places);
            sl_free(part->mated[field].marks);
            sl_free(part->mated[field].below);
        }
    }
    sl_free(index->order);
    sl_free(index->second_codes);
    sl_free(index->repeats);
    *index = (struct sl_index){ 0 };
}
