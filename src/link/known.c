/* SPDX-License-Identifier: Apache-2.0 */
#include "link/known.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/component.h"
#include "link/linkage_impl.h"

#define ID_BYTES_LIMIT (SIZE_MAX / 2)

void sl_known_finish(struct sl_known *known)
{
    sl_arena_finish(&known->ids);
    sl_free(known->pairs);
    sl_free(known->groups);
    sl_free(known->next);
    sl_free(known->before);
    sl_free(known->latest);
    sl_free(known->aparts);
    sl_free(known->conflicts);
    *known = (struct sl_known){ 0 };
}

enum sl_status sl_known_add(
    struct sl_known *known,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
)
{
    if (known->count == 0) {
        sl_arena_init(&known->ids, ID_BYTES_LIMIT);
    }
    if (known->count == UINT32_MAX / 2) {
        return sl_fail(err, SL_LIMIT, "more than %u pairs are held", UINT32_MAX / 2);
    }
    SL_TRY(sl_array_reserve(
        &known->pairs, &known->capacity, known->count + 1, sizeof(*known->pairs), err
    ));
    struct sl_known_pair pair = {
        .hold = hold,
        .left_id = sl_arena_copy(&known->ids, left),
        .right_id = sl_arena_copy(&known->ids, right),
    };
    if (pair.left_id.ptr == NULL || pair.right_id.ptr == NULL) {
        return sl_fail_memory(err);
    }
    known->pairs[known->count++] = pair;
    return SL_OK;
}

/* What settling works with. */
struct settling {
    struct sl_known *known;
    struct sl_union sets; /* of records known to be one person, as far as settled */
    /* Chains of what sets are held apart from: heads and tails by root, 1 + place in aparts. */
    uint32_t *heads, *tails;
    uint32_t *links; /* by place in aparts */
};

static enum sl_status
find_records(struct sl_known *known, const struct sl_table *table, struct sl_error *err)
{
    for (size_t at = 0; at < known->count; at++) {
        struct sl_known_pair *pair = &known->pairs[at];
        SL_TRY(sl_table_find(table, 0, pair->left_id, &pair->left, err));
        SL_TRY(sl_table_find(table, 0, pair->right_id, &pair->right, err));
    }
    return SL_OK;
}

/* By record, the lowest record of its set. */
static enum sl_status
name_sets(struct sl_union *sets, uint32_t count, uint32_t **ret_names, struct sl_error *err)
{
    uint32_t *names = sl_alloc((size_t)count + 1, sizeof(*names));
    if (names == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < count; record++) {
        names[record] = sl_union_find(sets, record);
    }
    *ret_names = names;
    return SL_OK;
}

static void join_all(const struct sl_known *known, enum sl_hold hold, struct sl_union *sets)
{
    for (size_t at = 0; at < known->count; at++) {
        if (known->pairs[at].hold == hold) {
            sl_union_join(sets, known->pairs[at].left, known->pairs[at].right);
        }
    }
}

/* Let the table know which records are rows of one mention, and count values once for each. */
static enum sl_status
settle_mentions(struct settling *settling, struct sl_table *table, struct sl_error *err)
{
    const uint32_t count = table->record_count;
    join_all(settling->known, SL_HOLD_MENTION, &settling->sets);
    SL_TRY(name_sets(&settling->sets, count, &table->mentions, err));
    table->earlier = sl_alloc((size_t)count + 1, sizeof(*table->earlier));
    uint32_t *last SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)count + 1, sizeof(*last));
    if (table->earlier == NULL || last == NULL) {
        return sl_fail_memory(err);
    }
    table->mention_count = 0;
    for (uint32_t record = 0; record < count; record++) {
        const uint32_t first = table->mentions[record];
        table->earlier[record] = first == record ? SL_KNOWN_NONE : last[first];
        last[first] = record;
        table->mention_count += first == record ? 1 : 0;
    }
    for (uint32_t record = 0; record < count; record++) {
        const uint32_t *row = sl_table_row(table, record);
        for (unsigned field = 0; field < table->field_count; field++) {
            table->frequency[field][row[field]] -= sl_table_counts(table, record, field) ? 0 : 1;
        }
    }
    return SL_OK;
}

static enum sl_status
settle_before(struct sl_known *known, uint32_t record_count, struct sl_error *err)
{
    struct sl_union sets SL_CLEANUP(sl_union_finish) = { 0 };
    SL_TRY(sl_union_init(&sets, record_count, err));
    join_all(known, SL_HOLD_BEFORE, &sets);
    known->before = sl_alloc((size_t)record_count + 1, sizeof(*known->before));
    if (known->before == NULL) {
        return sl_fail_memory(err);
    }
    memset(known->before, 0xff, ((size_t)record_count + 1) * sizeof(*known->before));
    for (size_t at = 0; at < known->count; at++) {
        const struct sl_known_pair *pair = &known->pairs[at];
        if (pair->hold == SL_HOLD_BEFORE) {
            known->before[pair->left] = sl_union_find(&sets, pair->left);
            known->before[pair->right] = sl_union_find(&sets, pair->right);
            known->any_before = true;
        }
    }
    return SL_OK;
}

/* Who has children whose birth is known was born before them. */
static enum sl_status settle_parents(
    struct sl_known *known,
    const struct sl_rules *rules,
    const struct sl_table *table,
    struct sl_error *err
)
{
    known->latest = sl_alloc((size_t)table->record_count + 1, sizeof(*known->latest));
    if (known->latest == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < table->record_count; record++) {
        known->latest[record] = INT_MAX;
    }
    for (size_t at = 0; at < known->count && rules->birth_years > 0; at++) {
        const struct sl_known_pair *pair = &known->pairs[at];
        int year = 0;
        if (pair->hold == SL_HOLD_PARENT && sl_rules_birth(rules, table, pair->right, &year)) {
            const int latest = year - (int)rules->birth_years;
            int *known_latest = &known->latest[pair->left];
            *known_latest = latest < *known_latest ? latest : *known_latest;
        }
    }
    return SL_OK;
}

static enum sl_status add_conflict(
    struct sl_known *known,
    const struct sl_known_pair *pair,
    uint32_t apart_left,
    uint32_t apart_right,
    struct sl_error *err
)
{
    SL_TRY(sl_array_reserve(
        &known->conflicts,
        &known->conflict_capacity,
        known->conflict_count + 1,
        sizeof(*known->conflicts),
        err
    ));
    known->conflicts[known->conflict_count++] = (struct sl_linkage_conflict
    ){ pair->hold, pair->left, pair->right, apart_left, apart_right };
    return SL_OK;
}

/* Hang one of the aparts into the chain of its record's set. */
static void hang(struct settling *settling, uint32_t place)
{
    const uint32_t record = settling->known->aparts[place].group;
    const uint32_t root = sl_union_find(&settling->sets, record);
    settling->links[place] = 0;
    if (settling->heads[root] == 0) {
        settling->heads[root] = place + 1;
    } else {
        settling->links[settling->tails[root] - 1] = place + 1;
    }
    settling->tails[root] = place + 1;
}

/* Take down who is held apart, as records; two rows of one mention cannot be. */
static enum sl_status list_aparts(struct settling *settling, struct sl_error *err)
{
    struct sl_known *known = settling->known;
    for (size_t at = 0; at < known->count; at++) {
        const struct sl_known_pair *pair = &known->pairs[at];
        if (pair->hold != SL_HOLD_APART && pair->hold != SL_HOLD_PARENT) {
            continue;
        }
        const uint32_t left = sl_union_find(&settling->sets, pair->left);
        if (left == sl_union_find(&settling->sets, pair->right)) {
            SL_TRY(add_conflict(known, pair, pair->left, pair->right, err));
            continue;
        }
        const uint32_t place = (uint32_t)known->apart_count;
        const bool parent = pair->hold == SL_HOLD_PARENT;
        known->aparts[place] = (struct sl_known_apart
        ){ pair->left, pair->right, parent ? SL_KNOWN_NONE : pair->right };
        known->aparts[place + 1] =
            (struct sl_known_apart){ pair->right, pair->left, parent ? SL_KNOWN_NONE : pair->left };
        known->apart_count += 2;
        hang(settling, place);
        hang(settling, place + 1);
    }
    return SL_OK;
}

/* What is held apart and would be joined if these two sets were: 1 + its place; 0 when nothing. */
static uint32_t find_apart(struct settling *settling, uint32_t one, uint32_t two)
{
    uint32_t link = settling->heads[one];
    while (link != 0) {
        const uint32_t other = settling->known->aparts[link - 1].other;
        if (sl_union_find(&settling->sets, other) == two) {
            return link;
        }
        link = settling->links[link - 1];
    }
    return 0;
}

/* The chains of two sets become that of the set they make. */
static void join_sets(struct settling *settling, uint32_t one, uint32_t two)
{
    const uint32_t root = sl_union_join(&settling->sets, one, two);
    const uint32_t other = root == one ? two : one;
    if (settling->heads[other] == 0) {
        return;
    }
    if (settling->heads[root] == 0) {
        settling->heads[root] = settling->heads[other];
    } else {
        settling->links[settling->tails[root] - 1] = settling->heads[other];
    }
    settling->tails[root] = settling->tails[other];
}

/* Join what is held together, the earliest first, but for what would contradict an apart. */
static enum sl_status settle_together(struct settling *settling, struct sl_error *err)
{
    struct sl_known *known = settling->known;
    for (size_t at = 0; at < known->count; at++) {
        const struct sl_known_pair *pair = &known->pairs[at];
        const uint32_t one = sl_union_find(&settling->sets, pair->left);
        const uint32_t two = sl_union_find(&settling->sets, pair->right);
        if (pair->hold != SL_HOLD_TOGETHER || one == two) {
            continue;
        }
        const uint32_t found = find_apart(settling, one, two);
        if (found == 0) {
            join_sets(settling, one, two);
        } else {
            const struct sl_known_apart apart = known->aparts[found - 1];
            SL_TRY(add_conflict(known, pair, apart.group, apart.other, err));
        }
    }
    return SL_OK;
}

static int by_groups(const void *left, const void *right)
{
    const struct sl_known_apart *one = left;
    const struct sl_known_apart *two = right;
    if (one->group != two->group) {
        return one->group < two->group ? -1 : 1;
    }
    return (one->other > two->other) - (one->other < two->other);
}

static int by_aparts(const void *left, const void *right)
{
    const struct sl_known_apart *one = left;
    const struct sl_known_apart *two = right;
    const int order = by_groups(left, right);
    return order != 0 ? order : (one->record > two->record) - (one->record < two->record);
}

/* Groups, chains of their records, and who is held apart, now by group. */
static enum sl_status
settle_groups(struct settling *settling, uint32_t record_count, struct sl_error *err)
{
    struct sl_known *known = settling->known;
    SL_TRY(name_sets(&settling->sets, record_count, &known->groups, err));
    known->next = sl_alloc((size_t)record_count + 1, sizeof(*known->next));
    uint32_t *last SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)record_count + 1, sizeof(*last));
    if (known->next == NULL || last == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < record_count; record++) {
        const uint32_t group = known->groups[record];
        known->next[record] = SL_KNOWN_NONE;
        if (group != record) {
            known->next[last[group]] = record;
        }
        last[group] = record;
    }
    for (size_t at = 0; at < known->apart_count; at++) {
        struct sl_known_apart *apart = &known->aparts[at];
        apart->group = known->groups[apart->group];
        apart->other = known->groups[apart->other];
    }
    if (known->apart_count > 0) {
        qsort(known->aparts, known->apart_count, sizeof(*known->aparts), by_aparts);
    }
    return SL_OK;
}

static enum sl_status settle(
    struct settling *settling,
    const struct sl_rules *rules,
    struct sl_table *table,
    struct sl_error *err
)
{
    struct sl_known *known = settling->known;
    const size_t places = (size_t)table->record_count + 1;
    SL_TRY(find_records(known, table, err));
    SL_TRY(sl_union_init(&settling->sets, table->record_count, err));
    SL_TRY(settle_mentions(settling, table, err));
    SL_TRY(settle_before(known, table->record_count, err));
    SL_TRY(settle_parents(known, rules, table, err));
    known->aparts = sl_alloc(2 * known->count, sizeof(*known->aparts));
    settling->links = sl_calloc(2 * known->count, sizeof(uint32_t));
    settling->heads = sl_calloc(places, sizeof(uint32_t));
    settling->tails = sl_calloc(places, sizeof(uint32_t));
    if (known->aparts == NULL || settling->links == NULL || settling->heads == NULL ||
        settling->tails == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(list_aparts(settling, err));
    SL_TRY(settle_together(settling, err));
    return settle_groups(settling, table->record_count, err);
}

enum sl_status sl_known_settle(
    struct sl_known *known,
    const struct sl_rules *rules,
    struct sl_table *table,
    struct sl_error *err
)
{
    if (known->count == 0) {
        return SL_OK;
    }
    struct settling settling = { .known = known };
    const enum sl_status status = settle(&settling, rules, table, err);
    sl_union_finish(&settling.sets);
    sl_free(settling.heads);
    sl_free(settling.tails);
    sl_free(settling.links);
    return status;
}

size_t sl_known_apart_find(const struct sl_known *known, uint32_t group)
{
    size_t low = 0;
    size_t end = known->apart_count;
    while (low < end) {
        const size_t middle = low + (end - low) / 2;
        if (known->aparts[middle].group < group) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    return low;
}

bool sl_known_are_apart(const struct sl_known *known, uint32_t left, uint32_t right)
{
    const struct sl_known_apart key = { .group = left, .other = right };
    return known->apart_count > 0 &&
           bsearch(&key, known->aparts, known->apart_count, sizeof(key), by_groups) != NULL;
}

enum sl_status sl_known_split(
    const struct sl_known *known,
    struct sl_edges *edges,
    struct sl_aparts *aparts,
    struct sl_error *err
)
{
    size_t kept = 0;
    if (known->groups == NULL) {
        return SL_OK;
    }
    for (size_t at = 0; at < edges->count; at++) {
        const struct sl_edge edge = edges->items[at];
        const uint32_t left = known->groups[edge.left];
        const uint32_t right = known->groups[edge.right];
        if (left != right && sl_known_are_apart(known, left, right)) {
            const struct sl_apart apart = { edge.left, edge.right, edge.bits, SL_RULE_HELD };
            SL_TRY(sl_aparts_add(aparts, apart, err));
        } else if (left != right) {
            edges->items[kept++] = edge;
        }
    }
    edges->count = kept;
    return SL_OK;
}

enum sl_status sl_linkage_hold(
    struct sl_linkage *linkage,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_OPEN);
    if (linkage->options.two_sources) {
        return sl_fail(err, SL_INVALID, "pairs of two files cannot be held together or apart");
    }
    return sl_known_add(&linkage->known, hold, left, right, err);
}

size_t sl_linkage_conflict_count(const struct sl_linkage *linkage)
{
    return linkage->known.conflict_count;
}

struct sl_linkage_conflict sl_linkage_conflict_get(const struct sl_linkage *linkage, size_t index)
{
    SL_ASSERT(index < linkage->known.conflict_count);
    return linkage->known.conflicts[index];
}
