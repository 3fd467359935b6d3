/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv_impl.h - the two halves of the CSV reader, for csv.c and their tests only.
 *
 * The source (csv_source.c) keeps a window of valid text over a file; the parser (csv_parse.c)
 * finds the next record in it.
 */
#ifndef SL_BASE_CSV_IMPL_H
#define SL_BASE_CSV_IMPL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/str.h"

/*
 * A file, or bytes in memory, seen through a buffer:
 *
 *     data  | records done | the next record ... | not checked or not valid | guard |
 *           0              begin                 valid                      end
 *
 * Invariant: begin <= valid <= end <= capacity. What lies before valid is UTF-8 without NUL, and
 * eight line feeds stand at end, where they stop every search.
 */
struct sl_csv_source {
    char *name;           /* for error texts; owned */
    int fd;               /* -1 when the source is bytes in memory */
    struct sl_str unread; /* what is left of those; borrowed */
    char *data;
    size_t capacity;
    size_t begin;
    size_t valid;
    size_t end;
    bool ended;    /* nothing is left to read */
    uint64_t line; /* at begin, from 1 */
    uint64_t bytes_read;
    uint64_t bytes_total; /* 0 when unknown */
};

/*
 * Set up *source over the file `path`, or standard input for "-". Reads nothing yet.
 * Errors: SL_IO, SL_NO_MEMORY; *source is then finished.
 */
SL_NODISCARD enum sl_status
sl_csv_source_open(struct sl_csv_source *source, const char *path, struct sl_error *err);

/* The same over bytes, borrowed until finish. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_csv_source_open_bytes(
    struct sl_csv_source *source, struct sl_str bytes, const char *name, struct sl_error *err
);

/* Close the file and free the buffer; a zeroed source is fine. */
void sl_csv_source_finish(struct sl_csv_source *source);

/*
 * Read on until the buffer is full or the source ends; valid moves on when it can. Everything
 * from begin on is kept, but may move: indexes stay good relative to begin only.
 *
 * Errors: SL_IO, SL_NO_MEMORY, SL_LIMIT (what begins at begin is longer than a record may be),
 *         SL_INVALID (what stands at valid is not UTF-8, or is NUL).
 */
SL_NODISCARD enum sl_status sl_csv_source_fill(struct sl_csv_source *source, struct sl_error *err);

/* Is everything read and valid, so that the end of the window is the end of the file? */
static inline bool sl_csv_source_is_final(const struct sl_csv_source *source)
{
    return source->ended && source->valid == source->end;
}

/*
 * Record a failure at a place from begin to end: the message as printf makes it, and
 * "NAME:line:column" in detail, the column in code points from 1. Returns status.
 */
enum sl_status sl_csv_source_fail(
    const struct sl_csv_source *source,
    enum sl_status status,
    const char *place,
    struct sl_error *err,
    const char *format,
    ...
) SL_PRINTF(5, 6);

/* What the parser found. Fields are slices of the source's data, good until it is filled again. */
struct sl_csv_record {
    size_t wanted_count; /* fields that every record must have; 0 for the header: any number */
    size_t count;        /* fields found */
    uint64_t line;       /* where the record began */
    bool fill_short;     /* add empty fields to a record that has fewer than wanted_count */
    bool is_short;       /* it had fewer */
    bool has_quoted;
    size_t doubled_count; /* how many fields hold doubled quotes, and which */
    uint16_t doubled[SL_CSV_FIELD_LIMIT];
    struct sl_str fields[SL_CSV_FIELD_LIMIT];
};

/*
 * Parse the next record, passing over empty lines, and move begin behind it.
 *
 *   record    wanted_count and fill_short are read; all else is set
 *   ret_more  false at the end of the file
 *
 * Errors: SL_INVALID, SL_LIMIT (more than SL_CSV_FIELD_LIMIT fields), and those of filling.
 */
SL_NODISCARD enum sl_status sl_csv_parse(
    struct sl_csv_source *source, struct sl_csv_record *record, bool *ret_more, struct sl_error *err
);

#endif
