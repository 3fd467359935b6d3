/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/world_index.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"

/* Texts of values of a whole region. */
#define TEXT_LIMIT_BYTES ((size_t)4 << 30)

void sl_world_init(struct sl_world *world)
{
    *world = (struct sl_world){ .event_count = 0 };
    sl_arena_init(&world->texts, TEXT_LIMIT_BYTES);
}

void sl_world_clear(struct sl_world *world)
{
    sl_arena_reset(&world->texts);
    world->event_count = 0;
    world->value_count = 0;
    world->link_count = 0;
    world->node_count = 0;
    world->name_count = 0;
    world->birth_count = 0;
}

enum sl_status
sl_world_event(struct sl_world *world, struct sl_world_event event, struct sl_error *err)
{
    SL_ASSERT(event.start.precision != SL_PRECISION_NONE);
    SL_TRY(sl_array_reserve(
        (void *)&world->events, &world->event_room, world->event_count + 1, sizeof event, err
    ));
    event.first_value = (uint32_t)world->value_count;
    event.value_count = 0;
    world->events[world->event_count++] = event;
    return SL_OK;
}

enum sl_status
sl_world_value(struct sl_world *world, struct sl_history_value value, struct sl_error *err)
{
    SL_ASSERT(world->event_count > 0);
    SL_TRY(sl_array_reserve(
        (void *)&world->values, &world->value_room, world->value_count + 1, sizeof value, err
    ));
    value.text = sl_arena_copy(&world->texts, value.text);
    if (value.text.ptr == NULL) {
        return sl_fail_memory(err);
    }
    world->values[world->value_count++] = value;
    world->events[world->event_count - 1].value_count++;
    return SL_OK;
}

enum sl_status
sl_world_link(struct sl_world *world, struct sl_world_link link, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        (void *)&world->links, &world->link_room, world->link_count + 1, sizeof link, err
    ));
    world->links[world->link_count++] = link;
    return SL_OK;
}

enum sl_status
sl_world_node(struct sl_world *world, struct sl_world_node node, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        (void *)&world->nodes, &world->node_room, world->node_count + 1, sizeof node, err
    ));
    world->nodes[world->node_count++] = node;
    return SL_OK;
}

enum sl_status
sl_world_name(struct sl_world *world, struct sl_world_name name, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        (void *)&world->names, &world->name_room, world->name_count + 1, sizeof name, err
    ));
    world->names[world->name_count++] = name;
    return SL_OK;
}

enum sl_status
sl_world_birth(struct sl_world *world, struct sl_world_birth birth, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        (void *)&world->births, &world->birth_room, world->birth_count + 1, sizeof birth, err
    ));
    world->births[world->birth_count++] = birth;
    return SL_OK;
}

static enum sl_status
join_events(struct sl_world *world, const struct sl_world *other, struct sl_error *err)
{
    for (size_t i = 0; i < other->event_count; i++) {
        const struct sl_world_event *event = &other->events[i];
        SL_TRY(sl_world_event(world, *event, err));
        for (uint32_t j = 0; j < event->value_count; j++) {
            SL_TRY(sl_world_value(world, other->values[event->first_value + j], err));
        }
    }
    return SL_OK;
}

enum sl_status
sl_world_join(struct sl_world *world, const struct sl_world *other, struct sl_error *err)
{
    SL_TRY(join_events(world, other, err));
    for (size_t i = 0; i < other->link_count; i++) {
        SL_TRY(sl_world_link(world, other->links[i], err));
    }
    for (size_t i = 0; i < other->node_count; i++) {
        SL_TRY(sl_world_node(world, other->nodes[i], err));
    }
    for (size_t i = 0; i < other->name_count; i++) {
        SL_TRY(sl_world_name(world, other->names[i], err));
    }
    for (size_t i = 0; i < other->birth_count; i++) {
        SL_TRY(sl_world_birth(world, other->births[i], err));
    }
    return SL_OK;
}

size_t sl_world_person(const struct sl_world *world, int64_t mark)
{
    const uint32_t found = sl_marks_find(&world->index->people, mark);

    return found == SL_WORLD_NONE ? SIZE_MAX : found;
}

/* The first link of a record or a later one; records stand in order. */
static size_t first_link(const struct sl_world *world, int64_t record)
{
    size_t low = 0, high = world->link_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (world->links[middle].record < record) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The same of its events. */
static size_t first_event(const struct sl_world *world, int64_t record)
{
    size_t low = 0, high = world->event_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (world->events[middle].record < record) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool sl_world_names(const struct sl_world *world, int64_t record, int64_t mark)
{
    for (size_t i = first_event(world, record);
         i < world->event_count && world->events[i].record == record;
         i++) {
        if (world->events[i].mark == mark) {
            return true;
        }
    }
    for (size_t i = first_link(world, record);
         i < world->link_count && world->links[i].record == record;
         i++) {
        if (world->links[i].from == mark || world->links[i].to == mark) {
            return true;
        }
    }
    return false;
}

size_t sl_world_find(const struct sl_world *world, int64_t identity)
{
    size_t low = 0, high = world->named_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (world->persons[middle].identity < identity) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < world->named_count && world->persons[low].identity == identity
               ? low
               : world->named_count;
}
