/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/csv_impl.h"
#include "base/memory.h"
#include "base/utf8.h"

/* How much is read at once; only a longer record makes the buffer grow. */
#define BLOCK_BYTES ((size_t)1 << 20)

/* Room behind the data for the line feeds that stop every search. */
#define GUARD_BYTES ((size_t)8)

enum sl_status sl_csv_source_fail(
    const struct sl_csv_source *source,
    enum sl_status status,
    const char *place,
    struct sl_error *err,
    const char *format,
    ...
)
{
    char message[SL_ERROR_TEXT_BYTES];
    va_list arguments;
    va_start(arguments, format);
    if (vsnprintf(message, sizeof message, format, arguments) < 0) {
        message[0] = '\0';
    }
    va_end(arguments);

    const char *line_start = source->data + source->begin;
    uint64_t line = source->line;
    for (;;) {
        const char *line_end = memchr(line_start, '\n', (size_t)(place - line_start));
        if (line_end == NULL) {
            break;
        }
        line_start = line_end + 1;
        line++;
    }
    const struct sl_str before = { .ptr = line_start, .len = (size_t)(place - line_start) };
    const size_t column = sl_utf8_count(before) + 1;
    (void)sl_fail(err, status, "%s", message);
    sl_fail_detail(err, "%s:%llu:%zu", source->name, (unsigned long long)line, column);
    return status;
}

/* Fill in what both ways of opening share; on failure the source is finished. */
static enum sl_status begin_source(
    struct sl_csv_source *source, const char *name, uint64_t bytes_total, struct sl_error *err
)
{
    const size_t name_bytes = strlen(name) + 1;
    source->line = 1;
    source->bytes_total = bytes_total;
    /* One byte more than a small file has, so that its end is seen by the first filling. */
    source->capacity =
        bytes_total > 0 && bytes_total < BLOCK_BYTES ? (size_t)bytes_total + 1 : BLOCK_BYTES;
    source->name = sl_alloc(name_bytes, 1);
    source->data = sl_alloc(source->capacity + GUARD_BYTES, 1);
    if (source->name == NULL || source->data == NULL) {
        sl_csv_source_finish(source);
        return sl_fail_memory(err);
    }
    memcpy(source->name, name, name_bytes);
    memset(source->data, '\n', GUARD_BYTES);
    return SL_OK;
}

enum sl_status
sl_csv_source_open(struct sl_csv_source *source, const char *path, struct sl_error *err)
{
    const bool is_input = strcmp(path, "-") == 0;
    *source = (struct sl_csv_source){ .fd = STDIN_FILENO };
    if (!is_input) {
        source->fd = open(path, O_RDONLY | O_CLOEXEC);
        if (source->fd < 0) {
            return sl_fail_io(err, "open", path, errno);
        }
        (void)posix_fadvise(source->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
    struct stat file;
    const bool has_size = fstat(source->fd, &file) == 0 && S_ISREG(file.st_mode);
    const char *name = is_input ? "standard input" : path;
    return begin_source(source, name, has_size ? (uint64_t)file.st_size : 0, err);
}

enum sl_status sl_csv_source_open_bytes(
    struct sl_csv_source *source, struct sl_str bytes, const char *name, struct sl_error *err
)
{
    *source = (struct sl_csv_source){ .fd = -1, .unread = bytes };
    return begin_source(source, name, bytes.len, err);
}

void sl_csv_source_finish(struct sl_csv_source *source)
{
    if (source->fd > STDIN_FILENO) {
        (void)close(source->fd);
    }
    sl_free(source->name);
    sl_free(source->data);
    *source = (struct sl_csv_source){ .fd = -1 };
}

/* Take up to `room` bytes of the source; 0 at its end, negative on an error. */
static ssize_t take_bytes(struct sl_csv_source *source, char *target, size_t room)
{
    if (source->fd < 0) {
        const size_t count = source->unread.len < room ? source->unread.len : room;
        if (count > 0) {
            memcpy(target, source->unread.ptr, count);
            source->unread.ptr += count;
            source->unread.len -= count;
        }
        return (ssize_t)count;
    }
    for (;;) {
        const ssize_t count = read(source->fd, target, room);
        if (count >= 0 || errno != EINTR) {
            return count;
        }
    }
}

/* Make room behind the data: move the unfinished record to the front, or grow. */
static enum sl_status make_room(struct sl_csv_source *source, struct sl_error *err)
{
    if (source->begin > 0) {
        memmove(source->data, source->data + source->begin, source->end - source->begin);
        source->valid -= source->begin;
        source->end -= source->begin;
        source->begin = 0;
    }
    if (source->end < source->capacity) {
        return SL_OK;
    }
    /* The longest record, its line end, and a byte by which a longer one is noticed. */
    const size_t most = SL_CSV_RECORD_LIMIT_BYTES + 3;
    if (source->capacity >= most) {
        (void)sl_csv_source_fail(
            source,
            SL_LIMIT,
            source->data,
            err,
            "a record longer than %zu bytes",
            SL_CSV_RECORD_LIMIT_BYTES
        );
        sl_fail_hint(err, "Look there for a quote that is never closed.");
        return SL_LIMIT;
    }
    const size_t capacity = source->capacity * 2 < most ? source->capacity * 2 : most;
    char *data = sl_realloc(source->data, capacity + GUARD_BYTES, 1);
    if (data == NULL) {
        return sl_fail_memory(err);
    }
    source->data = data;
    source->capacity = capacity;
    return SL_OK;
}

/* Move `valid` over what is new; a sequence that the end cuts off waits for more. */
static void check_text(struct sl_csv_source *source)
{
    struct sl_str text = {
        .ptr = source->data + source->valid,
        .len = source->end - source->valid,
    };
    const char *nul = memchr(text.ptr, '\0', text.len);
    if (nul != NULL) {
        text.len = (size_t)(nul - text.ptr);
    }
    source->valid += sl_utf8_check(text);
}

/* Is what stands at `valid` wrong for good, and not only cut off by the end of the buffer? */
static bool is_stuck(const struct sl_csv_source *source)
{
    const size_t left = source->end - source->valid;
    const char *text = source->data + source->valid;
    /* No sequence is longer than four bytes. */
    return left > 0 && (source->ended || left >= 4 || text[0] == '\0');
}

enum sl_status sl_csv_source_fill(struct sl_csv_source *source, struct sl_error *err)
{
    if (is_stuck(source)) {
        const char *place = source->data + source->valid;
        const char *what = *place == '\0' ? "a NUL byte" : "text that is not UTF-8";
        (void)sl_csv_source_fail(source, SL_INVALID, place, err, "%s", what);
        sl_fail_hint(err, "Save the file as text with the encoding UTF-8.");
        return SL_INVALID;
    }
    SL_TRY(make_room(source, err));
    while (source->end < source->capacity && !source->ended) {
        const ssize_t count =
            take_bytes(source, source->data + source->end, source->capacity - source->end);
        if (count < 0) {
            return sl_fail_io(err, "read", source->name, errno);
        }
        source->end += (size_t)count;
        source->bytes_read += (uint64_t)count;
        source->ended = count == 0;
    }
    memset(source->data + source->end, '\n', GUARD_BYTES);
    check_text(source);
    return SL_OK;
}
