/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table.h - all records, as codes.
 *
 * A row is one record: one code for each field, 0 for a missing value. Rows stand in canonical
 * order, by file and then by id, whatever the order in which records arrived.
 */
#ifndef SL_LINK_TABLE_H
#define SL_LINK_TABLE_H

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
    uint32_t *frequency[SL_FIELD_LIMIT]; /* by field and code: records that hold the value */
    enum sl_date_order date_order[SL_FIELD_LIMIT];
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

#endif
