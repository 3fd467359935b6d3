/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fact.h - what one source record says, in the nouns that all agencies share.
 *
 * Police people call them POLE: persons, objects, locations and events. An entity has a key by
 * which other records of the same system refer to it, values, and links to other entities: a
 * person is the subject of an event, the mother of a person, uses an object, lives at a location.
 * A source record of any format becomes facts when it is read; facts are never stored, so they
 * cannot differ from what the agency sent.
 *
 * Three ways of not knowing are three values (sl_known): not recorded, refused, not yet asked. A
 * value that a source does not have a place for is not there at all.
 *
 * Source of the model: NPCC POLE Data Standards Catalogue (the four kinds of entity); the kinds of
 * event and role are those of the statutory returns and of police and NHS records (domain terms of
 * Working Together to Safeguard Children 2023).
 */
#ifndef SL_RECORD_FACT_H
#define SL_RECORD_FACT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "record/moment.h"
#include "record/term.h"

/* Why there is a text, or none. */
enum sl_known {
    SL_KNOWN,        /* the text says it */
    SL_NOT_RECORDED, /* the source has a place for it, and it is empty */
    SL_REFUSED,      /* the person was asked, and did not say */
    SL_NOT_ASKED,    /* the source says that nobody has asked yet */
    SL_WITHDRAWN,    /* the source has asked for it to be removed */
};

struct sl_fact_value {
    enum sl_attribute attribute;
    enum sl_known known;
    struct sl_str text; /* as the agency wrote it, blanks at the ends removed; codes stay codes */
    struct sl_moment from, until; /* when it holds, where the source says */
};

/* A person, object, location or event as one source record has it. */
struct sl_entity {
    enum sl_entity_class class;
    unsigned kind;     /* enum sl_event_kind, sl_object_kind or sl_location_kind; 0 for a person */
    struct sl_str key; /* within the agency's system; never empty */
    struct sl_moment start, end; /* of an event: end is unknown while it goes on, or is no span */
    size_t first_value, value_count; /* in facts->values */
};

/* from_key ROLE to_key: "the person is the subject of the event". */
struct sl_link {
    struct sl_str from_key, to_key;
    enum sl_role role;
    struct sl_moment start, end; /* when it holds, where the source says */
};

/*
 * Entities that the record describes stand in the order in which it has them. A key only referred
 * to by a link belongs to another record of the same system.
 * Invariants: the values of one entity stand together, in the order they were added; no key is
 * empty. Pointers into the arrays are good until something is added.
 */
struct sl_facts {
    struct sl_arena *arena;   /* borrowed: everything below lives there */
    struct sl_moment changed; /* when the agency last changed the record, where the record says */
    struct sl_entity *entities;
    struct sl_fact_value *values;
    struct sl_link *links;
    size_t entity_count, value_count, link_count;
    size_t entity_room, value_room, link_room;
};

/*
 * Begin with nothing, which allocates nothing. Texts given to the functions below are not copied
 * and must live as long as the facts. To use the arena for another record, reset it and begin anew.
 */
void sl_facts_init(struct sl_facts *facts, struct sl_arena *arena);

/*
 * Begin another entity; values that are added belong to it. Its first_value and value_count need
 * not be set. Errors: SL_INVALID when its key is empty; SL_NO_MEMORY (arena full).
 */
SL_NODISCARD enum sl_status
sl_facts_entity(struct sl_facts *facts, struct sl_entity entity, struct sl_error *err);

/*
 * Add a value to the last entity, of which there must be one; blanks at the ends of its text are
 * removed. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_facts_value(struct sl_facts *facts, struct sl_fact_value value, struct sl_error *err);

/* Add a known value, or SL_NOT_RECORDED when the text is blank. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_facts_text(
    struct sl_facts *facts, enum sl_attribute attribute, struct sl_str text, struct sl_error *err
);

/* Add a link, in any order. Errors: SL_INVALID when a key is empty; SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_facts_link(struct sl_facts *facts, struct sl_link link, struct sl_error *err);

/* The first value of an attribute that an entity has; NULL when it has none. */
const struct sl_fact_value *sl_facts_find(
    const struct sl_facts *facts, const struct sl_entity *entity, enum sl_attribute attribute
);

#endif
