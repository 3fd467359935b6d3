/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raised.h - what notice raises, as it was last evaluated.
 *
 * Derived: filled by app/notice_keep.h and app/notice_live.h, which say whether it is fresh. Two
 * tables: `raised` is built as of the instant in its built_through, `raised_proof` with the records
 * through the finish_order in its own.
 */
#ifndef SL_STORE_RAISED_H
#define SL_STORE_RAISED_H

#include "base/arena.h"
#include "notice/raised.h"
#include "store/store.h"

/*
 * Put what is raised of a person (identity), or of what has a name (about), with its proofs, which
 * are in order. It is not there yet; members are not kept. In a transaction.
 * Errors: those of the store, also when it is there.
 */
SL_NODISCARD enum sl_status
sl_store_raised_put(struct sl_store *store, const struct sl_raised *raised, struct sl_error *err);

/* Remove all that is raised of an identity; 0: of what has a name. In a transaction. Errors: those
 * of the store. */
SL_NODISCARD enum sl_status
sl_store_raised_remove(struct sl_store *store, int64_t identity, struct sl_error *err);

struct sl_raised_cursor;

/*
 * What is raised of the identities first .. last, by identity, then by name, then by indicator.
 * Close the cursor before the store. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_raised_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_raised_cursor **ret_cursor,
    struct sl_error *err
);

/*
 * The next one; ret_has_one is false at the end.
 *
 *   arena  takes texts and proofs
 *
 * Errors: SL_INVALID when the store has a subject that the program does not know; SL_NO_MEMORY;
 * those of the store.
 */
SL_NODISCARD enum sl_status sl_raised_cursor_next(
    struct sl_raised_cursor *cursor,
    struct sl_arena *arena,
    struct sl_raised *ret_raised,
    bool *ret_has_one,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_raised_cursor_close(struct sl_raised_cursor *cursor);
/* For SL_CLEANUP on a struct sl_raised_cursor * variable. */
void sl_raised_cursor_close_ptr(struct sl_raised_cursor **cursor);

#endif
