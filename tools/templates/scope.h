/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scope.h - what a name means at a place of a template.
 *
 * Nunjucks looks names up while it runs: in frames, from the innermost, and then in the context of
 * the template. Which frames there will be is known before. So each name that can ever be set in a
 * frame gets a slot of the C function that the frame is part of, and a name becomes the slots that
 * may hold it, innermost first; the first that is not undefined when the page is written counts.
 *
 *   root       of a template: what it sets, imports and defines at its top
 *   macro      of a call: parameters and what is set in it; goes on in the root's context only
 *   loop       of a for tag; isolated: of a block, a call block or an included template, whose
 *              sets do not leave it
 */
#ifndef SL_TEMPLATES_SCOPE_H
#define SL_TEMPLATES_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "node.h"

/* More slots for one name than this would be a template that nobody understands. */
#define TPL_SLOT_LIMIT 6u

struct tpl_scope;

/* A C function under construction. */
struct tpl_function {
    struct sl_buf code;
    unsigned slot_count;
    unsigned number_count; /* temporaries, loops, marks */
    unsigned indent;
    bool uses_slots;
    bool uses_top;
};

/* A macro: its node, the C function that it becomes, and the root that it was defined in. */
struct tpl_macro {
    const struct tpl_node *node;
    struct sl_str c_name;
    const struct tpl_scope *root; /* NULL: of another template, which sets nothing at its top */
};

/* A name that a scope knows: a slot, or a macro. `certain`: nothing further out is looked at. */
struct tpl_name {
    struct sl_str name;
    const struct tpl_macro *macro;
    unsigned slot;
    bool certain;
    struct tpl_name *next;
};

struct tpl_scope {
    struct tpl_scope *parent;        /* the frame around it; NULL where a C function begins */
    const struct tpl_scope *root;    /* of its template; itself when it is a root */
    const struct tpl_scope *context; /* of a root: the root around it, or what the page is given */
    struct tpl_function *function;   /* whose slots; NULL in a file of macros */
    struct tpl_name *names;
    unsigned loop; /* number of the loop that it is; 0 for none */
    bool is_isolated;
};

/* The slots that may hold a name, innermost first; or the macro that it is. */
struct tpl_meaning {
    const struct tpl_macro *macro;
    size_t slot_count;
    struct {
        unsigned slot;
        bool is_top; /* of the function in which the macro was defined */
    } slots[TPL_SLOT_LIMIT];
};

/* What the scope itself knows under a name, or NULL. */
struct tpl_name *tpl_scope_find(const struct tpl_scope *scope, struct sl_str name);

/* Let the scope know a name; a slot is taken when `macro` is NULL. Known names stay as they are. */
SL_NODISCARD enum sl_status tpl_scope_add(
    struct tpl_scope *scope,
    struct sl_str name,
    const struct tpl_macro *macro,
    struct sl_arena *arena,
    struct sl_error *err
);

/* What a name means here. False when nobody knows it. */
bool tpl_scope_look(const struct tpl_scope *scope, struct sl_str name, struct tpl_meaning *ret);

/* The slots that a set tag may write to, which begin with the scope's own. */
void tpl_scope_targets(const struct tpl_scope *scope, struct sl_str name, struct tpl_meaning *ret);

/* The number of the innermost loop around; 0 when there is none. */
unsigned tpl_scope_loop(const struct tpl_scope *scope);

#endif
