/* SPDX-License-Identifier: Apache-2.0 */
#include "store/setting.h"

#include "store/store_impl.h"
#include "store/text.h"

#define VALUE_LIMIT_BYTES ((size_t)4096)

enum sl_status sl_store_setting_put(
    struct sl_store *store, struct sl_str name, struct sl_str value, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_text_check(value, "the setting", VALUE_LIMIT_BYTES, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SETTING_PUT, &statement, err)));
    sl_bind_text(statement, 1, name);
    sl_bind_text(statement, 2, value);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_setting_find(
    struct sl_store *store,
    struct sl_str name,
    struct sl_arena *arena,
    struct sl_str *ret_value,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_SETTING_FIND, &statement, err));
    sl_bind_text(statement, 1, name);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    const enum sl_status status = sl_text_column(statement, 0, arena, ret_value, err);
    sl_statement_reset(statement);
    return status;
}
