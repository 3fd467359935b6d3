/* SPDX-License-Identifier: Apache-2.0 */
/*
 * withheld.h - fields of a person that one agency tells no other agency.
 *
 * The person is named by a mention of the agency that withholds. What it withholds goes for all of
 * its records of whoever that mention is.
 */
#ifndef SL_STORE_WITHHELD_H
#define SL_STORE_WITHHELD_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/stamp.h"
#include "store/store.h"

/* What is, or was, withheld of one mention. */
struct sl_store_withheld {
    int64_t id; /* given by the store, from 1 */
    int64_t source;
    struct sl_str key;
    uint64_t fields;      /* sharing/share_kind.h; not 0 */
    struct sl_str reason; /* in words */
    struct sl_stamp withheld, ended;
};

/*
 * Withhold. In a transaction. `id` and `ended` are not read. A mention has one at a time: end it to
 * withhold more or less.
 * Errors: SL_INVALID (there is one; no field; a text cannot be kept); those of the store.
 */
SL_NODISCARD enum sl_status sl_store_withheld_add(
    struct sl_store *store,
    const struct sl_store_withheld *withheld,
    int64_t *ret_id,
    struct sl_error *err
);

/* Withhold no longer. In a transaction. Errors: SL_NOT_FOUND when there is none with this number,
 * or it has ended; those of the store. */
SL_NODISCARD enum sl_status sl_store_withheld_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
);

/* The next one behind the number `after` (0: the first), ended or not; in the arena.
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store. */
SL_NODISCARD enum sl_status sl_store_withheld_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_withheld *ret_withheld,
    struct sl_error *err
);

/* What all agencies withhold now. Fields are its own; lives in an arena. */
struct sl_withheld_book {
    const struct sl_withheld_line *lines; /* by identity */
    size_t line_count;
};

/*
 * Read it: one query. A mention that is nobody yet stands under the identity 0.
 * Errors: those of the store; SL_NO_MEMORY (the arena is full).
 */
SL_NODISCARD enum sl_status sl_store_withheld_book(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_withheld_book *ret_book,
    struct sl_error *err
);

/*
 * The fields that an agency withholds of a person. Time: some 20 ns.
 *
 *   book  NULL: all of them
 */
uint64_t sl_withheld_book_fields(
    const struct sl_withheld_book *book, int64_t identity, struct sl_str holder
);

#endif
