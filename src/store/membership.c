/* SPDX-License-Identifier: Apache-2.0 */
#include "store/membership.h"

#include "store/scan.h"
#include "store/store_impl.h"

struct sl_membership_cursor {
    struct sl_scan scan;
};

static void read_member(struct sl_statement *row, struct sl_membership *member)
{
    member->mention = sl_column_i64(row, 0);
    member->identity = sl_column_i64(row, 1);
    member->rows_hash = sl_column_i64(row, 2);
}

/* The only row of a statement. */
static enum sl_status
read_first(struct sl_statement *statement, struct sl_membership *ret_member, struct sl_error *err)
{
    bool has_row = false;

    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    read_member(statement, ret_member);
    sl_statement_reset(statement);
    return SL_OK;
}

enum sl_status sl_store_membership_put(
    struct sl_store *store, const struct sl_membership *member, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MEMBERSHIP_PUT, &statement, err)));
    sl_bind_i64(statement, 1, member->mention);
    sl_bind_i64(statement, 2, member->identity);
    sl_bind_i64(statement, 3, member->rows_hash);
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
    struct sl_store *store, int64_t mention, struct sl_membership *ret_member, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MEMBERSHIP_GET, &statement, err));
    sl_bind_i64(statement, 1, mention);
    return read_first(statement, ret_member, err);
}

enum sl_status sl_store_membership_next(
    struct sl_store *store,
    int64_t identity,
    int64_t after,
    struct sl_membership *ret_member,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MEMBERSHIP_NEXT_OF, &statement, err));
    sl_bind_i64(statement, 1, identity);
    sl_bind_i64(statement, 2, after);
    return read_first(statement, ret_member, err);
}

enum sl_status sl_store_memberships_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_membership_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open_range(store->db, SL_SQL_MEMBERSHIP_SCAN, first, last, &scan, err));
    *ret_cursor = (struct sl_membership_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_membership_cursor_next(
    struct sl_membership_cursor *cursor,
    struct sl_membership *ret_member,
    bool *ret_has_one,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_next(&cursor->scan, ret_has_one, err));
    if (*ret_has_one) {
        read_member(cursor->scan.statement, ret_member);
    }
    return SL_OK;
}

void sl_membership_cursor_close(struct sl_membership_cursor *cursor)
{
    sl_scan_close((struct sl_scan *)cursor);
}

void sl_membership_cursor_close_ptr(struct sl_membership_cursor **cursor)
{
    sl_membership_cursor_close(*cursor);
    *cursor = NULL;
}
