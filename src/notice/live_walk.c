/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/live_walk.h"

#include "base/array.h"
#include "base/memory.h"

void sl_live_set_finish(struct sl_live_set *set)
{
    sl_chains_finish(&set->places);
    sl_free(set->items);
    *set = (struct sl_live_set){ .count = 0 };
}

bool sl_live_set_has(const struct sl_live_set *set, int64_t number)
{
    return sl_chains_last(&set->places, number) != SL_CHAINS_NONE;
}

enum sl_status sl_live_set_put(struct sl_live_set *set, int64_t number, struct sl_error *err)
{
    if (sl_live_set_has(set, number)) {
        return SL_OK;
    }
    SL_TRY(
        sl_array_reserve((void *)&set->items, &set->room, set->count + 1, sizeof *set->items, err)
    );
    SL_TRY(sl_chains_add(&set->places, number, (uint32_t)set->count, err));
    set->items[set->count++] = number;
    return SL_OK;
}

void sl_live_walk_finish(struct sl_live_walk *walk)
{
    sl_live_set_finish(&walk->people);
    sl_live_set_finish(&walk->marks);
    sl_live_set_finish(&walk->groups);
    sl_live_set_finish(&walk->things);
    sl_live_set_finish(&walk->nodes);
}

int64_t sl_live_identity(const struct sl_live *live, int64_t mark)
{
    const uint32_t name = sl_chains_last(&live->by[SL_LIVE_MARK], mark);

    return name == SL_CHAINS_NONE ? 0 : live->all.names[name].identity;
}

int64_t sl_live_person(const struct sl_live *live, int64_t mark)
{
    const int64_t identity = sl_live_identity(live, mark);

    return identity == 0 ? -mark : identity;
}

bool sl_live_is_person(const struct sl_live *live, int64_t mark)
{
    const uint32_t from = sl_chains_last(&live->by[SL_LIVE_FROM], mark);
    const uint32_t to = sl_chains_last(&live->by[SL_LIVE_TO], mark);

    return sl_live_identity(live, mark) != 0 ||
           (from != SL_CHAINS_NONE && sl_role_from(live->all.links[from].role) == SL_PERSON) ||
           (to != SL_CHAINS_NONE && sl_role_to(live->all.links[to].role) == SL_PERSON);
}

/* Who uses, owns or lives at an object or location that has a node. */
static enum sl_status add_users_of_thing(
    const struct sl_live *live,
    int64_t thing,
    size_t limit,
    struct sl_live_set *users,
    struct sl_error *err
)
{
    for (uint32_t i = sl_chains_last(&live->by[SL_LIVE_TO], thing);
         i != SL_CHAINS_NONE && users->count < limit;
         i = sl_chains_before(&live->by[SL_LIVE_TO], i)) {
        const struct sl_world_link *link = &live->all.links[i];
        if (sl_role_from(link->role) == SL_PERSON) {
            SL_TRY(sl_live_set_put(users, sl_live_person(live, link->from), err));
        }
    }
    return SL_OK;
}

enum sl_status sl_live_users(
    const struct sl_live *live,
    int64_t node,
    size_t limit,
    struct sl_live_set *users,
    struct sl_error *err
)
{
    for (uint32_t i = sl_chains_last(&live->by[SL_LIVE_NODE], node);
         i != SL_CHAINS_NONE && users->count < limit;
         i = sl_chains_before(&live->by[SL_LIVE_NODE], i)) {
        const int64_t entity = live->all.nodes[i].entity;
        if (sl_live_is_person(live, entity)) {
            SL_TRY(sl_live_set_put(users, sl_live_person(live, entity), err));
        } else {
            SL_TRY(add_users_of_thing(live, entity, limit, users, err));
        }
    }
    return SL_OK;
}

/* What one link of an event says: of whom, or of which other event. */
static enum sl_status follow_link(
    const struct sl_live *live,
    const struct sl_world_link *link,
    struct sl_live_set *groups,
    struct sl_live_set *people,
    struct sl_error *err
)
{
    const enum sl_entity_class from = sl_role_from(link->role), to = sl_role_to(link->role);

    if (from == SL_EVENT && to == SL_EVENT) {
        SL_TRY(sl_live_set_put(groups, link->from, err));
        SL_TRY(sl_live_set_put(groups, link->to, err));
    }
    if (from == SL_PERSON) {
        SL_TRY(sl_live_set_put(people, sl_live_person(live, link->from), err));
    }
    return to == SL_PERSON ? sl_live_set_put(people, sl_live_person(live, link->to), err) : SL_OK;
}

enum sl_status sl_live_group(
    const struct sl_live *live,
    int64_t mark,
    struct sl_live_set *groups,
    struct sl_live_set *people,
    struct sl_error *err
)
{
    static const enum sl_live_by ends[] = { SL_LIVE_FROM, SL_LIVE_TO };
    size_t next = groups->count;

    if (sl_live_set_has(groups, mark)) {
        return SL_OK;
    }
    SL_TRY(sl_live_set_put(groups, mark, err));
    for (; next < groups->count; next++) {
        for (unsigned end = 0; end < 2; end++) {
            const struct sl_chains *links = &live->by[ends[end]];
            for (uint32_t i = sl_chains_last(links, groups->items[next]); i != SL_CHAINS_NONE;
                 i = sl_chains_before(links, i)) {
                SL_TRY(follow_link(live, &live->all.links[i], groups, people, err));
            }
        }
    }
    return SL_OK;
}

/* A node that ties people, unless so many have it that it ties nobody. */
static enum sl_status visit_node(struct sl_live_walk *walk, int64_t node, bool goes_on)
{
    struct sl_live_set users = { .count = 0 };

    /* Whoever is nearer is visited first, and goes on. */
    if (sl_live_set_has(&walk->nodes, node)) {
        return SL_OK;
    }
    SL_TRY(sl_live_set_put(&walk->nodes, node, walk->err));
    enum sl_status status = SL_OK;
    if (goes_on) {
        status = sl_live_users(walk->live, node, SL_WORLD_CROWD_LIMIT + 1, &users, walk->err);
    }
    for (size_t i = 0; status == SL_OK && users.count <= SL_WORLD_CROWD_LIMIT && i < users.count;
         i++) {
        status = sl_live_set_put(&walk->people, users.items[i], walk->err);
    }
    sl_live_set_finish(&users);
    return status;
}

static enum sl_status visit_nodes(struct sl_live_walk *walk, int64_t entity, bool goes_on)
{
    const struct sl_chains *nodes = &walk->live->by[SL_LIVE_ENTITY];

    for (uint32_t i = sl_chains_last(nodes, entity); i != SL_CHAINS_NONE;
         i = sl_chains_before(nodes, i)) {
        SL_TRY(visit_node(walk, walk->live->all.nodes[i].node, goes_on));
    }
    return SL_OK;
}

/* The other end of a link of somebody: an event, a person, or a thing. */
static enum sl_status
visit_end(struct sl_live_walk *walk, enum sl_entity_class class, int64_t mark, bool goes_on)
{
    if (class == SL_OBJECT || class == SL_LOCATION) {
        SL_TRY(sl_live_set_put(&walk->things, mark, walk->err));
        return visit_nodes(walk, mark, goes_on);
    }
    if (!goes_on) {
        return SL_OK;
    }
    if (class == SL_PERSON) {
        return sl_live_set_put(&walk->people, sl_live_person(walk->live, mark), walk->err);
    }
    return sl_live_group(walk->live, mark, &walk->groups, &walk->people, walk->err);
}

static enum sl_status visit_mark(struct sl_live_walk *walk, int64_t mark, bool goes_on)
{
    const struct sl_live *live = walk->live;
    const struct sl_chains *from = &live->by[SL_LIVE_FROM], *to = &live->by[SL_LIVE_TO];

    SL_TRY(sl_live_set_put(&walk->marks, mark, walk->err));
    for (uint32_t i = sl_chains_last(from, mark); i != SL_CHAINS_NONE;
         i = sl_chains_before(from, i)) {
        const struct sl_world_link *link = &live->all.links[i];
        SL_TRY(visit_end(walk, sl_role_to(link->role), link->to, goes_on));
    }
    for (uint32_t i = sl_chains_last(to, mark); i != SL_CHAINS_NONE; i = sl_chains_before(to, i)) {
        const struct sl_world_link *link = &live->all.links[i];
        SL_TRY(visit_end(walk, sl_role_from(link->role), link->from, goes_on));
    }
    return visit_nodes(walk, mark, goes_on);
}

static enum sl_status visit_person(struct sl_live_walk *walk, int64_t person, bool goes_on)
{
    const struct sl_live *live = walk->live;
    const struct sl_chains *names = &live->by[SL_LIVE_IDENTITY];

    if (person < 0) {
        return visit_mark(walk, -person, goes_on);
    }
    for (uint32_t i = sl_chains_last(names, person); i != SL_CHAINS_NONE;
         i = sl_chains_before(names, i)) {
        const int64_t mark = live->all.names[i].mark;
        if (sl_chains_last(&live->by[SL_LIVE_MARK], mark) == i) {
            SL_TRY(visit_mark(walk, mark, goes_on));
        }
    }
    return SL_OK;
}

enum sl_status sl_live_walk_go(struct sl_live_walk *walk, unsigned depth)
{
    size_t next = 0;

    for (unsigned step = 0; step <= depth; step++) {
        const size_t end = walk->people.count;
        for (; next < end; next++) {
            SL_TRY(visit_person(walk, walk->people.items[next], step < depth));
        }
    }
    return SL_OK;
}
