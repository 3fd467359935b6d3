/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/grow.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/grow_impl.h"

static enum sl_status check_linkage(const struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_linkage_options *options = &linkage->options;
    if (!linkage->reference.given || options->threshold_auto) {
        return sl_fail(err, SL_INVALID, "only a linkage with reference and threshold can grow");
    }
    if (linkage->table.source_count[1] > 0 ||
        (options->distinct_in_source && !options->named_sources)) {
        return sl_fail(err, SL_INVALID, "only a linkage of one file can grow");
    }
    return SL_OK;
}

/* Arrays by record, with places for a full tail. */
static enum sl_status make_arrays(struct sl_growth *growth)
{
    const size_t places = (size_t)growth->base + SL_TAIL_LIMIT;
    growth->gone = sl_calloc(places, sizeof(*growth->gone));
    growth->searched = sl_calloc(places, sizeof(*growth->searched));
    growth->edges = sl_calloc(places, sizeof(*growth->edges));
    growth->marks = sl_calloc(places, sizeof(*growth->marks));
    growth->places = sl_calloc(places, sizeof(*growth->places));
    growth->clusters = sl_alloc(places, sizeof(*growth->clusters));
    growth->rings = sl_calloc(places, sizeof(*growth->rings));
    const bool fine = growth->gone != NULL && growth->searched != NULL && growth->edges != NULL &&
                      growth->marks != NULL && growth->places != NULL && growth->clusters != NULL &&
                      growth->rings != NULL;
    return fine ? SL_OK : SL_NO_MEMORY;
}

/* The clusters of a run are known; others are found when they are needed. */
static void take_clusters(struct sl_growth *growth)
{
    const uint32_t *clusters = growth->linkage->clusters;
    for (uint32_t record = 0; record < growth->base; record++) {
        growth->clusters[record] = SL_CLUSTER_UNKNOWN;
        if (clusters != NULL) {
            sl_growth_put(growth, record, clusters[record]);
        }
    }
    for (size_t at = 0; at < SL_TAIL_LIMIT; at++) {
        growth->clusters[growth->base + at] = SL_RECORD_NONE;
    }
}

static enum sl_status take_sources(struct sl_growth *growth)
{
    const struct sl_dictionary *names = &growth->linkage->table.source_names;
    for (uint32_t at = 0; at < names->count; at++) {
        uint32_t number = 0;
        SL_TRY(sl_dictionary_add(&growth->source_names, names->values[at], &number, NULL));
    }
    return SL_OK;
}

static enum sl_status open_parts(struct sl_growth *growth, struct sl_error *err)
{
    struct sl_linkage *linkage = growth->linkage;
    SL_TRY(sl_query_open(linkage, &growth->query, err));
    SL_TRY(sl_late_open(&growth->late, linkage, err));
    SL_TRY(sl_tail_open(&growth->tail, &growth->late, err));
    SL_TRY(sl_probe_open(&growth->probe, &linkage->weights, &linkage->index, err));
    if (make_arrays(growth) != SL_OK || sl_growth_take_holds(growth) != SL_OK ||
        take_sources(growth) != SL_OK) {
        return sl_fail_memory(err);
    }
    take_clusters(growth);
    return SL_OK;
}

enum sl_status
sl_growth_open(struct sl_linkage *linkage, struct sl_growth **ret_growth, struct sl_error *err)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_PREPARED || linkage->state == SL_LINKAGE_RUN);
    SL_TRY(check_linkage(linkage, err));
    struct sl_growth *growth = sl_calloc(1, sizeof(*growth));
    if (growth == NULL) {
        return sl_fail_memory(err);
    }
    growth->linkage = linkage;
    growth->base = linkage->table.record_count;
    growth->floor_bits = sl_linkage_floor(linkage);
    growth->options = sl_linkage_cluster_options(linkage);
    growth->options.stay_gain_bits = linkage->options.threshold_bits - linkage->options.stay_bits;
    growth->options.thread_count = 1;
    growth->options.progress = NULL;
    sl_dictionary_init(&growth->more_names);
    sl_dictionary_init(&growth->source_names);
    sl_excerpt_open(&growth->excerpt, &growth->late);
    const enum sl_status status = open_parts(growth, err);
    if (status != SL_OK) {
        sl_growth_close(growth);
        return status;
    }
    *ret_growth = growth;
    return SL_OK;
}

static void finish_found(struct sl_grow_found *found)
{
    sl_free(found->touched.items);
    sl_free(found->clusters.items);
    sl_free(found->changes);
    sl_free(found->conflicts);
    sl_possibles_finish(&found->possibles);
}

static void finish_part(struct sl_grow_part *part)
{
    sl_free(part->records.items);
    sl_free(part->leaves.items);
    sl_free(part->holds.items);
    sl_free(part->rows);
    sl_free(part->clusters);
    sl_edges_finish(&part->edges);
}

static void finish_arrays(struct sl_growth *growth)
{
    sl_free(growth->gone);
    sl_free(growth->searched);
    sl_free(growth->edges);
    sl_free(growth->marks);
    sl_free(growth->places);
    sl_free(growth->clusters);
    sl_free(growth->rings);
    sl_free(growth->edge_pool);
    sl_free(growth->fresh);
    sl_free(growth->current);
    sl_free(growth->first_hold);
    sl_free(growth->holds);
    sl_free(growth->pending.items);
    sl_free(growth->removed.items);
    sl_free(growth->members.items);
    sl_free(growth->near.items);
    sl_free(growth->near_starts);
    sl_free(growth->near_others);
}

void sl_growth_close(struct sl_growth *growth)
{
    if (growth == NULL) {
        return;
    }
    finish_found(&growth->found);
    finish_found(&growth->aside);
    finish_part(&growth->part);
    finish_arrays(growth);
    sl_dictionary_finish(&growth->more_names);
    sl_dictionary_finish(&growth->source_names);
    sl_probe_close(&growth->probe);
    sl_excerpt_close(&growth->excerpt);
    sl_tail_close(&growth->tail);
    sl_late_close(&growth->late);
    sl_query_close(growth->query);
    sl_free(growth);
}

void sl_growth_close_ptr(struct sl_growth **growth)
{
    sl_growth_close(*growth);
    *growth = NULL;
}

/* The source that a record names; those of the linkage keep their numbers. */
static enum sl_status find_source(
    struct sl_growth *growth, const struct sl_str *values, uint8_t *ret_source, struct sl_error *err
)
{
    uint32_t number = SL_SOURCE_NONE;
    const struct sl_linkage *linkage = growth->linkage;
    const struct sl_str name = linkage->options.named_sources
                                   ? sl_str_trim(values[linkage->schema.column_count])
                                   : SL_STR("");
    if (name.len > 0) {
        const uint32_t found = sl_dictionary_find(&growth->source_names, name);
        if (found == SL_DICTIONARY_NONE && growth->source_names.count == SL_SOURCE_LIMIT) {
            return sl_fail(err, SL_LIMIT, "more than %u sources", SL_SOURCE_LIMIT);
        }
        SL_TRY(sl_dictionary_add(&growth->source_names, name, &number, err));
    }
    *ret_source = (uint8_t)number;
    return SL_OK;
}

/* A name for the id, when no record has it that is there. */
static enum sl_status
take_name(struct sl_growth *growth, struct sl_str id, uint32_t *ret_name, struct sl_error *err)
{
    if (growth->tail.count == SL_TAIL_LIMIT) {
        sl_fail(err, SL_LIMIT, "more than %u records came late", SL_TAIL_LIMIT);
        sl_fail_hint(err, "Prepare a new linkage with all records.");
        return SL_LIMIT;
    }
    if (sl_growth_make_name(growth, id, ret_name) != SL_OK) {
        return sl_fail_memory(err);
    }
    if (growth->current[*ret_name] != SL_RECORD_NONE) {
        sl_fail(err, SL_INVALID, "two records have the same id");
        sl_fail_detail(err, "id '%.*s'", SL_STR_ARG(id));
        return SL_INVALID;
    }
    return SL_OK;
}

/* Its codes, and the records that it may be the same person as. */
static enum sl_status see_record(
    struct sl_growth *growth,
    const struct sl_str *values,
    const struct sl_excerpt_row *row,
    uint32_t *codes,
    struct sl_error *err
)
{
    struct sl_query *query = growth->query;
    const struct sl_query_match *matches = NULL;
    size_t count = 0;
    SL_TRY(sl_query_search(query, values, growth->floor_bits, &matches, &count, err));
    for (unsigned field = 0; field < growth->linkage->schema.field_count; field++) {
        SL_TRY(sl_late_code(
            &growth->late, field, &query->views[field], query->normal[field], &codes[field], err
        ));
    }
    return sl_growth_meet(growth, row, matches, count, err);
}

/* Everything that needs memory: whose clusters change must be known, and have room. */
static enum sl_status reserve_for(struct sl_growth *growth, uint32_t name, struct sl_error *err)
{
    const size_t before = growth->pending.count;
    SL_TRY(
        sl_growth_held_with(growth, name, &growth->pending) == SL_OK ? SL_OK : sl_fail_memory(err)
    );
    const size_t held = growth->pending.count - before;
    SL_TRY(sl_growth_know(growth, growth->pending.items + before, held, err));
    for (size_t at = 0; at < growth->fresh_count; at++) {
        SL_TRY(sl_growth_know(growth, &growth->fresh[at].other, 1, err));
    }
    if (sl_growth_reserve_edges(growth, 2 * growth->fresh_count) != SL_OK ||
        sl_numbers_reserve(&growth->pending, 1) != SL_OK) {
        return sl_fail_memory(err);
    }
    return sl_tail_reserve(&growth->tail, err);
}

enum sl_status sl_growth_add(
    struct sl_growth *growth,
    struct sl_str id,
    const struct sl_str *values,
    uint32_t *ret_record,
    struct sl_error *err
)
{
    uint32_t name = 0;
    uint32_t codes[SL_FIELD_LIMIT] = { 0 };
    const uint32_t record = growth->base + growth->tail.count;
    struct sl_excerpt_row row = { .codes = codes, .record = record };
    SL_TRY(take_name(growth, id, &name, err));
    SL_TRY(find_source(growth, values, &row.source, err));
    row.id = sl_growth_id(growth, name);
    SL_TRY(see_record(growth, values, &row, codes, err));
    const size_t pending = growth->pending.count;
    const enum sl_status status = reserve_for(growth, name, err);
    if (status != SL_OK) {
        growth->pending.count = pending;
        return status;
    }
    growth->names[growth->tail.count] = name;
    growth->sources[growth->tail.count] = row.source;
    growth->current[name] = record;
    growth->pending.items[growth->pending.count++] = record;
    for (size_t at = 0; at < growth->fresh_count; at++) {
        const struct sl_grow_edge *edge = &growth->fresh[at];
        sl_growth_add_edge(growth, record, edge->other, edge->bits);
        sl_growth_add_edge(growth, edge->other, record, edge->bits);
    }
    sl_tail_add(&growth->tail, codes);
    *ret_record = record;
    return SL_OK;
}

/* Its neighbours and those it is held with have to be settled without it. */
static enum sl_status note_neighbours(struct sl_growth *growth, uint32_t record)
{
    SL_TRY(sl_growth_search(growth, record));
    for (uint32_t link = growth->edges[record]; link != 0;) {
        const struct sl_grow_edge edge = growth->edge_pool[link - 1];
        if (sl_growth_there(growth, edge.other)) {
            SL_TRY(sl_numbers_add(&growth->pending, edge.other));
        }
        link = edge.next;
    }
    SL_TRY(sl_numbers_reserve(&growth->removed, 1));
    return sl_growth_held_with(growth, sl_growth_name(growth, record), &growth->pending);
}

enum sl_status sl_growth_remove(struct sl_growth *growth, struct sl_str id, struct sl_error *err)
{
    uint32_t record = 0;
    const size_t pending = growth->pending.count;
    SL_TRY(sl_growth_record_find(growth, id, &record, err));
    SL_TRY(sl_growth_know(growth, &record, 1, err));
    enum sl_status status = note_neighbours(growth, record) == SL_OK ? SL_OK : sl_fail_memory(err);
    if (status == SL_OK) {
        const uint32_t *held = growth->pending.items + pending;
        status = sl_growth_know(growth, held, growth->pending.count - pending, err);
    }
    if (status != SL_OK) {
        growth->pending.count = pending;
        return status;
    }
    growth->gone[record] = true;
    growth->current[sl_growth_name(growth, record)] = SL_RECORD_NONE;
    if (growth->clusters[record] != SL_RECORD_NONE) {
        growth->removed.items[growth->removed.count++] = record;
    }
    return SL_OK;
}

uint32_t sl_growth_record_count(const struct sl_growth *growth)
{
    return growth->base + growth->tail.count;
}

struct sl_str sl_growth_record_id(const struct sl_growth *growth, uint32_t record)
{
    SL_ASSERT(record < sl_growth_record_count(growth));
    return sl_growth_id(growth, sl_growth_name(growth, record));
}

enum sl_status sl_growth_record_find(
    const struct sl_growth *growth, struct sl_str id, uint32_t *ret_record, struct sl_error *err
)
{
    uint32_t name = 0;
    if (sl_growth_find_name(growth, id, &name) && growth->current[name] != SL_RECORD_NONE) {
        *ret_record = growth->current[name];
        return SL_OK;
    }
    return sl_fail(err, SL_NOT_FOUND, "no record has the id '%.*s'", SL_STR_ARG(id));
}

enum sl_status sl_growth_cluster(
    struct sl_growth *growth, uint32_t record, uint32_t *ret_cluster, struct sl_error *err
)
{
    SL_ASSERT(record < sl_growth_record_count(growth));
    SL_TRY(sl_growth_know(growth, &record, 1, err));
    *ret_cluster = sl_growth_there(growth, record) ? growth->clusters[record] : SL_RECORD_NONE;
    return SL_OK;
}

enum sl_status sl_growth_members(
    struct sl_growth *growth,
    uint32_t record,
    const uint32_t **ret_members,
    size_t *ret_count,
    struct sl_error *err
)
{
    uint32_t cluster = SL_RECORD_NONE;
    SL_TRY(sl_growth_cluster(growth, record, &cluster, err));
    growth->members.count = 0;
    for (uint32_t member = cluster; member != SL_RECORD_NONE;) {
        SL_TRY(sl_numbers_add(&growth->members, member) == SL_OK ? SL_OK : sl_fail_memory(err));
        member = growth->rings[member] == cluster ? SL_RECORD_NONE : growth->rings[member];
    }
    *ret_members = growth->members.items;
    *ret_count = growth->members.count;
    return SL_OK;
}
