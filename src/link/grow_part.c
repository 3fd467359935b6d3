/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/cluster.h"
#include "link/grow_impl.h"

static enum sl_status visit(struct sl_growth *growth, uint32_t record)
{
    if (record == SL_RECORD_NONE || !sl_growth_there(growth, record) ||
        sl_growth_reached(growth, record)) {
        return SL_OK;
    }
    SL_TRY(sl_numbers_add(&growth->part.records, record));
    growth->marks[record] = growth->walk;
    return SL_OK;
}

/* Note one hold of a record, when both ends are there. */
static enum sl_status note_hold(struct sl_growth *growth, uint32_t number, unsigned end)
{
    const struct sl_grow_hold *hold = &growth->holds[number];
    const uint32_t other = growth->current[hold->ends[1 - end]];
    if (hold->gone || other == SL_RECORD_NONE) {
        return SL_OK;
    }
    const bool twins = hold->hold == SL_HOLD_APART && growth->options.strict_twins;
    if (twins || (hold->hold == SL_HOLD_PARENT && end == 0)) {
        SL_TRY(sl_numbers_add(&growth->part.leaves, other));
    }
    return sl_numbers_add(&growth->part.holds, number);
}

enum sl_status sl_growth_note_holds(struct sl_growth *growth, uint32_t record)
{
    const uint32_t name = sl_growth_name(growth, record);
    for (uint32_t link = growth->first_hold[name]; link != 0;) {
        const struct sl_grow_hold *hold = &growth->holds[link - 1];
        const unsigned end = hold->ends[0] == name ? 0 : 1;
        SL_TRY(note_hold(growth, link - 1, end));
        link = hold->next[end];
    }
    return SL_OK;
}

/* Go on to those with whom a record is held together. */
static enum sl_status follow_holds(struct sl_growth *growth, uint32_t record)
{
    const uint32_t name = sl_growth_name(growth, record);
    for (uint32_t link = growth->first_hold[name]; link != 0;) {
        const struct sl_grow_hold *hold = &growth->holds[link - 1];
        const unsigned end = hold->ends[0] == name ? 0 : 1;
        if (!hold->gone && hold->hold != SL_HOLD_APART && hold->hold != SL_HOLD_PARENT) {
            SL_TRY(visit(growth, growth->current[hold->ends[1 - end]]));
        }
        link = hold->next[end];
    }
    return SL_OK;
}

static enum sl_status follow(struct sl_growth *growth, uint32_t record)
{
    SL_TRY(sl_growth_search(growth, record));
    for (uint32_t link = growth->edges[record]; link != 0;) {
        const struct sl_grow_edge edge = growth->edge_pool[link - 1];
        SL_TRY(visit(growth, edge.other));
        link = edge.next;
    }
    SL_TRY(follow_holds(growth, record));
    return sl_growth_note_holds(growth, record);
}

static int by_number(const void *left, const void *right)
{
    const uint32_t one = *(const uint32_t *)left;
    const uint32_t two = *(const uint32_t *)right;
    return (one > two) - (one < two);
}

/* Ascending, each once. */
static void sort_once(struct sl_numbers *numbers)
{
    size_t kept = 0;
    if (numbers->count == 0) { /* items may be NULL, which qsort does not take */
        return;
    }
    qsort(numbers->items, numbers->count, sizeof(*numbers->items), by_number);
    for (size_t at = 0; at < numbers->count; at++) {
        if (kept == 0 || numbers->items[kept - 1] != numbers->items[at]) {
            numbers->items[kept++] = numbers->items[at];
        }
    }
    numbers->count = kept;
}

void sl_growth_begin_walk(struct sl_growth *growth)
{
    struct sl_grow_part *part = &growth->part;
    growth->walk++;
    part->records.count = 0;
    part->leaves.count = 0;
    part->holds.count = 0;
}

void sl_growth_end_walk(struct sl_growth *growth)
{
    sort_once(&growth->part.leaves);
    sort_once(&growth->part.holds);
}

enum sl_status sl_growth_reach(struct sl_growth *growth, uint32_t record)
{
    struct sl_grow_part *part = &growth->part;
    sl_growth_begin_walk(growth);
    SL_TRY(visit(growth, record));
    for (size_t at = 0; at < part->records.count; at++) {
        SL_TRY(follow(growth, part->records.items[at]));
    }
    sl_growth_end_walk(growth);
    return SL_OK;
}

/* Rows of all records and leaves, as a table. */
static enum sl_status copy_part(struct sl_growth *growth, struct sl_error *err)
{
    struct sl_grow_part *part = &growth->part;
    part->row_count = 0;
    for (size_t at = 0; at < part->records.count; at++) {
        SL_TRY(sl_growth_add_row(growth, part->records.items[at]));
    }
    for (size_t at = 0; at < part->leaves.count; at++) {
        if (!sl_growth_reached(growth, part->leaves.items[at])) {
            SL_TRY(sl_growth_add_row(growth, part->leaves.items[at]));
        }
    }
    SL_TRY(sl_growth_copy_rows(growth, err));
    for (uint32_t row = 0; row < part->row_count; row++) {
        growth->places[part->rows[row].record] = row;
    }
    return SL_OK;
}

static int by_rows(const void *left, const void *right)
{
    const struct sl_edge *one = left;
    const struct sl_edge *two = right;
    if (one->left != two->left) {
        return one->left < two->left ? -1 : 1;
    }
    return (one->right > two->right) - (one->right < two->right);
}

/* The edges of the part between rows, ascending. */
static enum sl_status copy_edges(struct sl_growth *growth)
{
    struct sl_grow_part *part = &growth->part;
    part->edges.count = 0;
    for (uint32_t row = 0; row < part->row_count; row++) {
        const uint32_t record = part->rows[row].record;
        uint32_t link = sl_growth_reached(growth, record) ? growth->edges[record] : 0;
        for (; link != 0; link = growth->edge_pool[link - 1].next) {
            const struct sl_grow_edge *edge = &growth->edge_pool[link - 1];
            const bool within =
                !part->within || growth->clusters[edge->other] == growth->clusters[record];
            if (!within || !sl_growth_reached(growth, edge->other) ||
                growth->places[edge->other] < row) {
                continue;
            }
            SL_TRY(sl_array_reserve(
                &part->edges.items,
                &part->edge_capacity,
                part->edges.count + 1,
                sizeof(*part->edges.items),
                NULL
            ));
            part->edges.items[part->edges.count++] =
                (struct sl_edge){ row, growth->places[edge->other], edge->bits };
        }
    }
    if (part->edges.count > 0) {
        qsort(part->edges.items, part->edges.count, sizeof(*part->edges.items), by_rows);
    }
    return SL_OK;
}

/* The holds of which both ends are rows, and one is no leaf. */
static enum sl_status
copy_holds(const struct sl_growth *growth, struct sl_known *known, struct sl_error *err)
{
    for (size_t at = 0; at < growth->part.holds.count; at++) {
        const struct sl_grow_hold *hold = &growth->holds[growth->part.holds.items[at]];
        const uint32_t left = growth->current[hold->ends[0]];
        const uint32_t right = growth->current[hold->ends[1]];
        const bool first = sl_growth_reached(growth, left);
        const bool second = sl_growth_reached(growth, right);
        const bool parent = hold->hold == SL_HOLD_PARENT;
        const bool twins = hold->hold == SL_HOLD_APART && growth->options.strict_twins;
        if ((first && (parent || second)) || (twins && (first || second))) {
            SL_TRY(sl_known_add(
                known,
                hold->hold,
                sl_growth_id(growth, hold->ends[0]),
                sl_growth_id(growth, hold->ends[1]),
                err
            ));
        }
    }
    return SL_OK;
}

void sl_growth_end_part(struct sl_grow_clustering *clustering)
{
    sl_known_finish(&clustering->known);
    sl_aparts_finish(&clustering->aparts);
    sl_possibles_finish(&clustering->possibles);
    sl_joins_finish(&clustering->joins);
    if (clustering->table != NULL) { /* settling what is known gave it more than an excerpt has */
        sl_free(clustering->table->mentions);
        sl_free(clustering->table->earlier);
        clustering->table->mentions = NULL;
        clustering->table->earlier = NULL;
    }
}

/* As a run does it. */
static enum sl_status
cluster(struct sl_growth *growth, struct sl_grow_clustering *clustering, struct sl_error *err)
{
    struct sl_grow_part *part = &growth->part;
    struct sl_table *table = &growth->excerpt.table;
    clustering->table = table;
    struct sl_cluster_options options = growth->options;
    options.known = &clustering->known;
    const struct sl_joins_notes notes = { &clustering->aparts, &clustering->possibles };
    SL_TRY(sl_known_settle(&clustering->known, &options.rules, table, err));
    SL_TRY(sl_known_split(&clustering->known, &part->edges, &clustering->aparts, err));
    SL_TRY(sl_aparts_split(&clustering->aparts, &part->edges, &options.rules, table, err));
    const struct sl_scorer *scorer = &growth->excerpt.scorer;
    SL_TRY(sl_joins_find(&clustering->joins, &notes, scorer, &part->edges, &options, err));
    return sl_joins_cut(
        &clustering->joins,
        growth->linkage->options.threshold_bits,
        clustering->known.groups,
        part->clusters,
        table->record_count,
        err
    );
}

/* Rows become records. */
static enum sl_status take_found(
    const struct sl_growth *growth,
    const struct sl_grow_clustering *clustering,
    struct sl_grow_found *found,
    struct sl_error *err
)
{
    const struct sl_excerpt_row *rows = growth->part.rows;
    for (size_t at = 0; at < clustering->possibles.count; at++) {
        struct sl_linkage_possible possible = clustering->possibles.items[at];
        possible.left = rows[possible.left].record;
        possible.right = rows[possible.right].record;
        SL_TRY(sl_possibles_add(&found->possibles, possible, err));
    }
    for (size_t at = 0; at < clustering->known.conflict_count; at++) {
        const struct sl_linkage_conflict *conflict = &clustering->known.conflicts[at];
        SL_TRY(sl_array_reserve(
            &found->conflicts,
            &found->conflict_capacity,
            found->conflict_count + 1,
            sizeof(*found->conflicts),
            err
        ));
        found->conflicts[found->conflict_count++] = (struct sl_linkage_conflict){
            conflict->hold,
            rows[conflict->left].record,
            rows[conflict->right].record,
            rows[conflict->apart_left].record,
            rows[conflict->apart_right].record,
        };
    }
    return SL_OK;
}

/* The records and their clusters, by their ids. */
static enum sl_status list_clusters(const struct sl_growth *growth, struct sl_grow_found *found)
{
    const struct sl_grow_part *part = &growth->part;
    for (size_t row = 0; row < part->row_count; row++) {
        if (sl_growth_reached(growth, part->rows[row].record)) {
            SL_TRY(sl_numbers_reserve(&found->clusters, 1));
            SL_TRY(sl_numbers_add(&found->touched, part->rows[row].record));
            SL_TRY(sl_numbers_add(&found->clusters, part->rows[part->clusters[row]].record));
        }
    }
    return SL_OK;
}

enum sl_status sl_growth_run_part(
    struct sl_growth *growth, struct sl_grow_clustering *clustering, struct sl_error *err
)
{
    struct sl_grow_part *part = &growth->part;
    *clustering = (struct sl_grow_clustering){ 0 };
    if (copy_part(growth, err) != SL_OK || copy_edges(growth) != SL_OK) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_array_reserve(
        &part->clusters, &part->cluster_capacity, part->row_count + 1, sizeof(*part->clusters), err
    ));
    SL_TRY(copy_holds(growth, &clustering->known, err));
    return cluster(growth, clustering, err);
}

enum sl_status
sl_growth_cluster_part(struct sl_growth *growth, struct sl_grow_found *found, struct sl_error *err)
{
    struct sl_grow_clustering clustering SL_CLEANUP(sl_growth_end_part) = { 0 };
    growth->part.within = false;
    SL_TRY(sl_growth_run_part(growth, &clustering, err));
    SL_TRY(take_found(growth, &clustering, found, err));
    return list_clusters(growth, found) == SL_OK ? SL_OK : sl_fail_memory(err);
}

void sl_growth_forget(struct sl_grow_found *found)
{
    found->touched.count = 0;
    found->clusters.count = 0;
    found->change_count = 0;
    found->possibles.count = 0;
    found->conflict_count = 0;
}

void sl_growth_put(struct sl_growth *growth, uint32_t record, uint32_t cluster)
{
    growth->clusters[record] = cluster;
    growth->rings[record] = cluster;
    if (record != cluster) {
        growth->rings[growth->places[cluster]] = record;
    }
    growth->places[cluster] = record; /* the last one so far */
}

/* What was never touched is as it was: cluster it, and nothing has changed. */
static enum sl_status know(struct sl_growth *growth, uint32_t record, struct sl_error *err)
{
    struct sl_grow_found *found = &growth->aside;
    sl_growth_forget(found);
    if (sl_growth_reach(growth, record) != SL_OK) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_growth_cluster_part(growth, found, err));
    for (size_t at = 0; at < found->touched.count; at++) {
        SL_ASSERT(growth->clusters[found->touched.items[at]] == SL_CLUSTER_UNKNOWN);
        sl_growth_put(growth, found->touched.items[at], found->clusters.items[at]);
    }
    return SL_OK;
}

enum sl_status sl_growth_know(
    struct sl_growth *growth, const uint32_t *records, size_t count, struct sl_error *err
)
{
    for (size_t at = 0; at < count; at++) {
        if (growth->clusters[records[at]] == SL_CLUSTER_UNKNOWN) {
            SL_TRY(know(growth, records[at], err));
        }
    }
    return SL_OK;
}
