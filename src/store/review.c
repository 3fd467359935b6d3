/* SPDX-License-Identifier: Apache-2.0 */
#include "store/review.h"

#include "store/scan.h"
#include "store/store_impl.h"

struct sl_review_cursor {
    struct sl_scan scan;
};

enum sl_status sl_store_review_put(
    struct sl_store *store, const struct sl_stored_review *review, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_ASSERT(review->low < review->high);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_REVIEW_PUT, &statement, err)));
    sl_bind_i64(statement, 1, review->low);
    sl_bind_i64(statement, 2, review->high);
    sl_bind_i64(statement, 3, review->weight_millibits);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status
sl_store_review_remove(struct sl_store *store, int64_t identity, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_REVIEW_DELETE_OF, &statement, err)));
    sl_bind_i64(statement, 1, identity);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_reviews_open(
    struct sl_store *store,
    int64_t identity,
    struct sl_review_cursor **ret_cursor,
    struct sl_error *err
)
{
    const enum sl_sql sql = identity == 0 ? SL_SQL_REVIEW_SCAN : SL_SQL_REVIEW_SCAN_OF;
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open(store->db, sql, &scan, err));
    if (identity != 0) {
        sl_bind_i64(scan->statement, 1, identity);
    }
    *ret_cursor = (struct sl_review_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_review_cursor_next(
    struct sl_review_cursor *cursor,
    struct sl_stored_review *ret_review,
    bool *ret_has_one,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_next(&cursor->scan, ret_has_one, err));
    if (*ret_has_one) {
        *ret_review = (struct sl_stored_review){
            .low = sl_column_i64(cursor->scan.statement, 0),
            .high = sl_column_i64(cursor->scan.statement, 1),
            .weight_millibits = sl_column_i64(cursor->scan.statement, 2),
        };
    }
    return SL_OK;
}

void sl_review_cursor_close(struct sl_review_cursor *cursor)
{
    sl_scan_close((struct sl_scan *)cursor);
}

void sl_review_cursor_close_ptr(struct sl_review_cursor **cursor)
{
    sl_review_cursor_close(*cursor);
    *cursor = NULL;
}
