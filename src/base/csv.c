/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE 1 /* posix_fadvise */
#include "base/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/utf8.h"

/* How much is read at once; only a record longer than this makes the buffer grow. */
#define BLOCK_BYTES ((size_t)1 << 20)

/* Bytes kept free behind the data for line ends that stop every search. */
#define GUARD_BYTES ((size_t)8)

/*
 * The source is read into `data` block by block, and fields are slices of it:
 *
 *     data | records done | begin: the next record ... | valid | not yet looked at | end | guard |
 *
 * Bytes before `valid` are known to be valid UTF-8 without NUL; only they are parsed. A record that
 * reaches `valid` is started anew after more was read.
 */
struct sl_csv_reader {
    char *name;
    int fd;               /* -1 when the source is bytes in memory */
    struct sl_str unread; /* what is left of those */
    char *data;
    size_t capacity; /* without the guard */
    size_t begin;
    size_t valid;
    size_t end;
    bool source_ended;
    enum sl_status failure; /* of an earlier call: then nothing more is read */
    uint64_t next_line;     /* the line at begin */
    uint64_t line;          /* the line of the record last given */
    uint64_t bytes_read;
    uint64_t bytes_total;
    size_t field_count;  /* fields in every record; while reading the header, the most allowed */
    size_t column_count; /* of these, how many have a name */
    struct sl_str *columns;
    char *column_text;
    size_t found_count;   /* fields of the record being parsed */
    size_t doubled_count; /* of these, how many hold doubled quotes, and which */
    bool has_quoted;
    uint16_t doubled[SL_CSV_FIELD_LIMIT];
    struct sl_str fields[SL_CSV_FIELD_LIMIT];
};

/* How parsing a piece came out. */
enum outcome {
    OUTCOME_FIELD,  /* a field ended, another follows */
    OUTCOME_RECORD, /* the record ended */
    OUTCOME_MORE,   /* more bytes are needed to tell */
    OUTCOME_FAILED, /* status and error are set */
};

/* ---- errors -------------------------------------------------------------------------------- */

/* Say where: the line and column, in code points from 1, of a place in the current record. */
static void say_where(const struct sl_csv_reader *reader, const char *place, struct sl_error *err)
{
    const char *line_start = reader->data + reader->begin;
    uint64_t line = reader->next_line;
    const char *line_end = line_start;
    while ((line_end = memchr(line_start, '\n', (size_t)(place - line_start))) != NULL) {
        line_start = line_end + 1;
        line++;
    }
    const struct sl_str before = { .ptr = line_start, .len = (size_t)(place - line_start) };
    sl_fail_detail(
        err, "%s:%llu:%zu", reader->name, (unsigned long long)line, sl_utf8_count(before) + 1
    );
}

static enum outcome
fail_at(struct sl_csv_reader *reader, const char *place, const char *message, struct sl_error *err)
{
    reader->failure = sl_fail(err, SL_INVALID, "%s", message);
    say_where(reader, place, err);
    return OUTCOME_FAILED;
}

/* One field more than allowed: the header's fault when it is being read, else the record's. */
static enum outcome
fail_too_many(struct sl_csv_reader *reader, const char *place, struct sl_error *err)
{
    if (reader->columns != NULL) {
        (void)fail_at(reader, place, "more fields than the header", err);
        sl_fail_hint(err, "Put quotes round a field that holds a comma.");
        return OUTCOME_FAILED;
    }
    reader->failure = sl_fail(err, SL_LIMIT, "more than %u columns", SL_CSV_FIELD_LIMIT);
    say_where(reader, place, err);
    return OUTCOME_FAILED;
}

static enum sl_status
fail_system(const struct sl_csv_reader *reader, const char *what, int reason, struct sl_error *err)
{
    char text[128];
    (void)sl_fail(err, SL_IO, "cannot %s '%s'", what, reader->name);
    sl_fail_detail(err, "%s", strerror_r(reason, text, sizeof text));
    return SL_IO;
}

/* ---- reading blocks ------------------------------------------------------------------------ */

/* Read up to `room` bytes to `target`; 0 at the end of the source, negative on an error. */
static ssize_t read_source(struct sl_csv_reader *reader, char *target, size_t room)
{
    if (reader->fd < 0) {
        const size_t count = reader->unread.len < room ? reader->unread.len : room;
        if (count > 0) {
            memcpy(target, reader->unread.ptr, count);
            reader->unread.ptr += count;
            reader->unread.len -= count;
        }
        return (ssize_t)count;
    }
    ssize_t count = 0;
    do {
        count = read(reader->fd, target, room);
    } while (count < 0 && errno == EINTR);
    return count;
}

/* Make room behind the data: move the unfinished record to the front, or grow. */
static enum sl_status make_room(struct sl_csv_reader *reader, struct sl_error *err)
{
    if (reader->begin > 0) {
        memmove(reader->data, reader->data + reader->begin, reader->end - reader->begin);
        reader->valid -= reader->begin;
        reader->end -= reader->begin;
        reader->begin = 0;
    }
    if (reader->end < reader->capacity) {
        return SL_OK;
    }
    /* Room for the longest record with its line end, so that one byte too many is noticed. */
    const size_t most = SL_CSV_RECORD_LIMIT_BYTES + 2;
    if (reader->capacity >= most) {
        (void
        )sl_fail(err, SL_LIMIT, "a record is longer than %zu bytes", SL_CSV_RECORD_LIMIT_BYTES);
        say_where(reader, reader->data, err);
        sl_fail_hint(err, "Look for a quote there that is never closed.");
        return SL_LIMIT;
    }
    const size_t wanted = reader->capacity * 2 < most ? reader->capacity * 2 : most;
    char *grown = sl_realloc(reader->data, wanted + GUARD_BYTES, 1);
    if (grown == NULL) {
        return sl_fail_memory(err);
    }
    reader->data = grown;
    reader->capacity = wanted;
    return SL_OK;
}

/* Move `valid` on over what is new; a sequence that the end cuts off waits for the next block. */
static void validate(struct sl_csv_reader *reader)
{
    const char *ptr = reader->data + reader->valid;
    size_t len = reader->end - reader->valid;
    const char *nul = len == 0 ? NULL : memchr(ptr, '\0', len);
    if (nul != NULL) {
        len = (size_t)(nul - ptr);
    }
    reader->valid += sl_utf8_check((struct sl_str){ .ptr = ptr, .len = len });
}

/* Is what stands at `valid` an error, and not just a sequence that is not all there yet? */
static bool is_stuck(const struct sl_csv_reader *reader)
{
    const size_t left = reader->end - reader->valid;
    if (left == 0) {
        return false;
    }
    const char *ptr = reader->data + reader->valid;
    if (reader->source_ended || left >= 4 || *ptr == '\0') {
        return true;
    }
    /* A byte that cannot begin a sequence, or a second one that cannot follow, stays wrong. */
    const unsigned lead = (unsigned char)*ptr;
    bool continues = true;
    for (size_t i = 1; i < left; i++) {
        continues = continues && ((unsigned char)ptr[i] & 0xC0u) == 0x80u;
    }
    return lead < 0xC2 || lead > 0xF4 || !continues;
}

/* Read on until the buffer is full or the source ends. */
static enum sl_status fill(struct sl_csv_reader *reader, struct sl_error *err)
{
    if (is_stuck(reader)) {
        const char *place = reader->data + reader->valid;
        const bool nul = *place == '\0';
        (void)fail_at(reader, place, nul ? "a NUL byte in the text" : "text is not UTF-8", err);
        sl_fail_hint(err, "Save the file as text in the encoding UTF-8.");
        return SL_INVALID;
    }
    SL_TRY(make_room(reader, err));
    while (reader->end < reader->capacity) {
        const ssize_t count =
            read_source(reader, reader->data + reader->end, reader->capacity - reader->end);
        if (count < 0) {
            return fail_system(reader, "read", errno, err);
        }
        if (count == 0) {
            reader->source_ended = true;
            break;
        }
        reader->end += (size_t)count;
        reader->bytes_read += (uint64_t)count;
    }
    memset(reader->data + reader->end, '\n', GUARD_BYTES);
    validate(reader);
    return SL_OK;
}

/* Has everything been read and found valid, so that the end of the data is the end of the file? */
static bool is_final(const struct sl_csv_reader *reader)
{
    return reader->source_ended && reader->valid == reader->end;
}

/* ---- parsing a record ---------------------------------------------------------------------- */

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/*
 * Find the first separator, quote or control byte below 14 (LF and CR are among them) at or behind
 * ptr, eight bytes at a time; the guard ends every search. In the sums a byte never carries into
 * its neighbour, so that the mask is exact.
 */
static const char *find_special(const char *ptr)
{
    const uint64_t low_bits = EACH_BYTE(0x7F);
    for (;;) {
        uint64_t word = 0;
        memcpy(&word, ptr, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        const uint64_t comma = word ^ EACH_BYTE(0x2C);
        const uint64_t quote = word ^ EACH_BYTE(0x22);
        const uint64_t not_control = ((word & low_bits) + EACH_BYTE(0x80 - 14)) | word;
        const uint64_t not_comma = ((comma & low_bits) + low_bits) | comma;
        const uint64_t not_quote = ((quote & low_bits) + low_bits) | quote;
        const uint64_t found = ~(not_control & not_comma & not_quote) & EACH_BYTE(0x80);
        if (found != 0) {
            return ptr + ((unsigned)__builtin_ctzll(found) >> 3);
        }
        ptr += sizeof word;
    }
}

/*
 * Look at the byte behind a field, and step over it. Anything but a separator or a line end is
 * an error, told by `message`.
 */
static enum outcome end_field(
    struct sl_csv_reader *reader, const char **cursor, const char *message, struct sl_error *err
)
{
    const char *place = *cursor;
    const char *limit = reader->data + reader->valid;
    if (place >= limit) {
        return is_final(reader) ? OUTCOME_RECORD : OUTCOME_MORE;
    }
    if (*place == ',') {
        *cursor = place + 1;
        return OUTCOME_FIELD;
    }
    if (*place == '\n') {
        *cursor = place + 1;
        return OUTCOME_RECORD;
    }
    if (*place != '\r') {
        return fail_at(reader, place, message, err);
    }
    if (place + 1 >= limit && !is_final(reader)) {
        return OUTCOME_MORE;
    }
    if (place + 1 >= limit || place[1] != '\n') {
        return fail_at(reader, place, "a carriage return without a line feed", err);
    }
    *cursor = place + 2;
    return OUTCOME_RECORD;
}

/* Parse a field that does not begin with a quote. */
static enum outcome parse_plain(
    struct sl_csv_reader *reader, const char **cursor, struct sl_str *field, struct sl_error *err
)
{
    const char *limit = reader->data + reader->valid;
    const char *end = find_special(*cursor);
    while (end < limit && *end < 14 && *end != '\n' && *end != '\r') {
        end = find_special(end + 1); /* a tab or another control byte is a byte like any other */
    }
    end = end < limit ? end : limit;
    *field = (struct sl_str){ .ptr = *cursor, .len = (size_t)(end - *cursor) };
    *cursor = end;
    return end_field(reader, cursor, "a quote inside a field that does not begin with one", err);
}

/* Parse a quoted field; *cursor is at its opening quote. */
static enum outcome parse_quoted(
    struct sl_csv_reader *reader, const char **cursor, struct sl_str *field, struct sl_error *err
)
{
    const char *first = *cursor + 1;
    const char *limit = reader->data + reader->valid;
    const char *place = first;
    bool doubled = false;
    for (;;) {
        place = memchr(place, '"', (size_t)(limit - place));
        if (place == NULL) {
            return is_final(reader) ? fail_at(reader, *cursor, "a quote that is never closed", err)
                                    : OUTCOME_MORE;
        }
        if (place + 1 >= limit || place[1] != '"') {
            break;
        }
        doubled = true;
        place += 2;
    }
    if (place + 1 >= limit && !is_final(reader)) {
        return OUTCOME_MORE; /* the next byte may double the quote */
    }
    if (doubled) {
        reader->doubled[reader->doubled_count++] = (uint16_t)reader->found_count;
    }
    reader->has_quoted = true;
    *field = (struct sl_str){ .ptr = first, .len = (size_t)(place - first) };
    *cursor = place + 1;
    return end_field(reader, cursor, "text behind a closing quote", err);
}

/* Parse the record at begin; *ret_end is behind it when it ended. */
static enum outcome
parse_record(struct sl_csv_reader *reader, const char **ret_end, struct sl_error *err)
{
    const char *cursor = reader->data + reader->begin;
    reader->found_count = 0;
    reader->doubled_count = 0;
    reader->has_quoted = false;
    for (;;) {
        if (reader->found_count == reader->field_count) {
            return fail_too_many(reader, cursor, err);
        }
        struct sl_str *field = &reader->fields[reader->found_count];
        const enum outcome outcome = *cursor == '"' ? parse_quoted(reader, &cursor, field, err)
                                                    : parse_plain(reader, &cursor, field, err);
        if (outcome != OUTCOME_FIELD && outcome != OUTCOME_RECORD) {
            return outcome;
        }
        reader->found_count++;
        if (outcome == OUTCOME_RECORD) {
            if (reader->columns != NULL && reader->found_count < reader->field_count) {
                return fail_at(
                    reader, field->ptr + field->len, "fewer fields than the header", err
                );
            }
            *ret_end = cursor;
            return OUTCOME_RECORD;
        }
    }
}

/* Turn doubled quotes into single ones, in place. */
static void undouble(struct sl_csv_reader *reader)
{
    for (size_t i = 0; i < reader->doubled_count; i++) {
        struct sl_str *field = &reader->fields[reader->doubled[i]];
        char *target = reader->data + (field->ptr - reader->data);
        size_t len = 0;
        for (size_t at = 0; at < field->len; at++) {
            target[len++] = field->ptr[at];
            if (field->ptr[at] == '"') {
                at++;
            }
        }
        field->len = len;
    }
}

/* How many line feeds a record with quoted fields holds; without, it is one line. */
static uint64_t count_lines(const struct sl_csv_reader *reader, const char *end)
{
    uint64_t count = 0;
    const char *place = reader->data + reader->begin;
    while ((place = memchr(place, '\n', (size_t)(end - place))) != NULL) {
        place++;
        count++;
    }
    return count;
}

/* Step over empty lines, reading on where needed. *ret_more is false at the end of the file. */
static enum sl_status
skip_empty_lines(struct sl_csv_reader *reader, bool *ret_more, struct sl_error *err)
{
    for (;;) {
        const char *place = reader->data + reader->begin;
        const size_t left = reader->valid - reader->begin;
        if (left == 0 || (left == 1 && *place == '\r')) {
            if (is_final(reader)) {
                *ret_more = left > 0;
                return SL_OK;
            }
            SL_TRY(fill(reader, err));
            continue;
        }
        const size_t step = *place == '\n' ? 1 : *place == '\r' && place[1] == '\n' ? 2 : 0;
        if (step == 0) {
            *ret_more = true;
            return SL_OK;
        }
        reader->begin += step;
        reader->next_line++;
    }
}

/* Read the next record into fields. */
static enum sl_status
next_record(struct sl_csv_reader *reader, bool *ret_more, struct sl_error *err)
{
    bool more = false;
    SL_TRY(skip_empty_lines(reader, &more, err));
    const char *end = NULL;
    while (more) {
        const enum outcome outcome = parse_record(reader, &end, err);
        if (outcome == OUTCOME_FAILED) {
            return reader->failure;
        }
        if (outcome == OUTCOME_RECORD) {
            break;
        }
        SL_TRY(fill(reader, err));
    }
    if (more) {
        const uint64_t lines = reader->has_quoted ? count_lines(reader, end) : 1;
        undouble(reader);
        reader->line = reader->next_line;
        reader->next_line += lines;
        reader->begin = (size_t)(end - reader->data);
    }
    *ret_more = more;
    return SL_OK;
}

enum sl_status sl_csv_next(
    struct sl_csv_reader *reader,
    const struct sl_str **ret_fields,
    bool *ret_more,
    struct sl_error *err
)
{
    if (reader->failure != SL_OK) {
        return sl_fail(
            err, reader->failure, "reading goes on after an error in '%s'", reader->name
        );
    }
    bool more = false;
    reader->failure = next_record(reader, &more, err);
    if (reader->failure == SL_OK) {
        *ret_more = more;
        if (more) {
            *ret_fields = reader->fields;
        }
    }
    return reader->failure;
}

/* ---- header, open and close ---------------------------------------------------------------- */

/* Check the names in the header: none empty, none twice. */
static enum sl_status check_columns(const struct sl_csv_reader *reader, struct sl_error *err)
{
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < reader->column_count && status == SL_OK; i++) {
        const struct sl_str name = reader->columns[i];
        if (name.len == 0) {
            status = sl_fail(err, SL_INVALID, "column %zu of the header has no name", i + 1);
        } else if (sl_csv_find(reader, name) < i) {
            const int shown = (int)(name.len < 64 ? name.len : 64);
            status = sl_fail(err, SL_INVALID, "two columns are called '%.*s'", shown, name.ptr);
        }
    }
    if (status != SL_OK) {
        sl_fail_detail(err, "%s:%llu", reader->name, (unsigned long long)reader->line);
    }
    return status;
}

/* Keep the trimmed names in the fields just read. */
static enum sl_status keep_columns(struct sl_csv_reader *reader, struct sl_error *err)
{
    size_t text_bytes = 0;
    for (size_t i = 0; i < reader->found_count; i++) {
        reader->fields[i] = sl_str_trim(reader->fields[i]);
        text_bytes += reader->fields[i].len;
        if (reader->fields[i].len > 0) {
            reader->column_count = i + 1; /* empty names at the end count as no columns */
        }
    }
    reader->columns = sl_alloc(reader->found_count, sizeof *reader->columns);
    reader->column_text = sl_alloc(text_bytes, 1);
    if (reader->columns == NULL || reader->column_text == NULL) {
        return sl_fail_memory(err);
    }
    char *target = reader->column_text;
    for (size_t i = 0; i < reader->column_count; i++) {
        const struct sl_str name = reader->fields[i];
        memcpy(target, name.ptr, name.len);
        reader->columns[i] = (struct sl_str){ .ptr = target, .len = name.len };
        target += name.len;
    }
    reader->field_count = reader->found_count;
    return SL_OK;
}

static enum sl_status read_header(struct sl_csv_reader *reader, struct sl_error *err)
{
    SL_TRY(fill(reader, err));
    const struct sl_str start = { .ptr = reader->data, .len = reader->valid };
    if (sl_str_starts(start, SL_STR("\xEF\xBB\xBF"))) {
        reader->begin = 3;
    }
    bool more = false;
    SL_TRY(next_record(reader, &more, err));
    if (more) {
        SL_TRY(keep_columns(reader, err));
    }
    if (reader->column_count == 0) {
        (void)sl_fail(err, SL_INVALID, "no header");
        sl_fail_detail(err, "%s", reader->name);
        sl_fail_hint(err, "The first line must name the columns.");
        return SL_INVALID;
    }
    return check_columns(reader, err);
}

/* Allocate a reader without a source; takes fd over even when it fails. */
static enum sl_status new_reader(
    const char *name,
    int fd,
    uint64_t total,
    struct sl_csv_reader **ret_reader,
    struct sl_error *err
)
{
    const size_t name_bytes = strlen(name) + 1;
    struct sl_csv_reader *reader = sl_calloc(1, sizeof *reader);
    if (reader == NULL) {
        if (fd > STDIN_FILENO) {
            (void)close(fd);
        }
        return sl_fail_memory(err);
    }
    reader->fd = fd;
    reader->failure = SL_OK;
    reader->next_line = 1;
    reader->bytes_total = total;
    reader->field_count = SL_CSV_FIELD_LIMIT;
    /* One byte more than a small file has, so that its end is seen at once. */
    reader->capacity = total > 0 && total < BLOCK_BYTES ? (size_t)total + 1 : BLOCK_BYTES;
    reader->name = sl_alloc(name_bytes, 1);
    reader->data = sl_alloc(reader->capacity + GUARD_BYTES, 1);
    if (reader->name == NULL || reader->data == NULL) {
        sl_csv_close(reader);
        return sl_fail_memory(err);
    }
    memcpy(reader->name, name, name_bytes);
    *ret_reader = reader;
    return SL_OK;
}

/* Read the header, and give the reader out or close it. */
static enum sl_status
begin_reader(struct sl_csv_reader *reader, struct sl_csv_reader **ret_reader, struct sl_error *err)
{
    const enum sl_status status = read_header(reader, err);
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
    const bool is_input = strcmp(path, "-") == 0;
    const int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        char text[128];
        const char *reason = strerror_r(errno, text, sizeof text);
        (void)sl_fail(err, SL_IO, "cannot open '%s'", path);
        sl_fail_detail(err, "%s", reason);
        return SL_IO;
    }
    struct stat stat;
    const bool is_file = fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && stat.st_size > 0;
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    struct sl_csv_reader *reader = NULL;
    SL_TRY(new_reader(
        is_input ? "standard input" : path, fd, is_file ? (uint64_t)stat.st_size : 0, &reader, err
    ));
    return begin_reader(reader, ret_reader, err);
}

enum sl_status sl_csv_open_bytes(
    struct sl_str bytes, const char *name, struct sl_csv_reader **ret_reader, struct sl_error *err
)
{
    struct sl_csv_reader *reader = NULL;
    SL_TRY(new_reader(name, -1, bytes.len, &reader, err));
    reader->unread = bytes;
    return begin_reader(reader, ret_reader, err);
}

void sl_csv_close(struct sl_csv_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    if (reader->fd > STDIN_FILENO) {
        (void)close(reader->fd);
    }
    sl_free(reader->name);
    sl_free(reader->data);
    sl_free(reader->columns);
    sl_free(reader->column_text);
    sl_free(reader);
}

void sl_csv_close_ptr(struct sl_csv_reader **reader)
{
    sl_csv_close(*reader);
    *reader = NULL;
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

uint64_t sl_csv_line(const struct sl_csv_reader *reader)
{
    return reader->line;
}

uint64_t sl_csv_bytes_read(const struct sl_csv_reader *reader)
{
    return reader->bytes_read;
}

uint64_t sl_csv_bytes_total(const struct sl_csv_reader *reader)
{
    return reader->bytes_total;
}
