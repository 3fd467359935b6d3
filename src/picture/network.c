/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "picture/shared.h"

/* A reason and whose it is. */
struct found {
    struct sl_picture_reason reason;
    size_t person;
    int64_t id;
};

/* Reasons under way. */
struct finding {
    struct found *items;
    size_t count, room;
};

static enum sl_status
add(struct sl_making *making, struct finding *finding, struct found found, struct sl_error *err)
{
    if (found.person == 0 || found.person == SL_PICTURE_NONE) {
        return SL_OK;
    }
    if (finding->count == finding->room) {
        const size_t room = finding->room == 0 ? 64 : 2 * finding->room;
        struct found *items = SL_MAKING_ARRAY(making, room, struct found);
        if (items == NULL) {
            return sl_fail_memory(err);
        }
        for (size_t i = 0; i < finding->count; i++) {
            items[i] = finding->items[i];
        }
        finding->items = items;
        finding->room = room;
    }
    found.id = making->input->records[found.reason.record].id;
    finding->items[finding->count++] = found;
    return SL_OK;
}

/* What records state: the child and the person by name. */
static enum sl_status
find_stated(struct sl_making *making, struct finding *finding, struct sl_error *err)
{
    for (size_t i = 0; i < making->picture.relation_count; i++) {
        const struct sl_picture_relation *relation = &making->picture.relations[i];
        if (relation->from != 0 && relation->to != 0) {
            continue;
        }
        const struct sl_picture_reason reason = {
            .bond = SL_PICTURE_STATED,
            .role = relation->role,
            .of_child = relation->to == 0,
            .record = relation->record,
            .child_record = relation->record,
            .event = SL_PICTURE_NONE,
            .via = SL_PICTURE_NONE,
            .start = relation->start,
            .end = relation->end,
        };
        SL_TRY(
            add(making,
                finding,
                (struct found){ .reason = reason, .person = relation->from + relation->to },
                err)
        );
    }
    return SL_OK;
}

static bool is_parent(enum sl_role role)
{
    return role == SL_ROLE_MOTHER || role == SL_ROLE_FATHER || role == SL_ROLE_PARENT;
}

/* A parent of the child who is a parent of somebody else as well. */
static enum sl_status
find_siblings(struct sl_making *making, struct finding *finding, struct sl_error *err)
{
    const struct sl_picture_relation *relations = making->picture.relations;
    const size_t count = making->picture.relation_count;
    for (size_t i = 0; i < count; i++) {
        if (relations[i].to != 0 || !is_parent(relations[i].role)) {
            continue;
        }
        for (size_t j = 0; j < count; j++) {
            if (relations[j].from != relations[i].from || !is_parent(relations[j].role)) {
                continue;
            }
            const struct sl_picture_reason reason = {
                .bond = SL_PICTURE_SIBLINGS,
                .role = relations[j].role,
                .record = relations[j].record,
                .child_record = relations[i].record,
                .event = SL_PICTURE_NONE,
                .via = relations[i].from,
            };
            SL_TRY(add(
                making, finding, (struct found){ .reason = reason, .person = relations[j].to }, err
            ));
        }
    }
    return SL_OK;
}

/* Who else has a role in the child's events. */
static enum sl_status
find_events(struct sl_making *making, struct finding *finding, struct sl_error *err)
{
    size_t *event_of = SL_MAKING_ARRAY(making, making->node_count, size_t);
    if (event_of == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < making->node_count; i++) {
        event_of[i] = SL_PICTURE_NONE;
    }
    for (size_t i = making->picture.event_count; i-- > 0;) {
        event_of[making->event_nodes[i]] = i;
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if (sl_role_from(link->role) != SL_PERSON || event_of[link->to] == SL_PICTURE_NONE) {
            continue;
        }
        const struct sl_picture_reason reason = {
            .bond = SL_PICTURE_EVENT,
            .role = link->role,
            .record = link->record,
            .child_record = making->events[event_of[link->to]].record,
            .event = event_of[link->to],
            .via = SL_PICTURE_NONE,
        };
        SL_TRY(
            add(making,
                finding,
                (struct found){ .reason = reason, .person = making->nodes[link->from].person },
                err)
        );
    }
    return SL_OK;
}

/* What the child and another use, or where both live. */
static enum sl_status
find_shared(struct sl_making *making, struct finding *finding, struct sl_error *err)
{
    struct sl_use *uses = NULL;
    size_t count = 0;
    SL_TRY(sl_making_uses(making, &uses, &count, err));
    for (size_t first = 0; first < count;) {
        /* A run of uses of one thing; the child's stand first in it. */
        size_t end = first + 1;
        while (end < count && sl_use_same_thing(&uses[first], &uses[end])) {
            end++;
        }
        for (size_t i = first; uses[first].person == 0 && i < end; i++) {
            const bool is_repeated = i > first && uses[i].person == uses[i - 1].person &&
                                     uses[i].record == uses[i - 1].record;
            if (is_repeated) {
                continue;
            }
            const struct sl_picture_reason reason = {
                .bond = uses[i].bond,
                .role = uses[i].role,
                .what = uses[i].what,
                .record = uses[i].record,
                .child_record = uses[first].record,
                .event = SL_PICTURE_NONE,
                .via = SL_PICTURE_NONE,
                .start = uses[i].start,
                .end = uses[i].end,
            };
            SL_TRY(add(
                making, finding, (struct found){ .reason = reason, .person = uses[i].person }, err
            ));
        }
        first = end;
    }
    return SL_OK;
}

static enum sl_picture_circle circle_of(const struct sl_picture_reason *reason)
{
    switch (reason->bond) {
    case SL_PICTURE_STATED:
        return reason->role == SL_ROLE_HOUSEHOLD   ? SL_PICTURE_HOUSEHOLD
               : reason->role == SL_ROLE_ASSOCIATE ? SL_PICTURE_NETWORK
                                                   : SL_PICTURE_FAMILY;
    case SL_PICTURE_SIBLINGS:
        return SL_PICTURE_FAMILY;
    case SL_PICTURE_ADDRESS:
        return SL_PICTURE_HOUSEHOLD;
    case SL_PICTURE_EVENT:
        return reason->role == SL_ROLE_PROFESSIONAL || reason->role == SL_ROLE_REFERRER
                   ? SL_PICTURE_PROFESSIONALS
                   : SL_PICTURE_NETWORK;
    case SL_PICTURE_PHONE:
    case SL_PICTURE_EMAIL:
    case SL_PICTURE_VEHICLE:
    case SL_PICTURE_ACCOUNT:
    case SL_PICTURE_OBJECT:
    case SL_PICTURE_PLACE:
    case SL_PICTURE_BOND_COUNT:
        break;
    }
    return SL_PICTURE_NETWORK;
}

/* What tells reasons of one bond, role and record apart. */
static int
compare_reasons(const struct sl_picture_reason *one, const struct sl_picture_reason *other)
{
    if (one->event != other->event) {
        return one->event < other->event ? -1 : 1;
    }
    if (one->via != other->via) {
        return one->via < other->via ? -1 : 1;
    }
    if (one->of_child != other->of_child) {
        return one->of_child ? -1 : 1;
    }
    return sl_str_compare(one->what, other->what);
}

/* By person, then the order in which reasons are shown. */
static int compare_found(const void *left, const void *right)
{
    const struct found *one = left;
    const struct found *other = right;
    if (one->person != other->person) {
        return one->person < other->person ? -1 : 1;
    }
    if (one->reason.bond != other->reason.bond) {
        return one->reason.bond < other->reason.bond ? -1 : 1;
    }
    if (one->reason.role != other->reason.role) {
        return one->reason.role < other->reason.role ? -1 : 1;
    }
    if (one->id != other->id) {
        return one->id > other->id ? -1 : 1;
    }
    return compare_reasons(&one->reason, &other->reason);
}

static int compare_ties(const void *left, const void *right)
{
    const struct sl_picture_tie *one = left;
    const struct sl_picture_tie *other = right;
    if (one->circle != other->circle) {
        return one->circle < other->circle ? -1 : 1;
    }
    if (one->stated != other->stated) {
        return one->stated ? -1 : 1;
    }
    if (one->reason_count != other->reason_count) {
        return one->reason_count > other->reason_count ? -1 : 1;
    }
    return one->person < other->person ? -1 : one->person > other->person;
}

/* Make one tie of the reasons of each person. */
static enum sl_status tie(struct sl_making *making, struct finding *finding, struct sl_error *err)
{
    struct sl_picture_reason *reasons =
        SL_MAKING_ARRAY(making, finding->count, struct sl_picture_reason);
    struct sl_picture_tie *ties =
        SL_MAKING_ARRAY(making, making->picture.person_count, struct sl_picture_tie);
    size_t count = 0;
    if (reasons == NULL || ties == NULL) {
        return sl_fail_memory(err);
    }
    if (finding->count > 0) {
        qsort(finding->items, finding->count, sizeof *finding->items, compare_found);
    }
    for (size_t i = 0; i < finding->count; i++) {
        const struct found *found = &finding->items[i];
        reasons[i] = found->reason;
        if (i == 0 || found->person != found[-1].person) {
            ties[count++] = (struct sl_picture_tie){
                .person = found->person,
                .circle = SL_PICTURE_CIRCLE_COUNT,
                .reasons = &reasons[i],
            };
        }
        struct sl_picture_tie *last = &ties[count - 1];
        const enum sl_picture_circle circle = circle_of(&found->reason);
        last->circle = circle < last->circle ? circle : last->circle;
        last->stated = last->stated || found->reason.bond == SL_PICTURE_STATED;
        last->reason_count++;
    }
    qsort(ties, count, sizeof *ties, compare_ties);
    making->picture.ties = ties;
    making->picture.tie_count = count;
    return SL_OK;
}

enum sl_status sl_making_network(struct sl_making *making, struct sl_error *err)
{
    struct finding finding = { .items = NULL };
    SL_TRY(find_stated(making, &finding, err));
    SL_TRY(find_siblings(making, &finding, err));
    SL_TRY(find_shared(making, &finding, err));
    SL_TRY(find_events(making, &finding, err));
    return tie(making, &finding, err);
}
