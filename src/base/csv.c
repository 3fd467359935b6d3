/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <string.h>

#include "base/csv_impl.h"
#include "base/memory.h"

struct sl_csv_reader {
    struct sl_csv_source source;
    enum sl_status failure; /* of an earlier call: then nothing more is read */
    size_t column_count;    /* names in the header, without empty ones at its end */
    struct sl_str *columns;
    char *column_text; /* where the names stand */
    struct sl_csv_short filled;
    struct sl_csv_record record;
};

/* Keep the trimmed names of the header just read. */
static enum sl_status keep_columns(struct sl_csv_reader *reader, struct sl_error *err)
{
    struct sl_csv_record *header = &reader->record;
    size_t text_bytes = 0;
    for (size_t i = 0; i < header->count; i++) {
        header->fields[i] = sl_str_trim(header->fields[i]);
        text_bytes += header->fields[i].len;
        if (header->fields[i].len > 0) {
            reader->column_count = i + 1;
        }
    }
    reader->columns = sl_alloc(reader->column_count, sizeof *reader->columns);
    reader->column_text = sl_alloc(text_bytes, 1);
    if (reader->columns == NULL || reader->column_text == NULL) {
        return sl_fail_memory(err);
    }
    char *target = reader->column_text;
    for (size_t i = 0; i < reader->column_count; i++) {
        const struct sl_str name = header->fields[i];
        memcpy(target, name.ptr, name.len);
        reader->columns[i] = (struct sl_str){ .ptr = target, .len = name.len };
        target += name.len;
    }
    header->wanted_count = header->count;
    return SL_OK;
}

/* Every column must have a name, and no two the same. */
static enum sl_status check_columns(const struct sl_csv_reader *reader, struct sl_error *err)
{
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < reader->column_count && status == SL_OK; i++) {
        const struct sl_str name = reader->columns[i];
        if (name.len == 0) {
            status = sl_fail(err, SL_INVALID, "column %zu of the header has no name", i + 1);
            sl_fail_hint(err, "Name it: programs that number rows leave that column's name out.");
        } else if (sl_csv_find(reader, name) < i) {
            const struct sl_str shown = sl_str_part(name, 0, SL_ERROR_TEXT_BYTES / 2);
            status = sl_fail(err, SL_INVALID, "two columns are called '%.*s'", SL_STR_ARG(shown));
            sl_fail_hint(err, "Give one of them another name.");
        }
    }
    if (status != SL_OK) {
        const unsigned long long line = reader->record.line;
        sl_fail_detail(err, "%s:%llu", reader->source.name, line);
    }
    return status;
}

static enum sl_status read_header(struct sl_csv_reader *reader, struct sl_error *err)
{
    struct sl_csv_source *source = &reader->source;
    SL_TRY(sl_csv_source_fill(source, err));
    const struct sl_str start = { .ptr = source->data, .len = source->valid };
    if (sl_str_starts(start, SL_STR("\xEF\xBB\xBF"))) {
        source->begin = 3;
    }
    bool more = false;
    SL_TRY(sl_csv_parse(source, &reader->record, &more, err));
    if (more) {
        SL_TRY(keep_columns(reader, err));
    }
    if (reader->column_count == 0) {
        (void)sl_fail(err, SL_INVALID, "no header");
        sl_fail_detail(err, "%s", source->name);
        sl_fail_hint(err, "The first line must name the columns.");
        return SL_INVALID;
    }
    return check_columns(reader, err);
}

/* A reader over a source that is not open yet. */
static struct sl_csv_reader *new_reader(void)
{
    struct sl_csv_reader *reader = sl_alloc(1, sizeof *reader);
    if (reader != NULL) {
        /* Everything but the large arrays of the record, which are written before they are read. */
        memset(reader, 0, offsetof(struct sl_csv_reader, record.doubled));
        reader->source.fd = -1;
        reader->failure = SL_OK;
    }
    return reader;
}

/* The source was opened, with this outcome: read the header, and give the reader out or close it.
 */
static enum sl_status begin_reader(
    struct sl_csv_reader *reader,
    enum sl_status opened,
    struct sl_csv_reader **ret_reader,
    struct sl_error *err
)
{
    const enum sl_status status = opened != SL_OK ? opened : read_header(reader, err);
    if (status != SL_OK) {
        sl_csv_close(reader);
        return status;
    }
    *ret_reader = reader;
    return SL_OK;
}

enum sl_status
sl_csv_open(const char *path, struct sl_csv_reader **ret_reader, struct sl_error *err)
{
    struct sl_csv_reader *reader = new_reader();
    if (reader == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status opened = sl_csv_source_open(&reader->source, path, err);
    return begin_reader(reader, opened, ret_reader, err);
}

enum sl_status sl_csv_open_bytes(
    struct sl_str bytes, const char *name, struct sl_csv_reader **ret_reader, struct sl_error *err
)
{
    struct sl_csv_reader *reader = new_reader();
    if (reader == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status opened = sl_csv_source_open_bytes(&reader->source, bytes, name, err);
    return begin_reader(reader, opened, ret_reader, err);
}

void sl_csv_close(struct sl_csv_reader *reader)
{
    if (reader != NULL) {
        sl_csv_source_finish(&reader->source);
        sl_free(reader->columns);
        sl_free(reader->column_text);
        sl_free(reader);
    }
}

void sl_csv_close_ptr(struct sl_csv_reader **reader)
{
    sl_csv_close(*reader);
    *reader = NULL;
}

static void count_short(struct sl_csv_reader *reader)
{
    if (reader->record.is_short) {
        reader->filled.first_line =
            reader->filled.count == 0 ? reader->record.line : reader->filled.first_line;
        reader->filled.count++;
    }
}

enum sl_status sl_csv_next(
    struct sl_csv_reader *reader,
    const struct sl_str **ret_fields,
    bool *ret_more,
    struct sl_error *err
)
{
    if (reader->failure != SL_OK) {
        (void)sl_fail(err, reader->failure, "reading on after an error");
        sl_fail_detail(err, "%s", reader->source.name);
        return reader->failure;
    }
    bool more = false;
    reader->failure = sl_csv_parse(&reader->source, &reader->record, &more, err);
    if (reader->failure == SL_OK) {
        *ret_more = more;
        if (more) {
            *ret_fields = reader->record.fields;
            count_short(reader);
        }
    }
    return reader->failure;
}

size_t sl_csv_column_count(const struct sl_csv_reader *reader)
{
    return reader->column_count;
}

struct sl_str sl_csv_column(const struct sl_csv_reader *reader, size_t column)
{
    SL_ASSERT(column < reader->column_count);
    return reader->columns[column];
}

size_t sl_csv_find(const struct sl_csv_reader *reader, struct sl_str name)
{
    for (size_t i = 0; i < reader->column_count; i++) {
        if (sl_str_equal(reader->columns[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

void sl_csv_fill_short(struct sl_csv_reader *reader)
{
    reader->record.fill_short = true;
}

struct sl_csv_short sl_csv_short(const struct sl_csv_reader *reader)
{
    return reader->filled;
}

bool sl_csv_failed_short(const struct sl_csv_reader *reader)
{
    return reader->failure != SL_OK && reader->record.is_short;
}

uint64_t sl_csv_line(const struct sl_csv_reader *reader)
{
    return reader->record.line;
}

uint64_t sl_csv_bytes_read(const struct sl_csv_reader *reader)
{
    return reader->source.bytes_read;
}

uint64_t sl_csv_bytes_total(const struct sl_csv_reader *reader)
{
    return reader->source.bytes_total;
}
