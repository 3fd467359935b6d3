/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "intake/format.h"

#define WINDOW_LIMIT_BYTES (SL_SPLIT_RECORD_LIMIT_BYTES + SL_STREAM_BLOCK_BYTES)

/* Read once into the room behind the window. */
static enum sl_status read_block(struct sl_stream *stream, struct sl_error *err)
{
    for (;;) {
        const ssize_t got =
            read(stream->fd, stream->data + stream->end, stream->capacity - stream->end);
        if (got >= 0) {
            stream->end += (size_t)got;
            stream->read_bytes += (uint64_t)got;
            stream->at_end = got == 0;
            return SL_OK;
        }
        if (errno != EINTR) {
            return sl_fail_io(err, "read", stream->path, errno);
        }
    }
}

/* A mark that a program of another system has put in front of the text. */
static enum sl_status pass_mark(struct sl_stream *stream, struct sl_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    while (!stream->at_end && stream->end < sizeof mark - 1) {
        SL_TRY(read_block(stream, err));
    }
    if (stream->end >= sizeof mark - 1 && memcmp(stream->data, mark, sizeof mark - 1) == 0) {
        stream->begin = sizeof mark - 1;
    }
    return SL_OK;
}

enum sl_status sl_stream_open(struct sl_stream *stream, const char *path, struct sl_error *err)
{
    *stream = (struct sl_stream){ .fd = -1 };
    const size_t path_bytes = strlen(path) + 1;
    stream->capacity = SL_STREAM_BLOCK_BYTES;
    stream->path = sl_alloc(path_bytes, 1);
    stream->data = sl_alloc(stream->capacity, 1);
    if (stream->path == NULL || stream->data == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(stream->path, path, path_bytes);
    stream->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (stream->fd < 0) {
        return sl_fail_io(err, "open", path, errno);
    }
    (void)posix_fadvise(stream->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    struct stat file;
    if (fstat(stream->fd, &file) == 0 && S_ISREG(file.st_mode)) {
        stream->total_bytes = (uint64_t)file.st_size;
    }
    return pass_mark(stream, err);
}

void sl_stream_close(struct sl_stream *stream)
{
    /* A stream that was never opened is zeroed and has no path; 0 is not its file. */
    if (stream->path != NULL && stream->fd >= 0) {
        (void)close(stream->fd);
    }
    sl_free(stream->path);
    sl_free(stream->data);
    *stream = (struct sl_stream){ .fd = -1 };
}

struct sl_str sl_stream_window(const struct sl_stream *stream)
{
    return (struct sl_str){ .ptr = stream->data + stream->begin,
                            .len = stream->end - stream->begin };
}

void sl_stream_take(struct sl_stream *stream, size_t count)
{
    SL_ASSERT(count <= stream->end - stream->begin);
    stream->begin += count;
}

/* Make room behind the window: by moving it to the front, else by a longer one. */
static enum sl_status make_room(struct sl_stream *stream, struct sl_error *err)
{
    if (stream->begin > 0) {
        memmove(stream->data, stream->data + stream->begin, stream->end - stream->begin);
        stream->end -= stream->begin;
        stream->begin = 0;
    }
    if (stream->end < stream->capacity) {
        return SL_OK;
    }
    if (stream->capacity == WINDOW_LIMIT_BYTES) {
        return sl_fail(
            err, SL_LIMIT, "a record is longer than %zu bytes", SL_SPLIT_RECORD_LIMIT_BYTES
        );
    }
    const size_t doubled = stream->capacity * 2;
    const size_t capacity = doubled < WINDOW_LIMIT_BYTES ? doubled : WINDOW_LIMIT_BYTES;
    char *data = sl_realloc(stream->data, capacity, 1);
    if (data == NULL) {
        return sl_fail_memory(err);
    }
    stream->data = data;
    stream->capacity = capacity;
    return SL_OK;
}

enum sl_status sl_stream_more(struct sl_stream *stream, struct sl_error *err)
{
    if (stream->at_end) {
        return SL_OK;
    }
    if (stream->end == stream->capacity) {
        SL_TRY(make_room(stream, err));
    }
    return read_block(stream, err);
}

/* The rest of a line that is too long is read and dropped; what is shown of it stays. */
static enum sl_status
drop_rest(struct sl_stream *stream, struct sl_line *line, struct sl_error *err)
{
    for (;;) {
        stream->end = stream->begin + SL_SPLIT_SHOWN_BYTES;
        SL_TRY(sl_stream_more(stream, err));
        const char *first = stream->data + stream->begin + SL_SPLIT_SHOWN_BYTES;
        const size_t len = stream->end - stream->begin - SL_SPLIT_SHOWN_BYTES;
        const char *line_end = memchr(first, '\n', len);
        line->text = sl_str_part(sl_stream_window(stream), 0, SL_SPLIT_SHOWN_BYTES);
        if (line_end != NULL) {
            sl_stream_take(stream, SL_SPLIT_SHOWN_BYTES + (size_t)(line_end - first) + 1);
            return SL_OK;
        }
        if (stream->at_end) {
            stream->begin = stream->end;
            return SL_OK;
        }
    }
}

/* One line, empty or not, in the window; false when there is none. */
static enum sl_status
take_line(struct sl_stream *stream, struct sl_line *line, bool *ret_more, struct sl_error *err)
{
    size_t looked_at = 0;
    const char *line_end = NULL;
    line->too_long = false;
    for (;;) {
        const struct sl_str window = sl_stream_window(stream);
        if (window.len > looked_at) {
            line_end = memchr(window.ptr + looked_at, '\n', window.len - looked_at);
        }
        line->text = window;
        line->text.len = line_end == NULL ? window.len : (size_t)(line_end - window.ptr);
        if (line->text.len > SL_SPLIT_RECORD_LIMIT_BYTES) {
            line->too_long = true;
        }
        if (line_end != NULL || stream->at_end || line->too_long) {
            break;
        }
        looked_at = window.len;
        SL_TRY(sl_stream_more(stream, err));
    }
    *ret_more = line_end != NULL || line->text.len > 0;
    if (line->too_long && line_end == NULL && !stream->at_end) {
        return drop_rest(stream, line, err);
    }
    sl_stream_take(stream, line->text.len + (line_end != NULL ? 1 : 0));
    if (line->too_long) {
        line->text.len = SL_SPLIT_SHOWN_BYTES;
    }
    return SL_OK;
}

enum sl_status sl_stream_line(
    struct sl_stream *stream,
    uint64_t *line_number,
    struct sl_line *ret_line,
    bool *ret_more,
    struct sl_error *err
)
{
    for (;;) {
        SL_TRY(take_line(stream, ret_line, ret_more, err));
        if (!*ret_more) {
            return SL_OK;
        }
        ++*line_number;
        ret_line->number = *line_number;
        struct sl_str *text = &ret_line->text;
        if (!ret_line->too_long && text->len > 0 && text->ptr[text->len - 1] == '\r') {
            text->len--;
        }
        if (text->len > 0) {
            return SL_OK;
        }
    }
}
