/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load.h - which templates are compiled, and where they are.
 */
#ifndef SL_TEMPLATES_LOAD_H
#define SL_TEMPLATES_LOAD_H

#include "base/buf.h"
#include "node.h"

#define TPL_ROOT_LIMIT 8u

/* A folder of templates: those whose names begin with "name/" lie in `path`. */
struct tpl_root {
    struct sl_str name;
    struct sl_str path;
};

enum tpl_entry_kind {
    TPL_ENTRY_MACROS, /* a file of macros that others import */
    TPL_ENTRY_PAGE,   /* a page, or a part of one that is written alone */
    TPL_ENTRY_NAMES,  /* names that may be missing in a template; a page built on it may be given
                         them */
};

/* A line of the list: what is compiled, and the names that it may be given. */
struct tpl_entry {
    enum tpl_entry_kind kind;
    struct sl_str template;
    struct sl_str names; /* with blanks between */
    size_t line;
    struct tpl_entry *next;
};

/* All that was read. The arena takes it, and the trees. */
struct tpl_library {
    struct sl_arena *arena;
    struct tpl_root roots[TPL_ROOT_LIMIT];
    size_t root_count;
    struct tpl_source *sources;
    struct tpl_entry *entries;
};

/* Add a root, written NAME=PATH; borrowed. Errors: SL_USAGE, SL_LIMIT. */
SL_NODISCARD enum sl_status
tpl_root_add(struct tpl_library *library, const char *text, struct sl_error *err);

/*
 * Read the list of templates: one a line, "macros NAME", "page NAME NAMES..." or
 * "names NAME NAMES..."; lines that begin with # and empty ones are passed over.
 * Errors: SL_INVALID with the line, SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
tpl_list_read(struct tpl_library *library, const char *path, struct sl_error *err);

/* The entry of this kind for a template, or NULL. */
const struct tpl_entry *
tpl_entry_find(const struct tpl_library *library, enum tpl_entry_kind kind, struct sl_str template);

/*
 * Give a template, read and parsed when it is the first time. A name that begins with ./ or ../ is
 * relative to the template `from`, which may be NULL for a name of the list.
 *
 * Errors: SL_INVALID and SL_LIMIT of the parser; SL_NOT_FOUND; SL_IO; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status tpl_load(
    struct tpl_library *library,
    const struct tpl_node *from,
    struct sl_str name,
    const struct tpl_source **ret_source,
    struct sl_error *err
);

#endif
