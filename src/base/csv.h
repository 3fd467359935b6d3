/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv.h - comma-separated values, read strictly and written safely.
 *
 * Source:  RFC 4180. Records end with LF or CRLF; quoted fields may hold separators, doubled quotes
 *          and line ends; an UTF-8 byte order mark at the start is passed over.
 * Strict:  every record has as many fields as the header; a quote inside an unquoted field, text
 *          behind a closing quote, an unclosed quote, a lone CR, a NUL byte and invalid UTF-8 are
 *          errors with line and column (in code points, both from 1). A completely empty line is
 *          passed over.
 *          With sl_csv_fill_short a record that lacks fields at its end is read all the same.
 * Lenient: blanks round a header name are dropped, and empty names at the end of the header (it
 *          ends in a comma) make no columns: records still hold those fields, unseen.
 * Memory:  a block of 1 MiB, or the longest record when that is longer; it does not grow with the
 *          file.
 */
#ifndef SL_BASE_CSV_H
#define SL_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

#define SL_CSV_FIELD_LIMIT        1024u              /* fields in a record */
#define SL_CSV_RECORD_LIMIT_BYTES ((size_t)16 << 20) /* bytes in a record */

struct sl_csv_reader;

/*
 * Open a file, or standard input for "-", and read its header.
 * A header name is trimmed of blanks; an empty file, an empty name before the last one, or a
 * repeated name is SL_INVALID.
 * Errors: SL_IO (cannot open or read), SL_INVALID, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_csv_open(const char *path, struct sl_csv_reader **ret_reader, struct sl_error *err);

/* The same over bytes in memory, borrowed until close. `name` stands in error texts. */
SL_NODISCARD enum sl_status sl_csv_open_bytes(
    struct sl_str bytes, const char *name, struct sl_csv_reader **ret_reader, struct sl_error *err
);

/* Close; NULL is fine. */
void sl_csv_close(struct sl_csv_reader *reader);
/* For SL_CLEANUP on a struct sl_csv_reader * variable. */
void sl_csv_close_ptr(struct sl_csv_reader **reader);

/* How many columns have a name: 1 to SL_CSV_FIELD_LIMIT. */
size_t sl_csv_column_count(const struct sl_csv_reader *reader);
/* The header name of a column, good until close. */
struct sl_str sl_csv_column(const struct sl_csv_reader *reader, size_t column);
/* The index of the column with this name, or SIZE_MAX. */
size_t sl_csv_find(const struct sl_csv_reader *reader, struct sl_str name);

/*
 * Read the next record.
 *
 *   ret_fields  set to sl_csv_column_count() slices, unquoted, as written (not trimmed);
 *               good until the next call
 *   ret_more    false at the end of the file; then ret_fields is untouched
 *
 * Errors: SL_INVALID with "FILE:line:column" in detail, SL_LIMIT, SL_IO, SL_NO_MEMORY. After an
 * error no further record can be read.
 */
SL_NODISCARD enum sl_status sl_csv_next(
    struct sl_csv_reader *reader,
    const struct sl_str **ret_fields,
    bool *ret_more,
    struct sl_error *err
);

/*
 * From now on read a record with too few fields as if empty ones stood behind it, and count it. A
 * file that was cut off, or a record broken in two by a line end without quotes, is then not
 * noticed but by the count: whoever asks for this should tell it.
 */
void sl_csv_fill_short(struct sl_csv_reader *reader);

/* Records that were filled, and the line of the first of them; 0 when there was none. */
struct sl_csv_short {
    uint64_t count;
    uint64_t first_line;
};

/* What was filled so far. */
struct sl_csv_short sl_csv_short(const struct sl_csv_reader *reader);
/* Has reading failed because a record has too few fields? */
bool sl_csv_failed_short(const struct sl_csv_reader *reader);

/* The line on which the last record began, from 1 (the header's first line). */
uint64_t sl_csv_line(const struct sl_csv_reader *reader);
/* Bytes taken from the source so far, and its size (0 when unknown): for progress. */
uint64_t sl_csv_bytes_read(const struct sl_csv_reader *reader);
uint64_t sl_csv_bytes_total(const struct sl_csv_reader *reader);

/*
 * Append one field to a line under construction: a comma first unless `first`; quoted when it
 * holds a separator, quote, line end or a blank at an end, or is first and empty (alone in its
 * record it would make an empty line). A field that a spreadsheet would run as a formula (first
 * byte = + - @ tab CR; a plain number such as -1.5 is not one) gets an apostrophe in front, which
 * is all that differs when it is read again (OWASP, "CSV Injection"). So does one that has such
 * apostrophes already, so that sl_csv_without_guard gives back every field as it was.
 * The field must be UTF-8 without NUL to be readable again. The caller ends the line with "\n".
 */
void sl_csv_write_field(struct sl_buf *line, struct sl_str field, bool first);

/* A field that was read from what sl_csv_write_field wrote, without the apostrophe it added. */
struct sl_str sl_csv_without_guard(struct sl_str field);

#endif
