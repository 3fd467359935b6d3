/* SPDX-License-Identifier: Apache-2.0 */
#include "app/record_file.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/csv.h"
#include "base/memory.h"

struct sl_record_file {
    struct sl_csv_reader *reader;
    const char *path;
    size_t id_index; /* SIZE_MAX: records are numbered */
    size_t value_count;
    size_t indexes[SL_COLUMN_LIMIT + 1];
    struct sl_str values[SL_COLUMN_LIMIT + 1];
    uint64_t record_count;
    uint64_t *short_rows; /* NULL: a short row is refused */
    char number[24];
};

/* Name the file in a failure that does not say where it happened. */
static enum sl_status place(enum sl_status status, const char *path, struct sl_error *err)
{
    if (status != SL_OK && err != NULL && err->detail[0] == '\0') {
        sl_fail_detail(err, "%s", path);
    }
    return status;
}

/* The file's columns; free with sl_free. */
static enum sl_status list_columns(
    const struct sl_record_file *file,
    struct sl_str **ret_columns,
    size_t *ret_count,
    struct sl_error *err
)
{
    const size_t count = sl_csv_column_count(file->reader);
    struct sl_str *columns = sl_alloc(count, sizeof(*columns));

    if (columns == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        columns[i] = sl_csv_column(file->reader, i);
    }
    *ret_columns = columns;
    *ret_count = count;
    return SL_OK;
}

static enum sl_status find_column(
    const struct sl_record_file *file, const char *name, size_t *ret_index, struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) struct sl_str *columns = NULL;
    const struct sl_str wanted = sl_str_trim(sl_str_from(name));
    size_t count = 0;

    SL_TRY(list_columns(file, &columns, &count, err));
    return place(sl_spec_find(wanted, columns, count, ret_index, err), file->path, err);
}

static enum sl_status find_columns(
    struct sl_record_file *file,
    const char *id_column,
    const struct sl_spec *spec,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) struct sl_str *columns = NULL;
    size_t count = 0;

    if (id_column != NULL) {
        SL_TRY(find_column(file, id_column, &file->id_index, err));
    }
    SL_TRY(list_columns(file, &columns, &count, err));
    file->value_count = spec->count;
    return place(sl_spec_resolve(spec, columns, count, file->indexes, err), file->path, err);
}

enum sl_status sl_record_file_open(
    const char *path,
    const char *id_column,
    const struct sl_spec *spec,
    struct sl_record_file **ret_file,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = sl_calloc(1, sizeof(*file));

    if (file == NULL) {
        return sl_fail_memory(err);
    }
    file->path = path;
    file->id_index = SIZE_MAX;
    SL_TRY(sl_csv_open(path, &file->reader, err));
    SL_TRY(find_columns(file, id_column, spec, err));
    *ret_file = file;
    file = NULL;
    return SL_OK;
}

void sl_record_file_close(struct sl_record_file *file)
{
    if (file != NULL) {
        sl_csv_close(file->reader);
        sl_free(file);
    }
}

void sl_record_file_close_ptr(struct sl_record_file **file)
{
    sl_record_file_close(*file);
    *file = NULL;
}

enum sl_status
sl_record_file_want(struct sl_record_file *file, const char *column, struct sl_error *err)
{
    SL_ASSERT(file->record_count == 0 && file->value_count <= SL_COLUMN_LIMIT);
    SL_TRY(find_column(file, column, &file->indexes[file->value_count], err));
    file->value_count++;
    return SL_OK;
}

void sl_record_file_fill_short(struct sl_record_file *file, uint64_t *short_rows)
{
    sl_csv_fill_short(file->reader);
    file->short_rows = short_rows;
}

void sl_record_file_hint(const struct sl_csv_reader *reader, struct sl_error *err)
{
    if (sl_csv_failed_short(reader)) {
        sl_fail_hint(
            err,
            "Complete it; is the end of the file missing? --fill-short-rows takes what a row lacks "
            "for empty."
        );
    }
}

bool sl_record_file_has(const struct sl_record_file *file, struct sl_str column)
{
    return sl_csv_find(file->reader, column) != SIZE_MAX;
}

enum sl_status sl_record_file_next(
    struct sl_record_file *file,
    struct sl_str *ret_id,
    const struct sl_str **ret_values,
    bool *ret_more,
    struct sl_error *err
)
{
    const struct sl_str *fields = NULL;
    struct sl_str id;

    const uint64_t short_before = sl_csv_short(file->reader).count;
    const enum sl_status status = sl_csv_next(file->reader, &fields, ret_more, err);
    if (status != SL_OK) {
        sl_record_file_hint(file->reader, err);
        return status;
    }
    if (!*ret_more) {
        return SL_OK;
    }
    file->record_count++;
    if (file->short_rows != NULL) {
        *file->short_rows += sl_csv_short(file->reader).count - short_before;
    }
    if (file->id_index == SIZE_MAX) {
        (void)snprintf(file->number, sizeof(file->number), "%" PRIu64, file->record_count);
        id = sl_str_from(file->number);
    } else {
        id = sl_str_trim(fields[file->id_index]);
    }
    if (id.len == 0) {
        sl_fail(err, SL_INVALID, "a record has no id");
        sl_fail_detail(err, "%s:%" PRIu64, file->path, sl_csv_line(file->reader));
        sl_fail_hint(err, "Every record needs one; --number-rows uses the records' numbers.");
        return SL_INVALID;
    }
    for (size_t i = 0; i < file->value_count; i++) {
        file->values[i] = fields[file->indexes[i]];
    }
    *ret_id = id;
    *ret_values = file->values;
    return SL_OK;
}

uint64_t sl_record_file_line(const struct sl_record_file *file)
{
    return sl_csv_line(file->reader);
}

uint64_t sl_record_file_bytes_read(const struct sl_record_file *file)
{
    return sl_csv_bytes_read(file->reader);
}

uint64_t sl_record_file_bytes_total(const struct sl_record_file *file)
{
    return sl_csv_bytes_total(file->reader);
}
