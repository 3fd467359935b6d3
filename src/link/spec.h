/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spec.h - which columns of a file are compared, and what they hold: "surname=surname,born=dob".
 *
 *     SPEC = ITEM { "," ITEM }      ITEM = COLUMN "=" KIND
 *
 * Blanks around a column or a kind are dropped. A column whose name holds a comma, a quote or
 * blanks at its ends stands between double quotes, and a double quote in it is written twice, as in
 * CSV. The last "=" of an item counts, so that a column's own name may hold one.
 */
#ifndef SL_LINK_SPEC_H
#define SL_LINK_SPEC_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "sightline/kind.h"
#include "sightline/linkage.h"

/* One column and its kind. */
struct sl_spec_field {
    struct sl_str column; /* NUL-terminated, in the arena given to parse */
    enum sl_kind kind;
};

/*
 * Invariants: 1 <= count <= SL_COLUMN_LIMIT; no column twice; day, month and year come together,
 * one of each, or not at all.
 */
struct sl_spec {
    size_t count;
    struct sl_spec_field fields[SL_COLUMN_LIMIT];
};

/*
 * Read a specification.
 *
 *   text      as above; borrowed for the call only
 *   arena     where the columns' names are kept
 *   ret_spec  written on success only
 *
 * Errors: SL_INVALID (no item, no "=", empty column, unknown kind, repeated column, day without
 * month and year), SL_LIMIT (more than SL_COLUMN_LIMIT columns), SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_spec_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_spec *ret_spec, struct sl_error *err
);

/* Append the specification as parse reads it: parse(print(spec)) is spec. */
void sl_spec_print(const struct sl_spec *spec, struct sl_buf *buf);

/*
 * Find one column of a file by its name.
 *
 *   columns    the file's column_count names
 *   ret_index  which of them it is
 *
 * Errors: SL_INVALID, with the file's own columns in hint.
 */
SL_NODISCARD enum sl_status sl_spec_find(
    struct sl_str wanted,
    const struct sl_str *columns,
    size_t column_count,
    size_t *ret_index,
    struct sl_error *err
);

/* The name nearest to what was written, for a hint; empty when none is near. */
struct sl_str sl_spec_near(struct sl_str wanted, const struct sl_str *names, size_t count);

/*
 * What seems to stand where commas should, when a file has one column whose name holds it:
 * "semicolons", "tabs", "vertical bars" (static strings); NULL when nothing does.
 */
const char *sl_spec_separator(const struct sl_str *columns, size_t column_count);

/*
 * Find the columns in a file.
 *
 *   columns      the file's column_count names
 *   ret_indexes  room for spec->count numbers; [i] becomes where field i stands in the file
 *
 * Errors: SL_INVALID, naming the column that the file does not have, with the file's own in hint.
 */
SL_NODISCARD enum sl_status sl_spec_resolve(
    const struct sl_spec *spec,
    const struct sl_str *columns,
    size_t column_count,
    size_t *ret_indexes,
    struct sl_error *err
);

/*
 * Put the fields of a second file in the order of the first one's: both must have the same kinds,
 * each as often, and the nth column of a kind stands for the other's nth column of that kind.
 *
 *   ret_order  room for first->count numbers; [i] becomes the field of `second` that stands for
 *              field i of `first`
 *
 * Errors: SL_INVALID, naming the kind of which one file has more columns.
 */
SL_NODISCARD enum sl_status sl_spec_align(
    const struct sl_spec *first,
    const struct sl_spec *second,
    size_t *ret_order,
    struct sl_error *err
);

/*
 * Take the next item of a list whose items stand between commas, plain or quoted as in CSV.
 *
 *   rest      the list, moved behind the item; ptr becomes NULL when the item was the last
 *   ret_item  the item in the arena: quotes taken away, blanks around trimmed, NUL-terminated
 *
 * Errors: SL_INVALID (a quote not closed, or text behind a closing quote), SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_spec_take(
    struct sl_str *rest, struct sl_arena *arena, struct sl_str *ret_item, struct sl_error *err
);

#endif
