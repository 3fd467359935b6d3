/* SPDX-License-Identifier: Apache-2.0 */
/*
 * excerpt.h - a few records as a table of their own, which weighs as the whole one does.
 *
 * Clustering works on a table. Of records that came late some values are in no dictionary; so the
 * records that are connected are copied into a small table, whose values have codes in the same
 * order, whose lists of neighbours are those of the whole, and whose chances are those by the
 * reference. The same code then clusters it, and gives the same to the bit, in the time that a few
 * records take.
 */
#ifndef SL_LINK_EXCERPT_H
#define SL_LINK_EXCERPT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "link/late.h"

/* One record for an excerpt. Codes may be late ones. Borrowed as long as the excerpt is used. */
struct sl_excerpt_row {
    const uint32_t *codes;
    struct sl_str id;
    uint32_t record; /* the caller's number of it */
    uint8_t source;
};

/* Made anew again and again; keeps its memory. Zeroed is closed. */
struct sl_excerpt {
    const struct sl_late *late;
    struct sl_arena arena;
    struct sl_table table; /* everything lies in the arena */
    struct sl_chance chances[SL_FIELD_LIMIT];
    struct sl_community community;
    struct sl_scorer scorer;
    uint32_t *places[SL_FIELD_LIMIT]; /* by domain and code: its code here, or 0; zeros between */
    size_t place_capacity[SL_FIELD_LIMIT];
};

/* Start empty. Allocates nothing. Close with sl_excerpt_close. */
void sl_excerpt_open(struct sl_excerpt *excerpt, const struct sl_late *late);
void sl_excerpt_close(struct sl_excerpt *excerpt);

/*
 * Make the table of these records, ascending by id, and its scorer; the one before is gone.
 * Errors: SL_NO_MEMORY. Time: that of the lists of their values, or of comparing values by pairs.
 */
SL_NODISCARD enum sl_status sl_excerpt_make(
    struct sl_excerpt *excerpt,
    const struct sl_excerpt_row *rows,
    uint32_t row_count,
    struct sl_error *err
);

#endif
