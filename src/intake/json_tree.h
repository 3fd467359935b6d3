/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_tree.h - a JSON record as a tree, for formats whose members must be known before others
 * can be read.
 *
 * Of a member that stands twice in an object, the first is found.
 */
#ifndef SL_INTAKE_JSON_TREE_H
#define SL_INTAKE_JSON_TREE_H

#include "base/json.h"
#include "intake/format_impl.h"

/* Values of one record; more reject it. */
#define SL_JSON_NODE_LIMIT 100000u

/* Texts lie in the record or in the arena. */
struct sl_json_node {
    enum sl_json_kind kind; /* no end of anything */
    struct sl_str name;     /* of the member that it is; else empty */
    struct sl_str text;     /* of a text, or of a number as it is written */
    struct sl_json_node *first, *last, *next;
    size_t at; /* byte of the record where it begins */
};

/*
 * Parse the body of a record, which must be an object. On a failure its place is in the reading.
 *
 * Errors: SL_INVALID, SL_LIMIT, SL_NO_MEMORY.
 * Memory: the tree lives in the arena of the reading's facts.
 */
SL_NODISCARD enum sl_status
sl_json_tree_read(struct sl_reading *reading, struct sl_json_node **ret_root, struct sl_error *err);

/* The member with a name; NULL when there is none, it is null, or node is NULL or no object. */
const struct sl_json_node *sl_json_find(const struct sl_json_node *node, struct sl_str name);

/* What a text, number or truth value says, without blanks at its ends; else nothing. */
struct sl_str sl_json_text_of(const struct sl_json_node *node);

/* The same of the member with a name. */
struct sl_str sl_json_member_text(const struct sl_json_node *node, struct sl_str name);

/* Is it there, and true? */
bool sl_json_is_true(const struct sl_json_node *node);

/* Is it an object that can be read further: neither missing nor of another kind? */
bool sl_json_is_object(const struct sl_json_node *node);

/*
 * The first item of the list that the member with a name is; NULL when it is missing or empty.
 * Errors: SL_INVALID when it is no list, with its place in the reading.
 */
SL_NODISCARD enum sl_status sl_json_list(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    struct sl_str name,
    const struct sl_json_node **ret_first,
    struct sl_error *err
);

/* Say in the reading that the fault is in this node. */
void sl_json_fault_at(struct sl_reading *reading, const struct sl_json_node *node);

/*
 * The node must be of this kind, or missing (NULL): "a list is wanted, not a number".
 * Errors: SL_INVALID, with its place in the reading.
 */
SL_NODISCARD enum sl_status sl_json_node_want(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    enum sl_json_kind kind,
    struct sl_error *err
);

/*
 * The moment that a text states; not known when it is missing or empty.
 * Errors: SL_INVALID, with its place in the reading.
 */
SL_NODISCARD enum sl_status sl_json_moment_of(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    struct sl_moment *ret_moment,
    struct sl_error *err
);

#endif
