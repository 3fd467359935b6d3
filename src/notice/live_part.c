/* SPDX-License-Identifier: Apache-2.0 */
/* A small world of some people out of a live one. */
#include <stdlib.h>

#include "notice/live_walk.h"

/* Statements that are taken, by their places in the live world. */
struct taking {
    const struct sl_live *live;
    struct sl_live_set events, links, nodes, births, names;
    struct sl_live_set marks; /* of people whom something taken names */
    struct sl_error *err;
};

static void finish(struct taking *taking)
{
    sl_live_set_finish(&taking->events);
    sl_live_set_finish(&taking->links);
    sl_live_set_finish(&taking->nodes);
    sl_live_set_finish(&taking->births);
    sl_live_set_finish(&taking->names);
    sl_live_set_finish(&taking->marks);
}

/* Take all statements of a key. */
static enum sl_status
take_all(struct taking *taking, enum sl_live_by by, int64_t key, struct sl_live_set *ret_taken)
{
    const struct sl_chains *chains = &taking->live->by[by];

    for (uint32_t i = sl_chains_last(chains, key); i != SL_CHAINS_NONE;
         i = sl_chains_before(chains, i)) {
        SL_TRY(sl_live_set_put(ret_taken, i, taking->err));
    }
    return SL_OK;
}

/* Take who has a node: of a crowd, enough of them to be one. */
static enum sl_status take_node(struct taking *taking, int64_t node)
{
    const struct sl_live *live = taking->live;
    const struct sl_chains *nodes = &live->by[SL_LIVE_NODE];
    struct sl_live_set users = { .count = 0 };
    enum sl_status status = SL_OK;

    for (uint32_t i = sl_chains_last(nodes, node);
         status == SL_OK && i != SL_CHAINS_NONE && users.count <= SL_WORLD_CROWD_LIMIT;
         i = sl_chains_before(nodes, i)) {
        const int64_t entity = live->all.nodes[i].entity;
        status = sl_live_set_put(&taking->nodes, i, taking->err);
        if (status != SL_OK || sl_live_is_person(live, entity)) {
            status = status != SL_OK
                         ? status
                         : sl_live_set_put(&users, sl_live_person(live, entity), taking->err);
            status =
                status != SL_OK ? status : sl_live_set_put(&taking->marks, entity, taking->err);
            continue;
        }
        const struct sl_chains *links = &live->by[SL_LIVE_TO];
        for (uint32_t j = sl_chains_last(links, entity);
             status == SL_OK && j != SL_CHAINS_NONE && users.count <= SL_WORLD_CROWD_LIMIT;
             j = sl_chains_before(links, j)) {
            const struct sl_world_link *link = &live->all.links[j];
            status = sl_live_set_put(&taking->links, j, taking->err);
            if (status == SL_OK && sl_role_from(link->role) == SL_PERSON) {
                status = sl_live_set_put(&users, sl_live_person(live, link->from), taking->err);
            }
        }
    }
    sl_live_set_finish(&users);
    return status;
}

static enum sl_status take_around(struct taking *taking, const struct sl_live_walk *walk)
{
    for (size_t i = 0; i < walk->marks.count; i++) {
        SL_TRY(take_all(taking, SL_LIVE_FROM, walk->marks.items[i], &taking->links));
        SL_TRY(take_all(taking, SL_LIVE_TO, walk->marks.items[i], &taking->links));
        SL_TRY(take_all(taking, SL_LIVE_ENTITY, walk->marks.items[i], &taking->nodes));
        SL_TRY(sl_live_set_put(&taking->marks, walk->marks.items[i], taking->err));
    }
    for (size_t i = 0; i < walk->groups.count; i++) {
        SL_TRY(take_all(taking, SL_LIVE_EVENT, walk->groups.items[i], &taking->events));
        SL_TRY(take_all(taking, SL_LIVE_FROM, walk->groups.items[i], &taking->links));
        SL_TRY(take_all(taking, SL_LIVE_TO, walk->groups.items[i], &taking->links));
    }
    for (size_t i = 0; i < walk->things.count; i++) {
        SL_TRY(take_all(taking, SL_LIVE_ENTITY, walk->things.items[i], &taking->nodes));
    }
    for (size_t i = 0; i < walk->nodes.count; i++) {
        SL_TRY(take_node(taking, walk->nodes.items[i]));
    }
    return SL_OK;
}

/* One whom a link that is taken names: a person, or a thing that may stand somewhere. */
static enum sl_status take_end(struct taking *taking, enum sl_entity_class class, int64_t mark)
{
    if (class == SL_PERSON) {
        return sl_live_set_put(&taking->marks, mark, taking->err);
    }
    return class == SL_EVENT ? SL_OK : take_all(taking, SL_LIVE_ENTITY, mark, &taking->nodes);
}

/* Of whoever is named by what was taken: who it is, and when born. */
static enum sl_status take_named(struct taking *taking)
{
    for (size_t i = 0; i < taking->links.count; i++) {
        const struct sl_world_link *link = &taking->live->all.links[taking->links.items[i]];
        SL_TRY(take_end(taking, sl_role_from(link->role), link->from));
        SL_TRY(take_end(taking, sl_role_to(link->role), link->to));
    }
    for (size_t i = 0; i < taking->marks.count; i++) {
        const int64_t mark = taking->marks.items[i];
        const uint32_t name = sl_chains_last(&taking->live->by[SL_LIVE_MARK], mark);
        SL_TRY(take_all(taking, SL_LIVE_BIRTH, mark, &taking->births));
        if (sl_live_identity(taking->live, mark) != 0) {
            SL_TRY(sl_live_set_put(&taking->names, name, taking->err));
        }
    }
    return SL_OK;
}

static int compare_numbers(const void *left_ptr, const void *right_ptr)
{
    const int64_t left = *(const int64_t *)left_ptr, right = *(const int64_t *)right_ptr;

    return (left > right) - (left < right);
}

/* In the order in which they were added: what one record says keeps its order. */
static void sort(struct sl_live_set *taken)
{
    if (taken->count > 1) {
        qsort(taken->items, taken->count, sizeof *taken->items, compare_numbers);
    }
}

static enum sl_status
write_event(const struct sl_world *all, size_t at, struct sl_world *world, struct sl_error *err)
{
    const struct sl_world_event *event = &all->events[at];

    SL_TRY(sl_world_event(world, *event, err));
    for (uint32_t i = 0; i < event->value_count; i++) {
        SL_TRY(sl_world_value(world, all->values[event->first_value + i], err));
    }
    return SL_OK;
}

static enum sl_status write(struct taking *taking, struct sl_world *world)
{
    const struct sl_world *all = &taking->live->all;

    sort(&taking->events);
    sort(&taking->links);
    sort(&taking->nodes);
    sort(&taking->births);
    for (size_t i = 0; i < taking->events.count; i++) {
        SL_TRY(write_event(all, (size_t)taking->events.items[i], world, taking->err));
    }
    for (size_t i = 0; i < taking->links.count; i++) {
        SL_TRY(sl_world_link(world, all->links[taking->links.items[i]], taking->err));
    }
    for (size_t i = 0; i < taking->nodes.count; i++) {
        SL_TRY(sl_world_node(world, all->nodes[taking->nodes.items[i]], taking->err));
    }
    for (size_t i = 0; i < taking->births.count; i++) {
        SL_TRY(sl_world_birth(world, all->births[taking->births.items[i]], taking->err));
    }
    for (size_t i = 0; i < taking->names.count; i++) {
        SL_TRY(sl_world_name(world, all->names[taking->names.items[i]], taking->err));
    }
    return sl_world_close(world, taking->err);
}

enum sl_status sl_live_part(
    const struct sl_live *live,
    const int64_t *identities,
    size_t count,
    struct sl_world *ret_world,
    struct sl_error *err
)
{
    struct sl_live_walk walk = { .live = live, .err = err };
    struct taking taking = { .live = live, .err = err };
    enum sl_status status = SL_OK;

    sl_world_init(ret_world);
    for (size_t i = 0; status == SL_OK && i < count; i++) {
        status = sl_live_set_put(&walk.people, identities[i], err);
    }
    if (status == SL_OK) {
        status = sl_live_walk_go(&walk, SL_LIVE_DEPTH);
    }
    if (status == SL_OK) {
        status = take_around(&taking, &walk);
    }
    if (status == SL_OK) {
        status = take_named(&taking);
    }
    if (status == SL_OK) {
        status = write(&taking, ret_world);
    }
    sl_live_walk_finish(&walk);
    finish(&taking);
    return status;
}
