/* SPDX-License-Identifier: Apache-2.0 */
/* The history of one child out of a world: the child's events, and what is around. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "notice/world_index.h"

/* More than twice SL_WORLD_AROUND_LIMIT, a power of two. */
#define LOCAL_SLOTS ((size_t)512)
_Static_assert(LOCAL_SLOTS / 2 > SL_WORLD_AROUND_LIMIT, "slots stay open");

/* Whose children are brothers and sisters. */
#define PARENT_ROLES                                                        \
    (SL_HISTORY_BIT(SL_ROLE_MOTHER) | SL_HISTORY_BIT(SL_ROLE_FATHER) |      \
     SL_HISTORY_BIT(SL_ROLE_PARENT) | SL_HISTORY_BIT(SL_ROLE_STEP_PARENT) | \
     SL_HISTORY_BIT(SL_ROLE_CARER) | SL_HISTORY_BIT(SL_ROLE_ADOPTER))

/* A history under way. People of it have a number of their own: the child is 0. */
struct making {
    const struct sl_world *world;
    const struct sl_world_index *index;
    const struct sl_world_asked *asked;
    struct sl_history *history;
    struct sl_error *err;
    uint32_t people[SL_WORLD_AROUND_LIMIT]; /* number in the world, by number here */
    uint32_t slots[LOCAL_SLOTS];            /* number here and 1, by hash; 0 is empty */
    uint32_t *groups;                       /* of events, ascending */
    size_t group_count, own_count;
};

static bool is_known(const struct making *making, struct sl_history_known known)
{
    return making->asked->as_of == INT64_MAX || sl_history_is_known(known, making->asked->as_of);
}

/* Where a person of the world stands, or would. */
static size_t slot_of(const struct making *making, uint32_t person)
{
    size_t slot = (size_t)sl_hash_u64(person) & (LOCAL_SLOTS - 1);

    while (making->slots[slot] != 0 && making->people[making->slots[slot] - 1] != person) {
        slot = (slot + 1) & (LOCAL_SLOTS - 1);
    }
    return slot;
}

/* The number here of a person who is in the history; SL_WORLD_NONE. */
static uint32_t find_person(const struct making *making, uint32_t person)
{
    const uint32_t found = making->slots[slot_of(making, person)];

    return found == 0 ? SL_WORLD_NONE : found - 1;
}

/* The same, and whoever is new comes in as long as there is room. */
static enum sl_status add_person(struct making *making, uint32_t person, uint32_t *ret_number)
{
    const size_t slot = slot_of(making, person);
    const size_t count = making->history->person_count;

    if (making->slots[slot] == 0 && count == SL_WORLD_AROUND_LIMIT) {
        *ret_number = SL_WORLD_NONE;
        return SL_OK;
    }
    if (making->slots[slot] == 0) {
        making->people[count] = person;
        making->slots[slot] = (uint32_t)count + 1;
        SL_TRY(sl_history_person(making->history, making->world->persons[person], making->err));
    }
    *ret_number = making->slots[slot] - 1;
    return SL_OK;
}

static int compare_numbers(const void *left_ptr, const void *right_ptr)
{
    const uint32_t left = *(const uint32_t *)left_ptr, right = *(const uint32_t *)right_ptr;

    return (left > right) - (left < right);
}

/* Is it among the child's own? Those stand first, in order. */
static bool is_own(const struct making *making, uint32_t group)
{
    return making->own_count > 0 &&
           bsearch(&group, making->groups, making->own_count, sizeof group, compare_numbers) !=
               NULL;
}

/* Put the groups from `first` on in order, each once. */
static void order_groups(struct making *making, size_t first)
{
    size_t kept = first;

    if (making->group_count - first < 2) {
        return;
    }
    uint32_t *groups = making->groups;
    qsort(groups + first, making->group_count - first, sizeof *groups, compare_numbers);
    for (size_t i = first + 1; i < making->group_count; i++) {
        if (groups[i] != groups[kept]) {
            groups[++kept] = groups[i];
        }
    }
    making->group_count = kept + 1;
}

/* The kind of the events of a group, which is that of the first statement. */
static enum sl_event_kind kind_of(const struct making *making, uint32_t group)
{
    const struct sl_lists *events = &making->index->events_of_group;

    return making->world->events[events->items[events->first[group]]].kind;
}

/* Gather the events in which somebody has a part, of some kinds. */
static enum sl_status gather_groups(struct making *making, uint32_t person, uint64_t kinds)
{
    const struct sl_lists *links = &making->index->links_of_person;
    size_t count = 0;

    for (uint32_t i = links->first[person];
         i < links->first[person + 1] && count < SL_WORLD_EVENT_LIMIT;
         i++) {
        const struct sl_world_link *link = &making->world->links[links->items[i]];
        if (sl_role_to(link->role) != SL_EVENT || !is_known(making, link->known)) {
            continue;
        }
        const uint32_t group = sl_marks_find(&making->index->groups, link->to);
        if (group == SL_WORLD_NONE || (kinds & SL_HISTORY_BIT(kind_of(making, group))) == 0 ||
            is_own(making, group)) {
            continue;
        }
        SL_TRY(sl_array_room(
            making->history->arena,
            &making->groups,
            making->group_count,
            sizeof *making->groups,
            making->err
        ));
        making->groups[making->group_count++] = group;
        count += kinds == UINT64_MAX ? 0 : 1;
    }
    return SL_OK;
}

/* A number for a location: its node, or its own mark when it has none. */
static int64_t place_of(const struct making *making, int64_t mark)
{
    const struct sl_lists *nodes = &making->index->nodes_of_thing;
    const uint32_t thing = sl_marks_find(&making->index->things, mark);

    return thing == SL_WORLD_NONE ? mark
                                  : making->world->nodes[nodes->items[nodes->first[thing]]].node;
}

/* The statement about an event that counts: the last one that was known. */
static uint32_t statement_of(const struct making *making, uint32_t group)
{
    const struct sl_lists *events = &making->index->events_of_group;
    uint32_t found = SL_HISTORY_NONE;

    for (uint32_t i = events->first[group]; i < events->first[group + 1]; i++) {
        if (is_known(making, making->world->events[events->items[i]].known)) {
            found = events->items[i];
        }
    }
    return found;
}

/* What a link says of the event whose group it is at: into the event, or a part behind it. */
static enum sl_status
tell_link(struct making *making, const struct sl_world_link *link, struct sl_history_event *event)
{
    if (sl_role_to(link->role) == SL_LOCATION) {
        const bool is_better = link->role == SL_ROLE_FOUND_AT || event->place == 0;
        event->place = is_better ? place_of(making, link->to) : event->place;
    } else if (link->role == SL_ROLE_FOLLOWS) {
        const uint32_t target = sl_marks_find(&making->index->groups, link->to);
        if (target != SL_WORLD_NONE) {
            event->follows = statement_of(making, target);
        }
    } else if (sl_role_to(link->role) == SL_EVENT) {
        uint32_t person = SL_WORLD_NONE;
        SL_TRY(add_person(making, sl_marks_find(&making->index->people, link->from), &person));
        if (person == SL_HISTORY_CHILD) {
            event->roles |= SL_HISTORY_BIT(link->role);
        }
    }
    return SL_OK;
}

/* Is the part of a link said by one before it? */
static bool is_told(const struct making *making, uint32_t group, uint32_t at)
{
    const struct sl_lists *links = &making->index->links_of_group;
    const struct sl_world_link *told = &making->world->links[links->items[at]];

    for (uint32_t i = links->first[group]; i < at; i++) {
        const struct sl_world_link *link = &making->world->links[links->items[i]];
        if (link->role == told->role && link->from == told->from && is_known(making, link->known)) {
            return true;
        }
    }
    return false;
}

static enum sl_status add_parts(struct making *making, uint32_t group)
{
    const struct sl_lists *links = &making->index->links_of_group;

    for (uint32_t i = links->first[group]; i < links->first[group + 1]; i++) {
        const struct sl_world_link *link = &making->world->links[links->items[i]];
        if (sl_role_from(link->role) != SL_PERSON || !is_known(making, link->known) ||
            is_told(making, group, i)) {
            continue;
        }
        const struct sl_history_part part = {
            find_person(making, sl_marks_find(&making->index->people, link->from)), link->role
        };
        if (part.person != SL_WORLD_NONE && part.person != SL_HISTORY_CHILD) {
            SL_TRY(sl_history_part(making->history, part, making->err));
        }
    }
    return SL_OK;
}

/* One statement about an event, as its links complete it. */
static enum sl_status
add_event(struct making *making, uint32_t group, uint32_t at, const struct sl_history_event *like)
{
    const struct sl_world_event *told = &making->world->events[at];
    struct sl_history_event event = *like;

    event.kind = told->kind;
    event.start = told->start;
    event.end = told->end;
    event.known = told->known;
    event.agency = told->agency;
    event.record = at;
    SL_TRY(sl_history_event(making->history, event, making->err));
    for (uint32_t i = 0; i < told->value_count; i++) {
        SL_TRY(sl_history_value(
            making->history, making->world->values[told->first_value + i], making->err
        ));
    }
    return add_parts(making, group);
}

/* All statements about an event. */
static enum sl_status add_group(struct making *making, uint32_t group)
{
    const struct sl_lists *links = &making->index->links_of_group;
    const struct sl_lists *events = &making->index->events_of_group;
    struct sl_history_event like = { .follows = SL_HISTORY_NONE };

    for (uint32_t i = links->first[group]; i < links->first[group + 1]; i++) {
        const struct sl_world_link *link = &making->world->links[links->items[i]];
        const bool is_from = link->role != SL_ROLE_FOLLOWS ||
                             sl_marks_find(&making->index->groups, link->from) == group;
        if (is_from && is_known(making, link->known)) {
            SL_TRY(tell_link(making, link, &like));
        }
    }
    for (uint32_t i = events->first[group]; i < events->first[group + 1]; i++) {
        if (is_known(making, making->world->events[events->items[i]].known)) {
            SL_TRY(add_event(making, group, events->items[i], &like));
        }
    }
    return SL_OK;
}

/* What follows from the child's events, and the child has no part in. */
static enum sl_status gather_followers(struct making *making)
{
    const struct sl_lists *links = &making->index->links_of_group;

    for (size_t i = 0; i < making->own_count; i++) {
        const uint32_t group = making->groups[i];
        for (uint32_t j = links->first[group]; j < links->first[group + 1]; j++) {
            const struct sl_world_link *link = &making->world->links[links->items[j]];
            const uint32_t from = link->role == SL_ROLE_FOLLOWS
                                      ? sl_marks_find(&making->index->groups, link->from)
                                      : SL_WORLD_NONE;
            if (from == SL_WORLD_NONE || is_own(making, from) || !is_known(making, link->known)) {
                continue;
            }
            SL_TRY(sl_array_room(
                making->history->arena,
                &making->groups,
                making->group_count,
                sizeof *making->groups,
                making->err
            ));
            making->groups[making->group_count++] = from;
        }
    }
    return SL_OK;
}

static enum sl_status
add_tie(struct making *making, uint32_t from, uint32_t to, const struct sl_history_tie *like)
{
    struct sl_history_tie tie = *like;

    tie.from = from;
    tie.to = to;
    return from == to ? SL_OK : sl_history_tie(making->history, tie, making->err);
}

/* Ties that records state of somebody here; with_strangers: to people who are new here, too. */
static enum sl_status add_stated(struct making *making, uint32_t number, bool with_strangers)
{
    const struct sl_lists *links = &making->index->links_of_person;
    const uint32_t person = making->people[number];

    for (uint32_t i = links->first[person]; i < links->first[person + 1]; i++) {
        const struct sl_world_link *link = &making->world->links[links->items[i]];
        if (sl_role_to(link->role) != SL_PERSON || !is_known(making, link->known)) {
            continue;
        }
        const uint32_t from = sl_marks_find(&making->index->people, link->from);
        const uint32_t to = sl_marks_find(&making->index->people, link->to);
        const struct sl_history_tie tie = {
            .role = link->role,
            .start = link->start,
            .end = link->end,
            .known = link->known,
            .record = (uint32_t)(making->world->event_count + links->items[i]),
        };
        uint32_t other = find_person(making, from == person ? to : from);
        if (other == SL_WORLD_NONE && with_strangers) {
            SL_TRY(add_person(making, from == person ? to : from, &other));
        }
        /* Between two who are both not the child it is told once, by the first of them. */
        if (other != SL_WORLD_NONE && (with_strangers || other > number)) {
            SL_TRY(add_tie(
                making, from == person ? number : other, from == person ? other : number, &tie
            ));
        }
    }
    return SL_OK;
}

/* The other children of the child's parents. */
static enum sl_status add_siblings(struct making *making)
{
    const struct sl_lists *links = &making->index->links_of_person;
    const size_t count = making->history->tie_count;

    for (size_t i = 0; i < count; i++) {
        const struct sl_history_tie own = making->history->ties[i];
        if (own.to != SL_HISTORY_CHILD || (PARENT_ROLES & SL_HISTORY_BIT(own.role)) == 0) {
            continue;
        }
        const uint32_t parent = making->people[own.from];
        for (uint32_t j = links->first[parent]; j < links->first[parent + 1]; j++) {
            const struct sl_world_link *link = &making->world->links[links->items[j]];
            uint32_t other = SL_HISTORY_CHILD;
            if ((PARENT_ROLES & SL_HISTORY_BIT(link->role)) != 0 && is_known(making, link->known) &&
                sl_marks_find(&making->index->people, link->from) == parent) {
                SL_TRY(add_person(making, sl_marks_find(&making->index->people, link->to), &other));
            }
            const struct sl_history_tie tie = {
                .role = SL_ROLE_SIBLING,
                .known = link->known,
                .record = (uint32_t)(making->world->event_count + links->items[j]),
            };
            if (other != SL_WORLD_NONE) {
                SL_TRY(add_tie(making, other, SL_HISTORY_CHILD, &tie));
            }
        }
    }
    return SL_OK;
}

/* The uses of the node of one: first and end. */
static size_t users_of(const struct sl_world_index *index, size_t at, size_t *ret_end)
{
    size_t first = at, end = at + 1;

    while (first > 0 && index->uses[first - 1].node == index->uses[at].node) {
        first--;
    }
    while (end < index->use_count && index->uses[end].node == index->uses[at].node) {
        end++;
    }
    *ret_end = end;
    return first;
}

static struct sl_history_known
both_known(struct sl_history_known one, struct sl_history_known other)
{
    return (struct sl_history_known){
        one.since > other.since ? one.since : other.since,
        one.until < other.until ? one.until : other.until,
    };
}

/* Whoever has the home of one here; with_strangers: who is new here, too. */
static enum sl_status add_household(
    struct making *making, uint32_t number, const struct sl_world_use *home, bool with_strangers
)
{
    const struct sl_world_index *index = making->index;
    size_t end = 0;
    const size_t first = users_of(index, (size_t)(home - index->uses), &end);

    for (size_t i = first; i < end; i++) {
        const struct sl_world_use *use = &index->uses[i];
        uint32_t other = find_person(making, use->person);
        const struct sl_history_tie tie = {
            .role = SL_ROLE_HOUSEHOLD,
            .known = both_known(home->known, use->known),
            .record = use->statement,
        };
        if (!use->is_home || use->person == making->people[number] ||
            !is_known(making, use->known)) {
            continue;
        }
        if (other == SL_WORLD_NONE && with_strangers) {
            SL_TRY(add_person(making, use->person, &other));
        }
        if (other != SL_WORLD_NONE && (with_strangers || other > number)) {
            SL_TRY(add_tie(making, other, number, &tie));
        }
    }
    return SL_OK;
}

/* Whoever uses a thing that the child uses, and the child. */
static enum sl_status add_users(struct making *making, const struct sl_world_use *own)
{
    const struct sl_world_index *index = making->index;
    size_t end = 0;
    const size_t first = users_of(index, (size_t)(own - index->uses), &end);

    for (size_t i = first; i < end; i++) {
        const struct sl_world_use *use = &index->uses[i];
        struct sl_history_use told = {
            .kind = use->kind,
            .thing = use->node,
            .known = use->known,
            .record = use->statement,
        };
        if (!is_known(making, use->known)) {
            continue;
        }
        SL_TRY(add_person(making, use->person, &told.person));
        if (told.person != SL_WORLD_NONE) {
            SL_TRY(sl_history_use(making->history, told, making->err));
        }
    }
    return SL_OK;
}

/* Is a use the first of somebody of its node? */
static bool is_first_use(const struct sl_world_index *index, const struct sl_world_use *use)
{
    const struct sl_world_use *before = use > index->uses ? use - 1 : NULL;

    return before == NULL || before->node != use->node || before->person != use->person;
}

/* Homes and things of somebody here. */
static enum sl_status add_uses(struct making *making, uint32_t number)
{
    const struct sl_lists *uses = &making->index->uses_of_person;
    const uint32_t person = making->people[number];
    const bool is_child = number == SL_HISTORY_CHILD;

    for (uint32_t i = uses->first[person]; i < uses->first[person + 1]; i++) {
        const struct sl_world_use *use = &making->index->uses[uses->items[i]];
        if (use->is_crowd || !is_known(making, use->known)) {
            continue;
        }
        if (use->is_home) {
            SL_TRY(add_household(making, number, use, is_child));
        }
        if (is_child && (making->asked->things & SL_HISTORY_BIT(use->kind)) != 0 &&
            is_first_use(making->index, use)) {
            SL_TRY(add_users(making, use));
        }
    }
    return SL_OK;
}

/* Events of people around the child, and how these people are tied among themselves. */
static enum sl_status add_around(struct making *making)
{
    const size_t near_count = making->history->person_count;

    SL_TRY(gather_followers(making));
    for (uint32_t i = 1; making->asked->around != 0 && i < near_count; i++) {
        SL_TRY(gather_groups(making, making->people[i], making->asked->around));
    }
    order_groups(making, making->own_count);
    for (size_t i = making->own_count; i < making->group_count; i++) {
        SL_TRY(add_group(making, making->groups[i]));
    }
    for (uint32_t i = 1; making->asked->around != 0 && i < making->history->person_count; i++) {
        SL_TRY(add_stated(making, i, false));
        SL_TRY(add_uses(making, i));
    }
    return SL_OK;
}

enum sl_status sl_world_history(
    const struct sl_world *world,
    const struct sl_world_asked *asked,
    struct sl_arena *arena,
    struct sl_history *ret_history,
    struct sl_error *err
)
{
    struct making making = {
        .world = world, .index = world->index, .asked = asked, .history = ret_history, .err = err
    };
    uint32_t child = 0;

    sl_history_init(ret_history, arena);
    SL_TRY(add_person(&making, (uint32_t)asked->person, &child));
    ret_history->born = world->persons[asked->person].born;
    SL_TRY(gather_groups(&making, (uint32_t)asked->person, UINT64_MAX));
    order_groups(&making, 0);
    making.own_count = making.group_count;
    for (size_t i = 0; i < making.own_count; i++) {
        SL_TRY(add_group(&making, making.groups[i]));
    }
    SL_TRY(add_stated(&making, SL_HISTORY_CHILD, true));
    SL_TRY(add_siblings(&making));
    SL_TRY(add_uses(&making, SL_HISTORY_CHILD));
    SL_TRY(add_around(&making));
    sl_history_close(ret_history);
    return SL_OK;
}

/* The mark of a statement that has no key of its own. */
static int64_t mark_of(int64_t from, int64_t to, unsigned role)
{
    const uint64_t mixed = sl_hash_u64((uint64_t)from ^ sl_hash_u64((uint64_t)to + role));

    return (int64_t)(mixed >> 2);
}

struct sl_raised_proof sl_world_proof(const struct sl_world *world, uint32_t record)
{
    size_t at = record;

    if (at < world->event_count) {
        return (struct sl_raised_proof){ world->events[at].record, world->events[at].mark };
    }
    at -= world->event_count;
    if (at < world->link_count) {
        const struct sl_world_link *link = &world->links[at];
        return (struct sl_raised_proof){ link->record, mark_of(link->from, link->to, link->role) };
    }
    const struct sl_world_node *node = &world->nodes[at - world->link_count];
    return (struct sl_raised_proof){ node->record, mark_of(node->entity, node->node, node->kind) };
}
