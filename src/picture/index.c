/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "picture/normal.h"
#include "picture/picture_impl.h"

/* The agency of the nodes that stand for identities, which no agency is called. */
#define IDENTITY SL_STR("")

struct sl_moment sl_making_dated(const struct sl_making *making, size_t record)
{
    const struct sl_picture_record *found = &making->input->records[record];
    return found->changed.precision != SL_PRECISION_NONE ? found->changed : found->received;
}

int sl_making_latest_first(const struct sl_making *making, size_t left, size_t right)
{
    const int dated =
        sl_moment_compare(sl_making_dated(making, right), sl_making_dated(making, left));
    if (dated != 0) {
        return dated;
    }
    const int64_t left_id = making->input->records[left].id;
    const int64_t right_id = making->input->records[right].id;
    return (right_id > left_id) - (right_id < left_id);
}

bool sl_making_same_source(const struct sl_making *making, size_t left, size_t right)
{
    const struct sl_picture_record *one = &making->input->records[left];
    const struct sl_picture_record *other = &making->input->records[right];
    return sl_str_equal(one->agency, other->agency) && sl_str_equal(one->system, other->system);
}

enum sl_status sl_making_normal(
    struct sl_making *making,
    enum sl_attribute attribute,
    struct sl_str text,
    struct sl_str *ret_normal,
    struct sl_error *err
)
{
    sl_buf_clear(&making->scratch);
    sl_picture_normal(making->fold, attribute, text, &making->scratch);
    SL_TRY(sl_buf_status(&making->scratch, err));
    *ret_normal = sl_arena_copy(making->arena, sl_buf_str(&making->scratch));
    return ret_normal->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

const struct sl_fact_value *sl_making_find(
    const struct sl_making *making,
    const struct sl_node_entity *described,
    enum sl_attribute attribute
)
{
    const struct sl_facts *facts = making->input->records[described->record].facts;
    const struct sl_entity *entity = described->entity;
    for (size_t i = 0; i < entity->value_count; i++) {
        const struct sl_fact_value *value = &facts->values[entity->first_value + i];
        if (value->attribute == attribute && value->known == SL_KNOWN) {
            return value;
        }
    }
    return NULL;
}

/* A record and its id, to go through records in the order of the ids. */
struct turn {
    int64_t id;
    size_t record;
};

static int compare_turns(const void *left, const void *right)
{
    const struct turn *one = left;
    const struct turn *other = right;
    return one->id != other->id ? (one->id > other->id) - (one->id < other->id)
                                : (one->record > other->record) - (one->record < other->record);
}

/* The slot of a node, or the empty one where it would be. */
static size_t find_slot(
    const struct sl_making *making, struct sl_str agency, struct sl_str system, struct sl_str key
)
{
    const uint64_t seed = sl_hash_str(agency, sl_hash_str(system, 0));
    size_t slot = (size_t)sl_hash_str(key, seed) & (making->slot_count - 1);
    for (; making->slots[slot] != 0; slot = (slot + 1) & (making->slot_count - 1)) {
        const struct sl_node *node = &making->nodes[making->slots[slot] - 1];
        if (sl_str_equal(node->key, key) && sl_str_equal(node->agency, agency) &&
            sl_str_equal(node->system, system)) {
            break;
        }
    }
    return slot;
}

/* The node of a key, which is made when it is new. */
static size_t
node_of(struct sl_making *making, struct sl_str agency, struct sl_str system, struct sl_str key)
{
    const size_t slot = find_slot(making, agency, system, key);
    if (making->slots[slot] == 0) {
        making->nodes[making->node_count] = (struct sl_node){
            .agency = agency,
            .system = system,
            .key = key,
            .first_entity = SL_PICTURE_NONE,
            .last_entity = SL_PICTURE_NONE,
            .person = SL_PICTURE_NONE,
        };
        making->slots[slot] = ++making->node_count;
    }
    return making->slots[slot] - 1;
}

/* How many nodes, entities and links there can be. */
static enum sl_status make_room(struct sl_making *making, struct sl_error *err)
{
    const struct sl_picture_input *input = making->input;
    size_t entity_count = 0;
    size_t link_count = 0;
    for (size_t i = 0; i < input->record_count; i++) {
        entity_count += input->records[i].facts->entity_count;
        link_count += input->records[i].facts->link_count;
    }
    const size_t node_count = entity_count + 2 * link_count + input->mention_count + 1;
    making->slot_count = 16;
    while (making->slot_count < 2 * node_count) {
        making->slot_count *= 2;
    }
    making->nodes = SL_MAKING_ARRAY(making, node_count, struct sl_node);
    making->slots = SL_MAKING_ARRAY(making, making->slot_count, size_t);
    making->entities = SL_MAKING_ARRAY(making, entity_count, struct sl_node_entity);
    making->links = SL_MAKING_ARRAY(making, link_count, struct sl_node_link);
    making->persons = SL_MAKING_ARRAY(making, node_count, struct sl_picture_person);
    if (making->nodes == NULL || making->slots == NULL || making->entities == NULL ||
        making->links == NULL || making->persons == NULL) {
        return sl_fail_memory(err);
    }
    memset(making->slots, 0, making->slot_count * sizeof *making->slots);
    return SL_OK;
}

static void index_record(struct sl_making *making, size_t index)
{
    const struct sl_picture_record *record = &making->input->records[index];
    const struct sl_facts *facts = record->facts;
    for (size_t i = 0; i < facts->entity_count; i++) {
        const struct sl_entity *entity = &facts->entities[i];
        struct sl_node *node =
            &making->nodes[node_of(making, record->agency, record->system, entity->key)];
        const size_t added = making->entity_count++;
        making->entities[added] = (struct sl_node_entity){ entity, index, SL_PICTURE_NONE };
        if (node->first_entity == SL_PICTURE_NONE) {
            node->first_entity = added;
        } else {
            making->entities[node->last_entity].next = added;
        }
        node->last_entity = added;
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        const struct sl_link *link = &facts->links[i];
        making->links[making->link_count++] = (struct sl_node_link){
            .from = node_of(making, record->agency, record->system, link->from_key),
            .to = node_of(making, record->agency, record->system, link->to_key),
            .role = link->role,
            .record = index,
            .start = link->start,
            .end = link->end,
        };
    }
}

/* Say of the nodes that are mentions of an identity that they are one person. */
static void index_mentions(struct sl_making *making)
{
    const struct sl_picture_input *input = making->input;
    for (size_t i = 0; i < input->mention_count; i++) {
        const struct sl_picture_mention *mention = &input->mentions[i];
        const size_t slot = find_slot(making, mention->agency, mention->system, mention->key);
        if (making->slots[slot] != 0 && mention->identity.len > 0) {
            /* For now the node of the identity; the person below. */
            making->nodes[making->slots[slot] - 1].person =
                node_of(making, IDENTITY, IDENTITY, mention->identity);
        }
    }
}

static size_t add_person(struct sl_making *making, struct sl_str identity)
{
    making->persons[making->picture.person_count] = (struct sl_picture_person){
        .identity = identity,
        .record = SL_PICTURE_NONE,
    };
    return making->picture.person_count++;
}

/* The node is a person, and this record says so; who it is. */
static void settle_person(struct sl_making *making, size_t index, size_t record, size_t node_count)
{
    struct sl_node *node = &making->nodes[index];
    size_t person = node->person;
    if (person == SL_PICTURE_NONE) {
        /* Nobody has said who it is. Numbers of persons stand above those of nodes for now. */
        person = add_person(making, SL_STR(""));
        node->person = node_count + person;
    } else if (person < node_count) {
        struct sl_node *identity = &making->nodes[person];
        if (identity->person == SL_PICTURE_NONE) {
            identity->person = add_person(making, identity->key);
        }
        person = identity->person;
        node->person = node_count + person;
    } else {
        person -= node_count;
    }
    struct sl_picture_person *settled = &making->persons[person];
    if (settled->record == SL_PICTURE_NONE) {
        settled->record = record;
        settled->key = node->key;
    }
}

/* Number the persons in the order in which records describe them, then in which links name them. */
static void index_persons(struct sl_making *making)
{
    const size_t key_count = making->node_count;
    index_mentions(making);
    const size_t child = node_of(making, IDENTITY, IDENTITY, making->input->child);
    making->nodes[child].person = add_person(making, making->input->child);
    const size_t node_count = making->node_count;
    for (size_t i = 0; i < making->entity_count; i++) {
        const struct sl_node_entity *described = &making->entities[i];
        const struct sl_picture_record *record = &making->input->records[described->record];
        if (described->entity->class == SL_PERSON) {
            settle_person(
                making,
                node_of(making, record->agency, record->system, described->entity->key),
                described->record,
                node_count
            );
        }
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if (sl_role_from(link->role) == SL_PERSON) {
            settle_person(making, link->from, link->record, node_count);
        }
        if (sl_role_to(link->role) == SL_PERSON) {
            settle_person(making, link->to, link->record, node_count);
        }
    }
    for (size_t i = 0; i < key_count; i++) {
        struct sl_node *node = &making->nodes[i];
        node->person = node->person == SL_PICTURE_NONE || node->person < node_count
                           ? SL_PICTURE_NONE
                           : node->person - node_count;
    }
}

/* Take over a value when the record is a later one than that of the value there is. */
static void
say(const struct sl_making *making,
    const struct sl_node_entity *described,
    enum sl_attribute attribute,
    struct sl_picture_said *said)
{
    const struct sl_fact_value *value = sl_making_find(making, described, attribute);
    if (value != NULL && (said->value == NULL ||
                          sl_making_latest_first(making, described->record, said->record) < 0)) {
        *said = (struct sl_picture_said){ value, described->record };
    }
}

static void describe_persons(struct sl_making *making)
{
    for (size_t i = 0; i < making->node_count; i++) {
        const struct sl_node *node = &making->nodes[i];
        if (node->person == SL_PICTURE_NONE || node->agency.len == 0) {
            continue;
        }
        struct sl_picture_person *person = &making->persons[node->person];
        for (size_t at = node->first_entity; at != SL_PICTURE_NONE;
             at = making->entities[at].next) {
            const struct sl_node_entity *described = &making->entities[at];
            say(making, described, SL_ATTRIBUTE_GIVEN_NAME, &person->given_name);
            say(making, described, SL_ATTRIBUTE_SURNAME, &person->surname);
            say(making, described, SL_ATTRIBUTE_FULL_NAME, &person->full_name);
            say(making, described, SL_ATTRIBUTE_BIRTH_DATE, &person->birth_date);
            say(making, described, SL_ATTRIBUTE_EXPECTED_BIRTH_DATE, &person->expected_birth_date);
            say(making, described, SL_ATTRIBUTE_SEX, &person->sex);
            say(making, described, SL_ATTRIBUTE_GENDER, &person->gender);
            say(making, described, SL_ATTRIBUTE_DEATH_DATE, &person->death_date);
        }
    }
}

/* Relations that records state between persons of the picture. */
static enum sl_status relate_persons(struct sl_making *making, struct sl_error *err)
{
    struct sl_picture_relation *relations =
        SL_MAKING_ARRAY(making, making->link_count, struct sl_picture_relation);
    size_t count = 0;
    if (relations == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        const size_t from = making->nodes[link->from].person;
        const size_t to = making->nodes[link->to].person;
        if (sl_role_from(link->role) == SL_PERSON && sl_role_to(link->role) == SL_PERSON &&
            from != to) {
            relations[count++] = (struct sl_picture_relation){
                .from = from,
                .to = to,
                .role = link->role,
                .record = link->record,
                .start = link->start,
                .end = link->end,
            };
        }
    }
    making->picture.relations = relations;
    making->picture.relation_count = count;
    return SL_OK;
}

enum sl_status sl_making_index(struct sl_making *making, struct sl_error *err)
{
    const size_t record_count = making->input->record_count;
    SL_TRY(make_room(making, err));
    struct turn *turns = SL_MAKING_ARRAY(making, record_count, struct turn);
    if (turns == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < record_count; i++) {
        turns[i] = (struct turn){ making->input->records[i].id, i };
    }
    qsort(turns, record_count, sizeof *turns, compare_turns);
    for (size_t i = 0; i < record_count; i++) {
        index_record(making, turns[i].record);
    }
    index_persons(making);
    describe_persons(making);
    making->picture.persons = making->persons;
    return relate_persons(making, err);
}
