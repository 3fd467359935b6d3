/* SPDX-License-Identifier: Apache-2.0 */
/*
 * world.h - what is on record about everybody, from which the history of each child is made.
 *
 * Statements are added as records make them, each with when it was known; who is who is added
 * beside them. Closing puts them in order. From then on the history of anybody, with the people,
 * things and events around them, is made in time that grows with what is around them and not with
 * the size of the whole.
 *
 * A mark stands for an entity of a source: sl_entity_hash of its key, which is never 0. Two
 * different keys that meet in one mark would be taken for one; of a hundred million keys that has a
 * chance of some 0.2 %.
 */
#ifndef SL_NOTICE_WORLD_H
#define SL_NOTICE_WORLD_H

#include "notice/history.h"
#include "notice/raised.h"

/* A phone or address of more people ties nobody: it is a school's, or a children's home. */
#define SL_WORLD_CROWD_LIMIT 24u
/* People around a child who are looked at, the first that are met. */
#define SL_WORLD_AROUND_LIMIT 200u
/* Events of one person around a child that are looked at, the first that were recorded. */
#define SL_WORLD_EVENT_LIMIT 400u

/* Whatever happened, as one record describes it. */
struct sl_world_event {
    int64_t mark, record;
    struct sl_history_known known;
    struct sl_moment start, end; /* start is known */
    enum sl_event_kind kind;
    uint32_t agency;
    uint32_t first_value, value_count;
};

/* "from ROLE to", of any classes. */
struct sl_world_link {
    int64_t from, to, record; /* marks */
    struct sl_history_known known;
    struct sl_moment start, end;
    enum sl_role role;
};

/* That an entity - a person, an object, a location - has a node (record/node.h). */
struct sl_world_node {
    int64_t entity, node, record; /* mark, sl_node_id */
    struct sl_history_known known;
    enum sl_node_kind kind;
};

/* A person of a source: who it is, or when born. */
struct sl_world_name {
    int64_t mark, identity;
};
struct sl_world_birth {
    int64_t mark, record;
    struct sl_moment born;
};

struct sl_world_index;

/*
 * Invariants: after closing, persons with an identity stand first, by identity; then those of whom
 * nobody has said who they are. What is made of a world does not depend on the order in which
 * statements were added, but for those of one record.
 */
struct sl_world {
    struct sl_arena texts; /* of values */
    struct sl_world_event *events;
    struct sl_history_value *values;
    struct sl_world_link *links;
    struct sl_world_node *nodes;
    struct sl_world_name *names;
    struct sl_world_birth *births;
    size_t event_count, value_count, link_count, node_count, name_count, birth_count;
    size_t event_room, value_room, link_room, node_room, name_room, birth_room;
    struct sl_history_person *persons; /* set by closing, as is the index */
    size_t person_count, named_count;
    struct sl_world_index *index;
};

/* Begin with nothing, which allocates nothing; give everything back; forget, but keep memory. */
void sl_world_init(struct sl_world *world);
void sl_world_finish(struct sl_world *world);
void sl_world_clear(struct sl_world *world);

/*
 * Add a statement. Values belong to the event that was added last; their texts are copied.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_world_event(struct sl_world *world, struct sl_world_event event, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_world_value(struct sl_world *world, struct sl_history_value value, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_world_link(struct sl_world *world, struct sl_world_link link, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_world_node(struct sl_world *world, struct sl_world_node node, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_world_name(struct sl_world *world, struct sl_world_name name, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_world_birth(struct sl_world *world, struct sl_world_birth birth, struct sl_error *err);

/* Add all statements of another one, which is not closed. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_world_join(struct sl_world *world, const struct sl_world *other, struct sl_error *err);

/* Put everything in order; nothing is added after it. Errors: SL_NO_MEMORY. Time: n log n. */
SL_NODISCARD enum sl_status sl_world_close(struct sl_world *world, struct sl_error *err);

/* Forget order and index, and keep the statements: more can be added, and it can be closed again.
 */
void sl_world_reopen(struct sl_world *world);

/* The number of an identity among the persons; named_count when it has none. */
size_t sl_world_find(const struct sl_world *world, int64_t identity);

/* The number of the person of a mark; SIZE_MAX when it is nobody's. */
size_t sl_world_person(const struct sl_world *world, int64_t mark);

/* Does a record, as a statement of it says, name a mark? Time: log n of statements. */
bool sl_world_names(const struct sl_world *world, int64_t record, int64_t mark);

/* What of it a history is to have. */
struct sl_world_asked {
    size_t person;   /* number of the child */
    int64_t as_of;   /* only what was known at this instant; INT64_MAX: all that ever was */
    uint64_t around; /* kinds of event that people around are looked at for */
    uint64_t things; /* kinds of node that people are tied by, beside the home */
};

/*
 * The history of a person, closed. Numbers of records are those of sl_world_proof. Beside what
 * records say of ties, whoever has the same home is tied as household, and who has a parent in
 * common as sibling: both with the record that says it of the other.
 *
 *   arena  takes the history
 *
 * Errors: SL_NO_MEMORY. Threads: any number at a time, each with an arena of its own.
 */
SL_NODISCARD enum sl_status sl_world_history(
    const struct sl_world *world,
    const struct sl_world_asked *asked,
    struct sl_arena *arena,
    struct sl_history *ret_history,
    struct sl_error *err
);

/* What proves a statement of such a history. */
struct sl_raised_proof sl_world_proof(const struct sl_world *world, uint32_t record);

#endif
