/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit.h - from the tree of a template to C.
 *
 * A file of macros becomes one C function a macro; a page becomes one function; templates that are
 * included or built upon are written into the function at their place. All have one shape:
 *
 *   void f(struct sl_page *page, const struct sl_value *top, const struct sl_value *given)
 *
 * `given` are the arguments, and what caller() gives behind them; `top` the slots of the function
 * in which the macro was defined. In the function, v[] are its own slots, tN values, mN marks.
 *
 * Errors stick in the unit: after the first, what is written does not matter.
 */
#ifndef SL_TEMPLATES_EMIT_H
#define SL_TEMPLATES_EMIT_H

#include "base/buf.h"
#include "load.h"
#include "scope.h"

/* How many templates a page may be built upon, one on the other, and how deep includes may go. */
#define TPL_LEVEL_LIMIT   8u
#define TPL_INCLUDE_LIMIT 16u

/* One C file under construction. */
struct tpl_unit {
    struct tpl_library *library;
    const struct tpl_source *source;
    struct sl_str prefix; /* of the names of its functions */
    struct sl_buf prototypes;
    struct sl_buf functions;
    struct tpl_function *function;
    struct tpl_scope *scope;
    unsigned macro_count;
    const struct tpl_source *levels[TPL_LEVEL_LIMIT]; /* the page, and what it is built upon */
    size_t level_count;
    const struct tpl_node *block; /* that is being written, and the level that it is from */
    size_t block_level;
    const struct tpl_source *includes[TPL_INCLUDE_LIMIT]; /* that are being written */
    size_t include_count;
    struct sl_error *err;
    enum sl_status status;
};

/* A C expression: a struct sl_value, or a bool. */
struct tpl_operand {
    struct sl_str code;
    bool is_truth;
};

/* Remember a failure; SL_OK changes nothing. True when all is well so far. */
bool tpl_keep(struct tpl_unit *unit, enum sl_status status);

/* Say what is wrong with a node, unless something was wrong before. */
void tpl_refuse(
    struct tpl_unit *unit, const struct tpl_node *node, const char *hint, const char *format, ...
) SL_PRINTF(4, 5);

/* Write a line of the function, indented; what ends with { indents the next ones. */
void tpl_emit(struct tpl_unit *unit, const char *format, ...) SL_PRINTF(2, 3);

/* Text as by printf, in the arena. */
struct sl_str tpl_textf(struct tpl_unit *unit, const char *format, ...) SL_PRINTF(2, 3);

/* A C string literal of the bytes. */
struct sl_str tpl_quoted(struct tpl_unit *unit, struct sl_str text);

/* A name of C out of the name of a template: govuk_components_tag_macro. */
struct sl_str tpl_c_name(struct tpl_unit *unit, struct sl_str name);

/* A name of C out of the name of a macro: govuk_date_input of govukDateInput. */
struct sl_str tpl_c_macro(struct tpl_unit *unit, struct sl_str name);

/* A number that the function has not used. */
unsigned tpl_number(struct tpl_unit *unit);

/* The operand as C of a value, or of a truth. */
struct sl_str tpl_as_value(struct tpl_unit *unit, struct tpl_operand operand);
struct sl_str tpl_as_truth(struct tpl_unit *unit, struct tpl_operand operand);

/* emit_expression.c: write what must be computed first, and give the C of the value. */
struct tpl_operand tpl_emit_expression(struct tpl_unit *unit, const struct tpl_node *node);

/* emit_call.c: filters, tests, and all that has arguments in brackets. */
struct tpl_operand tpl_emit_filter(struct tpl_unit *unit, const struct tpl_node *node);
struct tpl_operand tpl_emit_test(struct tpl_unit *unit, const struct tpl_node *node);
struct tpl_operand tpl_emit_apply(struct tpl_unit *unit, const struct tpl_node *node);

/*
 * Is this the call of a macro? Then write it, so that it puts its text out: `caller` is the C of
 * what caller() gives, empty when there is nothing. A node that is no such call is left alone.
 */
bool tpl_emit_macro_call(struct tpl_unit *unit, const struct tpl_node *node, struct sl_str caller);

/* emit_statement.c: write what the nodes do; and a block of this name, from this level on. */
void tpl_emit_nodes(struct tpl_unit *unit, const struct tpl_node *nodes);
void tpl_emit_block(struct tpl_unit *unit, const struct tpl_node *node, size_t level);

/* emit_scope.c: let the scope know all that the nodes set, import and define, but not deeper ones;
 * and begin and end a scope around what is written next. */
void tpl_declare(struct tpl_unit *unit, struct tpl_scope *scope, const struct tpl_node *nodes);
void tpl_begin_scope(struct tpl_unit *unit, struct tpl_scope *scope, const struct tpl_node *nodes);
void tpl_end_scope(struct tpl_unit *unit);

/* emit_file.c: write the function of a macro. */
void tpl_emit_macro(struct tpl_unit *unit, const struct tpl_macro *macro);

/* The C of an entry that is a file of macros or a page; `header` is the name of the header. */
SL_NODISCARD enum sl_status tpl_emit_file(
    struct tpl_library *library,
    const struct tpl_entry *entry,
    struct sl_str header,
    struct sl_buf *out,
    struct sl_error *err
);

/* The template of a page and those that it is built upon, the page first. */
SL_NODISCARD enum sl_status tpl_levels(
    struct tpl_library *library,
    struct sl_str name,
    const struct tpl_source *levels[TPL_LEVEL_LIMIT],
    size_t *ret_count,
    struct sl_error *err
);

/* The next of the names that a page may be given: its own, then those of what it is built upon.
 * Start with *index 0 and *rest empty. False when there are no more. */
bool tpl_next_name(
    const struct tpl_library *library,
    const struct tpl_source *const *levels,
    size_t level_count,
    size_t *index,
    struct sl_str *rest,
    struct sl_str *ret_name
);

/* emit_header.c: what C may call: a function for each macro, a struct and a function for each page.
 */
SL_NODISCARD enum sl_status tpl_emit_header(
    struct tpl_library *library, struct sl_str header, struct sl_buf *out, struct sl_error *err
);

#endif
