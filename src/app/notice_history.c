/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_history.h"

#include <stdlib.h>

#include "base/date.h"
#include "record/say.h"

#define MICROSECONDS INT64_C(1000000)
#define TIME_BYTES   ((size_t)40)

/* What a system calls somebody or something. */
struct key {
    struct sl_str agency, system, text;
};

/* A key of one of the people of the picture. */
struct known_person {
    struct key key;
    uint32_t person;
};

/* Somebody's part in an event; or what it follows from. */
struct event_link {
    struct key event;
    enum sl_role role;
    struct sl_str other; /* a key of the same system */
};

/* A history under way. Arrays live in its arena and are sorted by their keys. */
struct making {
    const struct sl_picture *picture;
    struct sl_history *history;
    struct sl_error *err;
    struct known_person *people;
    struct event_link *links;
    size_t person_count, link_count;
};

static int compare_keys(const struct key *left, const struct key *right)
{
    int order = sl_str_compare(left->text, right->text);
    if (order == 0) {
        order = sl_str_compare(left->system, right->system);
    }
    return order != 0 ? order : sl_str_compare(left->agency, right->agency);
}

static int compare_people(const void *left_ptr, const void *right_ptr)
{
    const struct known_person *left = left_ptr, *right = right_ptr;
    return compare_keys(&left->key, &right->key);
}

static int compare_links(const void *left_ptr, const void *right_ptr)
{
    const struct event_link *left = left_ptr, *right = right_ptr;
    const int order = compare_keys(&left->event, &right->event);

    if (order != 0) {
        return order;
    }
    if (left->role != right->role) {
        return left->role < right->role ? -1 : 1;
    }
    return sl_str_compare(left->other, right->other);
}

static struct key key_of(const struct making *making, size_t record, struct sl_str text)
{
    const struct sl_picture_record *one = &making->picture->input->records[record];

    return (struct key){ one->agency, one->system, text };
}

/* The person of an identity; person_count when the picture has nobody of it. */
static size_t find_identity(const struct sl_picture *picture, struct sl_str identity)
{
    size_t i = 0;

    while (i < picture->person_count && !sl_str_equal(picture->persons[i].identity, identity)) {
        i++;
    }
    return i;
}

/* What systems call people: those whose identity is known, and those of whom nobody has said it. */
static enum sl_status gather_people(struct making *making)
{
    const struct sl_picture *picture = making->picture;
    const struct sl_picture_input *input = picture->input;
    struct known_person *people = sl_arena_alloc(
        making->history->arena, input->mention_count + picture->person_count, sizeof(*people)
    );

    if (people == NULL) {
        return sl_fail_memory(making->err);
    }
    making->people = people;
    for (size_t i = 0; i < input->mention_count; i++) {
        const struct sl_picture_mention *mention = &input->mentions[i];
        const size_t person = find_identity(picture, mention->identity);
        if (mention->identity.len > 0 && person < picture->person_count) {
            people[making->person_count++] = (struct known_person){
                {mention->agency, mention->system, mention->key},
                (uint32_t)person
            };
        }
    }
    for (size_t i = 0; i < picture->person_count; i++) {
        const struct sl_picture_person *person = &picture->persons[i];
        if (person->identity.len == 0) {
            people[making->person_count++] =
                (struct known_person){ key_of(making, person->record, person->key), (uint32_t)i };
        }
    }
    qsort(people, making->person_count, sizeof(*people), compare_people);
    return SL_OK;
}

static void add_link(struct making *making, size_t record, const struct sl_link *link)
{
    struct event_link *added = &making->links[making->link_count];

    if (link->role == SL_ROLE_FOLLOWS) {
        *added =
            (struct event_link){ key_of(making, record, link->from_key), link->role, link->to_key };
    } else if (sl_role_from(link->role) == SL_PERSON && sl_role_to(link->role) == SL_EVENT) {
        *added =
            (struct event_link){ key_of(making, record, link->to_key), link->role, link->from_key };
    } else {
        return;
    }
    making->link_count++;
}

/* All links at events, by the keys of these. */
static enum sl_status gather_links(struct making *making)
{
    const struct sl_picture_input *input = making->picture->input;
    size_t count = 0;

    for (size_t i = 0; i < input->record_count; i++) {
        count += input->records[i].facts->link_count;
    }
    making->links = sl_arena_alloc(making->history->arena, count, sizeof(*making->links));
    if (making->links == NULL) {
        return sl_fail_memory(making->err);
    }
    for (size_t i = 0; i < input->record_count; i++) {
        const struct sl_facts *facts = input->records[i].facts;
        for (size_t j = 0; j < facts->link_count; j++) {
            add_link(making, i, &facts->links[j]);
        }
    }
    qsort(making->links, making->link_count, sizeof(*making->links), compare_links);
    return SL_OK;
}

/* The first link at an event, or where it would stand. */
static size_t first_link(const struct making *making, const struct key *event)
{
    size_t low = 0, high = making->link_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_keys(&making->links[middle].event, event) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The agency's place among those of the picture. */
static uint32_t agency_of(const struct making *making, size_t record)
{
    const struct sl_picture_input *input = making->picture->input;
    size_t i = 0;

    while (i < input->agency_count &&
           !sl_str_equal(input->agencies[i], input->records[record].agency)) {
        i++;
    }
    return (uint32_t)i;
}

/* Something is known since the first of the records that say it word for word came. */
static struct sl_history_known
known_by(const struct making *making, const struct sl_picture_sources *sources)
{
    const struct sl_picture_record *records = making->picture->input->records;
    int64_t since = INT64_MAX;

    for (size_t i = 0; i < sources->count; i++) {
        const int64_t received = sl_history_first_instant(records[sources->records[i]].received);
        since = received < since ? received : since;
    }
    return (struct sl_history_known){ since, SL_HISTORY_STANDS };
}

static uint32_t number_of_record(const struct making *making, size_t record)
{
    return (uint32_t)(making->picture->event_count + record);
}

/* The number of the first event of a key; SL_HISTORY_NONE when the picture has none. */
static uint32_t find_event(const struct making *making, const struct key *key)
{
    const struct sl_picture *picture = making->picture;

    for (size_t i = 0; i < picture->event_count; i++) {
        const struct key one =
            key_of(making, picture->events[i].record, picture->events[i].entity->key);
        if (compare_keys(&one, key) == 0) {
            return (uint32_t)i;
        }
    }
    return SL_HISTORY_NONE;
}

/* Who somebody in an event is; NULL when the picture does not have them. */
static const struct known_person *find_person(const struct making *making, struct key key)
{
    const struct known_person wanted = { .key = key };

    return bsearch(&wanted, making->people, making->person_count, sizeof(wanted), compare_people);
}

/* What one link says of the event that was added last. */
static enum sl_status tell_link(const struct making *making, const struct event_link *link)
{
    struct sl_history *history = making->history;
    struct sl_history_event *event = &history->events[history->event_count - 1];
    const struct key other = { link->event.agency, link->event.system, link->other };

    if (link->role == SL_ROLE_FOLLOWS) {
        event->follows = find_event(making, &other);
        return SL_OK;
    }
    const struct known_person *known = find_person(making, other);
    if (known == NULL) {
        return SL_OK;
    }
    if (known->person != SL_HISTORY_CHILD) {
        const struct sl_history_part part = { known->person, link->role };
        return sl_history_part(history, part, making->err);
    }
    event->roles |= SL_HISTORY_BIT(link->role);
    return SL_OK;
}

/* All that is said of who was what in it, each once: several records may say the same. */
static enum sl_status tell_links(const struct making *making, const struct key *key)
{
    const struct event_link *before = NULL;

    for (size_t i = first_link(making, key); i < making->link_count; i++) {
        const struct event_link *link = &making->links[i];
        if (compare_keys(&link->event, key) != 0) {
            break;
        }
        if (before == NULL || compare_links(before, link) != 0) {
            SL_TRY(tell_link(making, link));
        }
        before = link;
    }
    return SL_OK;
}

static enum sl_status add_event(const struct making *making, size_t index)
{
    const struct sl_picture_event *told = &making->picture->events[index];
    const struct sl_entity *entity = told->entity;
    const struct key key = key_of(making, told->record, entity->key);
    const struct sl_history_event event = {
        .kind = (enum sl_event_kind)entity->kind,
        .start = entity->start,
        .end = entity->end,
        .known = known_by(making, &told->sources),
        .roles = SL_HISTORY_BIT(told->role),
        .agency = agency_of(making, told->record),
        .record = (uint32_t)index,
        .follows = SL_HISTORY_NONE,
        .place = told->place.value == NULL ? 0 : sl_node_id(SL_NODE_PLACE, told->place.value->text),
    };

    SL_TRY(sl_history_event(making->history, event, making->err));
    for (size_t i = 0; i < entity->value_count; i++) {
        const struct sl_fact_value *value = &told->facts->values[entity->first_value + i];
        const struct sl_history_value kept = { value->attribute, value->text };
        if (value->known == SL_KNOWN) {
            SL_TRY(sl_history_value(making->history, kept, making->err));
        }
    }
    return tell_links(making, &key);
}

static enum sl_status add_events(const struct making *making, size_t *ret_undated)
{
    const struct sl_picture *picture = making->picture;

    *ret_undated = 0;
    for (size_t i = 0; i < picture->event_count; i++) {
        if (picture->events[i].entity->start.precision == SL_PRECISION_NONE) {
            (*ret_undated)++;
        } else {
            SL_TRY(add_event(making, i));
        }
    }
    return SL_OK;
}

/* What agencies say of the child now, in the form by which a picture compares it. */
static enum sl_status add_details(const struct making *making)
{
    const struct sl_picture *picture = making->picture;

    for (size_t i = 0; i < picture->field_count; i++) {
        const struct sl_picture_field *field = &picture->fields[i];
        for (size_t j = 0; j < field->value_count; j++) {
            const struct sl_picture_value *value = &field->values[j];
            const struct sl_history_detail detail = {
                .attribute = field->attribute,
                .text = value->normal,
                .known = known_by(making, &value->sources),
                .agency = agency_of(making, value->record),
                .record = number_of_record(making, value->record),
            };
            if (value->current && value->known == SL_KNOWN && value->normal.len > 0) {
                SL_TRY(sl_history_detail(making->history, detail, making->err));
            }
        }
    }
    return SL_OK;
}

static enum sl_status add_ties(const struct making *making)
{
    const struct sl_picture *picture = making->picture;

    for (size_t i = 0; i < picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &picture->relations[i];
        const struct sl_picture_sources sources = { &relation->record, 1 };
        const struct sl_history_tie tie = {
            .from = (uint32_t)relation->from,
            .to = (uint32_t)relation->to,
            .role = relation->role,
            .start = relation->start,
            .end = relation->end,
            .known = known_by(making, &sources),
            .record = number_of_record(making, relation->record),
        };
        SL_TRY(sl_history_tie(making->history, tie, making->err));
    }
    return SL_OK;
}

enum sl_status sl_notice_history(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_history *ret_history,
    size_t *ret_undated,
    struct sl_error *err
)
{
    struct making making = { .picture = picture, .history = ret_history, .err = err };
    const struct sl_fact_value *born = picture->persons[0].birth_date.value;

    sl_history_init(ret_history, arena);
    if (born != NULL) {
        (void)sl_say_parse(born->text, &ret_history->born);
    }
    SL_TRY(gather_people(&making));
    SL_TRY(gather_links(&making));
    SL_TRY(add_events(&making, ret_undated));
    SL_TRY(add_details(&making));
    SL_TRY(add_ties(&making));
    sl_history_close(ret_history);
    return SL_OK;
}

struct sl_notice_proof sl_notice_proof(const struct sl_picture *picture, uint32_t record)
{
    const struct sl_picture_event *event =
        record < picture->event_count ? &picture->events[record] : NULL;

    return (struct sl_notice_proof){
        .event = event,
        .record = event != NULL ? event->record : record - picture->event_count,
    };
}

enum sl_status sl_notice_instant(int64_t now_us, int64_t *ret_instant, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    const int64_t seconds = now_us / MICROSECONDS;
    const int second = (int)(seconds % SL_DAY_SECONDS);
    struct sl_moment moment;

    sl_buf_init(&text, TIME_BYTES);
    sl_date_print(sl_date_from_days((int32_t)(seconds / SL_DAY_SECONDS)), &text);
    sl_buf_addf(&text, "T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60);
    SL_TRY(sl_buf_status(&text, err));
    SL_TRY(sl_moment_parse(sl_buf_str(&text), &moment, err));
    *ret_instant = sl_history_first_instant(moment);
    return SL_OK;
}
