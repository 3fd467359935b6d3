/* SPDX-License-Identifier: Apache-2.0 */
#include "link/table.h"

#include "base/memory.h"

void sl_table_finish(struct sl_table *table)
{
    sl_arena_finish(&table->id_bytes);
    sl_free(table->ids);
    sl_free(table->rows);
    sl_free(table->sources);
    sl_free(table->mentions);
    sl_free(table->earlier);
    sl_dictionary_finish(&table->source_names);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_domain_finish(&table->domains[field]);
        sl_free(table->frequency[field]);
        sl_free(table->usual[field]);
    }
    *table = (struct sl_table){ 0 };
}

bool sl_table_counts(const struct sl_table *table, uint32_t record, unsigned field)
{
    if (table->mentions == NULL) {
        return true;
    }
    const uint32_t code = sl_table_row(table, record)[field];
    for (uint32_t row = table->earlier[record]; row != UINT32_MAX; row = table->earlier[row]) {
        if (sl_table_row(table, row)[field] == code) {
            return false;
        }
    }
    return true;
}

enum sl_status sl_table_find(
    const struct sl_table *table,
    unsigned file,
    struct sl_str id,
    uint32_t *ret_record,
    struct sl_error *err
)
{
    uint32_t low = file == 0 ? 0 : table->source_count[0];
    uint32_t end = file == 0 ? table->source_count[0] : table->record_count;
    while (low < end) {
        const uint32_t middle = low + (end - low) / 2;
        const int order = sl_str_compare(table->ids[middle], id);
        if (order == 0) {
            *ret_record = middle;
            return SL_OK;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "no record has the id '%.*s'", SL_STR_ARG(id));
}
