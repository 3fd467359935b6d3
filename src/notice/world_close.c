/* SPDX-License-Identifier: Apache-2.0 */
/* Putting a world in order: who is who, what belongs to which event, who has which thing. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "notice/world_index.h"

/* Pairs of a number and an item, to be made into lists. */
struct pairs {
    struct sl_keyed *items;
    size_t count, room;
};

static void free_pairs(struct pairs *pairs)
{
    sl_free(pairs->items);
}

static enum sl_status
add_pair(struct pairs *pairs, uint64_t number, uint64_t item, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        (void *)&pairs->items, &pairs->room, pairs->count + 1, sizeof *pairs->items, err
    ));
    pairs->items[pairs->count++] = (struct sl_keyed){ number, item };
    return SL_OK;
}

/* Lists of 0 .. number_count-1, items in the order in which they were added. */
static enum sl_status make_lists(
    struct pairs *pairs, size_t number_count, struct sl_lists *ret_lists, struct sl_error *err
)
{
    SL_TRY(sl_sort_keyed(pairs->items, pairs->count, err));
    ret_lists->first = sl_calloc(number_count + 1, sizeof *ret_lists->first);
    ret_lists->items = sl_alloc(pairs->count + 1, sizeof *ret_lists->items);
    if (ret_lists->first == NULL || ret_lists->items == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < pairs->count; i++) {
        ret_lists->first[pairs->items[i].key + 1]++;
        ret_lists->items[i] = (uint32_t)pairs->items[i].value;
    }
    for (size_t i = 0; i < number_count; i++) {
        ret_lists->first[i + 1] += ret_lists->first[i];
    }
    pairs->count = 0;
    return SL_OK;
}

static size_t slot_of(const struct sl_marks *marks, int64_t mark)
{
    size_t slot = (size_t)sl_hash_u64((uint64_t)mark) & marks->mask;

    while (marks->keys[slot] != 0 && marks->keys[slot] != mark) {
        slot = (slot + 1) & marks->mask;
    }
    return slot;
}

uint32_t sl_marks_find(const struct sl_marks *marks, int64_t mark)
{
    const size_t slot = marks->count == 0 ? 0 : slot_of(marks, mark);

    return marks->count == 0 || marks->keys[slot] == 0 ? SL_WORLD_NONE : marks->values[slot];
}

static void free_marks(struct sl_marks *marks)
{
    sl_free(marks->keys);
    sl_free(marks->values);
}

/* Room for one more mark: half of the slots stay open. */
static enum sl_status grow_marks(struct sl_marks *marks, struct sl_error *err)
{
    const size_t slots = marks->keys == NULL ? 0 : marks->mask + 1;
    struct sl_marks grown = { .mask = slots == 0 ? 15 : 2 * slots - 1 };

    if (2 * marks->count < slots) {
        return SL_OK;
    }
    grown.keys = sl_calloc(grown.mask + 1, sizeof *grown.keys);
    grown.values = sl_alloc(grown.mask + 1, sizeof *grown.values);
    if (grown.keys == NULL || grown.values == NULL) {
        free_marks(&grown);
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < slots; i++) {
        if (marks->keys[i] != 0) {
            const size_t slot = slot_of(&grown, marks->keys[i]);
            grown.keys[slot] = marks->keys[i];
            grown.values[slot] = marks->values[i];
        }
    }
    grown.count = marks->count;
    free_marks(marks);
    *marks = grown;
    return SL_OK;
}

/* The number of a mark; it gets `number` when it has none. */
static enum sl_status put_mark(
    struct sl_marks *marks, int64_t mark, size_t number, uint32_t *ret_number, struct sl_error *err
)
{
    SL_TRY(grow_marks(marks, err));
    const size_t slot = slot_of(marks, mark);
    if (marks->keys[slot] == 0) {
        marks->keys[slot] = mark;
        marks->values[slot] = (uint32_t)number;
        marks->count++;
    }
    *ret_number = marks->values[slot];
    return SL_OK;
}

/* Items of any type, each with its record at an offset. */
struct by_record {
    size_t item_bytes, record_at;
};

/* Fill pairs with the records of items, in order; what one record says keeps its order. */
static enum sl_status order_by_record(
    const char *items,
    size_t count,
    struct by_record type,
    struct pairs *pairs,
    struct sl_error *err
)
{
    for (size_t i = 0; i < count; i++) {
        int64_t record = 0;
        memcpy(&record, items + i * type.item_bytes + type.record_at, sizeof record);
        SL_TRY(add_pair(pairs, (uint64_t)record, i, err));
    }
    return sl_sort_keyed(pairs->items, pairs->count, err);
}

/* Put items into the order of their records; ret_items is the address of the array. */
static enum sl_status sort_by_record(
    void *ret_items, size_t count, size_t *ret_room, struct by_record type, struct sl_error *err
)
{
    SL_CLEANUP(free_pairs) struct pairs pairs = { .count = 0 };
    char *items = NULL;

    memcpy(&items, ret_items, sizeof items);
    SL_TRY(order_by_record(items, count, type, &pairs, err));
    char *sorted = sl_alloc(count + 1, type.item_bytes);
    if (sorted == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(
            sorted + i * type.item_bytes,
            items + pairs.items[i].value * type.item_bytes,
            type.item_bytes
        );
    }
    memcpy(ret_items, &sorted, sizeof sorted);
    *ret_room = count + 1;
    sl_free(items);
    return SL_OK;
}

#define BY_RECORD(type) ((struct by_record){ sizeof(type), offsetof(type, record) })

static int compare_names(const void *left_ptr, const void *right_ptr)
{
    const struct sl_world_name *left = left_ptr, *right = right_ptr;

    if (left->identity != right->identity) {
        return left->identity < right->identity ? -1 : 1;
    }
    return (left->mark > right->mark) - (left->mark < right->mark);
}

/* Number one whom a link names, if they are a person and have no number. */
static enum sl_status
number_end(struct sl_world *world, enum sl_entity_class class, int64_t mark, struct sl_error *err)
{
    uint32_t number = 0;

    if (class != SL_PERSON) {
        return SL_OK;
    }
    SL_TRY(put_mark(&world->index->people, mark, world->person_count, &number, err));
    world->person_count += number == world->person_count ? 1 : 0;
    return SL_OK;
}

/* Number the identities, then those whom links name and of whom nobody has said who they are. */
static enum sl_status number_people(struct sl_world *world, struct sl_error *err)
{
    uint32_t number = 0;

    if (world->name_count > 1) {
        qsort(world->names, world->name_count, sizeof *world->names, compare_names);
    }
    for (size_t i = 0; i < world->name_count; i++) {
        const bool is_new = i == 0 || world->names[i].identity != world->names[i - 1].identity;
        world->named_count += is_new ? 1 : 0;
        SL_TRY(put_mark(
            &world->index->people, world->names[i].mark, world->named_count - 1, &number, err
        ));
    }
    world->person_count = world->named_count;
    for (size_t i = 0; i < world->link_count; i++) {
        const struct sl_world_link *link = &world->links[i];
        SL_TRY(number_end(world, sl_role_from(link->role), link->from, err));
        SL_TRY(number_end(world, sl_role_to(link->role), link->to, err));
    }
    world->persons = sl_calloc(world->person_count + 1, sizeof *world->persons);
    return world->persons == NULL ? sl_fail_memory(err) : SL_OK;
}

/* Of several births the one that the first record says. */
static void describe_people(struct sl_world *world)
{
    for (size_t i = 0; i < world->name_count; i++) {
        const uint32_t person = sl_marks_find(&world->index->people, world->names[i].mark);
        world->persons[person].identity = world->names[i].identity;
    }
    for (size_t i = 0; i < world->birth_count; i++) {
        const uint32_t person = sl_marks_find(&world->index->people, world->births[i].mark);
        if (person != SL_WORLD_NONE && world->persons[person].born.precision == SL_PRECISION_NONE) {
            world->persons[person].born = world->births[i].born;
        }
    }
}

/* An event of a link, and what follows from it: the link is found from both. */
static enum sl_status add_link_of_event(
    const struct sl_world *world, size_t at, struct pairs *pairs, struct sl_error *err
)
{
    const struct sl_world_link *link = &world->links[at];
    const struct sl_marks *groups = &world->index->groups;
    uint32_t from = SL_WORLD_NONE;

    if (sl_role_from(link->role) == SL_EVENT) {
        from = sl_marks_find(groups, link->from);
    }
    if (from != SL_WORLD_NONE) {
        SL_TRY(add_pair(pairs, from, at, err));
    }
    const uint32_t to =
        sl_role_to(link->role) == SL_EVENT ? sl_marks_find(groups, link->to) : SL_WORLD_NONE;
    return to == SL_WORLD_NONE || to == from ? SL_OK : add_pair(pairs, to, at, err);
}

static enum sl_status list_events(struct sl_world *world, struct pairs *pairs, struct sl_error *err)
{
    struct sl_world_index *index = world->index;

    for (size_t i = 0; i < world->event_count; i++) {
        uint32_t group = 0;
        SL_TRY(put_mark(&index->groups, world->events[i].mark, index->groups.count, &group, err));
        SL_TRY(add_pair(pairs, group, i, err));
    }
    SL_TRY(make_lists(pairs, index->groups.count, &index->events_of_group, err));
    for (size_t i = 0; i < world->link_count; i++) {
        SL_TRY(add_link_of_event(world, i, pairs, err));
    }
    return make_lists(pairs, index->groups.count, &index->links_of_group, err);
}

static enum sl_status list_links(struct sl_world *world, struct pairs *pairs, struct sl_error *err)
{
    const struct sl_marks *people = &world->index->people;

    for (size_t i = 0; i < world->link_count; i++) {
        const struct sl_world_link *link = &world->links[i];
        uint32_t from = SL_WORLD_NONE;
        if (sl_role_from(link->role) == SL_PERSON) {
            from = sl_marks_find(people, link->from);
            SL_TRY(add_pair(pairs, from, i, err));
        }
        if (sl_role_to(link->role) == SL_PERSON && sl_marks_find(people, link->to) != from) {
            SL_TRY(add_pair(pairs, sl_marks_find(people, link->to), i, err));
        }
    }
    return make_lists(pairs, world->person_count, &world->index->links_of_person, err);
}

/* Nodes by the entity that has them, where that is no person. */
static enum sl_status list_things(struct sl_world *world, struct pairs *pairs, struct sl_error *err)
{
    struct sl_world_index *index = world->index;

    for (size_t i = 0; i < world->node_count; i++) {
        uint32_t thing = 0;
        SL_TRY(put_mark(&index->things, world->nodes[i].entity, index->things.count, &thing, err));
        SL_TRY(add_pair(pairs, thing, i, err));
    }
    return make_lists(pairs, index->things.count, &index->nodes_of_thing, err);
}

struct uses {
    struct sl_world_use *items;
    size_t count, room;
};

static enum sl_status add_use(struct uses *uses, struct sl_world_use use, struct sl_error *err)
{
    SL_TRY(sl_array_reserve((void *)&uses->items, &uses->room, uses->count + 1, sizeof use, err));
    uses->items[uses->count++] = use;
    return SL_OK;
}

/* Whoever uses, owns, lives at or is often at a thing has its nodes. */
static enum sl_status
add_uses_of_link(const struct sl_world *world, size_t at, struct uses *uses, struct sl_error *err)
{
    const struct sl_world_link *link = &world->links[at];
    const struct sl_world_index *index = world->index;
    const enum sl_entity_class class = sl_role_to(link->role);
    uint32_t thing = SL_WORLD_NONE;

    if (sl_role_from(link->role) == SL_PERSON && (class == SL_OBJECT || class == SL_LOCATION)) {
        thing = sl_marks_find(&index->things, link->to);
    }
    if (thing == SL_WORLD_NONE) {
        return SL_OK;
    }
    for (uint32_t i = index->nodes_of_thing.first[thing];
         i < index->nodes_of_thing.first[thing + 1];
         i++) {
        const struct sl_world_node *node = &world->nodes[index->nodes_of_thing.items[i]];
        SL_TRY(add_use(
            uses,
            (struct sl_world_use){
                .person = sl_marks_find(&index->people, link->from),
                .statement = (uint32_t)(world->event_count + at),
                .node = node->node,
                .known = link->known,
                .kind = node->kind,
                .is_home = link->role == SL_ROLE_LIVES_AT && node->kind == SL_NODE_ADDRESS,
            },
            err
        ));
    }
    return SL_OK;
}

static enum sl_status
gather_uses(const struct sl_world *world, struct uses *uses, struct sl_error *err)
{
    for (size_t i = 0; i < world->node_count; i++) {
        const struct sl_world_node *node = &world->nodes[i];
        const uint32_t person = sl_marks_find(&world->index->people, node->entity);
        const struct sl_world_use use = {
            .person = person,
            .statement = (uint32_t)(world->event_count + world->link_count + i),
            .node = node->node,
            .known = node->known,
            .kind = node->kind,
            .is_home = node->kind == SL_NODE_ADDRESS,
        };
        if (person != SL_WORLD_NONE && node->kind != SL_NODE_NUMBER) {
            SL_TRY(add_use(uses, use, err));
        }
    }
    for (size_t i = 0; i < world->link_count; i++) {
        SL_TRY(add_uses_of_link(world, i, uses, err));
    }
    return SL_OK;
}

static int compare_uses(const void *left_ptr, const void *right_ptr)
{
    const struct sl_world_use *left = left_ptr, *right = right_ptr;

    if (left->node != right->node) {
        return left->node < right->node ? -1 : 1;
    }
    if (left->person != right->person) {
        return left->person < right->person ? -1 : 1;
    }
    return (left->statement > right->statement) - (left->statement < right->statement);
}

/* Mark the uses of nodes that more people have than can know each other by them. */
static void mark_crowds(struct sl_world_use *uses, size_t count)
{
    for (size_t i = 0, end = 0; i < count; i = end) {
        size_t people = 0;
        for (end = i; end < count && uses[end].node == uses[i].node; end++) {
            people += end == i || uses[end].person != uses[end - 1].person ? 1 : 0;
        }
        for (size_t j = i; j < end; j++) {
            uses[j].is_crowd = people > SL_WORLD_CROWD_LIMIT;
        }
    }
}

static enum sl_status list_uses(struct sl_world *world, struct pairs *pairs, struct sl_error *err)
{
    struct uses uses = { .count = 0 };
    const enum sl_status status = gather_uses(world, &uses, err);

    world->index->uses = uses.items;
    world->index->use_count = uses.count;
    SL_TRY(status);
    if (uses.count > 1) {
        qsort(uses.items, uses.count, sizeof *uses.items, compare_uses);
    }
    mark_crowds(uses.items, uses.count);
    for (size_t i = 0; i < uses.count; i++) {
        SL_TRY(add_pair(pairs, uses.items[i].person, i, err));
    }
    return make_lists(pairs, world->person_count, &world->index->uses_of_person, err);
}

enum sl_status sl_world_close(struct sl_world *world, struct sl_error *err)
{
    SL_CLEANUP(free_pairs) struct pairs pairs = { .count = 0 };

    world->index = sl_calloc(1, sizeof *world->index);
    if (world->index == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sort_by_record(
        &world->events,
        world->event_count,
        &world->event_room,
        BY_RECORD(struct sl_world_event),
        err
    ));
    SL_TRY(sort_by_record(
        &world->links, world->link_count, &world->link_room, BY_RECORD(struct sl_world_link), err
    ));
    SL_TRY(sort_by_record(
        &world->nodes, world->node_count, &world->node_room, BY_RECORD(struct sl_world_node), err
    ));
    SL_TRY(sort_by_record(
        &world->births,
        world->birth_count,
        &world->birth_room,
        BY_RECORD(struct sl_world_birth),
        err
    ));
    SL_TRY(number_people(world, err));
    describe_people(world);
    SL_TRY(list_events(world, &pairs, err));
    SL_TRY(list_links(world, &pairs, err));
    SL_TRY(list_things(world, &pairs, err));
    return list_uses(world, &pairs, err);
}

static void free_lists(struct sl_lists *lists)
{
    sl_free(lists->first);
    sl_free(lists->items);
}

static void free_index(struct sl_world_index *index)
{
    if (index != NULL) {
        free_marks(&index->people);
        free_marks(&index->groups);
        free_marks(&index->things);
        free_lists(&index->events_of_group);
        free_lists(&index->links_of_group);
        free_lists(&index->links_of_person);
        free_lists(&index->uses_of_person);
        free_lists(&index->nodes_of_thing);
        sl_free(index->uses);
        sl_free(index);
    }
}

void sl_world_reopen(struct sl_world *world)
{
    free_index(world->index);
    sl_free(world->persons);
    world->index = NULL;
    world->persons = NULL;
    world->person_count = 0;
    world->named_count = 0;
}

void sl_world_finish(struct sl_world *world)
{
    free_index(world->index);
    sl_arena_finish(&world->texts);
    sl_free(world->events);
    sl_free(world->values);
    sl_free(world->links);
    sl_free(world->nodes);
    sl_free(world->names);
    sl_free(world->births);
    sl_free(world->persons);
}
