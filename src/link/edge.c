/* SPDX-License-Identifier: Apache-2.0 */
#include "link/edge.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/probe.h"

#define RECORDS_PER_TASK 512u

/* The edges of one task's records. */
struct part {
    struct sl_edge *items;
    size_t count, capacity;
    struct sl_ties ties;
};

struct finding {
    const struct sl_weights *weights;
    const struct sl_index *index;
    const struct sl_edge_options *options;
    double plain_bits; /* below, no weight reaches least_bits */
    uint32_t record_count;
    uint32_t *places;    /* in the order in which they are searched from; NULL with brute force */
    uint32_t from_count; /* records, or places, that are looked from */
    struct sl_probe *probes;
    struct part *parts;
    size_t task_count;
    size_t done; /* tasks, for progress */
};

static bool across_files(const struct finding *finding)
{
    return finding->options->two_sources || finding->options->distinct_in_source;
}

/* The records that may be compared with one: all, or those of the other file. */
static struct sl_range partners(const struct finding *finding, uint32_t record)
{
    const struct sl_table *table = finding->weights->scorer->table;
    const uint32_t first_file = table->source_count[0];
    if (!across_files(finding)) {
        return (struct sl_range){ 0, table->record_count };
    }
    return record < first_file ? (struct sl_range){ first_file, table->record_count }
                               : (struct sl_range){ 0, first_file };
}

static struct sl_edge edge_of(uint32_t one, uint32_t two, double bits)
{
    return (struct sl_edge){ one < two ? one : two, one < two ? two : one, (float)bits };
}

/* The pairs of one record with each of some that have the same row, and so the same weight. */
static enum sl_status weigh_pairs(
    const struct finding *finding,
    const uint32_t *same,
    size_t same_count,
    uint32_t record,
    struct part *part
)
{
    const struct sl_scorer *scorer = finding->weights->scorer;
    const struct sl_table *table = scorer->table;
    struct sl_agreement agreement;
    struct sl_linkage_tie tie = { .left = 0 };
    sl_scorer_compare(
        scorer, sl_table_row(table, same[0]), sl_table_row(table, record), &agreement
    );
    const double bits = sl_scorer_weight(scorer, &agreement);
    if (bits >= finding->options->least_bits) {
        SL_TRY(sl_array_reserve(
            &part->items, &part->capacity, part->count + same_count, sizeof(*part->items), NULL
        ));
        for (size_t at = 0; at < same_count; at++) {
            part->items[part->count++] = edge_of(same[at], record, bits);
        }
    }
    const struct sl_odds odds = sl_scorer_odds(scorer, &agreement);
    if (!finding->options->ties || !sl_tie_see(scorer, &odds, &tie.kind, &tie.probability)) {
        return SL_OK;
    }
    for (size_t at = 0; at < same_count; at++) {
        const struct sl_edge edge = edge_of(same[at], record, bits);
        tie.left = edge.left;
        tie.right = edge.right;
        SL_TRY(sl_ties_add(&part->ties, tie, NULL));
    }
    return SL_OK;
}

/* Each pair is found once: from the record whose number is lower. */
static enum sl_status
scan_from(const struct finding *finding, struct sl_probe *probe, uint32_t record, int32_t least)
{
    struct sl_range range = partners(finding, record);
    range.low = range.low > record ? range.low : record + 1;
    sl_probe_set_row(probe, sl_table_row(finding->weights->scorer->table, record));
    return sl_probe_scan(probe, range, least, NULL);
}

/* How many records stand at a place and behind it that have the same row. */
static size_t count_same(const struct sl_index *index, uint32_t place)
{
    size_t count = 1;
    while (place + count < index->table->record_count && index->repeats[place + count]) {
        count++;
    }
    return count;
}

/* How many of some records stand in front of one of them; all when it is none of them. */
static size_t count_before(const uint32_t *same, size_t count, uint32_t record)
{
    size_t before = 1; /* nobody is found from its own place */
    while (before < count && same[before] != record) {
        before++;
    }
    return before;
}

/*
 * Each pair is found once: from the record whose place is lower, which has fewer fields. Records of
 * one row find the same: they are searched from together.
 */
static enum sl_status
search_from(const struct finding *finding, struct sl_probe *probe, uint32_t place, int32_t least)
{
    const uint32_t record = finding->index->order[place];
    const struct sl_search search = {
        .records = partners(finding, record),
        .first_place = place + 1,
        .least_ticks = least,
    };
    sl_probe_set_row(probe, sl_table_row(finding->weights->scorer->table, record));
    return sl_probe_search(probe, &search, NULL);
}

/* Everything that the records of one row are found to be near. */
static enum sl_status
find_edges(const struct finding *finding, struct sl_probe *probe, uint32_t at, struct part *part)
{
    const int32_t least = sl_ticks(finding->plain_bits) - SL_TICK_SLACK;
    const bool scans = finding->places == NULL;
    const uint32_t *same = scans ? &at : &finding->index->order[finding->places[at]];
    const size_t same_count = scans ? 1 : count_same(finding->index, finding->places[at]);
    SL_TRY(
        scans ? scan_from(finding, probe, at, least)
              : search_from(finding, probe, finding->places[at], least)
    );
    for (size_t found = 0; found < probe->found_count; found++) {
        const uint32_t other = probe->found[found];
        const size_t before = count_before(same, same_count, other);
        SL_TRY(weigh_pairs(finding, same, before, other, part));
    }
    return SL_OK;
}

/* The places of a part that hold a surname, by surname and, of the common ones, given name. */
static uint32_t *
put_named(const struct sl_index *index, const struct sl_index_part *part, uint32_t *next)
{
    const unsigned field = index->table->schema->surname;
    const uint32_t values = sl_table_domain(index->table, field)->dictionary.count;
    const uint32_t *starts = part->starts[field];
    for (uint32_t code = 1; code <= values; code++) {
        const uint32_t count = starts[code + 1] - starts[code];
        const bool mated = part->mated[field].places != NULL && count >= SL_NARROW_LEAST;
        const uint32_t *list = mated ? part->mated[field].places : part->places[field];
        memcpy(next, list + starts[code], count * sizeof(*next));
        next += count;
    }
    return next;
}

/* The first record of a row is searched from for all of them. */
static void leave_out_repeats(struct finding *finding)
{
    uint32_t kept = 0;
    for (uint32_t at = 0; at < finding->record_count; at++) {
        if (!finding->index->repeats[finding->places[at]]) {
            finding->places[kept++] = finding->places[at];
        }
    }
    finding->from_count = kept;
}

/*
 * In which order places are searched from: who has the same names looks at the same lists, which
 * are far away when they are looked at for the first time, and agrees with the same values, whose
 * worths need not be worked out anew. What is found does not depend on it.
 */
static enum sl_status order_places(struct finding *finding)
{
    const struct sl_index *index = finding->index;
    const unsigned field = index->table->schema->surname;
    uint32_t *next = finding->places =
        sl_alloc((size_t)finding->record_count + 1, sizeof(*finding->places));
    if (next == NULL) {
        return SL_NO_MEMORY;
    }
    for (unsigned which = 0; which < index->part_count; which++) {
        const struct sl_index_part *part = &index->parts[which];
        const bool named = field != SL_FIELD_NONE && part->starts[field] != NULL;
        next = named ? put_named(index, part, next) : next;
        const bool all = named && (part->held >> field & 1U) != 0;
        for (uint32_t place = part->first; place < part->end && !all; place++) {
            const uint32_t *row = sl_table_row(index->table, index->order[place]);
            if (!named || row[field] == SL_CODE_MISSING) {
                *next++ = place;
            }
        }
    }
    SL_ASSERT(next == finding->places + finding->record_count);
    leave_out_repeats(finding);
    return SL_OK;
}

static enum sl_status find_task(void *context, size_t index, unsigned worker)
{
    struct finding *finding = context;
    struct sl_probe *probe = &finding->probes[worker];
    if (probe->weights == NULL) {
        SL_TRY(sl_probe_open(probe, finding->weights, finding->index, NULL));
    }
    const size_t first = index * RECORDS_PER_TASK;
    for (size_t at = first; at < first + RECORDS_PER_TASK && at < finding->from_count; at++) {
        SL_TRY(find_edges(finding, probe, (uint32_t)at, &finding->parts[index]));
    }
    const size_t done = __atomic_add_fetch(&finding->done, 1, __ATOMIC_RELAXED);
    if (worker == 0 && finding->options->progress != NULL) {
        finding->options->progress(
            finding->options->context, SL_STAGE_SCORE, done, finding->task_count
        );
    }
    return SL_OK;
}

static void free_part(struct part *part)
{
    sl_free(part->items);
    sl_ties_finish(&part->ties);
    *part = (struct part){ 0 };
}

/* Turn how many edges each record has into where its first one goes. */
static void counts_to_starts(size_t *counts, size_t record_count)
{
    size_t start = 0;
    for (size_t record = 0; record < record_count; record++) {
        const size_t count = counts[record];
        counts[record] = start;
        start += count;
    }
}

/* The edges of all parts, which are emptied, sorted by the right record. */
static void sort_by_right(struct finding *finding, struct sl_edge *sorted, size_t *next)
{
    for (size_t task = 0; task < finding->task_count; task++) {
        for (size_t at = 0; at < finding->parts[task].count; at++) {
            next[finding->parts[task].items[at].right]++;
        }
    }
    counts_to_starts(next, finding->record_count);
    for (size_t task = 0; task < finding->task_count; task++) {
        struct part *part = &finding->parts[task];
        for (size_t at = 0; at < part->count; at++) {
            sorted[next[part->items[at].right]++] = part->items[at];
        }
        free_part(part);
    }
}

/* Sorted by the left record; those of one left record keep their order. */
static void
sort_by_left(const struct sl_edge *by_right, struct sl_edges *edges, size_t *next, size_t records)
{
    memset(next, 0, records * sizeof(*next));
    for (size_t at = 0; at < edges->count; at++) {
        next[by_right[at].left]++;
    }
    counts_to_starts(next, records);
    for (size_t at = 0; at < edges->count; at++) {
        edges->items[next[by_right[at].left]++] = by_right[at];
    }
}

/* All parts together, ascending by (left, right): counting sorts by the right record, then left. */
static enum sl_status
join_parts(struct finding *finding, struct sl_edges *edges, struct sl_error *err)
{
    size_t count = 0;
    for (size_t task = 0; task < finding->task_count; task++) {
        const struct part *part = &finding->parts[task];
        count += part->count;
        for (size_t at = 0; at < part->ties.count; at++) {
            SL_TRY(sl_ties_add(&edges->ties, part->ties.items[at], err));
        }
    }
    struct sl_edge *by_right SL_CLEANUP(sl_free_ptr) = sl_alloc(count + 1, sizeof(*by_right));
    size_t *next SL_CLEANUP(sl_free_ptr) =
        sl_calloc((size_t)finding->record_count + 1, sizeof(*next));
    if (by_right == NULL || next == NULL) {
        return sl_fail_memory(err);
    }
    sort_by_right(finding, by_right, next);
    sl_memory_give_back(); /* what the parts held */
    edges->items = sl_alloc(count + 1, sizeof(*edges->items));
    if (edges->items == NULL) {
        return sl_fail_memory(err);
    }
    edges->count = count;
    sort_by_left(by_right, edges, next, finding->record_count);
    return SL_OK;
}

static void close_finding(struct finding *finding, struct sl_edges *edges)
{
    const unsigned threads = finding->options->thread_count;
    for (unsigned worker = 0; finding->probes != NULL && worker < threads; worker++) {
        edges->looked_at += finding->probes[worker].looked_at;
        sl_probe_close(&finding->probes[worker]);
    }
    for (size_t task = 0; finding->parts != NULL && task < finding->task_count; task++) {
        free_part(&finding->parts[task]);
    }
    sl_free(finding->places);
    sl_free(finding->probes);
    sl_free(finding->parts);
}

/*
 * Below, no weight reaches least_bits. Ties are looked for as far down as if people usually had
 * a second record: where nobody has one, relatives are still somebody's.
 */
static double plain_floor(const struct sl_model *model, const struct sl_edge_options *options)
{
    const double floor_bits = sl_calibration_floor(&model->calibration, options->least_bits);
    return options->ties ? floor_bits + sl_model_fallen_bits(model) : floor_bits;
}

enum sl_status sl_edges_find(
    struct sl_edges *edges,
    const struct sl_weights *weights,
    const struct sl_index *index,
    const struct sl_edge_options *options,
    struct sl_error *err
)
{
    *edges = (struct sl_edges){ 0 };
    const struct sl_table *table = weights->scorer->table;
    struct finding finding = {
        .weights = weights,
        .index = index,
        .options = options,
        .plain_bits = plain_floor(weights->scorer->model, options),
        .record_count = table->record_count,
        .from_count = table->record_count,
    };
    const bool ordered = options->brute_force || order_places(&finding) == SL_OK;
    finding.task_count = (finding.from_count + RECORDS_PER_TASK - 1) / RECORDS_PER_TASK;
    finding.probes = sl_calloc(options->thread_count, sizeof(*finding.probes));
    finding.parts = sl_calloc(finding.task_count + 1, sizeof(*finding.parts));
    const bool ready = ordered && finding.probes != NULL && finding.parts != NULL;
    enum sl_status status =
        ready ? sl_threads_run(options->thread_count, finding.task_count, find_task, &finding, err)
              : sl_fail_memory(err);
    if (status == SL_OK) {
        sl_free(finding.places); /* joining needs the room */
        finding.places = NULL;
        status = join_parts(&finding, edges, err);
    }
    close_finding(&finding, edges);
    if (status != SL_OK) {
        sl_edges_finish(edges);
    }
    return status;
}

void sl_edges_finish(struct sl_edges *edges)
{
    sl_free(edges->items);
    sl_ties_finish(&edges->ties);
    *edges = (struct sl_edges){ 0 };
}
