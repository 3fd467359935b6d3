/* SPDX-License-Identifier: Apache-2.0 */
#include "store/bond.h"

#include "store/store_impl.h"

enum sl_status
sl_store_bond_put(struct sl_store *store, const struct sl_stored_bond *bond, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_BOND_PUT, &statement, err)));
    sl_bind_i64(statement, 1, bond->mention);
    sl_bind_i64(statement, 2, bond->other);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_bond_remove(struct sl_store *store, int64_t mention, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_BOND_DELETE, &statement, err)));
    sl_bind_i64(statement, 1, mention);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_bond_next(
    struct sl_store *store, int64_t after, struct sl_stored_bond *ret_bond, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_BOND_NEXT, &statement, err));
    sl_bind_i64(statement, 1, after);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    ret_bond->mention = sl_column_i64(statement, 0);
    ret_bond->other = sl_column_i64(statement, 1);
    sl_statement_reset(statement);
    return SL_OK;
}
