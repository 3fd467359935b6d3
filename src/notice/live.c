/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/live.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "notice/live_walk.h"

static enum sl_status
put(struct sl_live *live, enum sl_live_by by, int64_t key, size_t item, struct sl_error *err)
{
    return sl_chains_add(&live->by[by], key, (uint32_t)item, err);
}

/* Whoever has a part in what has changed has changed. */
static enum sl_status change_person(struct sl_live *live, int64_t mark, struct sl_error *err)
{
    return sl_live_set_put(&live->changed, sl_live_person(live, mark), err);
}

static enum sl_status change_group(struct sl_live *live, int64_t mark, struct sl_error *err)
{
    struct sl_live_set groups = { .count = 0 };
    const enum sl_status status = sl_live_group(live, mark, &groups, &live->changed, err);

    sl_live_set_finish(&groups);
    return status;
}

/* Who has a node that somebody new has: they may be a crowd since. */
static enum sl_status change_node(struct sl_live *live, int64_t node, struct sl_error *err)
{
    return sl_live_set_put(&live->changed_node, node, err);
}

static enum sl_status change_thing(struct sl_live *live, int64_t mark, struct sl_error *err)
{
    const struct sl_chains *nodes = &live->by[SL_LIVE_ENTITY];

    for (uint32_t i = sl_chains_last(nodes, mark); i != SL_CHAINS_NONE;
         i = sl_chains_before(nodes, i)) {
        SL_TRY(change_node(live, live->all.nodes[i].node, err));
    }
    for (uint32_t i = sl_chains_last(&live->by[SL_LIVE_TO], mark); i != SL_CHAINS_NONE;
         i = sl_chains_before(&live->by[SL_LIVE_TO], i)) {
        const struct sl_world_link *link = &live->all.links[i];
        if (sl_role_from(link->role) == SL_EVENT) {
            SL_TRY(change_group(live, link->from, err));
        } else {
            SL_TRY(change_person(live, link->from, err));
        }
    }
    return SL_OK;
}

static enum sl_status
change_end(struct sl_live *live, enum sl_entity_class class, int64_t mark, struct sl_error *err)
{
    if (class == SL_EVENT) {
        return change_group(live, mark, err);
    }
    return class == SL_PERSON ? change_person(live, mark, err) : SL_OK;
}

static enum sl_status
change_link(struct sl_live *live, const struct sl_world_link *link, struct sl_error *err)
{
    const enum sl_entity_class to = sl_role_to(link->role);

    SL_TRY(change_end(live, sl_role_from(link->role), link->from, err));
    if (to == SL_OBJECT || to == SL_LOCATION) {
        const struct sl_chains *nodes = &live->by[SL_LIVE_ENTITY];
        for (uint32_t i = sl_chains_last(nodes, link->to); i != SL_CHAINS_NONE;
             i = sl_chains_before(nodes, i)) {
            SL_TRY(change_node(live, live->all.nodes[i].node, err));
        }
    }
    return change_end(live, to, link->to, err);
}

static enum sl_status
change_entity(struct sl_live *live, const struct sl_world_node *node, struct sl_error *err)
{
    SL_TRY(change_node(live, node->node, err));
    return sl_live_is_person(live, node->entity) ? change_person(live, node->entity, err)
                                                 : change_thing(live, node->entity, err);
}

/* Enter the statements behind these counts into the chains. */
static enum sl_status
index_from(struct sl_live *live, const struct sl_world *counts, struct sl_error *err)
{
    const struct sl_world *all = &live->all;

    for (size_t i = counts->event_count; i < all->event_count; i++) {
        SL_TRY(put(live, SL_LIVE_EVENT, all->events[i].mark, i, err));
        SL_TRY(put(live, SL_LIVE_OF_EVENT, all->events[i].record, i, err));
    }
    for (size_t i = counts->link_count; i < all->link_count; i++) {
        SL_TRY(put(live, SL_LIVE_FROM, all->links[i].from, i, err));
        SL_TRY(put(live, SL_LIVE_TO, all->links[i].to, i, err));
        SL_TRY(put(live, SL_LIVE_OF_LINK, all->links[i].record, i, err));
    }
    for (size_t i = counts->node_count; i < all->node_count; i++) {
        SL_TRY(put(live, SL_LIVE_ENTITY, all->nodes[i].entity, i, err));
        SL_TRY(put(live, SL_LIVE_NODE, all->nodes[i].node, i, err));
        SL_TRY(put(live, SL_LIVE_OF_NODE, all->nodes[i].record, i, err));
    }
    for (size_t i = counts->birth_count; i < all->birth_count; i++) {
        SL_TRY(put(live, SL_LIVE_BIRTH, all->births[i].mark, i, err));
    }
    for (size_t i = counts->name_count; i < all->name_count; i++) {
        SL_TRY(put(live, SL_LIVE_MARK, all->names[i].mark, i, err));
        SL_TRY(put(live, SL_LIVE_IDENTITY, all->names[i].identity, i, err));
    }
    return SL_OK;
}

enum sl_status sl_live_open(struct sl_world *world, struct sl_live *ret_live, struct sl_error *err)
{
    const struct sl_world none = { .event_count = 0 };

    *ret_live = (struct sl_live){ .all = *world };
    sl_world_init(world);
    sl_world_reopen(&ret_live->all);
    return index_from(ret_live, &none, err);
}

void sl_live_finish(struct sl_live *live)
{
    sl_world_finish(&live->all);
    for (size_t i = 0; i < SL_LIVE_BY_COUNT; i++) {
        sl_chains_finish(&live->by[i]);
    }
    sl_live_set_finish(&live->waiting);
    sl_free(live->until);
    sl_live_set_finish(&live->changed);
    sl_live_set_finish(&live->changed_node);
}

/* All that the statements behind these counts are about has changed. */
static enum sl_status
change_from(struct sl_live *live, const struct sl_world *counts, struct sl_error *err)
{
    for (size_t i = counts->event_count; i < live->all.event_count; i++) {
        SL_TRY(change_group(live, live->all.events[i].mark, err));
    }
    for (size_t i = counts->link_count; i < live->all.link_count; i++) {
        SL_TRY(change_link(live, &live->all.links[i], err));
    }
    for (size_t i = counts->node_count; i < live->all.node_count; i++) {
        SL_TRY(change_entity(live, &live->all.nodes[i], err));
    }
    for (size_t i = counts->birth_count; i < live->all.birth_count; i++) {
        SL_TRY(change_person(live, live->all.births[i].mark, err));
    }
    return SL_OK;
}

enum sl_status sl_live_add(struct sl_live *live, const struct sl_world *news, struct sl_error *err)
{
    struct sl_world said = *news;
    const struct sl_world counts = live->all;

    said.name_count = 0;
    SL_TRY(sl_world_join(&live->all, &said, err));
    SL_TRY(index_from(live, &counts, err));
    for (size_t i = 0; i < news->name_count; i++) {
        SL_TRY(sl_live_name(live, news->names[i].mark, news->names[i].identity, err));
    }
    return change_from(live, &counts, err);
}

enum sl_status
sl_live_end(struct sl_live *live, int64_t record, int64_t until, struct sl_error *err)
{
    const struct sl_chains *events = &live->by[SL_LIVE_OF_EVENT];
    const struct sl_chains *links = &live->by[SL_LIVE_OF_LINK];
    const struct sl_chains *nodes = &live->by[SL_LIVE_OF_NODE];

    for (uint32_t i = sl_chains_last(events, record); i != SL_CHAINS_NONE;
         i = sl_chains_before(events, i)) {
        live->all.events[i].known.until = until;
        SL_TRY(change_group(live, live->all.events[i].mark, err));
    }
    for (uint32_t i = sl_chains_last(links, record); i != SL_CHAINS_NONE;
         i = sl_chains_before(links, i)) {
        live->all.links[i].known.until = until;
        SL_TRY(change_link(live, &live->all.links[i], err));
    }
    for (uint32_t i = sl_chains_last(nodes, record); i != SL_CHAINS_NONE;
         i = sl_chains_before(nodes, i)) {
        live->all.nodes[i].known.until = until;
        SL_TRY(change_entity(live, &live->all.nodes[i], err));
    }
    return SL_OK;
}

/* The things of a mark: who has one, and how many they are, may have changed with who the mark is.
 */
static enum sl_status change_things_of(struct sl_live *live, int64_t mark, struct sl_error *err)
{
    const struct sl_chains *links = &live->by[SL_LIVE_FROM];
    const struct sl_chains *nodes = &live->by[SL_LIVE_ENTITY];

    for (uint32_t i = sl_chains_last(nodes, mark); i != SL_CHAINS_NONE;
         i = sl_chains_before(nodes, i)) {
        SL_TRY(change_node(live, live->all.nodes[i].node, err));
    }
    for (uint32_t i = sl_chains_last(links, mark); i != SL_CHAINS_NONE;
         i = sl_chains_before(links, i)) {
        SL_TRY(change_link(live, &live->all.links[i], err));
    }
    return SL_OK;
}

enum sl_status
sl_live_name(struct sl_live *live, int64_t mark, int64_t identity, struct sl_error *err)
{
    const struct sl_world_name name = { mark, identity };

    if (sl_live_identity(live, mark) == identity) {
        return SL_OK;
    }
    SL_TRY(change_person(live, mark, err));
    const size_t item = live->all.name_count;
    SL_TRY(sl_world_name(&live->all, name, err));
    SL_TRY(put(live, SL_LIVE_MARK, mark, item, err));
    SL_TRY(put(live, SL_LIVE_IDENTITY, identity, item, err));
    SL_TRY(change_person(live, mark, err));
    return change_things_of(live, mark, err);
}

/* How many of some people have not changed. */
static size_t count_others(const struct sl_live *live, const struct sl_live_set *users)
{
    size_t count = 0;

    for (size_t i = 0; i < users->count; i++) {
        count += sl_live_set_has(&live->changed, users->items[i]) ? 0 : 1;
    }
    return count;
}

/* Those who have a node in common with somebody who has changed, unless they were a crowd without
 * whoever has changed. */
static enum sl_status change_users(struct sl_live *live, struct sl_error *err)
{
    const size_t limit = SL_WORLD_CROWD_LIMIT + 1 + live->changed.count;

    for (size_t i = 0; i < live->changed_node.count; i++) {
        struct sl_live_set users = { .count = 0 };
        enum sl_status status =
            sl_live_users(live, live->changed_node.items[i], limit, &users, err);
        const bool is_crowd = status == SL_OK && count_others(live, &users) > SL_WORLD_CROWD_LIMIT;
        for (size_t j = 0; status == SL_OK && !is_crowd && j < users.count; j++) {
            status = sl_live_set_put(&live->changed, users.items[j], err);
        }
        sl_live_set_finish(&users);
        SL_TRY(status);
    }
    return SL_OK;
}

static int compare_numbers(const void *left_ptr, const void *right_ptr)
{
    const int64_t left = *(const int64_t *)left_ptr, right = *(const int64_t *)right_ptr;

    return (left > right) - (left < right);
}

/* Keep of people those who have an identity, in order. */
static enum sl_status list_identities(
    const struct sl_live_set *people,
    struct sl_arena *arena,
    int64_t **ret_identities,
    size_t *ret_count,
    struct sl_error *err
)
{
    int64_t *identities = sl_arena_alloc(arena, people->count + 1, sizeof *identities);
    size_t count = 0;

    if (identities == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < people->count; i++) {
        if (people->items[i] > 0) {
            identities[count++] = people->items[i];
        }
    }
    qsort(identities, count, sizeof *identities, compare_numbers);
    *ret_identities = identities;
    *ret_count = count;
    return SL_OK;
}

enum sl_status
sl_live_wait(struct sl_live *live, int64_t identity, int64_t until, struct sl_error *err)
{
    SL_TRY(sl_live_set_put(&live->waiting, identity, err));
    SL_TRY(sl_array_reserve(
        (void *)&live->until, &live->until_room, live->waiting.count, sizeof *live->until, err
    ));
    live->until[sl_chains_last(&live->waiting.places, identity)] = until;
    return SL_OK;
}

/* Those whose answers hold no longer. */
static enum sl_status
add_due(const struct sl_live *live, int64_t as_of, struct sl_live_set *people, struct sl_error *err)
{
    for (size_t i = 0; i < live->waiting.count; i++) {
        if (live->until[i] <= as_of) {
            SL_TRY(sl_live_set_put(people, live->waiting.items[i], err));
        }
    }
    return SL_OK;
}

enum sl_status sl_live_concerns(
    struct sl_live *live,
    int64_t as_of,
    struct sl_arena *arena,
    int64_t **ret_identities,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_live_walk walk = { .live = live, .err = err };

    enum sl_status status = change_users(live, err);
    walk.people = live->changed;
    live->changed = (struct sl_live_set){ .count = 0 };
    sl_live_set_finish(&live->changed_node);
    if (status == SL_OK) {
        status = sl_live_walk_go(&walk, SL_LIVE_DEPTH);
    }
    if (status == SL_OK) {
        status = add_due(live, as_of, &walk.people, err);
    }
    if (status == SL_OK) {
        status = list_identities(&walk.people, arena, ret_identities, ret_count, err);
    }
    sl_live_walk_finish(&walk);
    return status;
}

enum sl_status sl_live_marks(
    const struct sl_live *live,
    int64_t identity,
    struct sl_arena *arena,
    int64_t **ret_marks,
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct sl_chains *names = &live->by[SL_LIVE_IDENTITY];
    int64_t *marks = NULL;
    size_t count = 0;

    for (uint32_t i = sl_chains_last(names, identity); i != SL_CHAINS_NONE;
         i = sl_chains_before(names, i)) {
        const int64_t mark = live->all.names[i].mark;
        if (sl_chains_last(&live->by[SL_LIVE_MARK], mark) == i) {
            SL_TRY(sl_array_room(arena, &marks, count, sizeof *marks, err));
            marks[count++] = mark;
        }
    }
    *ret_marks = marks;
    *ret_count = count;
    return SL_OK;
}
