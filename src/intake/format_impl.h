/* SPDX-License-Identifier: Apache-2.0 */
/*
 * format_impl.h - what each format gives to format.c, and what they share.
 *
 * A format is a row of functions. Its `next` finds the text of a record and calls
 * sl_splitter_take, which reads the facts and makes of them a record or a reject.
 */
#ifndef SL_INTAKE_FORMAT_IMPL_H
#define SL_INTAKE_FORMAT_IMPL_H

#include "base/buf.h"
#include "intake/format.h"
#include "intake/stream.h"

/* Values and links of one record: more reject it, long before its arena is full. */
#define SL_READ_ITEM_LIMIT ((size_t)100000)

/*
 * Reading one record. `key` comes from the caller, or is empty and set by the reader; what follows
 * it is set by the reader: on a failure where the fault is, as far as it knows.
 */
struct sl_reading {
    struct sl_str layout, body;
    struct sl_facts *facts;
    struct sl_str key;
    struct sl_moment changed;
    bool withdrawn;
    struct sl_str field;
    size_t column; /* in bytes from 1; 0 when there is no one place */
    uint64_t line; /* lines of the body before the fault */
};

/* Errors: SL_INVALID or SL_LIMIT reject the record; SL_NO_MEMORY. */
typedef enum sl_status sl_read_fn(struct sl_reading *reading, struct sl_error *err);

/* One rule of data quality: appends a finding for each entity that it is broken by. */
struct sl_rule;
struct sl_rule_context {
    const struct sl_rule *rule;
    struct sl_str layout;
    const struct sl_facts *facts;
    struct sl_findings *findings;
};
typedef enum sl_status sl_rule_fn(const struct sl_rule_context *context, struct sl_error *err);

struct sl_rule {
    struct sl_str number, words;
    sl_rule_fn *check;
};

struct sl_format {
    struct sl_str name, title;
    size_t state_bytes; /* of the splitter's state, which begins zeroed */
    /* Look at the beginning of the file. May be NULL. */
    enum sl_status (*open)(struct sl_splitter *splitter, struct sl_error *err);
    enum sl_status (*next
    )(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err);
    /* Give back what the state holds. May be NULL. */
    void (*close)(struct sl_splitter *splitter);
    sl_read_fn *read;
    const struct sl_rule *rules;
    size_t rule_count;
};

struct sl_splitter {
    const struct sl_format *format;
    void *state;
    struct sl_stream stream;
    uint64_t line;         /* that was read last */
    struct sl_arena arena; /* of the record that was given last */
    struct sl_facts facts;
    struct sl_error fault; /* reason of the reject that was given last */
    bool done;
};

/*
 * Read a record and say what became of it: a record or a reject in *ret_split.
 *
 *   reading  body, layout and, if the format numbers its keys, key; facts are the splitter's
 *   line     of the file on which the body begins
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_splitter_take(
    struct sl_splitter *splitter,
    struct sl_reading *reading,
    uint64_t line,
    struct sl_split *ret_split,
    struct sl_error *err
);

/* Forget the facts of the record before. */
void sl_splitter_reset(struct sl_splitter *splitter);

/* A reject whose reason is in splitter->fault; text as it stands in the file. */
void sl_splitter_reject(
    struct sl_splitter *splitter,
    const struct sl_reading *reading,
    uint64_t line,
    bool cut,
    struct sl_split *ret_split
);

/* A line that is too long for a record. */
void sl_splitter_reject_long(
    struct sl_splitter *splitter, const struct sl_line *line, struct sl_split *ret_split
);

/* Add a finding of the rule about an entity. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_rule_found(const struct sl_rule_context *context, struct sl_str key, struct sl_error *err);

/* The formats. */
extern const struct sl_format sl_format_pole;
extern const struct sl_format sl_format_ssda903_csv;
extern const struct sl_format sl_format_sui_csv;
extern const struct sl_format sl_format_cin_xml;
extern const struct sl_format sl_format_fhir;
extern const struct sl_format sl_format_csc;
extern const struct sl_format sl_format_ssda903_xml;
extern const struct sl_format sl_format_note;

#endif
