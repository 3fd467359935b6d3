/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fact.h"

#include <string.h>

/* Room that an array begins with: most records say no more. */
#define FIRST_ROOM 8

void sl_facts_init(struct sl_facts *facts, struct sl_arena *arena)
{
    *facts = (struct sl_facts){ .arena = arena };
}

/*
 * An array with room for one more item: the old one, or a copy of twice its room; NULL when the
 * arena gives none. What is outgrown stays in the arena and is less than what replaces it.
 */
static void *
grown(struct sl_arena *arena, void *items, size_t count, size_t *room, size_t item_bytes)
{
    if (count < *room) {
        return items;
    }
    const size_t new_room = *room == 0 ? FIRST_ROOM : *room * 2;
    void *new_items = sl_arena_alloc(arena, new_room, item_bytes);
    if (new_items == NULL) {
        return NULL;
    }
    if (count > 0) {
        memcpy(new_items, items, count * item_bytes);
    }
    *room = new_room;
    return new_items;
}

enum sl_status
sl_facts_entity(struct sl_facts *facts, struct sl_entity entity, struct sl_error *err)
{
    if (entity.key.len == 0) {
        return sl_fail(err, SL_INVALID, "what the record describes has no key");
    }
    struct sl_entity *entities = grown(
        facts->arena, facts->entities, facts->entity_count, &facts->entity_room, sizeof *entities
    );
    if (entities == NULL) {
        return sl_fail_memory(err);
    }
    entity.first_value = facts->value_count;
    entity.value_count = 0;
    facts->entities = entities;
    facts->entities[facts->entity_count++] = entity;
    return SL_OK;
}

enum sl_status
sl_facts_value(struct sl_facts *facts, struct sl_fact_value value, struct sl_error *err)
{
    SL_ASSERT(facts->entity_count > 0);
    struct sl_fact_value *values =
        grown(facts->arena, facts->values, facts->value_count, &facts->value_room, sizeof *values);
    if (values == NULL) {
        return sl_fail_memory(err);
    }
    value.text = sl_str_trim(value.text);
    facts->values = values;
    facts->values[facts->value_count++] = value;
    facts->entities[facts->entity_count - 1].value_count++;
    return SL_OK;
}

enum sl_status sl_facts_text(
    struct sl_facts *facts, enum sl_attribute attribute, struct sl_str text, struct sl_error *err
)
{
    const struct sl_str trimmed = sl_str_trim(text);
    const struct sl_fact_value value = {
        .attribute = attribute,
        .known = trimmed.len > 0 ? SL_KNOWN : SL_NOT_RECORDED,
        .text = trimmed,
    };
    return sl_facts_value(facts, value, err);
}

enum sl_status sl_facts_link(struct sl_facts *facts, struct sl_link link, struct sl_error *err)
{
    if (link.from_key.len == 0 || link.to_key.len == 0) {
        return sl_fail(err, SL_INVALID, "a link of the record has no key at one end");
    }
    struct sl_link *links =
        grown(facts->arena, facts->links, facts->link_count, &facts->link_room, sizeof *links);
    if (links == NULL) {
        return sl_fail_memory(err);
    }
    facts->links = links;
    facts->links[facts->link_count++] = link;
    return SL_OK;
}

const struct sl_fact_value *sl_facts_find(
    const struct sl_facts *facts, const struct sl_entity *entity, enum sl_attribute attribute
)
{
    for (size_t i = 0; i < entity->value_count; i++) {
        const struct sl_fact_value *value = &facts->values[entity->first_value + i];
        if (value->attribute == attribute) {
            return value;
        }
    }
    return NULL;
}
