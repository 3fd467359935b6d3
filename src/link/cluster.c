/* SPDX-License-Identifier: Apache-2.0 */
#include "link/cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/component.h"
#include "link/entity.h"

#define PARTS_PER_TASK   256u
#define PART_ARENA_BYTES (SIZE_MAX / 2)

/* How many edges lie between two steps of fetching what they need. */
#define FETCH_STEP ((size_t)8)

/* A function that only fetches has no effect that gcc knows of: called, it would be left out. */
#define FETCHING static inline __attribute__((always_inline))

/* Two entities of a part that may be joined. */
struct candidate {
    float bits;
    uint32_t left, right; /* entities; left < right */
};

/* The neighbours of an entity: others it has been compared with. */
struct near_list {
    uint32_t *items;
    uint32_t count, capacity;
};

/* One connected part being clustered; scratch of one worker, reused. */
struct work {
    const struct sl_scorer *scorer;
    const struct sl_cluster_options *options;
    struct sl_arena arena;
    struct sl_entity *entities; /* 2 * records - 1 at most */
    struct near_list *near;
    bool *gone;
    uint32_t *seen; /* entity -> mark of the join that saw it */
    size_t entity_count, entity_capacity;
    struct candidate *heap;
    size_t heap_count, heap_capacity;
    uint32_t *local; /* record -> entity, for the records of the part */
    struct sl_aparts aparts;
};

/* What all workers share. */
struct clustering {
    const struct sl_scorer *scorer;
    const struct sl_edges *edges;
    const struct sl_cluster_options *options;
    struct sl_components parts;
    size_t *join_starts; /* where a part's joins go */
    struct sl_join *joins;
    size_t *join_counts; /* by part */
    double *open;        /* by part: expected matches left */
    struct work *works;
};

static bool comes_first(const struct candidate *one, const struct candidate *two)
{
    if (one->bits > two->bits || one->bits < two->bits) {
        return one->bits > two->bits;
    }
    return one->left != two->left ? one->left < two->left : one->right < two->right;
}

static enum sl_status push(struct work *work, struct candidate candidate)
{
    SL_TRY(sl_array_reserve(
        &work->heap, &work->heap_capacity, work->heap_count + 1, sizeof(*work->heap), NULL
    ));
    size_t at = work->heap_count++;
    while (at > 0 && comes_first(&candidate, &work->heap[(at - 1) / 2])) {
        work->heap[at] = work->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    work->heap[at] = candidate;
    return SL_OK;
}

static struct candidate pop(struct work *work)
{
    const struct candidate top = work->heap[0];
    const struct candidate last = work->heap[--work->heap_count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= work->heap_count) {
            break;
        }
        if (child + 1 < work->heap_count &&
            comes_first(&work->heap[child + 1], &work->heap[child])) {
            child++;
        }
        if (!comes_first(&work->heap[child], &last)) {
            break;
        }
        work->heap[at] = work->heap[child];
        at = child;
    }
    work->heap[at] = last;
    return top;
}

static enum sl_status add_near(struct near_list *list, uint32_t entity)
{
    size_t capacity = list->capacity;
    SL_TRY(sl_array_reserve(
        &list->items, &capacity, (size_t)list->count + 1, sizeof(*list->items), NULL
    ));
    list->capacity = (uint32_t)capacity;
    list->items[list->count++] = entity;
    return SL_OK;
}

/* Room for `count` entities. */
static enum sl_status reserve_entities(struct work *work, size_t count)
{
    size_t capacity = work->entity_capacity;
    if (count <= capacity) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(&work->entities, &capacity, count, sizeof(*work->entities), NULL));
    size_t same = work->entity_capacity;
    SL_TRY(sl_array_reserve(&work->gone, &same, capacity, sizeof(*work->gone), NULL));
    same = work->entity_capacity;
    SL_TRY(sl_array_reserve(&work->seen, &same, capacity, sizeof(*work->seen), NULL));
    same = work->entity_capacity;
    SL_TRY(sl_array_reserve(&work->near, &same, capacity, sizeof(*work->near), NULL));
    memset(
        work->near + work->entity_capacity,
        0,
        (capacity - work->entity_capacity) * sizeof(*work->near)
    );
    work->entity_capacity = capacity;
    return SL_OK;
}

static enum sl_status add_record(struct work *work, uint32_t record, uint32_t *ret_entity)
{
    if (work->local[record] != UINT32_MAX) {
        *ret_entity = work->local[record];
        return SL_OK;
    }
    SL_TRY(reserve_entities(work, work->entity_count + 1));
    const uint32_t entity = (uint32_t)work->entity_count;
    SL_TRY(sl_entity_of_record(&work->entities[entity], work->scorer, record, &work->arena, NULL));
    work->gone[entity] = false;
    work->seen[entity] = 0;
    work->near[entity].count = 0;
    work->local[record] = entity;
    work->entity_count++;
    *ret_entity = entity;
    return SL_OK;
}

/* Fetch what comparing the values of two records reads first. */
FETCHING void fetch_values(const struct sl_scorer *scorer, const struct sl_edge *edge)
{
    const struct sl_table *table = scorer->table;
    const uint32_t *left = sl_table_row(table, edge->left);
    const uint32_t *right = sl_table_row(table, edge->right);
    for (unsigned field = 0; field < table->field_count; field++) {
        const struct sl_chance *chance = &scorer->chances[field];
        __builtin_prefetch(&chance->bits[(size_t)left[field] * SL_LEVEL_ELSE]);
        __builtin_prefetch(&chance->counts[(size_t)left[field] * SL_LEVEL_ELSE]);
        if (left[field] != right[field]) {
            const uint64_t *starts = sl_table_domain(table, field)->neighbours.starts;
            __builtin_prefetch(&chance->bits[(size_t)right[field] * SL_LEVEL_ELSE]);
            __builtin_prefetch(&chance->counts[(size_t)right[field] * SL_LEVEL_ELSE]);
            __builtin_prefetch(&starts[left[field]]);
            __builtin_prefetch(&starts[right[field]]);
        }
    }
}

/*
 * Parts are small and lie anywhere, so joining them would be waiting for memory. The edges of parts
 * to come are known: fetch the edge, then its rows, then what their values read.
 */
FETCHING void fetch_ahead(const struct work *work, const struct clustering *clustering, size_t at)
{
    const struct sl_edge *edges = clustering->edges->items;
    const size_t count = clustering->edges->count;
    const uint32_t *order = clustering->parts.order;
    if (at + 3 * FETCH_STEP < count) {
        __builtin_prefetch(&edges[order[at + 3 * FETCH_STEP]]);
    }
    if (at + 2 * FETCH_STEP < count) {
        const struct sl_edge *edge = &edges[order[at + 2 * FETCH_STEP]];
        __builtin_prefetch(&work->local[edge->left]);
        __builtin_prefetch(&work->local[edge->right]);
        __builtin_prefetch(sl_table_row(work->scorer->table, edge->left));
        __builtin_prefetch(sl_table_row(work->scorer->table, edge->right));
    }
    if (at + FETCH_STEP < count) {
        fetch_values(work->scorer, &edges[order[at + FETCH_STEP]]);
    }
}

/* Entities and candidates from the edges of a part. */
static enum sl_status
start_part(struct work *work, const struct clustering *clustering, size_t part)
{
    sl_arena_reset(&work->arena);
    work->entity_count = 0;
    work->heap_count = 0;
    for (size_t at = clustering->parts.starts[part]; at < clustering->parts.starts[part + 1];
         at++) {
        const struct sl_edge *edge = &clustering->edges->items[clustering->parts.order[at]];
        fetch_ahead(work, clustering, at);
        uint32_t left = 0;
        uint32_t right = 0;
        SL_TRY(add_record(work, edge->left, &left));
        SL_TRY(add_record(work, edge->right, &right));
        SL_TRY(add_near(&work->near[left], right));
        SL_TRY(add_near(&work->near[right], left));
        const struct candidate candidate = { edge->bits,
                                             left < right ? left : right,
                                             left < right ? right : left };
        SL_TRY(push(work, candidate));
    }
    return SL_OK;
}

static void end_part(struct work *work, const struct clustering *clustering, size_t part)
{
    for (size_t at = clustering->parts.starts[part]; at < clustering->parts.starts[part + 1];
         at++) {
        const struct sl_edge *edge = &clustering->edges->items[clustering->parts.order[at]];
        work->local[edge->left] = UINT32_MAX;
        work->local[edge->right] = UINT32_MAX;
    }
}

/* Compare the newest entity with each living neighbour of the two it came from. */
static enum sl_status meet_neighbours(struct work *work, uint32_t joined, uint32_t from)
{
    for (uint32_t at = 0; at < work->near[from].count; at++) {
        const uint32_t other = work->near[from].items[at];
        if (work->gone[other] || work->seen[other] == joined) {
            continue;
        }
        work->seen[other] = joined;
        SL_TRY(add_near(&work->near[joined], other));
        SL_TRY(add_near(&work->near[other], joined));
        struct sl_agreement agreement;
        sl_entity_compare(
            work->scorer, &work->entities[other], &work->entities[joined], &agreement
        );
        const double bits = sl_scorer_weight(work->scorer, &agreement);
        if (bits >= work->options->least_bits) {
            SL_TRY(push(work, (struct candidate){ (float)bits, other, joined }));
        }
    }
    return SL_OK;
}

/*
 * May these two be one person? Fills in how they agree. What a rule forbids is noted with the
 * height that the join would have had.
 */
static enum sl_status check_join(
    struct work *work,
    const struct candidate *candidate,
    float height,
    struct sl_agreement *agreement,
    bool *ret_may
)
{
    const struct sl_entity *left = &work->entities[candidate->left];
    const struct sl_entity *right = &work->entities[candidate->right];
    const enum sl_rule rule =
        sl_rules_entities(&work->options->rules, work->scorer->table, left, right);
    *ret_may = false;
    if (rule != SL_RULE_NONE) {
        const float bits = candidate->bits < height ? candidate->bits : height;
        const struct sl_apart apart = { left->first_record, right->first_record, bits, rule };
        return sl_aparts_add(&work->aparts, apart, NULL);
    }
    sl_entity_compare(work->scorer, left, right, agreement);
    *ret_may = !sl_entity_twins(work->scorer, agreement);
    return SL_OK;
}

static enum sl_status join(struct work *work, const struct candidate *candidate, bool swapped)
{
    const uint32_t joined = (uint32_t)work->entity_count;
    SL_TRY(reserve_entities(work, (size_t)joined + 1));
    const struct sl_entity *left = &work->entities[candidate->left];
    const struct sl_entity *right = &work->entities[candidate->right];
    /* The larger keeps the order of its names; of equals the one with the lower record. */
    const bool turn =
        right->record_count > left->record_count ||
        (right->record_count == left->record_count && right->first_record < left->first_record);
    struct sl_entity smaller = turn ? *left : *right;
    smaller.names_turned = swapped;
    SL_TRY(sl_entity_join(
        &work->entities[joined], work->scorer, turn ? right : left, &smaller, &work->arena, NULL
    ));
    work->entity_count++;
    work->gone[joined] = false;
    work->seen[joined] = joined;
    work->near[joined].count = 0;
    work->gone[candidate->left] = true;
    work->gone[candidate->right] = true;
    SL_TRY(meet_neighbours(work, joined, candidate->left));
    return meet_neighbours(work, joined, candidate->right);
}

/* Join the best pair of entities again and again. */
static enum sl_status cluster_part(struct work *work, struct clustering *clustering, size_t part)
{
    struct sl_join *joins = clustering->joins + clustering->join_starts[part];
    size_t count = 0;
    float height = INFINITY;
    SL_TRY(start_part(work, clustering, part));
    while (work->heap_count > 0) {
        const struct candidate best = pop(work);
        if (work->gone[best.left] || work->gone[best.right]) {
            continue;
        }
        if ((double)best.bits < work->options->least_bits) {
            clustering->open[part] += sl_probability((double)best.bits);
            continue;
        }
        struct sl_agreement agreement;
        bool may_join = false;
        SL_TRY(check_join(work, &best, height, &agreement, &may_join));
        if (!may_join) {
            continue;
        }
        const struct sl_entity *left = &work->entities[best.left];
        const struct sl_entity *right = &work->entities[best.right];
        height = best.bits < height ? best.bits : height;
        joins[count++] = (struct sl_join){
            .left = left->first_record,
            .right = right->first_record,
            .bits = best.bits,
            .height = height,
            .pair_count = (uint64_t)left->record_count * right->record_count,
        };
        SL_TRY(join(work, &best, agreement.swapped));
    }
    clustering->join_counts[part] = count;
    end_part(work, clustering, part);
    return SL_OK;
}

static enum sl_status cluster_task(void *context, size_t index, unsigned worker)
{
    struct clustering *clustering = context;
    struct work *work = &clustering->works[worker];
    if (work->local == NULL) {
        const uint32_t count = clustering->scorer->table->record_count;
        *work = (struct work){ .scorer = clustering->scorer, .options = clustering->options };
        sl_arena_init(&work->arena, PART_ARENA_BYTES);
        work->local = sl_alloc((size_t)count + 1, sizeof(*work->local));
        if (work->local == NULL) {
            return SL_NO_MEMORY;
        }
        memset(work->local, 0xff, ((size_t)count + 1) * sizeof(*work->local));
    }
    const size_t first = index * PARTS_PER_TASK;
    for (size_t part = first; part < first + PARTS_PER_TASK && part < clustering->parts.count;
         part++) {
        SL_TRY(cluster_part(work, clustering, part));
    }
    return SL_OK;
}

static void close_work(struct work *work)
{
    for (size_t entity = 0; entity < work->entity_capacity; entity++) {
        sl_free(work->near[entity].items);
    }
    sl_arena_finish(&work->arena);
    sl_free(work->entities);
    sl_free(work->near);
    sl_free(work->gone);
    sl_free(work->seen);
    sl_free(work->heap);
    sl_free(work->local);
    sl_aparts_finish(&work->aparts);
}

/* A part of n records has at most n - 1 joins: places for them all. */
static enum sl_status make_room(struct clustering *clustering, struct sl_error *err)
{
    const size_t parts = clustering->parts.count;
    clustering->join_starts = sl_calloc(parts + 1, sizeof(size_t));
    clustering->join_counts = sl_calloc(parts + 1, sizeof(size_t));
    clustering->open = sl_calloc(parts + 1, sizeof(double));
    clustering->works = sl_calloc(clustering->options->thread_count, sizeof(struct work));
    if (clustering->join_starts == NULL || clustering->join_counts == NULL ||
        clustering->open == NULL || clustering->works == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t part = 0; part < parts; part++) {
        clustering->join_starts[part + 1] =
            clustering->join_starts[part] + clustering->parts.records[part] - 1;
    }
    clustering->joins = sl_alloc(clustering->join_starts[parts] + 1, sizeof(struct sl_join));
    return clustering->joins == NULL ? sl_fail_memory(err) : SL_OK;
}

/* Close the gaps between the parts' joins, and add up what was left open. */
static void collect(struct clustering *clustering, struct sl_joins *joins)
{
    for (size_t part = 0; part < clustering->parts.count; part++) {
        const struct sl_join *made = clustering->joins + clustering->join_starts[part];
        memmove(
            clustering->joins + joins->count,
            made,
            clustering->join_counts[part] * sizeof(struct sl_join)
        );
        joins->count += clustering->join_counts[part];
        joins->open_matches += clustering->open[part];
    }
    joins->items = clustering->joins;
    clustering->joins = NULL;
}

/* What the workers noted as forbidden, one behind the other. */
static enum sl_status
collect_aparts(const struct clustering *clustering, struct sl_aparts *aparts, struct sl_error *err)
{
    for (unsigned worker = 0; worker < clustering->options->thread_count; worker++) {
        const struct sl_aparts *noted = &clustering->works[worker].aparts;
        for (size_t at = 0; at < noted->count; at++) {
            SL_TRY(sl_aparts_add(aparts, noted->items[at], err));
        }
    }
    return SL_OK;
}

static void close_clustering(struct clustering *clustering)
{
    const unsigned threads = clustering->options->thread_count;
    for (unsigned worker = 0; clustering->works != NULL && worker < threads; worker++) {
        close_work(&clustering->works[worker]);
    }
    sl_components_finish(&clustering->parts);
    sl_free(clustering->join_starts);
    sl_free(clustering->join_counts);
    sl_free(clustering->open);
    sl_free(clustering->works);
    sl_free(clustering->joins);
}

enum sl_status sl_joins_find(
    struct sl_joins *joins,
    struct sl_aparts *aparts,
    const struct sl_scorer *scorer,
    const struct sl_edges *edges,
    const struct sl_cluster_options *options,
    struct sl_error *err
)
{
    *joins = (struct sl_joins){ 0 };
    struct clustering clustering = { .scorer = scorer, .edges = edges, .options = options };
    enum sl_status status =
        sl_components_find(&clustering.parts, edges, scorer->table->record_count, err);
    if (status == SL_OK) {
        status = make_room(&clustering, err);
    }
    if (status == SL_OK) {
        const size_t tasks = (clustering.parts.count + PARTS_PER_TASK - 1) / PARTS_PER_TASK;
        status = sl_threads_run(options->thread_count, tasks, cluster_task, &clustering, err);
    }
    if (status == SL_OK) {
        status = collect_aparts(&clustering, aparts, err);
    }
    if (status == SL_OK) {
        collect(&clustering, joins);
    }
    close_clustering(&clustering);
    return status;
}
