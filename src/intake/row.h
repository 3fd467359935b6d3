/* SPDX-License-Identifier: Apache-2.0 */
/*
 * row.h - one line of a CSV file as fields.
 *
 * RFC 4180, a row a line: a quoted field may hold commas and doubled quotes but no line end, so
 * that a quote left open spoils one row and not the rest of the file. (base/csv.h reads whole
 * files and stops at the first fault; here the rows behind it must still be read.)
 */
#ifndef SL_INTAKE_ROW_H
#define SL_INTAKE_ROW_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "record/moment.h"

/* Fields in a row; more are refused. */
#define SL_ROW_FIELD_LIMIT 128u

/* Fields lie in the line or in the arena. */
struct sl_row {
    size_t count;
    struct sl_str fields[SL_ROW_FIELD_LIMIT];
};

/*
 * Take a line apart; fields as written, not trimmed.
 *
 *   arena       takes fields that hold doubled quotes
 *   ret_column  on SL_INVALID the byte of the fault, from 1
 *
 * Errors: SL_INVALID, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_row_parse(
    struct sl_str line,
    struct sl_arena *arena,
    struct sl_row *ret_row,
    size_t *ret_column,
    struct sl_error *err
);

/*
 * Parse dd/mm/yyyy, where a leading zero may be left out, and z stands for digits that are not
 * known: zz/06/2015 is a month, zz/zz/2015 a year (Guide to the SSDA903 collection, DATE_PERM).
 * Errors: SL_INVALID.
 */
SL_NODISCARD enum sl_status
sl_row_date(struct sl_str text, struct sl_moment *ret_moment, struct sl_error *err);

#endif
