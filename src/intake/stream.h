/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream.h - a file as a window of bytes that moves forward, and its lines.
 *
 * The window holds what is being looked at and grows only for a long record, up to
 * SL_SPLIT_RECORD_LIMIT_BYTES and a block: memory does not depend on the size of the file.
 */
#ifndef SL_INTAKE_STREAM_H
#define SL_INTAKE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* How much is read at once. */
#define SL_STREAM_BLOCK_BYTES ((size_t)256 << 10)

/* Invariant: begin <= end <= capacity; the window is data[begin .. end). Zeroed is closed. */
struct sl_stream {
    char *path;
    char *data;
    size_t begin, end, capacity;
    uint64_t read_bytes, total_bytes; /* total is 0 when unknown */
    int fd;
    bool at_end; /* the window reaches to the end of the file */
};

/* A line without its end. Its text is good until the stream is read again. */
struct sl_line {
    struct sl_str text;
    uint64_t number; /* from 1 */
    bool too_long;   /* over SL_SPLIT_RECORD_LIMIT_BYTES: only SL_SPLIT_SHOWN_BYTES are there */
};

/*
 * Open a file; a byte order mark of UTF-8 at its start is passed over.
 * Errors: SL_IO, SL_NO_MEMORY. Close it in any case.
 */
SL_NODISCARD enum sl_status
sl_stream_open(struct sl_stream *stream, const char *path, struct sl_error *err);
void sl_stream_close(struct sl_stream *stream);

/* What is in the window. */
struct sl_str sl_stream_window(const struct sl_stream *stream);
/* Take bytes off its front. */
void sl_stream_take(struct sl_stream *stream, size_t count);

/*
 * Read more behind the window, which may move in memory. Does nothing at the end of the file.
 * Errors: SL_IO, SL_NO_MEMORY; SL_LIMIT when the window is as long as it may become.
 */
SL_NODISCARD enum sl_status sl_stream_more(struct sl_stream *stream, struct sl_error *err);

/*
 * The next line that is not empty, counting in *line_number (0 before the first) those passed.
 * Lines end in LF, CRLF, or with the file. ret_more is false at the end.
 * Errors: SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_stream_line(
    struct sl_stream *stream,
    uint64_t *line_number,
    struct sl_line *ret_line,
    bool *ret_more,
    struct sl_error *err
);

#endif
