/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml.h - documents that people write by hand, as a small strict part of YAML.
 *
 * Source:  YAML 1.1 as libyaml reads it.
 * Differs: one document of maps, lists and texts, and nothing that makes a document say another
 *          thing than it seems to say: no anchors and aliases, no tags, no directives, no member
 *          that stands twice, no map or list as the name of a member. "no", "1.0" and "null" are
 *          texts; what a text means is for its reader to say.
 *
 * Every node keeps its line and column, so that whoever reads a document can say where it is wrong.
 */
#ifndef SL_BASE_YAML_H
#define SL_BASE_YAML_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* The longest document, the deepest nesting, the most members of a map or items of a list. */
#define SL_YAML_LIMIT_BYTES  ((size_t)256 << 10)
#define SL_YAML_DEPTH_LIMIT  16u
#define SL_YAML_MEMBER_LIMIT 1024u

/* The most members that a schema can have. */
#define SL_YAML_SCHEMA_LIMIT 32u

enum sl_yaml_kind { SL_YAML_TEXT, SL_YAML_LIST, SL_YAML_MAP };

/* Lines and columns (code points) count from 1. Plain memory in the arena of the parse. */
struct sl_yaml_node {
    enum sl_yaml_kind kind;
    unsigned line, column;
    struct sl_str name; /* of a member of a map; else empty */
    unsigned name_line, name_column;
    struct sl_str text;               /* of a text, without its quotes; may be empty */
    const struct sl_yaml_node *first; /* of the members of a map or the items of a list */
    const struct sl_yaml_node *next;  /* the next one of the same map or list */
    size_t count;                     /* members or items */
};

/* What a map may hold: a table of these, in any order. */
struct sl_yaml_rule {
    const char *name;
    enum sl_yaml_kind kind;
    bool required;
};

/*
 * Read a document.
 *
 *   text      UTF-8; not kept
 *   arena     takes the nodes and copies of their texts
 *   ret_root  of whatever kind the document is
 *
 * Errors: SL_INVALID with line and column in the detail; SL_LIMIT for one that is longer, deeper or
 * wider than the limits above; SL_NO_MEMORY, also when the arena is full.
 */
SL_NODISCARD enum sl_status sl_yaml_parse(
    struct sl_str text,
    struct sl_arena *arena,
    const struct sl_yaml_node **ret_root,
    struct sl_error *err
);

/*
 * See that a node is a map with the members that a schema names, each of its kind, the required
 * ones all there, and no other.
 *
 *   rules      rule_count of them, at most SL_YAML_SCHEMA_LIMIT
 *   ret_nodes  rule_count of them, by rule: the member, or NULL when it is not there
 *
 * Errors: SL_INVALID with line and column; the hint names the members that may stand here.
 */
SL_NODISCARD enum sl_status sl_yaml_members(
    const struct sl_yaml_node *node,
    const struct sl_yaml_rule *rules,
    size_t rule_count,
    const struct sl_yaml_node **ret_nodes,
    struct sl_error *err
);

/* See that a node is of a kind. Errors: SL_INVALID with line and column. */
SL_NODISCARD enum sl_status
sl_yaml_expect(const struct sl_yaml_node *node, enum sl_yaml_kind kind, struct sl_error *err);

/*
 * See that a text, the node's own or its name, is a line that a person sees whole: 1 to limit_bytes
 * bytes without blanks around them, and nothing that breaks a line, hides, or turns text around.
 * Errors: SL_INVALID with the line and column of the node.
 */
SL_NODISCARD enum sl_status sl_yaml_check_line(
    const struct sl_yaml_node *node, struct sl_str text, unsigned limit_bytes, struct sl_error *err
);

/* Append such a line between double quotes, which is read as the same text. */
void sl_yaml_print_line(struct sl_str line, struct sl_buf *buf);

/* Fail with SL_INVALID, a message as printf makes it, and the place of a node in the detail. */
enum sl_status
sl_yaml_fail(const struct sl_yaml_node *node, struct sl_error *err, const char *format, ...)
    SL_PRINTF(3, 4);

#endif
