/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index.h - for each value of each field, the records that hold it.
 *
 * Records get places: first by which fields they have, then by birth date, then by postcode (or
 * what is most like them). So a part of the index is a run of places whose records have the same
 * fields: of a record that has a birth date it is certain that another one counts against it, of a
 * record without nothing is. And in each list those of one birth date, or year, stand side by side,
 * as do, because values of one parent have neighbouring codes, the records of a whole district.
 */
#ifndef SL_LINK_INDEX_H
#define SL_LINK_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "link/table.h"

/*
 * Beside each record in a list stand the marks of its row: 12 bits of each code, enough to tell
 * most rows that cannot match without going to them. They are the high ones, so that the values of
 * one year or one postcode district have marks of their own.
 */
#define SL_MARK_COUNT 4096u

/* What a code is multiplied by, with 32 binary places, when there are `value_count` values. */
static inline uint64_t sl_mark_scale(uint32_t value_count)
{
    const uint64_t marks = SL_MARK_COUNT - 1;
    return (value_count > marks ? marks << 32 : (uint64_t)value_count << 32) /
           (value_count > 0 ? value_count : 1);
}

/* The mark of a code: 0 for a missing value alone; never falls from one code to the next. */
static inline uint16_t sl_mark(uint32_t code, uint64_t scale)
{
    return code == SL_CODE_MISSING ? 0 : (uint16_t)(1 + ((code - 1) * scale >> 32));
}

/* Patterns of missing fields that get a part of their own, and one part for all others. */
#define SL_INDEX_PATTERN_LIMIT 3u
/* Parts: each pattern, in each file. */
#define SL_INDEX_PART_LIMIT (2 * SL_INDEX_PATTERN_LIMIT)

/* Lists of fewer records are not worth narrowing to some values of another field. */
#define SL_NARROW_LEAST 48u

/*
 * The lists of a field once more, in another order: by the mark of a second field, its mate, and
 * where that is equal by place. They begin and end where `starts` says; those that are shorter than
 * SL_NARROW_LEAST are not written. Of all records in these lists, below[m] have a mark below m.
 * NULL where a field has no mate.
 */
struct sl_index_mated {
    uint32_t *places;
    uint16_t *marks;
    uint32_t *below;
};

/*
 * The records at places first .. end-1. Those with code c in field f stand at places
 * places[f][starts[f][c] .. starts[f][c + 1]-1], ascending; marks[f] has field_count marks for
 * each of them. All three are NULL for a field that no record of the part has.
 */
struct sl_index_part {
    uint32_t first, end;
    struct sl_range records; /* the part has none outside */
    uint32_t held;           /* bit f: every record of the part has field f */
    uint32_t *starts[SL_FIELD_LIMIT];
    uint32_t *places[SL_FIELD_LIMIT];
    uint16_t *marks[SL_FIELD_LIMIT];
    struct sl_index_mated mated[SL_FIELD_LIMIT];
};

/*
 * Invariants: order is a permutation; parts follow each other without a gap, those whose records
 * have the most fields last; within a part, codes of sort_fields[0] ascend, and where they are
 * equal those of sort_fields[1]; records of equal rows stand side by side, as they are numbered,
 * and all but the first repeat it. Zeroed is finished.
 */
struct sl_index {
    const struct sl_table *table;         /* borrowed */
    uint32_t *order;                      /* by place: the record */
    unsigned sort_fields[2];              /* SL_FIELD_NONE when there are not so many fields */
    uint32_t *second_codes;               /* by place: the code of sort_fields[1] */
    bool *repeats;                        /* by place: has its record the row of the one before? */
    uint64_t mark_scales[SL_FIELD_LIMIT]; /* by field, for sl_mark */
    unsigned mates[SL_FIELD_LIMIT];       /* by field: its mate, or SL_FIELD_NONE */
    unsigned part_count;
    struct sl_index_part parts[SL_INDEX_PART_LIMIT];
};

/*
 *   across  keep the records of the two files in parts of their own
 *
 * Errors: SL_NO_MEMORY. Memory: for each field 4 bytes a value and part, and 4 + 2 * fields bytes
 * a record; while working 6 bytes a record and field besides, or 32 bytes a record if that is more.
 */
SL_NODISCARD enum sl_status sl_index_init(
    struct sl_index *index,
    const struct sl_table *table,
    bool across,
    unsigned thread_count,
    struct sl_error *err
);
void sl_index_finish(struct sl_index *index);

#endif
