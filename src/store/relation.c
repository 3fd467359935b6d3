/* SPDX-License-Identifier: Apache-2.0 */
#include "store/relation.h"

#include "store/scan.h"
#include "store/store_impl.h"

struct sl_relation_cursor {
    struct sl_scan scan;
};

static enum sl_status change(
    struct sl_store *store,
    enum sl_sql sql,
    const struct sl_stored_relation *relation,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, sql, &statement, err)));
    sl_bind_i64(statement, 1, relation->mention);
    sl_bind_i64(statement, 2, relation->is_to ? 1 : 0);
    sl_bind_text(statement, 3, sl_role_terms()[relation->role].name);
    sl_bind_i64(statement, 4, relation->other);
    sl_bind_i64(statement, 5, relation->record);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_relation_put(
    struct sl_store *store, const struct sl_stored_relation *relation, struct sl_error *err
)
{
    return change(store, SL_SQL_RELATION_PUT, relation, err);
}

enum sl_status sl_store_relation_remove(
    struct sl_store *store, const struct sl_stored_relation *relation, struct sl_error *err
)
{
    return change(store, SL_SQL_RELATION_DELETE, relation, err);
}

enum sl_status sl_store_relations_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_relation_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open_range(store->db, SL_SQL_RELATION_SCAN, first, last, &scan, err));
    *ret_cursor = (struct sl_relation_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_relation_cursor_next(
    struct sl_relation_cursor *cursor,
    struct sl_stored_relation *ret_relation,
    bool *ret_has_one,
    struct sl_error *err
)
{
    struct sl_statement *row = cursor->scan.statement;
    bool has_row = false;

    SL_TRY(sl_scan_next(&cursor->scan, &has_row, err));
    if (has_row) {
        const unsigned role =
            sl_term_find(sl_role_terms(), SL_ROLE_TABLE_COUNT, sl_column_str(row, 2));
        if (role == SL_ROLE_TABLE_COUNT) {
            return sl_fail(err, SL_INVALID, "the store has a relation with no known role");
        }
        *ret_relation = (struct sl_stored_relation){
            .mention = sl_column_i64(row, 0),
            .is_to = sl_column_i64(row, 1) != 0,
            .role = (enum sl_role)role,
            .other = sl_column_i64(row, 3),
            .record = sl_column_i64(row, 4),
        };
    }
    *ret_has_one = has_row;
    return SL_OK;
}

void sl_relation_cursor_close(struct sl_relation_cursor *cursor)
{
    sl_scan_close((struct sl_scan *)cursor);
}

void sl_relation_cursor_close_ptr(struct sl_relation_cursor **cursor)
{
    sl_relation_cursor_close(*cursor);
    *cursor = NULL;
}
