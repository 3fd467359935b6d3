/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gather.h - records as they arrive, until they become a table.
 *
 * While gathering, each field numbers its distinct raw values (encoder.h); each of them is brought
 * into normal form once, at the end, on all threads. What a column means (day before month?) may
 * depend on all of its values, and then no longer depends on their order.
 */
#ifndef SL_LINK_GATHER_H
#define SL_LINK_GATHER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "link/encoder.h"
#include "link/reference.h"
#include "link/schema.h"
#include "link/table.h"

struct sl_gather_block;

/* Zeroed is finished. */
struct sl_gather {
    const struct sl_schema *schema; /* borrowed */
    unsigned thread_count;
    bool named_sources;             /* records name their sources; to be set before the first */
    struct sl_reference *reference; /* borrowed; its codes are set; NULL: none */
    struct sl_dictionary source_names;
    struct sl_encoder encoder;
    struct sl_arena id_bytes;
    struct sl_gather_block **blocks;
    size_t block_count, block_capacity;
    uint32_t record_count;
    uint32_t source_count[2];
};

/* Errors: SL_UNSUPPORTED (no ICU), SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_gather_init(
    struct sl_gather *gather,
    const struct sl_schema *schema,
    unsigned thread_count,
    struct sl_error *err
);
void sl_gather_finish(struct sl_gather *gather);

/*
 * Add a record: raw has one value for each column, and with named_sources behind them the name of
 * its source. Errors: SL_LIMIT (also more than SL_SOURCE_LIMIT sources), SL_NO_MEMORY; a record's
 * values may be what a later call, or sl_gather_table, fails for.
 */
SL_NODISCARD enum sl_status sl_gather_add(
    struct sl_gather *gather,
    unsigned file,
    struct sl_str id,
    const struct sl_str *raw,
    struct sl_error *err
);

/*
 * Make the table, with sorted dictionaries and frequencies but without neighbours; the gathering
 * is used up (finish it). Errors: SL_INVALID (a repeated id), SL_LIMIT, SL_NO_MEMORY,
 * SL_UNSUPPORTED.
 */
SL_NODISCARD enum sl_status
sl_gather_table(struct sl_gather *gather, struct sl_table *table, struct sl_error *err);

#endif
