/* SPDX-License-Identifier: Apache-2.0 */
#include "link/cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/bond.h"
#include "link/candidate.h"
#include "link/component.h"
#include "link/either.h"
#include "link/entity.h"

#define PARTS_PER_TASK   256u
#define PART_ARENA_BYTES (SIZE_MAX / 2)

/* How many edges lie between two steps of fetching what they need. */
#define FETCH_STEP ((size_t)8)

/* One connected part being clustered; scratch of one worker, reused. */
struct work {
    const struct sl_scorer *scorer;
    const struct sl_cluster_options *options;
    struct sl_arena arena;
    struct sl_person_values *entities; /* 2 * records - 1 at most */
    struct sl_near_list *near;
    struct sl_bond *bonds; /* when something is known */
    bool *gone;
    uint32_t *seen; /* entity -> mark of the join that saw it */
    size_t entity_count, entity_capacity;
    struct sl_candidates heap;
    uint32_t *local; /* record (of several known to be one: the lowest) -> entity of the part */
    const struct sl_known *known; /* NULL when nothing is known */
    uint32_t *links;              /* of bonds; all workers' */
    struct sl_aparts aparts;
    struct sl_possibles possibles;
    struct sl_candidates doubts; /* those of whom nobody can tell which of two they are */
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
    uint32_t *links;     /* of bonds */
    struct work *works;
};

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
    SL_TRY(sl_array_reserve(&work->bonds, &same, capacity, sizeof(*work->bonds), NULL));
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

/* The record that a record's group goes by in the part. */
static uint32_t group_of(const struct work *work, uint32_t record)
{
    return work->known == NULL ? record : work->known->groups[record];
}

static struct sl_bonds bonds_of(const struct work *work)
{
    return (struct sl_bonds){ work->known, work->links, work->bonds, work->local };
}

/* The entity of a record, or of all that are known to be one with it. */
static enum sl_status make_entity(struct work *work, uint32_t entity, uint32_t group)
{
    struct sl_person_values *made = &work->entities[entity];
    if (work->known == NULL) {
        return sl_entity_of_record(made, work->scorer, group, &work->arena, NULL);
    }
    const struct sl_bonds bonds = bonds_of(work);
    SL_TRY(sl_bond_start(&bonds, entity, group, &work->arena));
    return sl_entity_of_group(made, work->scorer, group, work->known->next, &work->arena);
}

static enum sl_status add_record(struct work *work, uint32_t record, uint32_t *ret_entity)
{
    record = group_of(work, record);
    if (work->local[record] != UINT32_MAX) {
        *ret_entity = work->local[record];
        return SL_OK;
    }
    SL_TRY(reserve_entities(work, work->entity_count + 1));
    const uint32_t entity = (uint32_t)work->entity_count;
    SL_TRY(make_entity(work, entity, record));
    work->gone[entity] = false;
    work->seen[entity] = 0;
    work->near[entity].count = 0;
    work->local[record] = entity;
    work->entity_count++;
    *ret_entity = entity;
    return SL_OK;
}

/*
 * Parts are small and lie anywhere, so joining them would be waiting for memory. The edges of parts
 * to come are known: fetch the edge, then its rows, then what their values read. Always inline:
 * gcc knows of no effect that a function has which only fetches, and would leave out the call.
 */
static inline __attribute__((always_inline)) void
fetch_ahead(const struct work *work, const struct clustering *clustering, size_t at)
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
        const struct sl_edge *edge = &edges[order[at + FETCH_STEP]];
        sl_scorer_fetch(work->scorer, edge->left, edge->right);
    }
}

/* What is added to the weight of two entities because they were together before. */
static double gain_bits(const struct work *work, uint32_t left, uint32_t right)
{
    if (work->known == NULL || !work->known->any_before) {
        return 0.0;
    }
    const struct sl_bonds bonds = bonds_of(work);
    return sl_bond_before(&bonds, left, right) ? work->options->stay_gain_bits : 0.0;
}

/* The weight by which two entities stand in the heap. */
static double weigh(const struct work *work, uint32_t left, uint32_t right)
{
    struct sl_agreement agreement;
    sl_entity_compare(work->scorer, &work->entities[left], &work->entities[right], &agreement);
    return sl_scorer_weight(work->scorer, &agreement) + gain_bits(work, left, right);
}

/* The same of two entities that an edge joins: its own, when they are no more than its records. */
static float
edge_bits(const struct work *work, const struct sl_edge *edge, uint32_t left, uint32_t right)
{
    if (work->entities[left].row_count > 1 || work->entities[right].row_count > 1) {
        return (float)weigh(work, left, right);
    }
    return work->known == NULL ? edge->bits
                               : (float)((double)edge->bits + gain_bits(work, left, right));
}

/* Entities and candidates from the edges of a part. */
static enum sl_status
start_part(struct work *work, const struct clustering *clustering, size_t part)
{
    sl_arena_reset(&work->arena);
    work->entity_count = 0;
    work->heap.count = 0;
    for (size_t at = clustering->parts.starts[part]; at < clustering->parts.starts[part + 1];
         at++) {
        const struct sl_edge *edge = &clustering->edges->items[clustering->parts.order[at]];
        fetch_ahead(work, clustering, at);
        uint32_t left = 0;
        uint32_t right = 0;
        SL_TRY(add_record(work, edge->left, &left));
        SL_TRY(add_record(work, edge->right, &right));
        if (work->known != NULL && sl_near_has(&work->near[left], right)) {
            continue; /* another edge of the same two groups */
        }
        SL_TRY(sl_near_add(&work->near[left], right));
        SL_TRY(sl_near_add(&work->near[right], left));
        const struct sl_candidate candidate = { edge_bits(work, edge, left, right),
                                                left < right ? left : right,
                                                left < right ? right : left };
        SL_TRY(sl_candidates_push(&work->heap, candidate));
    }
    return SL_OK;
}

static void end_part(struct work *work, const struct clustering *clustering, size_t part)
{
    for (size_t at = clustering->parts.starts[part]; at < clustering->parts.starts[part + 1];
         at++) {
        const struct sl_edge *edge = &clustering->edges->items[clustering->parts.order[at]];
        work->local[group_of(work, edge->left)] = UINT32_MAX;
        work->local[group_of(work, edge->right)] = UINT32_MAX;
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
        SL_TRY(sl_near_add(&work->near[joined], other));
        SL_TRY(sl_near_add(&work->near[other], joined));
        const double bits = weigh(work, other, joined);
        if (bits >= work->options->least_bits) {
            SL_TRY(
                sl_candidates_push(&work->heap, (struct sl_candidate){ (float)bits, other, joined })
            );
        }
    }
    return SL_OK;
}

/* Is one of them a parent who would have been born too late, were the other the same person? */
static bool is_younger_parent(const struct work *work, const struct sl_candidate *candidate)
{
    const struct sl_rules *rules = &work->options->rules;
    const struct sl_table *table = work->scorer->table;
    if (work->known == NULL) {
        return false;
    }
    const struct sl_person_values *left = &work->entities[candidate->left];
    const struct sl_person_values *right = &work->entities[candidate->right];
    return !sl_rules_born_by(rules, table, right, work->bonds[candidate->left].latest) ||
           !sl_rules_born_by(rules, table, left, work->bonds[candidate->right].latest);
}

/* What forbids that two entities are one person, whatever their weight; is it a doubt only? */
static enum sl_status find_rule(
    struct work *work,
    const struct sl_candidate *candidate,
    enum sl_rule *ret_rule,
    bool *ret_unsure
)
{
    const struct sl_bonds bonds = bonds_of(work);
    enum sl_either either = SL_EITHER_ONE;
    *ret_unsure = false;
    *ret_rule = SL_RULE_HELD;
    if (work->known != NULL && sl_bond_apart(&bonds, candidate->left, candidate->right)) {
        return SL_OK;
    }
    const struct sl_person_values *left = &work->entities[candidate->left];
    const struct sl_person_values *right = &work->entities[candidate->right];
    *ret_rule = SL_RULE_BIRTH;
    if (is_younger_parent(work, candidate)) {
        return SL_OK;
    }
    *ret_rule = sl_rules_entities(&work->options->rules, work->scorer->table, left, right);
    if (*ret_rule != SL_RULE_NONE || !work->options->strict_twins) {
        return SL_OK;
    }
    const struct sl_company company = { work->scorer, work->entities, work->near,
                                        work->gone,   bonds,          &work->arena };
    SL_TRY(sl_either_find(&company, candidate->left, candidate->right, &either));
    *ret_unsure = either == SL_EITHER_UNSURE;
    *ret_rule = either == SL_EITHER_ONE ? SL_RULE_NONE : SL_RULE_TWIN;
    return SL_OK;
}

/*
 * May these two be one person? Fills in how they agree. What a rule forbids is noted with the
 * height that the join would have had.
 */
static enum sl_status check_join(
    struct work *work,
    const struct sl_candidate *candidate,
    float height,
    struct sl_agreement *agreement,
    bool *ret_may
)
{
    const struct sl_person_values *left = &work->entities[candidate->left];
    const struct sl_person_values *right = &work->entities[candidate->right];
    bool unsure = false;
    enum sl_rule rule = SL_RULE_NONE;
    SL_TRY(find_rule(work, candidate, &rule, &unsure));
    *ret_may = false;
    if (unsure && work->options->find_possible) {
        SL_TRY(sl_candidates_push(&work->doubts, *candidate));
    }
    if (rule != SL_RULE_NONE) {
        const float bits = candidate->bits < height ? candidate->bits : height;
        const struct sl_apart apart = { left->first_record, right->first_record, bits, rule };
        return sl_aparts_add(&work->aparts, apart, NULL);
    }
    sl_entity_compare(work->scorer, left, right, agreement);
    *ret_may = !sl_entity_twins(work->scorer, agreement);
    return SL_OK;
}

static enum sl_status join(struct work *work, const struct sl_candidate *candidate, bool swapped)
{
    const uint32_t joined = (uint32_t)work->entity_count;
    SL_TRY(reserve_entities(work, (size_t)joined + 1));
    const struct sl_person_values *left = &work->entities[candidate->left];
    const struct sl_person_values *right = &work->entities[candidate->right];
    SL_TRY(
        sl_entity_merge(&work->entities[joined], work->scorer, left, right, swapped, &work->arena)
    );
    if (work->known != NULL) {
        const struct sl_bonds bonds = bonds_of(work);
        SL_TRY(sl_bond_join(&bonds, joined, candidate->left, candidate->right, &work->arena));
    }
    work->entity_count++;
    work->gone[joined] = false;
    work->seen[joined] = joined;
    work->near[joined].count = 0;
    work->gone[candidate->left] = true;
    work->gone[candidate->right] = true;
    SL_TRY(meet_neighbours(work, joined, candidate->left));
    return meet_neighbours(work, joined, candidate->right);
}

/* Note two entities for people to look at. */
static enum sl_status note_possible(struct work *work, const struct sl_candidate *candidate)
{
    const uint32_t left = work->entities[candidate->left].first_record;
    const uint32_t right = work->entities[candidate->right].first_record;
    const double bits =
        (double)candidate->bits - gain_bits(work, candidate->left, candidate->right);
    const struct sl_linkage_possible possible = {
        .left = left < right ? left : right,
        .right = left < right ? right : left,
        .weight_bits = bits,
        .probability = sl_probability(bits),
    };
    return sl_possibles_add(&work->possibles, possible, NULL);
}

/* Note two entities that would be joined, were they a little surer. */
static enum sl_status note_next(struct work *work, const struct sl_candidate *candidate)
{
    struct sl_agreement agreement;
    bool may_join = false;
    SL_TRY(check_join(work, candidate, candidate->bits, &agreement, &may_join));
    return may_join && (double)candidate->bits >= work->options->possible_bits
               ? note_possible(work, candidate)
               : SL_OK;
}

/* Note the doubts about those who are still themselves. */
static enum sl_status note_doubts(struct work *work)
{
    while (work->doubts.count > 0) {
        const struct sl_candidate doubt = sl_candidates_pop(&work->doubts);
        if (!work->gone[doubt.left] && !work->gone[doubt.right] &&
            (double)doubt.bits >= work->options->possible_bits) {
            SL_TRY(note_possible(work, &doubt));
        }
    }
    return SL_OK;
}

/* Join the best pair of entities again and again. */
static enum sl_status cluster_part(struct work *work, struct clustering *clustering, size_t part)
{
    struct sl_join *joins = clustering->joins + clustering->join_starts[part];
    size_t count = 0;
    float height = INFINITY;
    SL_TRY(start_part(work, clustering, part));
    while (work->heap.count > 0) {
        const struct sl_candidate best = sl_candidates_pop(&work->heap);
        if (work->gone[best.left] || work->gone[best.right]) {
            continue;
        }
        if ((double)best.bits < work->options->least_bits) {
            clustering->open[part] += sl_probability((double)best.bits);
            continue;
        }
        if (work->options->find_possible && (double)best.bits < work->options->cut_bits) {
            clustering->open[part] += sl_probability((double)best.bits);
            SL_TRY(note_next(work, &best));
            continue;
        }
        struct sl_agreement agreement;
        bool may_join = false;
        SL_TRY(check_join(work, &best, height, &agreement, &may_join));
        if (!may_join) {
            continue;
        }
        const struct sl_person_values *left = &work->entities[best.left];
        const struct sl_person_values *right = &work->entities[best.right];
        height = best.bits < height ? best.bits : height;
        joins[count++] = (struct sl_join){
            .left = left->first_record,
            .right = right->first_record,
            .bits = (float)((double)best.bits - gain_bits(work, best.left, best.right)),
            .height = height,
            .pair_count = (uint64_t)left->record_count * right->record_count,
        };
        SL_TRY(join(work, &best, agreement.swapped));
    }
    clustering->join_counts[part] = count;
    end_part(work, clustering, part);
    return note_doubts(work);
}

static enum sl_status cluster_task(void *context, size_t index, unsigned worker)
{
    struct clustering *clustering = context;
    struct work *work = &clustering->works[worker];
    if (work->local == NULL) {
        const uint32_t count = clustering->scorer->table->record_count;
        const struct sl_known *known = clustering->options->known;
        *work = (struct work){
            .scorer = clustering->scorer,
            .options = clustering->options,
            .known = known != NULL && known->groups != NULL ? known : NULL,
            .links = clustering->links,
        };
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
    sl_free(work->bonds);
    sl_free(work->gone);
    sl_free(work->seen);
    sl_candidates_finish(&work->heap);
    sl_free(work->local);
    sl_aparts_finish(&work->aparts);
    sl_possibles_finish(&work->possibles);
    sl_candidates_finish(&work->doubts);
}

/* A part of n records has at most n - 1 joins: places for them all. */
static enum sl_status make_room(struct clustering *clustering, struct sl_error *err)
{
    const size_t parts = clustering->parts.count;
    clustering->join_starts = sl_calloc(parts + 1, sizeof(size_t));
    clustering->join_counts = sl_calloc(parts + 1, sizeof(size_t));
    clustering->open = sl_calloc(parts + 1, sizeof(double));
    const struct sl_known *known = clustering->options->known;
    const size_t links = known == NULL ? 0 : known->apart_count;
    clustering->links = sl_calloc(links + 1, sizeof(uint32_t));
    clustering->works = sl_calloc(clustering->options->thread_count, sizeof(struct work));
    if (clustering->join_starts == NULL || clustering->join_counts == NULL ||
        clustering->open == NULL || clustering->links == NULL || clustering->works == NULL) {
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

/* What the workers noted, one behind the other. */
static enum sl_status collect_notes(
    const struct clustering *clustering, const struct sl_joins_notes *notes, struct sl_error *err
)
{
    for (unsigned worker = 0; worker < clustering->options->thread_count; worker++) {
        const struct sl_aparts *noted = &clustering->works[worker].aparts;
        for (size_t at = 0; at < noted->count; at++) {
            SL_TRY(sl_aparts_add(notes->aparts, noted->items[at], err));
        }
        const struct sl_possibles *possibles = &clustering->works[worker].possibles;
        for (size_t at = 0; at < possibles->count; at++) {
            SL_TRY(sl_possibles_add(notes->possibles, possibles->items[at], err));
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
    sl_free(clustering->links);
    sl_free(clustering->works);
    sl_free(clustering->joins);
}

enum sl_status sl_joins_find(
    struct sl_joins *joins,
    const struct sl_joins_notes *notes,
    const struct sl_scorer *scorer,
    const struct sl_edges *edges,
    const struct sl_cluster_options *options,
    struct sl_error *err
)
{
    *joins = (struct sl_joins){ 0 };
    struct clustering clustering = { .scorer = scorer, .edges = edges, .options = options };
    const uint32_t *groups = options->known == NULL ? NULL : options->known->groups;
    enum sl_status status =
        sl_components_find(&clustering.parts, edges, groups, scorer->table->record_count, err);
    if (status == SL_OK) {
        status = make_room(&clustering, err);
    }
    if (status == SL_OK) {
        const size_t tasks = (clustering.parts.count + PARTS_PER_TASK - 1) / PARTS_PER_TASK;
        status = sl_threads_run(options->thread_count, tasks, cluster_task, &clustering, err);
    }
    if (status == SL_OK) {
        status = collect_notes(&clustering, notes, err);
    }
    if (status == SL_OK) {
        collect(&clustering, joins);
    }
    close_clustering(&clustering);
    return status;
}
