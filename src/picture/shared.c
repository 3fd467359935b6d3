/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/shared.h"

#include <stdlib.h>

#include "picture/normal.h"
#include "record/handle.h"
#include "record/node.h"

/* First letters of things, by their sort: what differs in it is never the same thing. */
#define THING_PLACE   'a'
#define THING_PHONE   'p'
#define THING_EMAIL   'e'
#define THING_VEHICLE 'v'
#define THING_ACCOUNT 'h'
#define THING_OBJECT  'o'

/* Uses under way. */
struct gathering {
    struct sl_making *making;
    struct sl_use *uses;
    size_t count, room;
};

bool sl_use_same_thing(const struct sl_use *left, const struct sl_use *right)
{
    return sl_str_equal(left->thing, right->thing);
}

static int compare_uses(const void *left, const void *right)
{
    const struct sl_use *one = left;
    const struct sl_use *other = right;
    const int thing = sl_str_compare(one->thing, other->thing);
    if (thing != 0) {
        return thing;
    }
    if (one->person != other->person) {
        return one->person < other->person ? -1 : 1;
    }
    if (one->id != other->id) {
        return one->id > other->id ? -1 : 1;
    }
    if (one->role != other->role) {
        return one->role < other->role ? -1 : 1;
    }
    return sl_str_compare(one->what, other->what);
}

/* Add a use of the thing that stands in the scratch buffer; none when only its sort stands there.
 */
static enum sl_status add(struct gathering *gathering, struct sl_use use, struct sl_error *err)
{
    struct sl_making *making = gathering->making;
    SL_TRY(sl_buf_status(&making->scratch, err));
    if (making->scratch.len < 2) {
        return SL_OK;
    }
    if (gathering->count == gathering->room) {
        const size_t room = gathering->room == 0 ? 256 : 2 * gathering->room;
        struct sl_use *uses = SL_MAKING_ARRAY(making, room, struct sl_use);
        if (uses == NULL) {
            return sl_fail_memory(err);
        }
        for (size_t i = 0; i < gathering->count; i++) {
            uses[i] = gathering->uses[i];
        }
        gathering->uses = uses;
        gathering->room = room;
    }
    use.thing = sl_arena_copy(making->arena, sl_buf_str(&making->scratch));
    use.id = making->input->records[use.record].id;
    if (use.thing.ptr == NULL) {
        return sl_fail_memory(err);
    }
    gathering->uses[gathering->count++] = use;
    return SL_OK;
}

static void begin_thing(struct sl_making *making, char sort)
{
    sl_buf_clear(&making->scratch);
    sl_buf_add_byte(&making->scratch, sort);
}

/* Write what names an address, a value of the entity. */
static enum sl_status address_thing(
    struct sl_making *making,
    const struct sl_node_entity *described,
    const struct sl_fact_value *address,
    struct sl_error *err
)
{
    const struct sl_facts *facts = making->input->records[described->record].facts;
    const size_t index = (size_t)(address - &facts->values[described->entity->first_value]);
    const struct sl_str postcode = sl_node_postcode(facts, described->entity, index);
    begin_thing(making, THING_PLACE);
    sl_node_address(making->fold, address->text, postcode, &making->words, &making->scratch);
    return sl_buf_status(&making->words, err);
}

/* The use that a value of a person is, if it is one; writes what names it. */
static enum sl_status of_value(
    struct sl_making *making,
    const struct sl_node_entity *described,
    const struct sl_fact_value *value,
    struct sl_use *use,
    struct sl_error *err
)
{
    const bool is_phone = value->attribute == SL_ATTRIBUTE_PHONE;
    if (value->attribute == SL_ATTRIBUTE_ADDRESS) {
        use->bond = SL_PICTURE_ADDRESS;
        use->role = SL_ROLE_LIVES_AT;
        return address_thing(making, described, value, err);
    }
    begin_thing(making, is_phone ? THING_PHONE : THING_EMAIL);
    if (is_phone || value->attribute == SL_ATTRIBUTE_EMAIL) {
        use->bond = is_phone ? SL_PICTURE_PHONE : SL_PICTURE_EMAIL;
        sl_picture_normal(making->fold, value->attribute, value->text, &making->scratch);
    }
    return SL_OK;
}

/* The uses that the values of a person are. */
static enum sl_status of_values(
    struct gathering *gathering,
    const struct sl_node_entity *described,
    size_t person,
    struct sl_error *err
)
{
    struct sl_making *making = gathering->making;
    const struct sl_facts *facts = making->input->records[described->record].facts;
    for (size_t i = 0; i < described->entity->value_count; i++) {
        const struct sl_fact_value *value = &facts->values[described->entity->first_value + i];
        struct sl_use use = {
            .role = SL_ROLE_USES,
            .what = value->text,
            .person = person,
            .record = described->record,
            .start = value->from,
            .end = value->until,
        };
        if (value->known == SL_KNOWN) {
            SL_TRY(of_value(making, described, value, &use, err));
            SL_TRY(add(gathering, use, err));
        }
    }
    return SL_OK;
}

/* How kinds of object are named. */
static const struct object_rule {
    char sort;
    enum sl_picture_bond bond;
    enum sl_attribute attribute;
} object_rules[SL_OBJECT_KIND_COUNT] = {
    [SL_OBJECT_PHONE] = {THING_PHONE,    SL_PICTURE_PHONE,   SL_ATTRIBUTE_PHONE       },
    [SL_OBJECT_VEHICLE] = { THING_VEHICLE, SL_PICTURE_VEHICLE, SL_ATTRIBUTE_REGISTRATION},
    [SL_OBJECT_ACCOUNT] = { THING_ACCOUNT, SL_PICTURE_ACCOUNT, SL_ATTRIBUTE_HANDLE      },
    [SL_OBJECT_DEVICE] = { THING_OBJECT,  SL_PICTURE_OBJECT,  SL_ATTRIBUTE_DEVICE_ID   },
    [SL_OBJECT_OTHER] = { THING_OBJECT,  SL_PICTURE_OBJECT,  SL_ATTRIBUTE_TABLE_COUNT },
};

static void
object_thing(struct sl_making *making, const struct sl_node_entity *described, struct sl_use *use)
{
    const struct object_rule *rule = &object_rules[described->entity->kind];
    const struct sl_fact_value *value = sl_making_find(making, described, rule->attribute);
    use->bond = rule->bond;
    begin_thing(making, rule->sort);
    if (value == NULL) {
        return;
    }
    use->what = value->text;
    if (described->entity->kind == SL_OBJECT_ACCOUNT) {
        const struct sl_fact_value *platform =
            sl_making_find(making, described, SL_ATTRIBUTE_PLATFORM);
        const struct sl_str where = platform != NULL ? platform->text : SL_STR("");
        sl_account_normal(making->fold, where, value->text, &making->scratch);
    } else {
        sl_picture_normal(making->fold, value->attribute, value->text, &making->scratch);
    }
}

static enum sl_status location_thing(
    struct sl_making *making,
    const struct sl_node_entity *described,
    struct sl_use *use,
    struct sl_error *err
)
{
    const struct sl_fact_value *place = sl_making_find(making, described, SL_ATTRIBUTE_PLACE_NAME);
    const struct sl_fact_value *address = sl_making_find(making, described, SL_ATTRIBUTE_ADDRESS);
    if (address != NULL) {
        SL_TRY(address_thing(making, described, address, err));
        use->what = address->text;
    }
    if (making->scratch.len < 2 && place != NULL) {
        sl_picture_normal(making->fold, SL_ATTRIBUTE_PLACE_NAME, place->text, &making->scratch);
        use->what = place->text;
    }
    return SL_OK;
}

/* The use that a link states. */
static enum sl_status
of_link(struct gathering *gathering, const struct sl_node_link *link, struct sl_error *err)
{
    struct sl_making *making = gathering->making;
    const struct sl_node *node = &making->nodes[link->to];
    const bool is_location = sl_role_to(link->role) == SL_LOCATION;
    struct sl_use use = {
        .bond = SL_PICTURE_OBJECT,
        .role = link->role,
        .what = node->key,
        .person = making->nodes[link->from].person,
        .record = link->record,
        .start = link->start,
        .end = link->end,
    };
    begin_thing(making, is_location ? THING_PLACE : THING_OBJECT);
    const struct sl_node_entity *described =
        node->first_entity == SL_PICTURE_NONE ? NULL : &making->entities[node->last_entity];
    if (described != NULL && described->entity->class == SL_OBJECT) {
        object_thing(making, described, &use);
    } else if (described != NULL && described->entity->class == SL_LOCATION) {
        SL_TRY(location_thing(making, described, &use, err));
    }
    if (is_location) {
        use.bond = link->role == SL_ROLE_FREQUENTS ? SL_PICTURE_PLACE : SL_PICTURE_ADDRESS;
    }
    if (making->scratch.len < 2) {
        /* Not described: a key says no more than that it is the same within its source. */
        sl_buf_addf(
            &making->scratch, "#%.*s/%.*s/", SL_STR_ARG(node->agency), SL_STR_ARG(node->system)
        );
        sl_buf_add(&making->scratch, node->key);
    }
    return add(gathering, use, err);
}

enum sl_status sl_making_uses(
    struct sl_making *making, struct sl_use **ret_uses, size_t *ret_count, struct sl_error *err
)
{
    struct gathering gathering = { .making = making };
    for (size_t i = 0; i < making->node_count; i++) {
        const struct sl_node *node = &making->nodes[i];
        size_t at = node->person != SL_PICTURE_NONE && node->agency.len > 0 ? node->first_entity
                                                                            : SL_PICTURE_NONE;
        for (; at != SL_PICTURE_NONE; at = making->entities[at].next) {
            if (making->entities[at].entity->class == SL_PERSON) {
                SL_TRY(of_values(&gathering, &making->entities[at], node->person, err));
            }
        }
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const enum sl_entity_class to = sl_role_to(making->links[i].role);
        if (sl_role_from(making->links[i].role) == SL_PERSON &&
            (to == SL_OBJECT || to == SL_LOCATION)) {
            SL_TRY(of_link(&gathering, &making->links[i], err));
        }
    }
    if (gathering.count > 0) {
        qsort(gathering.uses, gathering.count, sizeof *gathering.uses, compare_uses);
    }
    *ret_uses = gathering.uses;
    *ret_count = gathering.count;
    return SL_OK;
}
