/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index.h - for each value of each field, the records that hold it.
 *
 * Because values of one parent have neighbouring codes, the records of a whole year or district
 * stand side by side, too.
 */
#ifndef SL_LINK_INDEX_H
#define SL_LINK_INDEX_H

#include <stdint.h>

#include "base/error.h"
#include "link/table.h"

/*
 * Records with code c in field f: records[f][starts[f][c] .. starts[f][c + 1]-1], ascending.
 * Zeroed is finished.
 */
struct sl_index {
    const struct sl_table *table; /* borrowed */
    uint32_t *starts[SL_FIELD_LIMIT];
    uint32_t *records[SL_FIELD_LIMIT];
};

/* Errors: SL_NO_MEMORY. Memory: 4 bytes a record and field, 4 bytes a value. */
SL_NODISCARD enum sl_status sl_index_init(
    struct sl_index *index,
    const struct sl_table *table,
    unsigned thread_count,
    struct sl_error *err
);
void sl_index_finish(struct sl_index *index);

#endif
