/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record_file.h - a CSV file as records: an id and the values of chosen columns.
 */
#ifndef SL_APP_RECORD_FILE_H
#define SL_APP_RECORD_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/str.h"
#include "link/spec.h"

struct sl_record_file;

/*
 * Open a file and find its columns.
 *
 *   path       a path, or "-" for standard input
 *   id_column  the column that names records; NULL numbers them from 1
 *   spec       the other columns wanted, in this order; copied
 *
 * Errors: SL_IO, SL_INVALID (no header, a column that is not there: the file is named in detail),
 * SL_LIMIT, SL_NO_MEMORY. Free with sl_record_file_close.
 */
SL_NODISCARD enum sl_status sl_record_file_open(
    const char *path,
    const char *id_column,
    const struct sl_spec *spec,
    struct sl_record_file **ret_file,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_record_file_close(struct sl_record_file *file);
/* For SL_CLEANUP on a struct sl_record_file * variable. */
void sl_record_file_close_ptr(struct sl_record_file **file);

/*
 * Read one more column, behind those of the specification. Before the first record, once.
 * Errors: SL_INVALID (the file does not have it).
 */
SL_NODISCARD enum sl_status
sl_record_file_want(struct sl_record_file *file, const char *column, struct sl_error *err);

/*
 * Read rows that lack fields as if they ended in empty ones.
 *
 *   short_rows  each such row is added to it; borrowed until the file is closed
 */
void sl_record_file_fill_short(struct sl_record_file *file, uint64_t *short_rows);

/* Say what can be done when reading failed because a row is short. */
void sl_record_file_hint(const struct sl_csv_reader *reader, struct sl_error *err);

/* Does the file have a column with this name, wanted or not? */
bool sl_record_file_has(const struct sl_record_file *file, struct sl_str column);

/*
 * Read the next record.
 *
 *   ret_id      the trimmed id
 *   ret_values  as written: spec->count values, and that of the column wanted besides; both are
 *               good until the next call
 *   ret_more    false at the end of the file; then the others are untouched
 *
 * Errors: as sl_csv_next; SL_INVALID for a record without id, with its line in detail.
 */
SL_NODISCARD enum sl_status sl_record_file_next(
    struct sl_record_file *file,
    struct sl_str *ret_id,
    const struct sl_str **ret_values,
    bool *ret_more,
    struct sl_error *err
);

/* The line of the last record; bytes read, and bytes in all or 0 when unknown. */
uint64_t sl_record_file_line(const struct sl_record_file *file);
/* For progress. */
uint64_t sl_record_file_bytes_read(const struct sl_record_file *file);
/* For progress. */
uint64_t sl_record_file_bytes_total(const struct sl_record_file *file);

#endif
