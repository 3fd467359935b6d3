/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scan.h"

#include "base/memory.h"

enum sl_status
sl_scan_open(struct sl_db *db, enum sl_sql sql, struct sl_scan **ret_scan, struct sl_error *err)
{
    struct sl_scan *scan = sl_calloc(1, sizeof *scan);
    if (scan == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status = sl_db_prepare(db, sql, &scan->statement, err);
    if (status != SL_OK) {
        sl_free(scan);
        return status;
    }
    *ret_scan = scan;
    return SL_OK;
}

enum sl_status sl_scan_open_range(
    struct sl_db *db,
    enum sl_sql sql,
    int64_t first,
    int64_t last,
    struct sl_scan **ret_scan,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_open(db, sql, ret_scan, err));
    sl_bind_i64((*ret_scan)->statement, 1, first);
    sl_bind_i64((*ret_scan)->statement, 2, last);
    return SL_OK;
}

enum sl_status sl_scan_next(struct sl_scan *scan, bool *ret_has_row, struct sl_error *err)
{
    bool has_row = false;

    /* A statement that is stepped behind its end would begin anew. */
    if (!scan->is_at_end) {
        SL_TRY(sl_statement_step(scan->statement, &has_row, err));
    }
    scan->is_at_end = !has_row;
    *ret_has_row = has_row;
    return SL_OK;
}

void sl_scan_close(struct sl_scan *scan)
{
    if (scan != NULL) {
        sl_statement_close(scan->statement);
        sl_free(scan);
    }
}
