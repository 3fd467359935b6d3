/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/shown_facts.h"

/* One record while it is gone through. */
struct showing {
    struct sl_reader *reader;
    const struct sl_facts_asked *asked;
    struct sl_error *err;
};

static struct sl_shown shown_kind(const struct showing *showing, unsigned kind)
{
    struct sl_reader_item item = *showing->asked->item;

    item.kind = (uint8_t)kind;
    return sl_reader_decide(showing->reader, &item);
}

static struct sl_shown shown_entity(const struct showing *showing, const struct sl_entity *entity)
{
    return shown_kind(showing, entity->class == SL_EVENT ? entity->kind : SL_SHARE_DETAILS);
}

/* Is all content of a class that the holder has shown? */
static bool shows_class(const struct showing *showing, enum sl_entity_class class)
{
    if (class != SL_EVENT) {
        return shown_kind(showing, SL_SHARE_DETAILS).sight == SL_SIGHT_CONTENT;
    }
    for (unsigned kind = 0; kind < SL_EVENT_KIND_COUNT; kind++) {
        if (shown_kind(showing, kind).sight != SL_SIGHT_CONTENT) {
            return false;
        }
    }
    return true;
}

static bool shows_key(const struct showing *showing, struct sl_str key, enum sl_entity_class class)
{
    enum sl_key_sight sight = SL_KEY_UNKNOWN;

    for (size_t i = 0; i < showing->asked->facts->entity_count; i++) {
        const struct sl_entity *entity = &showing->asked->facts->entities[i];
        if (sl_str_equal(entity->key, key)) {
            return shown_entity(showing, entity).sight == SL_SIGHT_CONTENT;
        }
    }
    if (showing->asked->key_sight != NULL) {
        sight = showing->asked->key_sight(showing->asked->context, key);
    }
    return sight == SL_KEY_UNKNOWN ? shows_class(showing, class) : sight == SL_KEY_SHOWN;
}

static enum sl_status show_entity(
    const struct showing *showing, const struct sl_entity *entity, struct sl_facts *ret_facts
)
{
    const struct sl_shown shown = shown_entity(showing, entity);

    if (shown.sight != SL_SIGHT_CONTENT) {
        return SL_OK;
    }
    SL_TRY(sl_facts_entity(ret_facts, *entity, showing->err));
    for (size_t i = 0; i < entity->value_count; i++) {
        const struct sl_fact_value *value = &showing->asked->facts->values[entity->first_value + i];
        if ((shown.fields & SL_SHARE_BIT(value->attribute)) != 0) {
            SL_TRY(sl_facts_value(ret_facts, *value, showing->err));
        }
    }
    return SL_OK;
}

enum sl_status sl_facts_show(
    struct sl_reader *reader,
    const struct sl_facts_asked *asked,
    struct sl_facts *ret_facts,
    struct sl_error *err
)
{
    const struct showing showing = { .reader = reader, .asked = asked, .err = err };
    const struct sl_facts *facts = asked->facts;

    for (size_t i = 0; i < facts->entity_count; i++) {
        SL_TRY(show_entity(&showing, &facts->entities[i], ret_facts));
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        const struct sl_link *link = &facts->links[i];
        if (shows_key(&showing, link->from_key, sl_role_from(link->role)) &&
            shows_key(&showing, link->to_key, sl_role_to(link->role))) {
            SL_TRY(sl_facts_link(ret_facts, *link, err));
        }
    }
    return SL_OK;
}
