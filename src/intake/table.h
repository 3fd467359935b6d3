/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table.h - what the columns of a CSV file mean, and rows read by it.
 *
 * A kind of file is a row of columns, each with what it is used for, and the entities that a row
 * describes: the first has the row's key, others that and a suffix. Names of columns are compared
 * without regard to case.
 */
#ifndef SL_INTAKE_TABLE_H
#define SL_INTAKE_TABLE_H

#include "base/buf.h"
#include "intake/format_impl.h"
#include "intake/key.h"
#include "record/code_list.h"

enum sl_column_use {
    SL_COLUMN_UNUSED, /* stands in the text only */
    SL_COLUMN_ID,     /* of the person; part of the key */
    SL_COLUMN_NUMBER, /* the same, and a value of the person */
    SL_COLUMN_START,  /* a date: when the entity begins */
    SL_COLUMN_END,    /* a date */
    SL_COLUMN_DATE,   /* a date that is a value */
    SL_COLUMN_DAY,    /* a date that must be one, and is not used */
    SL_COLUMN_TEXT,   /* a value */
    SL_COLUMN_CODE,   /* a value of a list of codes, which says if it was refused or not asked */
    SL_COLUMN_IF,     /* the entity is there if this is 1, Y, YES or TRUE */
};

struct sl_column {
    struct sl_str name;
    enum sl_column_use use;
    unsigned entity; /* index in the kind's entities */
    bool in_key;     /* of dates: part of the key */
    enum sl_attribute attribute;
    enum sl_code_list_id list;
};

struct sl_row_entity {
    struct sl_str suffix;
    enum sl_entity_class class;
    unsigned kind;
    bool is_mother; /* of: the person of the row is its mother */
};

struct sl_file_kind {
    struct sl_str name; /* begins the key: "reviews/..." */
    const struct sl_column *columns;
    size_t column_count;
    const struct sl_row_entity *entities;
    size_t entity_count;
};

struct sl_row;

/* The column with a name; NULL when the kind has none. */
const struct sl_column *sl_file_kind_find(const struct sl_file_kind *kind, struct sl_str name);

/*
 * Read a row: its natural key into reading->key when that is empty, and its facts.
 *
 *   header, row  as parsed from layout and body; row may be shorter when `fill` is set
 *
 * Errors: SL_INVALID, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_table_read(
    const struct sl_file_kind *kind,
    const struct sl_row *header,
    const struct sl_row *row,
    struct sl_reading *reading,
    struct sl_error *err
);

/* The state of a splitter of rows. */
struct sl_table_state {
    struct sl_buf header; /* the first line */
    struct sl_key_set keys;
};

/* Take the first line of the file as its header. Errors: SL_INVALID when there is none. */
SL_NODISCARD enum sl_status sl_table_open(struct sl_splitter *splitter, struct sl_error *err);
/* The functions of a struct sl_format. */
SL_NODISCARD enum sl_status
sl_table_next(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err);
void sl_table_close(struct sl_splitter *splitter);

#endif
