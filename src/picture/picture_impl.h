/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_impl.h - what the parts of a picture are made with; for this folder only.
 *
 * First all records are indexed, in the order of their ids: each entity key of a system is a node,
 * with the entities that describe it, the links at it and, when it is a person, who it is. Each
 * part is then made from the index and from the parts before it.
 */
#ifndef SL_PICTURE_PICTURE_IMPL_H
#define SL_PICTURE_PICTURE_IMPL_H

#include <stdint.h>

#include "picture/picture.h"

/* A key of a system. */
struct sl_node {
    struct sl_str agency, system, key;
    size_t first_entity; /* that describes it, in entities; NONE when none does */
    size_t last_entity;
    size_t person; /* NONE when it is not a person */
};

/* An entity of a record. */
struct sl_node_entity {
    const struct sl_entity *entity;
    size_t record;
    size_t next; /* of the same node, from a record with a higher id; or NONE */
};

struct sl_node_link {
    size_t from, to; /* nodes */
    enum sl_role role;
    size_t record;
    struct sl_moment start, end;
};

/*
 * A picture that is being made. Arrays live in the arena; scratch is the buffer for normal forms,
 * words one more for what a form is made of.
 * Invariant: links and entities are in the order of the ids of their records.
 */
struct sl_making {
    const struct sl_picture_input *input;
    struct sl_fold *fold;
    struct sl_arena *arena;
    struct sl_buf scratch, words;
    struct sl_picture picture;
    struct sl_node *nodes;
    size_t *slots; /* of a hash table: a node and 1; 0 is empty */
    struct sl_node_entity *entities;
    struct sl_node_link *links;
    struct sl_picture_person *persons; /* as in picture, which cannot write */
    struct sl_picture_event *events;   /* the same */
    size_t *event_nodes;               /* of picture.events */
    size_t node_count, slot_count, entity_count, link_count;
};

/* An array in the arena, not set; NULL when there is no room. A count of 0 is fine. */
#define SL_MAKING_ARRAY(making, count, type) \
    ((type *)sl_arena_alloc((making)->arena, (count), sizeof(type)))

/* When a record was changed; when it came, if it does not say. */
struct sl_moment sl_making_dated(const struct sl_making *making, size_t record);

/*
 * Order of two records for showing: negative when the left one was dated later, or at the same time
 * and has the higher id.
 */
int sl_making_latest_first(const struct sl_making *making, size_t left, size_t right);

/* The same source? Agency and system. */
bool sl_making_same_source(const struct sl_making *making, size_t left, size_t right);

/*
 * The normal form of a text of an attribute, in the arena; empty when it says nothing.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_making_normal(
    struct sl_making *making,
    enum sl_attribute attribute,
    struct sl_str text,
    struct sl_str *ret_normal,
    struct sl_error *err
);

/* The first value of an attribute that says something; NULL when there is none. */
const struct sl_fact_value *sl_making_find(
    const struct sl_making *making,
    const struct sl_node_entity *described,
    enum sl_attribute attribute
);

/* The parts, in the order in which they are made. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_making_index(struct sl_making *making, struct sl_error *err);
SL_NODISCARD enum sl_status sl_making_who(struct sl_making *making, struct sl_error *err);
SL_NODISCARD enum sl_status sl_making_events(struct sl_making *making, struct sl_error *err);
SL_NODISCARD enum sl_status sl_making_words(struct sl_making *making, struct sl_error *err);
SL_NODISCARD enum sl_status sl_making_network(struct sl_making *making, struct sl_error *err);
SL_NODISCARD enum sl_status sl_making_gaps(struct sl_making *making, struct sl_error *err);
SL_NODISCARD enum sl_status sl_making_holders(struct sl_making *making, struct sl_error *err);

#endif
