/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "link/explain.h"
#include "link/grow_impl.h"
#include "link/twin.h"

/* Two clusters being weighed: people, by the first row of each. */
struct weighing {
    const struct sl_growth *growth;
    const struct sl_grow_clustering *clustering;
    struct sl_arena arena;
    struct sl_person_values *people; /* by row: who goes by it, so far */
    bool *there;                     /* does anybody? */
};

/* The members of a record's cluster, and their holds, become part of what is copied. */
static enum sl_status take_cluster(struct sl_growth *growth, uint32_t record, struct sl_error *err)
{
    const uint32_t *members = NULL;
    size_t count = 0;
    SL_TRY(sl_growth_members(growth, record, &members, &count, err));
    struct sl_grow_part *part = &growth->part;
    for (size_t at = 0; at < count; at++) {
        if (!sl_growth_there(growth, members[at])) {
            continue;
        }
        growth->marks[members[at]] = growth->walk;
        if (sl_numbers_add(&part->records, members[at]) != SL_OK ||
            sl_growth_search(growth, members[at]) != SL_OK ||
            sl_growth_note_holds(growth, members[at]) != SL_OK) {
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

static enum sl_status make_people(struct weighing *weighing)
{
    const struct sl_growth *growth = weighing->growth;
    const struct sl_known *known = &weighing->clustering->known;
    const struct sl_scorer *scorer = &growth->excerpt.scorer;
    for (uint32_t row = 0; row < growth->part.row_count; row++) {
        struct sl_person_values *person = &weighing->people[row];
        weighing->there[row] = sl_known_group(known, row) == row;
        if (weighing->there[row] && known->groups == NULL) {
            SL_TRY(sl_entity_of_record(person, scorer, row, &weighing->arena, NULL));
        } else if (weighing->there[row]) {
            SL_TRY(sl_entity_of_group(person, scorer, row, known->next, &weighing->arena));
        }
    }
    return SL_OK;
}

static enum sl_status join(struct weighing *weighing, uint32_t left, uint32_t right)
{
    const struct sl_scorer *scorer = &weighing->growth->excerpt.scorer;
    const struct sl_person_values one = weighing->people[left];
    const struct sl_person_values two = weighing->people[right];
    const uint32_t low = left < right ? left : right;
    struct sl_agreement agreement;
    sl_entity_compare(scorer, &one, &two, &agreement);
    SL_TRY(sl_entity_merge(
        &weighing->people[low], scorer, &one, &two, agreement.swapped, &weighing->arena
    ));
    weighing->there[left] = low == left;
    weighing->there[right] = low == right;
    return SL_OK;
}

/*
 * The row of a cluster's first record; SL_RECORD_NONE when there is none, as of those who are here
 * only because somebody is held apart from them, and of those of whom nobody has asked yet.
 */
static uint32_t first_row(const struct sl_growth *growth, uint32_t cluster)
{
    const bool is_none = cluster == SL_RECORD_NONE || cluster == SL_CLUSTER_UNKNOWN;
    const uint32_t row = is_none ? SL_RECORD_NONE : growth->places[cluster];
    return row < growth->part.row_count && growth->part.rows[row].record == cluster
               ? row
               : SL_RECORD_NONE;
}

/* Join as the clustering did; what it did not join without the others is joined at last. */
static enum sl_status join_people(struct weighing *weighing)
{
    const struct sl_growth *growth = weighing->growth;
    const struct sl_joins *joins = &weighing->clustering->joins;
    for (size_t at = 0; at < joins->count; at++) {
        if ((double)joins->items[at].height >= growth->linkage->options.threshold_bits) {
            SL_TRY(join(weighing, joins->items[at].left, joins->items[at].right));
        }
    }
    for (uint32_t row = 0; row < growth->part.row_count; row++) {
        const uint32_t record = growth->part.rows[row].record;
        const uint32_t first = first_row(growth, growth->clusters[record]);
        if (weighing->there[row] && row != first && first != SL_RECORD_NONE &&
            weighing->there[first] && sl_growth_reached(growth, record)) {
            SL_TRY(join(weighing, first, row));
        }
    }
    return SL_OK;
}

/* Is anybody of one cluster held apart from anybody of the other, or born too late to be them? */
static enum sl_rule find_held(const struct weighing *weighing, uint32_t left, uint32_t right)
{
    const struct sl_growth *growth = weighing->growth;
    const struct sl_known *known = &weighing->clustering->known;
    const uint32_t clusters[2] = { growth->part.rows[left].record,
                                   growth->part.rows[right].record };
    const struct sl_person_values *people[2] = { &weighing->people[left],
                                                 &weighing->people[right] };
    enum sl_rule found = SL_RULE_NONE;
    for (uint32_t row = 0; known->groups != NULL && row < growth->part.row_count; row++) {
        const uint32_t one = growth->clusters[growth->part.rows[row].record];
        const struct sl_rules *rules = &growth->options.rules;
        for (unsigned side = 0; side < 2 && one == clusters[side]; side++) {
            const bool late = !sl_rules_born_by(
                rules, &growth->excerpt.table, people[1 - side], known->latest[row]
            );
            found = late && found == SL_RULE_NONE ? SL_RULE_BIRTH : found;
        }
        for (uint32_t other = 0; other < growth->part.row_count; other++) {
            const uint32_t two = growth->clusters[growth->part.rows[other].record];
            if (one == clusters[0] && two == clusters[1] &&
                sl_known_are_apart(known, known->groups[row], known->groups[other])) {
                return SL_RULE_HELD;
            }
        }
    }
    return found;
}

static enum sl_rule find_rule(const struct weighing *weighing, uint32_t left, uint32_t right)
{
    const struct sl_growth *growth = weighing->growth;
    const struct sl_person_values *one = &weighing->people[left];
    const struct sl_person_values *two = &weighing->people[right];
    const enum sl_rule held = find_held(weighing, left, right);
    if (held != SL_RULE_NONE) {
        return held;
    }
    const enum sl_rule rule =
        sl_rules_entities(&growth->options.rules, &growth->excerpt.table, one, two);
    const bool twins = growth->options.strict_twins &&
                       sl_twins_possible(&growth->excerpt.scorer, one, two) &&
                       !sl_twins_alike(&growth->excerpt.scorer, one, two);
    return rule == SL_RULE_NONE && twins ? SL_RULE_TWIN : rule;
}

static enum sl_status weigh(
    struct weighing *weighing,
    uint32_t left,
    uint32_t right,
    struct sl_growth_weight *ret_weight,
    struct sl_error *err
)
{
    const struct sl_growth *growth = weighing->growth;
    const struct sl_scorer *scorer = &growth->excerpt.scorer;
    const size_t count = growth->part.row_count;
    weighing->people = sl_arena_alloc(&weighing->arena, count, sizeof(*weighing->people));
    weighing->there = sl_arena_alloc(&weighing->arena, count, sizeof(*weighing->there));
    if (weighing->people == NULL || weighing->there == NULL || make_people(weighing) != SL_OK ||
        join_people(weighing) != SL_OK) {
        return sl_fail_memory(err);
    }
    const uint32_t low = left < right ? left : right;
    const uint32_t high = left < right ? right : left;
    struct sl_agreement agreement;
    sl_entity_compare(scorer, &weighing->people[low], &weighing->people[high], &agreement);
    const double bits = sl_scorer_weight(scorer, &agreement);
    *ret_weight = (struct sl_growth_weight){
        .weight_bits = bits,
        .probability = sl_probability(bits),
        .rule = find_rule(weighing, low, high),
    };
    return SL_OK;
}

enum sl_status sl_growth_weigh(
    struct sl_growth *growth,
    uint32_t left,
    uint32_t right,
    struct sl_growth_weight *ret_weight,
    struct sl_error *err
)
{
    uint32_t clusters[2];
    SL_TRY(sl_growth_cluster(growth, left, &clusters[0], err));
    SL_TRY(sl_growth_cluster(growth, right, &clusters[1], err));
    const bool there = clusters[0] != SL_RECORD_NONE && sl_growth_there(growth, clusters[0]) &&
                       clusters[1] != SL_RECORD_NONE && sl_growth_there(growth, clusters[1]);
    if (clusters[0] == clusters[1] || !there) {
        return sl_fail(err, SL_INVALID, "two clusters are needed, as last settled");
    }
    sl_growth_begin_walk(growth);
    SL_TRY(take_cluster(growth, left, err));
    SL_TRY(take_cluster(growth, right, err));
    sl_growth_end_walk(growth);
    growth->part.within = true;
    struct sl_grow_clustering clustering SL_CLEANUP(sl_growth_end_part) = { 0 };
    SL_TRY(sl_growth_run_part(growth, &clustering, err));
    struct weighing weighing = { .growth = growth, .clustering = &clustering };
    sl_arena_init(&weighing.arena, SIZE_MAX / 2);
    const enum sl_status status =
        weigh(&weighing, growth->places[clusters[0]], growth->places[clusters[1]], ret_weight, err);
    sl_arena_finish(&weighing.arena);
    return status;
}

enum sl_status sl_growth_explain(
    struct sl_growth *growth,
    uint32_t left,
    uint32_t right,
    struct sl_explanation **ret_explanation,
    struct sl_error *err
)
{
    struct sl_grow_part *part = &growth->part;
    SL_ASSERT(left != right && sl_growth_there(growth, left) && sl_growth_there(growth, right));
    part->row_count = 0;
    if (sl_growth_add_row(growth, left) != SL_OK || sl_growth_add_row(growth, right) != SL_OK) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_growth_copy_rows(growth, err));
    const bool turned = part->rows[0].record == right;
    const struct sl_explaining of = {
        .scorer = &growth->excerpt.scorer,
        .rules = &growth->options.rules,
        .source_names = &growth->source_names,
        .left = turned ? 1 : 0,
        .right = turned ? 0 : 1,
        .strict_twins = growth->options.strict_twins,
    };
    SL_TRY(sl_explain_rows(&of, ret_explanation, err));
    (*ret_explanation)->left = left;
    (*ret_explanation)->right = right;
    return SL_OK;
}
