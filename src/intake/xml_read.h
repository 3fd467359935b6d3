/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_read.h - one element as a tree of names and texts, parsed by libxml2.
 *
 * Without network, files, entities or a document type. Attributes and namespaces are not given:
 * the statutory returns have none.
 */
#ifndef SL_INTAKE_XML_READ_H
#define SL_INTAKE_XML_READ_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* How deep elements may stand in each other, and how many there may be. */
#define SL_XML_DEPTH_LIMIT 32u
#define SL_XML_NODE_LIMIT  50000u

struct sl_xml_node {
    struct sl_str name;
    struct sl_str text; /* of its own, of all pieces; without blanks at the ends */
    struct sl_xml_node *first, *last, *next, *parent;
    size_t line; /* of the text, from 0 */
};

/*
 * Parse an element.
 *
 *   arena     takes the tree and its texts
 *   ret_line  on SL_INVALID: lines in front of the fault
 *
 * Errors: SL_INVALID, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_xml_read(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_xml_node **ret_root,
    size_t *ret_line,
    struct sl_error *err
);

/* The first child with a name; NULL when there is none, or no node. */
const struct sl_xml_node *sl_xml_find(const struct sl_xml_node *node, struct sl_str name);

#endif
