/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema.h - from the columns of a file to the fields that are compared.
 *
 * Mostly one column is one field. Day, month and year columns make one date; full names are read
 * as given name, surname and the names that remain, so that they compare with files that keep
 * these apart and never count twice.
 */
#ifndef SL_LINK_SCHEMA_H
#define SL_LINK_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "link/compare.h"
#include "sightline/kind.h"
#include "sightline/linkage.h"

#define SL_FIELD_NONE UINT32_MAX

/* One field: what is compared, and from which columns it is formed. */
struct sl_field {
    struct sl_str name; /* of its columns, joined by "+"; lives in the schema's arena */
    enum sl_kind kind;
    enum sl_family family;
    enum sl_field_role role;
    unsigned domain;       /* fields of one domain share a dictionary */
    unsigned columns[3];   /* day, month, year for a date of three columns; else columns[0] */
    unsigned column_count; /* 0: formed from the full names alone */
};

/*
 * Invariants: field_count <= SL_FIELD_LIMIT; every field's domain < domain_count; given and surname
 * are in one domain. given, surname and rest are the fields that full names feed, or SL_FIELD_NONE.
 */
struct sl_schema {
    struct sl_arena arena;
    size_t column_count;
    enum sl_kind kinds[SL_COLUMN_LIMIT];
    unsigned field_count;
    struct sl_field fields[SL_FIELD_LIMIT];
    unsigned domain_count;
    enum sl_family domain_family[SL_FIELD_LIMIT];
    uint32_t given, surname, rest;
    unsigned full_names[SL_COLUMN_LIMIT];
    unsigned full_name_count;
};

/*
 * Work out the fields.
 *
 *   kinds, columns  column_count kinds and names; columns may be NULL (then names are the kinds')
 *
 * Errors: SL_INVALID (no column; parts of a date that are not one year and at most one month and
 * day), SL_LIMIT, SL_NO_MEMORY.
 * Free with sl_schema_finish.
 */
SL_NODISCARD enum sl_status sl_schema_init(
    struct sl_schema *schema,
    const enum sl_kind *kinds,
    const char *const *columns,
    size_t column_count,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_schema_finish(struct sl_schema *schema);

#endif
