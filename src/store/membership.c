/* SPDX-License-Identifier: Apache-2.0 */
#include "store/membership.h"

#include "base/memory.h"
#include "store/store_impl.h"
#include "store/text.h"

struct sl_membership_cursor {
    struct sl_statement *statement;
    bool is_at_end;
};

enum sl_status sl_store_membership_put(
    struct sl_store *store, const struct sl_member *member, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MEMBERSHIP_PUT, &statement, err)));
    sl_bind_i64(statement, 1, member->mention);
    sl_bind_i64(statement, 2, member->identity);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status
sl_store_membership_remove(struct sl_store *store, int64_t mention, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MEMBERSHIP_DELETE, &statement, err)));
    sl_bind_i64(statement, 1, mention);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_membership_get(
    struct sl_store *store, int64_t mention, int64_t *ret_identity, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MEMBERSHIP_GET, &statement, err));
    sl_bind_i64(statement, 1, mention);
    return sl_text_first_i64(statement, ret_identity, err);
}

enum sl_status sl_store_membership_next(
    struct sl_store *store,
    int64_t identity,
    int64_t after,
    int64_t *ret_mention,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MEMBERSHIP_NEXT_OF, &statement, err));
    sl_bind_i64(statement, 1, identity);
    sl_bind_i64(statement, 2, after);
    return sl_text_first_i64(statement, ret_mention, err);
}

enum sl_status sl_store_memberships_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_membership_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_membership_cursor *cursor = sl_calloc(1, sizeof *cursor);

    if (cursor == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status =
        sl_db_prepare(store->db, SL_SQL_MEMBERSHIP_SCAN, &cursor->statement, err);
    if (status != SL_OK) {
        sl_membership_cursor_close(cursor);
        return status;
    }
    sl_bind_i64(cursor->statement, 1, first);
    sl_bind_i64(cursor->statement, 2, last);
    *ret_cursor = cursor;
    return SL_OK;
}

enum sl_status sl_membership_cursor_next(
    struct sl_membership_cursor *cursor,
    struct sl_member *ret_member,
    bool *ret_has_one,
    struct sl_error *err
)
{
    bool has_row = false;

    if (!cursor->is_at_end) {
        SL_TRY(sl_statement_step(cursor->statement, &has_row, err));
    }
    if (has_row) {
        ret_member->mention = sl_column_i64(cursor->statement, 0);
        ret_member->identity = sl_column_i64(cursor->statement, 1);
    }
    cursor->is_at_end = !has_row;
    *ret_has_one = has_row;
    return SL_OK;
}

void sl_membership_cursor_close(struct sl_membership_cursor *cursor)
{
    if (cursor != NULL) {
        sl_statement_close(cursor->statement);
        sl_free(cursor);
    }
}

void sl_membership_cursor_close_ptr(struct sl_membership_cursor **cursor)
{
    sl_membership_cursor_close(*cursor);
}
