/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table.h - all records, as codes.
 *
 * A row is one record: one code for each field, 0 for a missing value. Rows stand in canonical
 * order, by file and then by id, whatever the order in which records arrived. Several rows may be
 * of one mention (known.h): they count as one record wherever records are counted to learn from.
 */
#ifndef SL_LINK_TABLE_H
#define SL_LINK_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "link/domain.h"
#include "link/form.h"
#include "link/schema.h"

/*
 * Invariants: rows has record_count * field_count codes; ids ascend within a file. Unless records
 * name their sources (then sources is not NULL), the file of a record is its source.
 */
struct sl_table {
    const struct sl_schema *schema; /* borrowed */
    unsigned field_count;
    uint32_t record_count;
    uint32_t source_count[2]; /* records 0 .. source_count[0]-1 are of file 0, others of file 1 */
    uint8_t *sources;         /* by record: a number in source_names, or SL_SOURCE_NONE */
    struct sl_dictionary source_names; /* in byte order */
    struct sl_arena id_bytes;
    struct sl_str *ids;
    uint32_t *rows;
    struct sl_domain domains[SL_FIELD_LIMIT];
    uint32_t *frequency[SL_FIELD_LIMIT]; /* by field and code: mentions that hold the value */
    uint32_t
        *usual[SL_FIELD_LIMIT]; /* the same in a reference (reference.h); NULL: there is none */
    uint32_t usual_count;       /* mentions of the reference */
    enum sl_date_order date_order[SL_FIELD_LIMIT];
    uint32_t *mentions;     /* by record: the lowest row of its mention; NULL: each is its own */
    uint32_t *earlier;      /* by record: the row of its mention before it, or UINT32_MAX */
    uint32_t mention_count; /* when mentions is not NULL */
};

/* Free; zeroed is fine. */
void sl_table_finish(struct sl_table *table);

/* The codes of a record, one for each field. */
static inline const uint32_t *sl_table_row(const struct sl_table *table, uint32_t record)
{
    return table->rows + (size_t)record * table->field_count;
}

/* The domain of a field's values. */
static inline const struct sl_domain *sl_table_domain(const struct sl_table *table, unsigned field)
{
    return &table->domains[table->schema->fields[field].domain];
}

/* 0 or 1: the file of a record. */
static inline unsigned sl_table_file(const struct sl_table *table, uint32_t record)
{
    return record < table->source_count[0] ? 0 : 1;
}

/* The source of a record: below SL_SOURCE_LIMIT, or SL_SOURCE_NONE when it names none. */
static inline unsigned sl_table_source(const struct sl_table *table, uint32_t record)
{
    return table->sources != NULL ? table->sources[record] : sl_table_file(table, record);
}

/* Does this row stand for its mention: is it the lowest one? */
static inline bool sl_table_first(const struct sl_table *table, uint32_t record)
{
    return table->mentions == NULL || table->mentions[record] == record;
}

/* How many mentions there are; as many as records when nothing is known of mentions. */
static inline uint32_t sl_table_mention_count(const struct sl_table *table)
{
    return table->mentions == NULL ? table->record_count : table->mention_count;
}

/* By code: how many mentions a value of a field is taken to have. */
static inline const uint32_t *sl_table_usual(const struct sl_table *table, unsigned field)
{
    return table->usual[field] != NULL ? table->usual[field] : table->frequency[field];
}

/* Of how many mentions. */
static inline uint32_t sl_table_usual_count(const struct sl_table *table)
{
    return table->usual[0] != NULL ? table->usual_count : sl_table_mention_count(table);
}

/* Are two records rows of one mention? */
static inline bool sl_table_one_mention(const struct sl_table *table, uint32_t left, uint32_t right)
{
    return table->mentions != NULL && table->mentions[left] == table->mentions[right];
}

/* Does the record's value of a field count: has no earlier row of its mention the same? */
bool sl_table_counts(const struct sl_table *table, uint32_t record, unsigned field);

/*
 * The record of a file that has this id. Time: logarithmic. Errors: SL_NOT_FOUND.
 */
SL_NODISCARD enum sl_status sl_table_find(
    const struct sl_table *table,
    unsigned file,
    struct sl_str id,
    uint32_t *ret_record,
    struct sl_error *err
);

#endif
