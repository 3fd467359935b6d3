/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "picture/picture_impl.h"

/* Words while they are gathered. */
struct heard {
    struct sl_picture_words words;
    struct sl_moment when;
    int64_t id;
};

/* All that were gathered; there is room for them. */
struct hearing {
    struct heard *items;
    size_t count;
};

/* Latest first; words of no known time come last. */
static int compare_heard(const void *left, const void *right)
{
    const struct heard *one = left;
    const struct heard *other = right;
    const int when = sl_moment_compare(other->when, one->when);
    if (when != 0) {
        return when;
    }
    if (one->id != other->id) {
        return one->id > other->id ? -1 : 1;
    }
    return (one->words.value > other->words.value) - (one->words.value < other->words.value);
}

/* Is the event about a person who has this role, so that words in it can be theirs? */
static bool is_about(enum sl_role role)
{
    return role == SL_ROLE_SUBJECT || role == SL_ROLE_VICTIM || role == SL_ROLE_SUSPECT ||
           role == SL_ROLE_WITNESS;
}

/* Of each event: is it also about somebody who is not this child? */
static enum sl_status find_shared(struct sl_making *making, bool *shared, struct sl_error *err)
{
    bool *others = SL_MAKING_ARRAY(making, making->node_count, bool);
    if (others == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < making->node_count; i++) {
        others[i] = false;
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if (is_about(link->role) && link->role != SL_ROLE_SUSPECT &&
            making->nodes[link->from].person != 0) {
            others[link->to] = true;
        }
    }
    for (size_t i = 0; i < making->picture.event_count; i++) {
        shared[i] = others[making->event_nodes[i]];
    }
    return SL_OK;
}

/* Take the words out of the values of an entity. */
static void hear(
    const struct sl_making *making,
    const struct sl_node_entity *described,
    struct heard from,
    struct hearing *hearing
)
{
    const struct sl_facts *facts = making->input->records[described->record].facts;
    for (size_t i = 0; i < described->entity->value_count; i++) {
        const struct sl_fact_value *value = &facts->values[described->entity->first_value + i];
        if (value->attribute == SL_ATTRIBUTE_CHILD_WORDS && value->known == SL_KNOWN) {
            struct heard *heard = &hearing->items[hearing->count++];
            *heard = from;
            heard->words.value = value;
            heard->words.record = described->record;
            heard->id = making->input->records[described->record].id;
        }
    }
}

static void gather(const struct sl_making *making, const bool *shared, struct hearing *hearing)
{
    for (size_t i = 0; i < making->picture.event_count; i++) {
        const struct sl_picture_event *event = &making->events[i];
        if (is_about(event->role)) {
            const struct heard from = {
                .words = {.event = i, .shared = shared[i]},
                  .when = event->entity->start
            };
            const struct sl_node_entity described = { event->entity, event->record, 0 };
            hear(making, &described, from, hearing);
        }
    }
    for (size_t i = 0; i < making->node_count; i++) {
        const struct sl_node *node = &making->nodes[i];
        size_t at =
            node->person == 0 && node->agency.len > 0 ? node->first_entity : SL_PICTURE_NONE;
        for (; at != SL_PICTURE_NONE; at = making->entities[at].next) {
            const struct heard from = {
                .words = { .event = SL_PICTURE_NONE },
                .when = sl_making_dated(making, making->entities[at].record),
            };
            hear(making, &making->entities[at], from, hearing);
        }
    }
}

/* Words of one source and one time, the same to the letter: one statement, however often told. */
static bool
is_repeat(const struct sl_making *making, const struct heard *one, const struct heard *other)
{
    return sl_moment_compare(one->when, other->when) == 0 &&
           one->words.shared == other->words.shared &&
           sl_str_equal(one->words.value->text, other->words.value->text) &&
           sl_making_same_source(making, one->words.record, other->words.record);
}

/* The words, each once, with the records that have them; there is room for all. */
static size_t fold_repeats(
    const struct sl_making *making,
    const struct hearing *hearing,
    struct sl_picture_words *words,
    size_t *records
)
{
    size_t count = 0;
    size_t used = 0;
    for (size_t i = 0; i < hearing->count; i++) {
        /* They stand in the order of their times. */
        bool is_known = false;
        for (size_t j = i;
             j-- > 0 && !is_known &&
             sl_moment_compare(hearing->items[i].when, hearing->items[j].when) == 0;) {
            is_known = is_repeat(making, &hearing->items[j], &hearing->items[i]);
        }
        if (is_known) {
            continue;
        }
        words[count] = hearing->items[i].words;
        words[count].sources = (struct sl_picture_sources){ &records[used], 0 };
        for (size_t j = i; j < hearing->count; j++) {
            if (is_repeat(making, &hearing->items[i], &hearing->items[j])) {
                records[used++] = hearing->items[j].words.record;
                words[count].sources.count++;
            }
        }
        count++;
    }
    return count;
}

enum sl_status sl_making_words(struct sl_making *making, struct sl_error *err)
{
    size_t room = 0;
    for (size_t i = 0; i < making->entity_count; i++) {
        room += making->entities[i].entity->value_count;
    }
    bool *shared = SL_MAKING_ARRAY(making, making->picture.event_count, bool);
    struct hearing hearing = { .items = SL_MAKING_ARRAY(making, room, struct heard) };
    if (shared == NULL || hearing.items == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(find_shared(making, shared, err));
    gather(making, shared, &hearing);
    if (hearing.count > 0) {
        qsort(hearing.items, hearing.count, sizeof *hearing.items, compare_heard);
    }
    struct sl_picture_words *words =
        SL_MAKING_ARRAY(making, hearing.count, struct sl_picture_words);
    size_t *records = SL_MAKING_ARRAY(making, hearing.count, size_t);
    if (words == NULL || records == NULL) {
        return sl_fail_memory(err);
    }
    making->picture.words = words;
    making->picture.word_count = fold_repeats(making, &hearing, words, records);
    return SL_OK;
}
