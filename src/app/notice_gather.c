/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_gather.h"

#include <string.h>

#include "record/entity_key.h"
#include "record/name.h"
#include "record/node.h"
#include "record/phone.h"
#include "record/postcode.h"
#include "record/say.h"

/* What is shorter names no home: half a postcode, a house without its street. */
#define HOME_BYTES 5u

/* One record under way. */
struct gathering {
    const struct sl_notice_gatherer *gatherer;
    const struct sl_notice_record *record;
    struct sl_history_known known; /* what the record itself says is known */
    int64_t entity;                /* mark of the one whose nodes are told */
};

void sl_notice_attributes(const struct sl_indicators *indicators, bool *ret_attributes)
{
    memset(ret_attributes, 0, SL_ATTRIBUTE_TABLE_COUNT * sizeof *ret_attributes);
    for (size_t i = 0; i < indicators->count; i++) {
        const struct sl_condition *condition = &indicators->items[i].condition;
        for (size_t j = 0; j < condition->test_count; j++) {
            const struct sl_test *test = &condition->tests[j];
            if (test->first.is_coded) {
                ret_attributes[test->first.attribute] = true;
            }
            if (test->second.is_coded) {
                ret_attributes[test->second.attribute] = true;
            }
        }
    }
}

static int64_t mark_of(const struct gathering *gathering, struct sl_str key)
{
    return sl_entity_hash(gathering->record->source, key);
}

/* When the record's agency wrote down what the record says of a moment; no sooner than it was. */
static struct sl_history_known known_of(const struct gathering *gathering, struct sl_moment moment)
{
    struct sl_history_known known = gathering->known;

    if (gathering->gatherer->known == SL_KNOWN_RECORDED && moment.precision != SL_PRECISION_NONE) {
        const int64_t begun = sl_history_first_instant(moment);
        known.since = known.since < begun ? begun : known.since;
    }
    return known;
}

static enum sl_status
add_event(const struct gathering *gathering, const struct sl_entity *entity, struct sl_error *err)
{
    struct sl_world *world = gathering->gatherer->world;
    const struct sl_facts *facts = gathering->record->facts;
    const struct sl_world_event event = {
        .mark = mark_of(gathering, entity->key),
        .record = gathering->record->id,
        .known = known_of(gathering, entity->start),
        .start = entity->start,
        .end = entity->end,
        .kind = (enum sl_event_kind)entity->kind,
        .agency = gathering->record->agency,
    };

    if (entity->start.precision == SL_PRECISION_NONE) {
        return SL_OK;
    }
    SL_TRY(sl_world_event(world, event, err));
    for (size_t i = 0; i < entity->value_count; i++) {
        const struct sl_fact_value *value = &facts->values[entity->first_value + i];
        const struct sl_history_value kept = { value->attribute, value->text };
        if (value->known == SL_KNOWN && gathering->gatherer->attributes[value->attribute]) {
            SL_TRY(sl_world_value(world, kept, err));
        }
    }
    return SL_OK;
}

static enum sl_status
add_birth(const struct gathering *gathering, const struct sl_entity *entity, struct sl_error *err)
{
    const struct sl_fact_value *value =
        sl_facts_find(gathering->record->facts, entity, SL_ATTRIBUTE_BIRTH_DATE);
    struct sl_world_birth birth = { .mark = mark_of(gathering, entity->key),
                                    .record = gathering->record->id };

    if (value == NULL || value->known != SL_KNOWN || !sl_say_parse(value->text, &birth.born)) {
        return SL_OK;
    }
    return sl_world_birth(gathering->gatherer->world, birth, err);
}

/* Told of a node: sl_node_told_fn. */
static enum sl_status
take_node(void *context, enum sl_node_kind kind, struct sl_str form, struct sl_error *err)
{
    const struct gathering *gathering = context;
    const struct sl_world_node node = {
        .entity = gathering->entity,
        .node = sl_node_id(kind, form),
        .record = gathering->record->id,
        .known = gathering->known,
        .kind = kind,
    };

    return kind == SL_NODE_NUMBER ? SL_OK : sl_world_node(gathering->gatherer->world, node, err);
}

/* Append the form of a value by which a home is known; nothing when it says too little. */
static void add_home(
    const struct sl_notice_gatherer *gatherer,
    const struct sl_fact_value *value,
    struct sl_buf *form
)
{
    const size_t before = form->len;

    sl_buf_clear(gatherer->scratch);
    if (value->attribute == SL_ATTRIBUTE_ADDRESS) {
        sl_node_address(gatherer->fold, value->text, SL_STR(""), gatherer->scratch, form);
    } else if (value->attribute == SL_ATTRIBUTE_PHONE) {
        sl_phone_normal(gatherer->fold, value->text, form);
    } else if (value->attribute == SL_ATTRIBUTE_POSTCODE) {
        sl_postcode_normal(gatherer->fold, value->text, form);
    }
    if (form->len < before + HOME_BYTES) {
        sl_buf_cut(form, before);
    }
}

/*
 * Many records have of a home the postcode alone, the address without it, or a phone. Who has the
 * same surname and the same of one of these is taken to be of one household: both together stand
 * beside the addresses as a home of its own.
 */
static enum sl_status
add_name_at_home(struct gathering *gathering, const struct sl_entity *entity, struct sl_error *err)
{
    const struct sl_notice_gatherer *gatherer = gathering->gatherer;
    const struct sl_facts *facts = gathering->record->facts;
    const struct sl_fact_value *surname = sl_facts_find(facts, entity, SL_ATTRIBUTE_SURNAME);
    struct sl_buf *form = gatherer->form;

    if (surname == NULL || surname->known != SL_KNOWN) {
        return SL_OK;
    }
    sl_buf_clear(form);
    sl_buf_clear(gatherer->scratch);
    sl_name_surname_normal(gatherer->fold, surname->text, gatherer->scratch);
    sl_name_key(sl_buf_str(gatherer->scratch), form);
    sl_buf_add_byte(form, '|');
    const size_t name_len = form->len;
    for (size_t i = 0; i < entity->value_count && name_len > 1; i++) {
        const struct sl_fact_value *value = &facts->values[entity->first_value + i];
        sl_buf_cut(form, name_len);
        if (value->known == SL_KNOWN) {
            add_home(gatherer, value, form);
        }
        SL_TRY(sl_buf_status(form, err));
        if (form->len > name_len) {
            SL_TRY(take_node(gathering, SL_NODE_ADDRESS, sl_buf_str(form), err));
        }
    }
    return SL_OK;
}

static enum sl_status
add_entity(struct gathering *gathering, const struct sl_entity *entity, struct sl_error *err)
{
    const struct sl_node_finder finder = {
        .fold = gathering->gatherer->fold,
        .form = gathering->gatherer->form,
        .scratch = gathering->gatherer->scratch,
        .told = take_node,
        .context = gathering,
    };

    if (entity->class == SL_EVENT) {
        return add_event(gathering, entity, err);
    }
    gathering->entity = mark_of(gathering, entity->key);
    if (entity->class == SL_PERSON) {
        SL_TRY(add_birth(gathering, entity, err));
        SL_TRY(add_name_at_home(gathering, entity, err));
    }
    return sl_nodes_tell(&finder, gathering->record->facts, entity, err);
}

enum sl_status sl_notice_gather(
    const struct sl_notice_gatherer *gatherer,
    const struct sl_notice_record *record,
    struct sl_error *err
)
{
    const struct sl_facts *facts = record->facts;
    struct gathering gathering = { .gatherer = gatherer,
                                   .record = record,
                                   .known = record->received };

    if (gatherer->known == SL_KNOWN_RECORDED) {
        gathering.known.since = facts->changed.precision == SL_PRECISION_NONE
                                    ? INT64_MIN
                                    : sl_history_first_instant(facts->changed);
    }
    for (size_t i = 0; i < facts->entity_count; i++) {
        SL_TRY(add_entity(&gathering, &facts->entities[i], err));
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        const struct sl_link *link = &facts->links[i];
        const struct sl_world_link added = {
            .from = mark_of(&gathering, link->from_key),
            .to = mark_of(&gathering, link->to_key),
            .record = record->id,
            .known = known_of(&gathering, link->start),
            .start = link->start,
            .end = link->end,
            .role = link->role,
        };
        SL_TRY(sl_world_link(gatherer->world, added, err));
    }
    return SL_OK;
}
