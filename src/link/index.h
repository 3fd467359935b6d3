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
 * Beside each record in a list stand the marks of its row: 12 bits of each code, enough to tell
 * most rows that cannot match without going to them.
 */
#define SL_MARK_COUNT 4096u

/* The mark of a code: 0 for a missing value alone. */
static inline uint16_t sl_mark(uint32_t code)
{
    return code == SL_CODE_MISSING ? 0 : (uint16_t)(1 + (code - 1) % (SL_MARK_COUNT - 1));
}

/*
 * Records with code c in field f: records[f][starts[f][c] .. starts[f][c + 1]-1], ascending.
 * marks[f] has field_count marks for each place of records[f]. Zeroed is finished.
 */
struct sl_index {
    const struct sl_table *table; /* borrowed */
    uint32_t *starts[SL_FIELD_LIMIT];
    uint32_t *records[SL_FIELD_LIMIT];
    uint16_t *marks[SL_FIELD_LIMIT];
};

/* Errors: SL_NO_MEMORY. Memory: for each field 4 bytes a value, and 4 + 2 * fields bytes a record.
 */
SL_NODISCARD enum sl_status sl_index_init(
    struct sl_index *index,
    const struct sl_table *table,
    unsigned thread_count,
    struct sl_error *err
);
void sl_index_finish(struct sl_index *index);

#endif
