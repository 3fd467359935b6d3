/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stamp_impl.h - what the files of src/store share about facts that have who and when, and end.
 */
#ifndef SL_STORE_STAMP_IMPL_H
#define SL_STORE_STAMP_IMPL_H

#include "base/arena.h"
#include "store/stamp.h"
#include "store/store_impl.h"

/* Bind who at `index` and when behind it. Nobody is NULL. */
void sl_stamp_bind(struct sl_statement *statement, int index, const struct sl_stamp *stamp);

/* Read who from a column, and when from the next. NULL: nobody, and 0. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_stamp_column(
    struct sl_statement *statement,
    int index,
    struct sl_arena *arena,
    struct sl_stamp *ret_stamp,
    struct sl_error *err
);

/*
 * Run a statement that is bound and gives a row when it has changed something: a first column.
 *
 *   message  for when there is no row; NULL: `err` is left alone
 *
 * Errors: `status` when there is no row, which leaves the transaction as it is; of the database.
 */
SL_NODISCARD enum sl_status sl_stamp_run(
    struct sl_store *store,
    struct sl_statement *statement,
    int64_t *ret_id,
    enum sl_status status,
    const char *message,
    struct sl_error *err
);

/*
 * End the fact with a number by a statement that takes the number, who, and when.
 *
 *   what  for the message: "there is no WHAT 7 that has not ended"
 *
 * Errors: SL_NOT_FOUND; those of the database.
 */
SL_NODISCARD enum sl_status sl_stamp_end(
    struct sl_store *store,
    enum sl_sql sql,
    int64_t id,
    const struct sl_stamp *stamp,
    const char *what,
    struct sl_error *err
);

/*
 * Step to the row that a statement of one number gives; the caller reads and resets it.
 * Errors: SL_NOT_FOUND without a message when there is none; those of the database.
 */
SL_NODISCARD enum sl_status sl_stamp_next(
    struct sl_store *store,
    enum sl_sql sql,
    int64_t after,
    struct sl_statement **ret_row,
    struct sl_error *err
);

/*
 * Is there an account with this id that has not ended? Errors: SL_NOT_FOUND, which says who is not
 * there; those of the database.
 */
SL_NODISCARD enum sl_status
sl_stamp_check_user(struct sl_store *store, struct sl_str id, struct sl_error *err);

/*
 * Who adds something: a user, or nobody while there is nothing of the kind yet.
 *
 *   any  a statement that gives a row when there is something
 *
 * Errors: SL_NOT_FOUND, as above; SL_INVALID when nobody does, and there is something; of the
 * database.
 */
SL_NODISCARD enum sl_status sl_stamp_check_giver(
    struct sl_store *store, const struct sl_stamp *stamp, enum sl_sql any, struct sl_error *err
);

/* Is `source` known, and `key` text that can be kept? Errors: SL_NOT_FOUND, SL_INVALID, SL_LIMIT.
 */
SL_NODISCARD enum sl_status
sl_stamp_check_key(struct sl_store *store, int64_t source, struct sl_str key, struct sl_error *err);

/* May these words be kept as a reason: text of up to 4096 bytes? Errors: SL_INVALID, SL_LIMIT. */
SL_NODISCARD enum sl_status sl_stamp_check_words(struct sl_str words, struct sl_error *err);

/* Does anybody hold the role of administrator on the day of a stamp? */
SL_NODISCARD enum sl_status sl_stamp_find_administrator(
    struct sl_store *store, const struct sl_stamp *stamp, bool *ret_has_one, struct sl_error *err
);

/* After something was ended: SL_DENIED when there was an administrator before, and is none now.
 * The transaction cannot be committed then. */
SL_NODISCARD enum sl_status sl_stamp_check_administrator(
    struct sl_store *store, const struct sl_stamp *stamp, bool had_one, struct sl_error *err
);

#endif
