/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/date.h"
#include "picture/codes.h"
#include "picture/picture_impl.h"

/* An event of the child while the chronology is being made. */
struct entry {
    struct sl_picture_event event;
    size_t node;
    int64_t id;
};

/* Those of one group are possibly the same event. */
struct group {
    size_t next; /* the entry after this one that may be the same; NONE */
    size_t last;
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *one = left;
    const struct entry *other = right;
    const int start = sl_moment_compare(one->event.entity->start, other->event.entity->start);
    if (start != 0) {
        return start;
    }
    if (one->event.entity->kind != other->event.entity->kind) {
        return one->event.entity->kind < other->event.entity->kind ? -1 : 1;
    }
    if (one->id != other->id) {
        return one->id < other->id ? -1 : 1;
    }
    const int key = sl_str_compare(one->event.entity->key, other->event.entity->key);
    /* Two entities with one key in one record stand in its order. */
    return key != 0 ? key
                    : (one->event.entity > other->event.entity) -
                          (one->event.entity < other->event.entity);
}

/* Is it marked as one of which nothing more is to be done? Such marks come without an end. */
static bool is_left(const struct sl_entity *entity, const struct sl_facts *facts)
{
    for (size_t i = 0; i < entity->value_count; i++) {
        if (sl_picture_says_no_action(&facts->values[entity->first_value + i])) {
            return true;
        }
    }
    return false;
}

static bool is_current(const struct sl_entity *entity, const struct sl_facts *facts, int32_t today)
{
    return sl_event_kind_is_span(entity->kind) && !is_left(entity, facts) &&
           (entity->start.precision == SL_PRECISION_NONE || entity->start.day <= today) &&
           (entity->end.precision == SL_PRECISION_NONE || sl_moment_last_day(entity->end) > today);
}

/* Of each node that is an event: the child's role in it, or SL_ROLE_TABLE_COUNT. */
static enum sl_role *find_roles(struct sl_making *making)
{
    enum sl_role *roles = SL_MAKING_ARRAY(making, making->node_count, enum sl_role);
    if (roles == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < making->node_count; i++) {
        roles[i] = SL_ROLE_TABLE_COUNT;
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if (sl_role_to(link->role) == SL_EVENT && sl_role_from(link->role) == SL_PERSON &&
            making->nodes[link->from].person == 0 && link->role < roles[link->to]) {
            roles[link->to] = link->role;
        }
    }
    return roles;
}

/* Do two descriptions say the same, word for word? */
static bool is_repeat(const struct sl_picture_event *one, const struct sl_picture_event *other)
{
    const struct sl_entity *left = one->entity;
    const struct sl_entity *right = other->entity;
    if (left->kind != right->kind || left->value_count != right->value_count ||
        sl_moment_compare(left->start, right->start) != 0 ||
        sl_moment_compare(left->end, right->end) != 0) {
        return false;
    }
    for (size_t i = 0; i < left->value_count; i++) {
        const struct sl_fact_value *value = &one->facts->values[left->first_value + i];
        const struct sl_fact_value *twin = &other->facts->values[right->first_value + i];
        if (value->attribute != twin->attribute || value->known != twin->known ||
            !sl_str_equal(value->text, twin->text) ||
            sl_moment_compare(value->from, twin->from) != 0 ||
            sl_moment_compare(value->until, twin->until) != 0) {
            return false;
        }
    }
    return true;
}

static struct sl_picture_event
describe(const struct sl_making *making, const struct sl_node_entity *described, enum sl_role role)
{
    const struct sl_facts *facts = making->input->records[described->record].facts;
    return (struct sl_picture_event){
        .entity = described->entity,
        .facts = facts,
        .record = described->record,
        .role = role,
        .same_as = SL_PICTURE_NONE,
        .current = is_current(described->entity, facts, making->input->today),
    };
}

/* Entries under way, and the records that tell of them, one entry's behind those of another. */
struct gathering {
    struct entry *entries;
    size_t *records;
    size_t count, record_count;
};

/*
 * Add an event as entity `at` of its node describes it, with the records of all that describe it
 * word for word; or nothing, when one before has done so.
 */
static void add_entry(
    const struct sl_making *making,
    struct gathering *gathering,
    size_t node,
    size_t at,
    enum sl_role role
)
{
    struct sl_picture_event event = describe(making, &making->entities[at], role);
    for (size_t i = gathering->count; i > 0 && gathering->entries[i - 1].node == node; i--) {
        if (is_repeat(&gathering->entries[i - 1].event, &event)) {
            return;
        }
    }
    event.sources.records = &gathering->records[gathering->record_count];
    for (size_t i = at; i != SL_PICTURE_NONE; i = making->entities[i].next) {
        const struct sl_picture_event other = describe(making, &making->entities[i], role);
        if (other.entity->class == SL_EVENT && is_repeat(&event, &other)) {
            gathering->records[gathering->record_count++] = other.record;
            event.sources.count++;
        }
    }
    gathering->entries[gathering->count++] = (struct entry){
        .event = event,
        .node = node,
        .id = making->input->records[event.record].id,
    };
}

/* One entry for each description of an event in which the child has a role. */
static void
gather(const struct sl_making *making, const enum sl_role *roles, struct gathering *gathering)
{
    for (size_t i = 0; i < making->node_count; i++) {
        size_t at =
            roles[i] < SL_ROLE_TABLE_COUNT ? making->nodes[i].first_entity : SL_PICTURE_NONE;
        for (; at != SL_PICTURE_NONE; at = making->entities[at].next) {
            if (making->entities[at].entity->class == SL_EVENT) {
                add_entry(making, gathering, i, at, roles[i]);
            }
        }
    }
}

/* Can two moments mean the same day? */
static bool may_agree(struct sl_moment left, struct sl_moment right)
{
    if (left.precision == SL_PRECISION_NONE || right.precision == SL_PRECISION_NONE) {
        return false;
    }
    const int32_t slack = left.approximate || right.approximate ? 1 : 0;
    return left.day - slack <= sl_moment_last_day(right) &&
           right.day - slack <= sl_moment_last_day(left);
}

/* Does the group have an entry of the same source, which would have told one event twice? */
static bool
has_source(const struct sl_making *making, const struct group *groups, size_t leader, size_t entry)
{
    const struct sl_picture_event *events = making->events;
    for (size_t i = leader; i != SL_PICTURE_NONE; i = groups[i].next) {
        if (sl_making_same_source(making, events[i].record, events[entry].record) &&
            making->event_nodes[i] != making->event_nodes[entry]) {
            return true;
        }
    }
    return false;
}

/* The first earlier event that may be the same; NONE. Only the first of each group is asked. */
static size_t find_same(const struct sl_making *making, const struct group *groups, size_t entry)
{
    const struct sl_picture_event *events = making->events;
    for (size_t i = entry; i-- > 0;) {
        const bool same_key = making->event_nodes[i] == making->event_nodes[entry];
        if (events[i].same_as == SL_PICTURE_NONE &&
            events[i].entity->kind == events[entry].entity->kind &&
            (same_key || may_agree(events[i].entity->start, events[entry].entity->start)) &&
            !has_source(making, groups, i, entry)) {
            return i;
        }
    }
    return SL_PICTURE_NONE;
}

/* The same day of the year before; 28 February for the 29th. */
static int32_t year_before(int32_t day)
{
    struct sl_date date = sl_date_from_days(day);
    if (date.year <= 1) {
        return day;
    }
    date.year--;
    if (!sl_date_valid(date)) {
        date.day--;
    }
    return sl_date_to_days(date);
}

/* Count an event that is the first of its group, among those before it. */
static void count_event(struct sl_making *making, size_t entry)
{
    struct sl_picture_event *event = &making->events[entry];
    const struct sl_moment start = event->entity->start;
    const bool has_start = start.precision != SL_PRECISION_NONE;
    const int32_t since = has_start ? year_before(start.day) : 0;
    event->number = 1;
    event->in_year = has_start ? 1 : 0;
    for (size_t i = entry; i-- > 0;) {
        const struct sl_picture_event *earlier = &making->events[i];
        if (earlier->same_as != SL_PICTURE_NONE || earlier->entity->kind != event->entity->kind) {
            continue;
        }
        if (event->number == 1) {
            event->number = earlier->number + 1;
        }
        if (!has_start || earlier->entity->start.precision == SL_PRECISION_NONE ||
            earlier->entity->start.day <= since) {
            break;
        }
        event->in_year++;
    }
}

static enum sl_status group_events(struct sl_making *making, struct sl_error *err)
{
    const size_t count = making->picture.event_count;
    struct group *groups = SL_MAKING_ARRAY(making, count, struct group);
    if (groups == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        groups[i] = (struct group){ .next = SL_PICTURE_NONE, .last = i };
        struct sl_picture_event *event = &making->events[i];
        event->same_as = find_same(making, groups, i);
        if (event->same_as == SL_PICTURE_NONE) {
            count_event(making, i);
            continue;
        }
        const size_t leader = event->same_as;
        groups[groups[leader].last].next = i;
        groups[leader].last = i;
        event->number = making->events[leader].number;
        event->in_year = making->events[leader].in_year;
    }
    return SL_OK;
}

/* Mark the events from which another event says that it follows. */
static enum sl_status mark_followed(struct sl_making *making, struct sl_error *err)
{
    bool *followed = SL_MAKING_ARRAY(making, making->node_count, bool);
    if (followed == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < making->node_count; i++) {
        followed[i] = false;
    }
    for (size_t i = 0; i < making->link_count; i++) {
        if (making->links[i].role == SL_ROLE_FOLLOWS) {
            followed[making->links[i].to] = true;
        }
    }
    for (size_t i = 0; i < making->picture.event_count; i++) {
        making->events[i].followed = followed[making->event_nodes[i]];
    }
    return SL_OK;
}

/* What a place is called: its name, or its address; value NULL. */
static struct sl_picture_said name_place(const struct sl_making *making, size_t node)
{
    struct sl_picture_said said = { .value = NULL };
    for (size_t at = making->nodes[node].first_entity; at != SL_PICTURE_NONE;
         at = making->entities[at].next) {
        const struct sl_node_entity *described = &making->entities[at];
        const struct sl_fact_value *name =
            sl_making_find(making, described, SL_ATTRIBUTE_PLACE_NAME);
        const struct sl_fact_value *value =
            name != NULL ? name : sl_making_find(making, described, SL_ATTRIBUTE_ADDRESS);
        if (value != NULL && (said.value == NULL ||
                              sl_making_latest_first(making, described->record, said.record) < 0)) {
            said = (struct sl_picture_said){ value, described->record };
        }
    }
    return said;
}

/* Where events happened, or the child was found: the first place that a record names. */
static enum sl_status place_events(struct sl_making *making, struct sl_error *err)
{
    struct sl_picture_said *places =
        SL_MAKING_ARRAY(making, making->node_count, struct sl_picture_said);
    if (places == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < making->node_count; i++) {
        places[i] = (struct sl_picture_said){ .value = NULL };
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if ((link->role == SL_ROLE_HAPPENED_AT || link->role == SL_ROLE_FOUND_AT) &&
            places[link->from].value == NULL) {
            places[link->from] = name_place(making, link->to);
        }
    }
    for (size_t i = 0; i < making->picture.event_count; i++) {
        making->events[i].place = places[making->event_nodes[i]];
    }
    return SL_OK;
}

enum sl_status sl_making_events(struct sl_making *making, struct sl_error *err)
{
    enum sl_role *roles = find_roles(making);
    struct entry *entries = SL_MAKING_ARRAY(making, making->entity_count, struct entry);
    struct gathering gathering = {
        .entries = entries,
        .records = SL_MAKING_ARRAY(making, making->entity_count, size_t),
    };
    if (roles == NULL || entries == NULL || gathering.records == NULL) {
        return sl_fail_memory(err);
    }
    gather(making, roles, &gathering);
    const size_t count = gathering.count;
    qsort(entries, count, sizeof *entries, compare_entries);
    making->events = SL_MAKING_ARRAY(making, count, struct sl_picture_event);
    making->event_nodes = SL_MAKING_ARRAY(making, count, size_t);
    if (making->events == NULL || making->event_nodes == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        making->events[i] = entries[i].event;
        making->event_nodes[i] = entries[i].node;
    }
    making->picture.events = making->events;
    making->picture.event_count = count;
    SL_TRY(group_events(making, err));
    SL_TRY(place_events(making, err));
    return mark_followed(making, err);
}
