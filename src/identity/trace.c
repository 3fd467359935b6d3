/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/trace.h"

#include <string.h>

#include "record/mention_field.h"

/* A trace under way. */
struct tracing {
    const struct sl_tracer *tracer;
    const struct sl_facts *facts;
    struct sl_trace *trace;
    int64_t source;
    uint32_t *slots; /* by hash: the place of an entity and 1, or 0 */
    size_t slot_count;
    size_t entity; /* whose nodes or values are told */
};

/* Make room for one more item; the array may move. */
static enum sl_status make_room(
    struct sl_arena *arena,
    void *ptr_to_ptr,
    size_t count,
    size_t *room,
    size_t item_bytes,
    struct sl_error *err
)
{
    void *items = NULL;

    if (count < *room) {
        return SL_OK;
    }
    const size_t wanted = *room == 0 ? 8 : 2 * *room;
    void *grown = sl_arena_alloc(arena, wanted, item_bytes);
    if (grown == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(&items, ptr_to_ptr, sizeof items);
    if (count > 0) {
        memcpy(grown, items, count * item_bytes);
    }
    memcpy(ptr_to_ptr, &grown, sizeof grown);
    *room = wanted;
    return SL_OK;
}

/* At most one distinct key for each entity and two for each link, in twice as many slots. */
static enum sl_status make_slots(struct tracing *tracing, struct sl_error *err)
{
    const size_t most = tracing->facts->entity_count + 2 * tracing->facts->link_count;

    tracing->slot_count = 16;
    while (tracing->slot_count < 2 * most) {
        tracing->slot_count *= 2;
    }
    tracing->slots =
        sl_arena_alloc(tracing->tracer->arena, tracing->slot_count, sizeof *tracing->slots);
    if (tracing->slots == NULL) {
        return sl_fail_memory(err);
    }
    memset(tracing->slots, 0, tracing->slot_count * sizeof *tracing->slots);
    return SL_OK;
}

/* The place of a key among the entities, as a new one when it is not there. */
static enum sl_status
find_entity(struct tracing *tracing, struct sl_str key, size_t *ret_entity, struct sl_error *err)
{
    struct sl_trace *trace = tracing->trace;
    const int64_t hash = sl_entity_hash(tracing->source, key);
    size_t slot = (size_t)hash & (tracing->slot_count - 1);

    while (tracing->slots[slot] != 0) {
        const size_t at = tracing->slots[slot] - 1;
        if (trace->entities[at].hash == hash && sl_str_equal(trace->entities[at].key, key)) {
            *ret_entity = at;
            return SL_OK;
        }
        slot = (slot + 1) & (tracing->slot_count - 1);
    }
    SL_TRY(make_room(
        tracing->tracer->arena,
        &trace->entities,
        trace->entity_count,
        &trace->entity_room,
        sizeof *trace->entities,
        err
    ));
    trace->entities[trace->entity_count] = (struct sl_trace_entity){
        .key = key,
        .hash = hash,
        .said = SL_TRACE_NONE,
        .last_said = SL_TRACE_NONE,
    };
    *ret_entity = trace->entity_count++;
    tracing->slots[slot] = (uint32_t)trace->entity_count;
    return SL_OK;
}

/* Note that an entity is a person. */
static enum sl_status mark_person(struct tracing *tracing, size_t entity, struct sl_error *err)
{
    struct sl_trace *trace = tracing->trace;

    if ((trace->entities[entity].marks & SL_ENTITY_PERSON) != 0) {
        return SL_OK;
    }
    if (trace->person_count == SL_MENTION_PER_RECORD) {
        return sl_fail(err, SL_LIMIT, "a record names more than %d persons", SL_MENTION_PER_RECORD);
    }
    trace->entities[entity].marks |= SL_ENTITY_PERSON;
    trace->entities[entity].place = trace->person_count++;
    return SL_OK;
}

static enum sl_status add_said(void *context, const struct sl_said *said, struct sl_error *err)
{
    struct tracing *tracing = context;
    struct sl_trace *trace = tracing->trace;

    SL_TRY(make_room(
        tracing->tracer->arena,
        &trace->said,
        trace->said_count,
        &trace->said_room,
        sizeof *trace->said,
        err
    ));
    struct sl_trace_entity *entity = &trace->entities[tracing->entity];
    const size_t here = trace->said_count++;
    trace->said[here] = (struct sl_trace_said){ .said = *said, .next = SL_TRACE_NONE };
    if (entity->last_said == SL_TRACE_NONE) {
        entity->said = here;
    } else {
        trace->said[entity->last_said].next = here;
    }
    entity->last_said = here;
    entity->marks |= SL_ENTITY_DESCRIBED;
    return SL_OK;
}

static enum sl_status
add_node(void *context, enum sl_node_kind kind, struct sl_str form, struct sl_error *err)
{
    struct tracing *tracing = context;
    struct sl_trace *trace = tracing->trace;
    const struct sl_str copy = sl_arena_copy(tracing->tracer->arena, form);

    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(make_room(
        tracing->tracer->arena,
        &trace->nodes,
        trace->node_count,
        &trace->node_room,
        sizeof *trace->nodes,
        err
    ));
    trace->nodes[trace->node_count++] = (struct sl_trace_node){
        .id = sl_node_id(kind, copy),
        .kind = kind,
        .form = copy,
        .entity = tracing->entity,
    };
    return SL_OK;
}

static bool says(
    const struct sl_facts *facts,
    const struct sl_entity *event,
    enum sl_attribute attribute,
    struct sl_str code
)
{
    for (size_t i = 0; i < event->value_count; i++) {
        const struct sl_fact_value *value = &facts->values[event->first_value + i];
        if (value->attribute == attribute && value->known == SL_KNOWN &&
            sl_str_equal(value->text, code)) {
            return true;
        }
    }
    return false;
}

static bool is_adoption(const struct sl_facts *facts, const struct sl_entity *event)
{
    if (event->kind == SL_EVENT_PLACEMENT || event->kind == SL_EVENT_LEGAL_STATUS ||
        event->kind == SL_EVENT_LOOKED_AFTER) {
        return says(facts, event, SL_ATTRIBUTE_OUTCOME, SL_STR("E11")) ||
               says(facts, event, SL_ATTRIBUTE_OUTCOME, SL_STR("E12"));
    }
    return (event->kind == SL_EVENT_REFERRAL || event->kind == SL_EVENT_NEED_PLAN) &&
           says(facts, event, SL_ATTRIBUTE_REASON, SL_STR("RC1"));
}

enum sl_status sl_trace_person(
    const struct sl_facts *facts,
    struct sl_str key,
    sl_said_told_fn *told,
    void *context,
    struct sl_error *err
)
{
    for (size_t i = 0; i < facts->entity_count; i++) {
        const struct sl_entity *entity = &facts->entities[i];
        if (entity->class == SL_PERSON && sl_str_equal(entity->key, key)) {
            SL_TRY(sl_said_tell(facts, entity, told, context, err));
        }
    }
    return SL_OK;
}

static enum sl_status trace_entity(
    struct tracing *tracing,
    const struct sl_node_finder *finder,
    const struct sl_entity *entity,
    struct sl_error *err
)
{
    SL_TRY(find_entity(tracing, entity->key, &tracing->entity, err));
    struct sl_trace_entity *traced = &tracing->trace->entities[tracing->entity];
    traced->marks |= SL_ENTITY_HAS;
    if (entity->class == SL_EVENT) {
        traced->is_adoption = traced->is_adoption || is_adoption(tracing->facts, entity);
        return SL_OK;
    }
    if (entity->class == SL_PERSON) {
        SL_TRY(mark_person(tracing, tracing->entity, err));
        SL_TRY(sl_said_tell(tracing->facts, entity, add_said, tracing, err));
    }
    return sl_nodes_tell(finder, tracing->facts, entity, err);
}

static enum sl_status
trace_link(struct tracing *tracing, const struct sl_link *link, struct sl_error *err)
{
    struct sl_trace *trace = tracing->trace;
    const bool is_from_person = sl_role_from(link->role) == SL_PERSON;
    const bool is_to_person = sl_role_to(link->role) == SL_PERSON;
    size_t from = 0;
    size_t to = 0;

    SL_TRY(find_entity(tracing, link->from_key, &from, err));
    SL_TRY(find_entity(tracing, link->to_key, &to, err));
    if (is_from_person) {
        SL_TRY(mark_person(tracing, from, err));
    }
    if (is_to_person) {
        SL_TRY(mark_person(tracing, to, err));
    }
    if (link->role == SL_ROLE_SUBJECT && trace->entities[to].is_adoption) {
        trace->entities[from].marks |= SL_ENTITY_ADOPTED;
    }
    if (!is_from_person || !is_to_person) {
        return SL_OK;
    }
    SL_TRY(make_room(
        tracing->tracer->arena,
        &trace->relations,
        trace->relation_count,
        &trace->relation_room,
        sizeof *trace->relations,
        err
    ));
    trace->relations[trace->relation_count++] =
        (struct sl_trace_relation){ .from = from, .to = to, .role = link->role };
    return SL_OK;
}

enum sl_status sl_trace_make(
    const struct sl_tracer *tracer,
    const struct sl_facts *facts,
    int64_t source,
    struct sl_trace *ret_trace,
    struct sl_error *err
)
{
    struct tracing tracing = {
        .tracer = tracer,
        .facts = facts,
        .trace = ret_trace,
        .source = source,
    };
    const struct sl_node_finder finder = {
        .fold = tracer->fold,
        .form = tracer->form,
        .scratch = tracer->scratch,
        .told = add_node,
        .context = &tracing,
    };

    *ret_trace = (struct sl_trace){ .entity_count = 0 };
    if (facts->entity_count + facts->link_count == 0) {
        return SL_OK;
    }
    SL_TRY(make_slots(&tracing, err));
    for (size_t i = 0; i < facts->entity_count; i++) {
        SL_TRY(trace_entity(&tracing, &finder, &facts->entities[i], err));
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        SL_TRY(trace_link(&tracing, &facts->links[i], err));
    }
    return SL_OK;
}
