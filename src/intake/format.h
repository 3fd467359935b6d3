/* SPDX-License-Identifier: Apache-2.0 */
/*
 * format.h - one way in which an agency's system writes files, and how to take one apart.
 *
 * A file is a run of source records. Splitting gives each record's text as it stands in the file,
 * the key that names it within the agency's system, and the facts that it states; or says why it
 * cannot be taken, and goes on with the next. Facts are read from the text alone (with the layout:
 * what all records of a file share and none repeats), so they can be read again at any time and
 * are the same.
 *
 * Two kinds of fault are kept apart. A format error (not JSON, no key, a date that no calendar has)
 * rejects one record: nothing of it is taken. A finding of a department's rule (a plan that ends
 * before it starts) is reported, and the record is taken: what an agency holds is evidence.
 *
 * Memory: bounded by SL_SPLIT_RECORD_LIMIT_BYTES and, where a format numbers the rows that share a
 * natural key, SL_SPLIT_KEY_LIMIT; it does not grow with the file otherwise.
 */
#ifndef SL_INTAKE_FORMAT_H
#define SL_INTAKE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "record/fact.h"
#include "record/moment.h"

/* The longest record, in bytes; a longer one is a reject, whatever the format. */
#define SL_SPLIT_RECORD_LIMIT_BYTES ((size_t)4 << 20)
/* The facts of one record, in bytes of their arena; more is a reject. */
#define SL_SPLIT_FACTS_LIMIT_BYTES ((size_t)64 << 20)
/* The longest key, in bytes. */
#define SL_SPLIT_KEY_LIMIT_BYTES 200u
/* The longest key with what is put behind it before it is measured: never filled. */
#define SL_SPLIT_KEY_ROOM_BYTES ((size_t)2 * SL_SPLIT_KEY_LIMIT_BYTES)
/* Rows of one file whose keys are remembered; a file with more ends in SL_LIMIT. */
#define SL_SPLIT_KEY_LIMIT ((size_t)4 << 20)
/* How much of a record that is too long is shown as its text. */
#define SL_SPLIT_SHOWN_BYTES ((size_t)64 << 10)

/*
 * A record as the file has it. All texts are good until the next call for the splitter.
 *
 * Invariants: key and body are not empty and are UTF-8; key has no control characters and at most
 * SL_SPLIT_KEY_LIMIT_BYTES. A withdrawn record's facts are empty.
 */
struct sl_split_record {
    struct sl_str key;
    struct sl_str body;       /* verbatim: the row, line, element or object, no line end */
    struct sl_str layout;     /* the same bytes for every record of a file, mostly; may be empty */
    uint64_t line;            /* on which the body begins, from 1 */
    struct sl_moment changed; /* when the agency last changed it, where the record says */
    bool withdrawn;           /* the agency takes back what it sent under this key */
    const struct sl_facts *facts; /* what sl_format_read gives for layout and body */
};

/* A record that cannot be taken. Texts are good until the next call for the splitter. */
struct sl_reject {
    uint64_t line;        /* of the fault, from 1 */
    uint64_t column;      /* in bytes from 1; 0 when the fault has no one place */
    struct sl_str field;  /* name of the member, column or element; may be empty */
    struct sl_str reason; /* one line, no full stop */
    struct sl_str text;   /* the record, verbatim; need not be UTF-8 */
    bool cut;             /* only its first SL_SPLIT_SHOWN_BYTES are given */
};

enum sl_split_step {
    SL_SPLIT_RECORD,
    SL_SPLIT_REJECT,
    SL_SPLIT_END,
};

/* What a step has found: the member that belongs to the step. */
struct sl_split {
    enum sl_split_step step;
    struct sl_split_record record;
    struct sl_reject reject;
};

/* What a rule of data quality says about a record. Texts live in the arena, or for ever. */
struct sl_finding {
    struct sl_str rule;  /* its published number: "8794" */
    struct sl_str words; /* what is not as it should be, one sentence without full stop */
    struct sl_str key;   /* the entity that it is about; empty: the record */
};

/* Invariant: count <= room. */
struct sl_findings {
    struct sl_arena *arena; /* borrowed */
    struct sl_finding *items;
    size_t count, room;
};

struct sl_format;
struct sl_splitter;

/* All formats, in the order in which help shows them. */
const struct sl_format *const *sl_format_list(size_t *ret_count);
/* The format with this name; NULL when there is none. */
const struct sl_format *sl_format_find(struct sl_str name);
/* Its name on the command line ("pole-jsonl"), and what it is in words. */
struct sl_str sl_format_name(const struct sl_format *format);
struct sl_str sl_format_title(const struct sl_format *format);

/*
 * Begin to take a file apart.
 *
 *   format        borrowed for ever (it is constant)
 *   path          of a file; it is opened here and read once, from beginning to end
 *   ret_splitter  given back with sl_splitter_close
 *
 * The same bytes give the same records and rejects in the same order, so that a run which was cut
 * off goes on by passing over as many as it had.
 *
 * Errors: SL_IO; SL_INVALID when this is not a file of the format at all, which says what was met
 * instead; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_splitter_open(
    const struct sl_format *format,
    const char *path,
    struct sl_splitter **ret_splitter,
    struct sl_error *err
);

/*
 * Find the next record, or the next that must be rejected, or the end.
 *
 * Errors: SL_IO, SL_NO_MEMORY, SL_LIMIT (SL_SPLIT_KEY_LIMIT), and SL_INVALID when the rest of the
 * file cannot be taken apart. After an error or the end nothing more can be read.
 */
SL_NODISCARD enum sl_status
sl_splitter_next(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err);

/* Bytes of the file that were looked at so far, and its size: for progress. */
uint64_t sl_splitter_bytes_read(const struct sl_splitter *splitter);
uint64_t sl_splitter_bytes_total(const struct sl_splitter *splitter);

/* Close; NULL is fine. */
void sl_splitter_close(struct sl_splitter *splitter);
/* For SL_CLEANUP on a struct sl_splitter * variable. */
void sl_splitter_close_ptr(struct sl_splitter **splitter);

/*
 * Read what a record states.
 *
 *   layout, body  as the splitter gave them; borrowed as long as the facts are used
 *   facts         initialised by the caller; texts lie in body, in the arena, or for ever
 *
 * Entities come with the keys that they have in the splitter's facts: a row whose key the splitter
 * had to number ("...#2") is given its key by `key`, which is the record's key.
 *
 * Errors: SL_INVALID when this is no record of the format (never for what the splitter accepted),
 * SL_LIMIT (the arena's limit is reached), SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_format_read(
    const struct sl_format *format,
    struct sl_str layout,
    struct sl_str key,
    struct sl_str body,
    struct sl_facts *facts,
    struct sl_error *err
);

/*
 * Apply the format's rules of data quality to the facts of a record.
 *
 *   layout    of the record: rules need the day for which a return was made
 *   findings  appended to; begin with { .arena = ... }
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_format_check(
    const struct sl_format *format,
    struct sl_str layout,
    const struct sl_facts *facts,
    struct sl_findings *findings,
    struct sl_error *err
);

#endif
