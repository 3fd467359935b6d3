/* SPDX-License-Identifier: Apache-2.0 */
#include "link/index.h"

#include "base/memory.h"
#include "base/threads.h"

/* The marks of all rows, in the order of one field's records. */
static enum sl_status mark_field(struct sl_index *index, unsigned field, uint32_t present)
{
    const size_t fields = index->table->field_count;
    uint16_t *marks = sl_alloc((size_t)present * fields + 1, sizeof(*marks));
    index->marks[field] = marks;
    if (marks == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t at = 0; at < present; at++) {
        const uint32_t *row = sl_table_row(index->table, index->records[field][at]);
        for (size_t other = 0; other < fields; other++) {
            marks[at * fields + other] = sl_mark(row[other]);
        }
    }
    return SL_OK;
}

/* One field: a counting sort of the records by code. */
static enum sl_status index_field(void *context, size_t task, unsigned worker)
{
    (void)worker;
    struct sl_index *index = context;
    const struct sl_table *table = index->table;
    const unsigned field = (unsigned)task;
    const uint32_t values = sl_table_domain(table, field)->dictionary.count;
    const uint32_t present = table->record_count - table->frequency[field][SL_CODE_MISSING];
    uint32_t *starts = sl_calloc((size_t)values + 3, sizeof(*starts));
    uint32_t *records = sl_alloc((size_t)present + 1, sizeof(*records));
    index->starts[field] = starts;
    index->records[field] = records;
    if (starts == NULL || records == NULL) {
        return SL_NO_MEMORY;
    }
    /* starts[c + 1] first runs along the list of c; then it is where c's list ends. */
    for (uint32_t code = 1; code <= values; code++) {
        starts[code + 2] = starts[code + 1] + table->frequency[field][code];
    }
    for (uint32_t record = 0; record < table->record_count; record++) {
        const uint32_t code = sl_table_row(table, record)[field];
        if (code != SL_CODE_MISSING) {
            records[starts[code + 1]++] = record;
        }
    }
    return mark_field(index, field, present);
}

enum sl_status sl_index_init(
    struct sl_index *index,
    const struct sl_table *table,
    unsigned thread_count,
    struct sl_error *err
)
{
    *index = (struct sl_index){ .table = table };
    const enum sl_status status =
        sl_threads_run(thread_count, table->field_count, index_field, index, err);
    if (status != SL_OK) {
        sl_index_finish(index);
    }
    return status;
}

void sl_index_finish(struct sl_index *index)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(index->starts[field]);
        sl_free(index->records[field]);
        sl_free(index->marks[field]);
    }
    *index = (struct sl_index){ 0 };
}
