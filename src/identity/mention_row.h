/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mention_row.h - the rows by which a mention is compared, out of what its records say.
 *
 * Of what the records say of one thing, the latest record wins; within a record what has not ended
 * before what has, then what began last, then what stands first. The first row is all that wins.
 * Each further row differs from it in one thing: another name (known as, former, or of an earlier
 * record), another address, another phone, in turns, the latest first, until there are enough.
 * A child that is not born has the month in which it is expected as its date of birth ("20260900"),
 * and as another one each month that is SL_ROW_EARLY_DAYS before or SL_ROW_LATE_DAYS behind the
 * day. Names differ when their normal forms do; addresses when they are different nodes
 * (record/node.h); a postcode alone is no other address than one in it. A code that says why a
 * child has no pupil number (UN1 to UN7) is no number. Whom a writer has chosen has a row even when
 * nothing is said by which they could be compared: an empty one, which is like nobody's, so that
 * they are who a person decides that they are.
 */
#ifndef SL_IDENTITY_MENTION_ROW_H
#define SL_IDENTITY_MENTION_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "identity/said.h"
#include "record/fold.h"
#include "record/mention_field.h"

/* Of a hundred children some nine are born before, and hardly one after these days. */
#define SL_ROW_EARLY_DAYS 35
#define SL_ROW_LATE_DAYS  14

/* What is kept of different things that a mention's records say; of more the earliest are lost,
 * of the same kind if there is one. */
#define SL_ROW_SAID_LIMIT 256u

/* One thing that is said, and the last record that says so. */
struct sl_row_said {
    struct sl_said said;
    int64_t record;
    size_t place; /* within the record */
};

/* Makes the rows of one mention after the other. Zero it but for fold; finish it. */
struct sl_row_maker {
    struct sl_fold *fold; /* borrowed: one per thread */
    struct sl_row_said said[SL_ROW_SAID_LIMIT];
    size_t said_count;
    int64_t record;
    size_t place;
    struct sl_buf scratch, form, other;
    struct sl_arena arena; /* of texts that are made; reset with each mention */
};

/* Make ready, with a fold of the caller's. Large: not for a deep stack. */
void sl_row_maker_init(struct sl_row_maker *maker, struct sl_fold *fold);
void sl_row_maker_finish(struct sl_row_maker *maker);

/* Begin a mention. */
void sl_row_maker_begin(struct sl_row_maker *maker);

/*
 * Add what a record says of the mention, by ascending records and in the record's own order. Texts
 * are borrowed until the rows are used.
 */
void sl_row_maker_add(struct sl_row_maker *maker, int64_t record, const struct sl_said *said);

/*
 * Make the rows of what was added; none when nothing tells who it is: a sex or a postcode alone,
 * of somebody whom no writer has chosen.
 *
 *   agency   of the source
 *   rows     room for SL_MENTION_ROW_LIMIT; texts are good until the next mention is begun
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_row_maker_make(
    struct sl_row_maker *maker,
    struct sl_str agency,
    int64_t mention,
    struct sl_mention_row *rows,
    size_t *ret_count,
    struct sl_error *err
);

#endif
