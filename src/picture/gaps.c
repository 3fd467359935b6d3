/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/normal.h"
#include "picture/picture_impl.h"

/* Gaps under way; there is room for all that there can be. */
struct gaps {
    struct sl_picture_gap *items;
    size_t count;
};

static struct sl_picture_gap *add(struct gaps *gaps, enum sl_picture_gap_kind kind)
{
    gaps->items[gaps->count] = (struct sl_picture_gap){
        .kind = kind,
        .attribute = SL_ATTRIBUTE_TABLE_COUNT,
        .known = SL_NOT_RECORDED,
        .event = SL_PICTURE_NONE,
        .record = SL_PICTURE_NONE,
    };
    return &gaps->items[gaps->count++];
}

/* Does a field that is there say what another has no value for? Systems have one of the two. */
static bool is_said_otherwise(const struct sl_picture *picture, enum sl_attribute attribute)
{
    for (size_t i = 0; attribute == SL_ATTRIBUTE_SEX && i < picture->field_count; i++) {
        if (picture->fields[i].attribute == SL_ATTRIBUTE_GENDER) {
            return picture->fields[i].known == SL_KNOWN;
        }
    }
    return false;
}

/*
 * Fields that every child's records should have, for which there is no value, and then those on
 * which agencies disagree.
 */
static void find_fields(const struct sl_making *making, struct gaps *gaps)
{
    const struct sl_picture *picture = &making->picture;
    for (size_t i = 0; i < picture->field_count; i++) {
        const struct sl_picture_field *field = &picture->fields[i];
        if (field->known != SL_KNOWN && sl_picture_is_expected(field->attribute) &&
            !is_said_otherwise(picture, field->attribute)) {
            struct sl_picture_gap *gap = add(gaps, SL_PICTURE_NO_FIELD);
            gap->attribute = field->attribute;
            gap->known = field->known;
        }
    }
    for (size_t i = 0; i < picture->field_count; i++) {
        if (picture->fields[i].agreement == SL_PICTURE_DIFFERS) {
            add(gaps, SL_PICTURE_UNRESOLVED)->attribute = picture->fields[i].attribute;
        }
    }
}

/*
 * Agencies that have said nothing of the child: neither as a mention nor in an event. To a reader
 * who may not see everything, this would be a wrong answer: theirs are told one by one.
 */
static void find_agencies(const struct sl_making *making, struct gaps *gaps)
{
    const bool is_all_seen = making->input->answer_count == 0;
    for (size_t i = 0; is_all_seen && i < making->input->agency_count; i++) {
        const struct sl_str agency = making->input->agencies[i];
        bool is_there = false;
        for (size_t j = 0; j < making->node_count && !is_there; j++) {
            is_there =
                making->nodes[j].person == 0 && sl_str_equal(making->nodes[j].agency, agency);
        }
        if (!is_there) {
            add(gaps, SL_PICTURE_NO_AGENCY)->text = agency;
        }
    }
}

/* The first of those that may be the same event. */
static size_t leader_of(const struct sl_picture *picture, size_t event)
{
    return picture->events[event].same_as == SL_PICTURE_NONE ? event
                                                             : picture->events[event].same_as;
}

/*
 * Was there a return home interview about this missing episode, whoever has told of it? One that
 * says that it follows from it; or one that says nothing of the kind, after it and before the next.
 */
static bool has_interview(const struct sl_making *making, size_t missing, int32_t next_day)
{
    const struct sl_picture *picture = &making->picture;
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if (link->role != SL_ROLE_FOLLOWS) {
            continue;
        }
        for (size_t j = missing; j < picture->event_count; j++) {
            const size_t at = making->nodes[link->from].first_entity;
            if (leader_of(picture, j) == missing && making->event_nodes[j] == link->to &&
                at != SL_PICTURE_NONE && making->entities[at].entity->class == SL_EVENT &&
                making->entities[at].entity->kind == SL_EVENT_RETURN_INTERVIEW) {
                return true;
            }
        }
    }
    const struct sl_entity *episode = picture->events[missing].entity;
    for (size_t i = 0; i < picture->event_count; i++) {
        const struct sl_entity *event = picture->events[i].entity;
        if (event->kind == SL_EVENT_RETURN_INTERVIEW &&
            event->start.precision != SL_PRECISION_NONE &&
            sl_moment_last_day(event->start) >= episode->start.day && event->start.day < next_day) {
            return true;
        }
    }
    return false;
}

static void find_interviews(const struct sl_making *making, struct gaps *gaps)
{
    const struct sl_picture *picture = &making->picture;
    int32_t next_day = INT32_MAX;
    const size_t first = gaps->count;
    for (size_t i = picture->event_count; i-- > 0;) {
        const struct sl_picture_event *event = &picture->events[i];
        if (event->entity->kind != SL_EVENT_MISSING || event->same_as != SL_PICTURE_NONE) {
            continue;
        }
        if (!event->current && !has_interview(making, i, next_day)) {
            struct sl_picture_gap *gap = add(gaps, SL_PICTURE_NO_INTERVIEW);
            gap->event = i;
            gap->record = event->record;
        }
        next_day = event->entity->start.precision == SL_PRECISION_NONE ? next_day
                                                                       : event->entity->start.day;
    }
    /* Found from the last to the first; shown the other way round. */
    for (size_t low = first, high = gaps->count; low + 1 < high; low++) {
        const struct sl_picture_gap swapped = gaps->items[low];
        gaps->items[low] = gaps->items[--high];
        gaps->items[high] = swapped;
    }
}

/* Has anybody said what became of a referral? */
static bool has_answer(const struct sl_making *making, const struct sl_picture_event *event)
{
    const struct sl_node_entity described = { event->entity, event->record, SL_PICTURE_NONE };
    return event->followed || event->entity->end.precision != SL_PRECISION_NONE ||
           sl_making_find(making, &described, SL_ATTRIBUTE_OUTCOME) != NULL ||
           sl_making_find(making, &described, SL_ATTRIBUTE_REASON) != NULL;
}

static void find_answers(const struct sl_making *making, struct gaps *gaps)
{
    const struct sl_picture *picture = &making->picture;
    for (size_t i = 0; i < picture->event_count; i++) {
        if (picture->events[i].entity->kind != SL_EVENT_REFERRAL ||
            picture->events[i].same_as != SL_PICTURE_NONE) {
            continue;
        }
        bool is_answered = false;
        for (size_t j = i; j < picture->event_count && !is_answered; j++) {
            is_answered = leader_of(picture, j) == i && has_answer(making, &picture->events[j]);
        }
        if (!is_answered) {
            struct sl_picture_gap *gap = add(gaps, SL_PICTURE_NO_ANSWER);
            gap->event = i;
            gap->record = picture->events[i].record;
        }
    }
}

/* Events of the child that only a link knows. */
static void find_unsent(const struct sl_making *making, struct gaps *gaps)
{
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if (sl_role_to(link->role) == SL_EVENT && making->nodes[link->from].person == 0 &&
            making->nodes[link->to].first_entity == SL_PICTURE_NONE) {
            struct sl_picture_gap *gap = add(gaps, SL_PICTURE_NO_EVENT);
            gap->text = making->nodes[link->to].key;
            gap->record = link->record;
        }
    }
}

enum sl_status sl_making_gaps(struct sl_making *making, struct sl_error *err)
{
    const struct sl_picture *picture = &making->picture;
    struct gaps gaps = {
        .items = SL_MAKING_ARRAY(
            making,
            2 * picture->field_count + making->input->agency_count + picture->event_count +
                making->link_count,
            struct sl_picture_gap
        ),
    };
    if (gaps.items == NULL) {
        return sl_fail_memory(err);
    }
    find_fields(making, &gaps);
    find_agencies(making, &gaps);
    find_interviews(making, &gaps);
    find_answers(making, &gaps);
    find_unsent(making, &gaps);
    making->picture.gaps = gaps.items;
    making->picture.gap_count = gaps.count;
    return SL_OK;
}
