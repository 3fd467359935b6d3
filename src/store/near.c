/* SPDX-License-Identifier: Apache-2.0 */
#include "store/near.h"

#include "base/memory.h"
#include "store/store_impl.h"

struct sl_near_cursor {
    struct sl_statement *statement;
    bool is_at_end;
};

enum sl_status
sl_store_near_put(struct sl_store *store, const struct sl_stored_near *near, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_ASSERT(near->mention != near->other);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_NEAR_PUT, &statement, err)));
    sl_bind_i64(statement, 1, near->mention);
    sl_bind_i64(statement, 2, near->other);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_near_remove(struct sl_store *store, int64_t mention, struct sl_error *err)
{
    /* The others first: who they are is what the mention's own rows say. */
    static const enum sl_sql steps[] = { SL_SQL_NEAR_DELETE_OTHERS, SL_SQL_NEAR_DELETE_OF };
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    for (unsigned i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        SL_TRY(sl_store_note(store, sl_db_use(store->db, steps[i], &statement, err)));
        sl_bind_i64(statement, 1, mention);
        SL_TRY(sl_store_note(store, sl_statement_run(statement, err)));
    }
    return SL_OK;
}

enum sl_status sl_store_near_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_near_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_near_cursor *cursor = sl_calloc(1, sizeof *cursor);

    if (cursor == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status =
        sl_db_prepare(store->db, SL_SQL_NEAR_SCAN, &cursor->statement, err);
    if (status != SL_OK) {
        sl_near_cursor_close(cursor);
        return status;
    }
    sl_bind_i64(cursor->statement, 1, first);
    sl_bind_i64(cursor->statement, 2, last);
    *ret_cursor = cursor;
    return SL_OK;
}

enum sl_status sl_near_cursor_next(
    struct sl_near_cursor *cursor,
    struct sl_stored_near *ret_near,
    bool *ret_has_one,
    struct sl_error *err
)
{
    bool has_row = false;

    if (!cursor->is_at_end) {
        SL_TRY(sl_statement_step(cursor->statement, &has_row, err));
    }
    if (has_row) {
        *ret_near = (struct sl_stored_near){ .mention = sl_column_i64(cursor->statement, 0),
                                             .other = sl_column_i64(cursor->statement, 1) };
    }
    cursor->is_at_end = !has_row;
    *ret_has_one = has_row;
    return SL_OK;
}

void sl_near_cursor_close(struct sl_near_cursor *cursor)
{
    if (cursor != NULL) {
        sl_statement_close(cursor->statement);
        sl_free(cursor);
    }
}

void sl_near_cursor_close_ptr(struct sl_near_cursor **cursor)
{
    sl_near_cursor_close(*cursor);
}
