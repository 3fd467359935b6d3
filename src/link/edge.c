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

static enum sl_status
weigh_pair(const struct finding *finding, uint32_t left, uint32_t right, struct part *part)
{
    const struct sl_scorer *scorer = finding->weights->scorer;
    const struct sl_table *table = scorer->table;
    struct sl_agreement agreement;
    sl_scorer_compare(scorer, sl_table_row(table, left), sl_table_row(table, right), &agreement);
    const double bits = sl_scorer_weight(scorer, &agreement);
    if (bits >= finding->options->least_bits) {
        SL_TRY(sl_array_reserve(
            &part->items, &part->capacity, part->count + 1, sizeof(*part->items), NULL
        ));
        part->items[part->count++] = (struct sl_edge){ left, right, (float)bits };
    }
    if (finding->options->ties) {
        struct sl_linkage_tie tie = { .left = left, .right = right };
        const struct sl_odds odds = sl_scorer_odds(scorer, &agreement);
        if (sl_tie_see(scorer, &odds, &tie.kind, &tie.probability)) {
            SL_TRY(sl_ties_add(&part->ties, tie, NULL));
        }
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

/* Each pair is found once: from the record whose place is lower, which has fewer fields. */
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

static enum sl_status
find_edges(const struct finding *finding, struct sl_probe *probe, uint32_t at, struct part *part)
{
    const int32_t least = sl_ticks(finding->plain_bits) - SL_TICK_SLACK;
    const bool scans = finding->options->brute_force;
    const uint32_t record = scans ? at : finding->index->order[at];
    SL_TRY(
        scans ? scan_from(finding, probe, record, least) : search_from(finding, probe, at, least)
    );
    for (size_t found = 0; found < probe->found_count; found++) {
        const uint32_t other = probe->found[found];
        SL_TRY(weigh_pair(
            finding, record < other ? record : other, record < other ? other : record, part
        ));
    }
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
    for (size_t at = first; at < first + RECORDS_PER_TASK && at < finding->record_count; at++) {
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
    };
    finding.task_count = (finding.record_count + RECORDS_PER_TASK - 1) / RECORDS_PER_TASK;
    finding.probes = sl_calloc(options->thread_count, sizeof(*finding.probes));
    finding.parts = sl_calloc(finding.task_count + 1, sizeof(*finding.parts));
    enum sl_status status =
        finding.probes == NULL || finding.parts == NULL
            ? sl_fail_memory(err)
            : sl_threads_run(options->thread_count, finding.task_count, find_task, &finding, err);
    if (status == SL_OK) {
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
