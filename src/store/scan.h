/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan.h - rows of a statement, one after another: what every cursor of the store is.
 *
 * Private to src/store. A cursor is a struct of its own with a scan as its only member, so that
 * cursors cannot be mixed up, and what a scan opens is the cursor.
 */
#ifndef SL_STORE_SCAN_H
#define SL_STORE_SCAN_H

#include <stdbool.h>

#include "store/db.h"

struct sl_scan {
    struct sl_statement *statement; /* its own: nothing else steps it */
    bool is_at_end;
};

/* Open a scan over a statement, to be bound before its first step. Errors: those of the database;
 * SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_scan_open(struct sl_db *db, enum sl_sql sql, struct sl_scan **ret_scan, struct sl_error *err);

/* The same, bound to the ids first .. last. */
SL_NODISCARD enum sl_status sl_scan_open_range(
    struct sl_db *db,
    enum sl_sql sql,
    int64_t first,
    int64_t last,
    struct sl_scan **ret_scan,
    struct sl_error *err
);

/*
 * Step to the next row; ret_has_row is false at the end, and whenever it is asked again behind it.
 * Errors: those of the database.
 */
SL_NODISCARD enum sl_status
sl_scan_next(struct sl_scan *scan, bool *ret_has_row, struct sl_error *err);

/* Close; NULL is fine. */
void sl_scan_close(struct sl_scan *scan);

#endif
