/* SPDX-License-Identifier: Apache-2.0 */
#include "link/table.h"

#include "base/memory.h"

void sl_table_finish(struct sl_table *table)
{
    sl_arena_finish(&table->id_bytes);
    sl_free(table->ids);
    sl_free(table->rows);
    sl_free(table->sources);
    sl_dictionary_finish(&table->source_names);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_domain_finish(&table->domains[field]);
        sl_free(table->frequency[field]);
    }
    *table = (struct sl_table){ 0 };
}
