/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trace.h - what one record leaves in the people index.
 *
 * Everything here is a function of the record alone, so a record that is superseded or withdrawn
 * is taken out of the index by tracing it once more.
 */
#ifndef SL_IDENTITY_TRACE_H
#define SL_IDENTITY_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "identity/said.h"
#include "record/entity_key.h"
#include "record/fact.h"
#include "record/fold.h"
#include "record/node.h"

#define SL_TRACE_NONE SIZE_MAX

/* A key that the record has, or that a link of it refers to; each once. */
struct sl_trace_entity {
    struct sl_str key;
    int64_t hash;   /* sl_entity_hash */
    unsigned marks; /* of enum sl_entity_mark */
    int64_t place;  /* of a person: how many other persons stand before it; else 0 */
    size_t said;    /* the first that is said of the person, or SL_TRACE_NONE */
    size_t last_said;
    bool is_adoption; /* an event with which care ceased by adoption */
};

struct sl_trace_said {
    struct sl_said said;
    size_t next; /* of the same person, or SL_TRACE_NONE */
};

/* A node, by the place of its entity among the entities. */
struct sl_trace_node {
    int64_t id;
    enum sl_node_kind kind;
    struct sl_str form;
    size_t entity;
};

/* "from ROLE to" between persons, by their places among the entities. */
struct sl_trace_relation {
    size_t from, to;
    enum sl_role role;
};

/* All in the arena; zeroed says nothing. Entities stand in the order in which they are first met.
 */
struct sl_trace {
    struct sl_trace_entity *entities;
    struct sl_trace_said *said;
    struct sl_trace_node *nodes;
    struct sl_trace_relation *relations;
    size_t entity_count, said_count, node_count, relation_count;
    size_t entity_room, said_room, node_room, relation_room;
    int64_t person_count;
};

/* What tracing needs; `scratch` and `form` are changed. All is borrowed. */
struct sl_tracer {
    struct sl_fold *fold; /* one per thread */
    struct sl_buf *form, *scratch;
    struct sl_arena *arena; /* of the trace */
};

/*
 * Trace a record.
 *
 *   source      of the record
 *   ret_trace   texts lie in the arena, in the facts or for ever
 *
 * Persons adopted: a subject of an event that ends a placement or legal status with a code of
 * adoption (SSDA903: E11, E12), or closes a referral so (children in need: RC1), or that counts the
 * adopters (SSDA903, AD1: children who were adopted). A placement order or a placement for adoption
 * is none: until the adoption order the child is who they were. Source: the lists
 * SL_CODES_EPISODE_CEASED and SL_CODES_CLOSURE of record/code_list.h.
 *
 * Errors: SL_LIMIT when more than SL_MENTION_PER_RECORD persons are named, or a buffer is full;
 * SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_trace_make(
    const struct sl_tracer *tracer,
    const struct sl_facts *facts,
    int64_t source,
    struct sl_trace *ret_trace,
    struct sl_error *err
);

/*
 * Tell only what a record says of one person, as sl_trace_make does. Errors: those of told.
 */
SL_NODISCARD enum sl_status sl_trace_person(
    const struct sl_facts *facts,
    struct sl_str key,
    sl_said_told_fn *told,
    void *context,
    struct sl_error *err
);

#endif
