/* SPDX-License-Identifier: Apache-2.0 */
#include "link/bond.h"

#include <limits.h>

/* The labels of a group's records, ascending and each once. */
static enum sl_status list_labels(
    const struct sl_known *known, uint32_t group, struct sl_bond *bond, struct sl_arena *arena
)
{
    uint32_t count = 0;
    for (uint32_t record = group; record != SL_KNOWN_NONE; record = known->next[record]) {
        count += known->before[record] == SL_KNOWN_NONE ? 0 : 1;
    }
    bond->label_count = 0;
    bond->labels = NULL;
    if (count == 0) {
        return SL_OK;
    }
    uint32_t *labels = sl_arena_alloc(arena, count, sizeof(*labels));
    if (labels == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t record = group; record != SL_KNOWN_NONE; record = known->next[record]) {
        const uint32_t label = known->before[record];
        uint32_t at = bond->label_count;
        while (label != SL_KNOWN_NONE && at > 0 && labels[at - 1] > label) {
            at--;
        }
        if (label == SL_KNOWN_NONE || (at > 0 && labels[at - 1] == label)) {
            continue;
        }
        for (uint32_t move = bond->label_count++; move > at; move--) {
            labels[move] = labels[move - 1];
        }
        labels[at] = label;
    }
    bond->labels = labels;
    return SL_OK;
}

enum sl_status
sl_bond_start(const struct sl_bonds *bonds, uint32_t entity, uint32_t group, struct sl_arena *arena)
{
    const struct sl_known *known = bonds->known;
    struct sl_bond *bond = &bonds->items[entity];
    *bond = (struct sl_bond){ .into = entity, .latest = INT_MAX };
    if (known->groups == NULL) {
        return SL_OK;
    }
    for (uint32_t record = group; record != SL_KNOWN_NONE; record = known->next[record]) {
        bond->latest = known->latest[record] < bond->latest ? known->latest[record] : bond->latest;
    }
    const size_t place = sl_known_apart_find(known, group);
    if (place < known->apart_count && known->aparts[place].group == group) {
        bond->first = (uint32_t)place + 1;
        bond->last = bond->first;
        bonds->links[place] = 0;
    }
    return list_labels(known, group, bond, arena);
}

static enum sl_status join_labels(
    struct sl_bond *out,
    const struct sl_bond *left,
    const struct sl_bond *right,
    struct sl_arena *arena
)
{
    const uint32_t most = left->label_count + right->label_count;
    if (left->label_count == 0 || right->label_count == 0) {
        out->labels = left->label_count > 0 ? left->labels : right->labels;
        out->label_count = most;
        return SL_OK;
    }
    uint32_t *labels = sl_arena_alloc(arena, most, sizeof(*labels));
    if (labels == NULL) {
        return SL_NO_MEMORY;
    }
    uint32_t one = 0;
    uint32_t two = 0;
    uint32_t count = 0;
    while (one < left->label_count || two < right->label_count) {
        const uint32_t low = one < left->label_count ? left->labels[one] : UINT32_MAX;
        const uint32_t high = two < right->label_count ? right->labels[two] : UINT32_MAX;
        labels[count++] = low < high ? low : high;
        one += low <= high ? 1 : 0;
        two += high <= low ? 1 : 0;
    }
    out->labels = labels;
    out->label_count = count;
    return SL_OK;
}

enum sl_status sl_bond_join(
    const struct sl_bonds *bonds,
    uint32_t joined,
    uint32_t left,
    uint32_t right,
    struct sl_arena *arena
)
{
    struct sl_bond *one = &bonds->items[left];
    struct sl_bond *two = &bonds->items[right];
    struct sl_bond *out = &bonds->items[joined];
    *out = (struct sl_bond){ .into = joined };
    out->latest = one->latest < two->latest ? one->latest : two->latest;
    out->first = one->first != 0 ? one->first : two->first;
    out->last = two->last != 0 ? two->last : one->last;
    if (one->first != 0 && two->first != 0) {
        bonds->links[one->last - 1] = two->first;
    }
    one->into = joined;
    two->into = joined;
    return join_labels(out, one, two, arena);
}

/* The entity that a group is part of by now; UINT32_MAX when it is not in the part. */
static uint32_t entity_of(const struct sl_bonds *bonds, uint32_t group)
{
    uint32_t entity = bonds->local[group];
    while (entity != UINT32_MAX && bonds->items[entity].into != entity) {
        const uint32_t into = bonds->items[entity].into;
        bonds->items[entity].into = bonds->items[into].into;
        entity = into;
    }
    return entity;
}

bool sl_bond_apart(const struct sl_bonds *bonds, uint32_t left, uint32_t right)
{
    const struct sl_known *known = bonds->known;
    if (bonds->items[left].first == 0 || bonds->items[right].first == 0) {
        return false;
    }
    for (uint32_t link = bonds->items[left].first; link != 0; link = bonds->links[link - 1]) {
        const uint32_t group = known->aparts[link - 1].group;
        for (size_t at = link - 1; at < known->apart_count && known->aparts[at].group == group;
             at++) {
            if (entity_of(bonds, known->aparts[at].other) == right) {
                return true;
            }
        }
    }
    return false;
}

/* Go on to the next pair that an entity is in; false when there is none left. */
static bool next_pair(const struct sl_bonds *bonds, uint32_t entity, struct sl_bond_other *other)
{
    const struct sl_known *known = bonds->known;
    if (other->link == 0) {
        other->link = bonds->items[entity].first;
        other->at = other->link == 0 ? 0 : other->link - 1;
        return other->link != 0;
    }
    const uint32_t group = known->aparts[other->at].group;
    other->at++;
    if (other->at == known->apart_count || known->aparts[other->at].group != group) {
        const uint32_t link = bonds->links[other->link - 1];
        other->at = link == 0 ? other->at - 1 : link - 1;
        other->link = link == 0 ? other->link : link;
        return link != 0;
    }
    return true;
}

bool sl_bond_next(const struct sl_bonds *bonds, uint32_t entity, struct sl_bond_other *other)
{
    while (next_pair(bonds, entity, other)) {
        const struct sl_known_apart *apart = &bonds->known->aparts[other->at];
        if (apart->record != SL_KNOWN_NONE) {
            other->group = apart->other;
            other->record = apart->record;
            other->entity = entity_of(bonds, apart->other);
            return true;
        }
    }
    return false;
}

bool sl_bond_apart_from(const struct sl_bonds *bonds, uint32_t entity, uint32_t group)
{
    struct sl_bond_other other = { .link = 0 };
    while (next_pair(bonds, entity, &other)) {
        if (bonds->known->aparts[other.at].other == group) {
            return true;
        }
    }
    return false;
}

bool sl_bond_before(const struct sl_bonds *bonds, uint32_t left, uint32_t right)
{
    const struct sl_bond *one = &bonds->items[left];
    const struct sl_bond *two = &bonds->items[right];
    uint32_t at = 0;
    uint32_t other = 0;
    while (at < one->label_count && other < two->label_count) {
        if (one->labels[at] == two->labels[other]) {
            return true;
        }
        if (one->labels[at] < two->labels[other]) {
            at++;
        } else {
            other++;
        }
    }
    return false;
}
