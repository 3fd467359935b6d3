/* SPDX-License-Identifier: Apache-2.0 */
#include "store/attempt.h"

#include "store/store_impl.h"

enum sl_status sl_store_attempt_find(
    struct sl_store *store,
    const struct sl_digest *counted,
    struct sl_failures *ret_failures,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_ATTEMPT_FIND, &row, err));
    sl_bind_bytes(row, 1, sl_digest_str(counted));
    SL_TRY(sl_statement_step(row, &has_row, err));
    *ret_failures = (struct sl_failures){ 0 };
    if (has_row) {
        *ret_failures = (struct sl_failures){ .count = (uint64_t)sl_column_i64(row, 0),
                                              .last_us = sl_column_i64(row, 1) };
    }
    sl_statement_reset(row);
    return SL_OK;
}

enum sl_status sl_store_attempt_fail(
    struct sl_store *store, const struct sl_digest *counted, int64_t at, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ATTEMPT_FAIL, &statement, err)));
    sl_bind_bytes(statement, 1, sl_digest_str(counted));
    sl_bind_i64(statement, 2, at);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_attempt_undo(
    struct sl_store *store,
    const struct sl_digest *counted,
    int64_t at,
    int64_t before,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ATTEMPT_UNDO, &statement, err)));
    sl_bind_bytes(statement, 1, sl_digest_str(counted));
    sl_bind_i64(statement, 2, at);
    sl_bind_i64(statement, 3, before);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_attempt_clear(
    struct sl_store *store, const struct sl_digest *counted, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ATTEMPT_CLEAR, &statement, err)));
    sl_bind_bytes(statement, 1, sl_digest_str(counted));
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status
sl_store_attempt_drop_old(struct sl_store *store, int64_t before, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ATTEMPT_DROP_OLD, &statement, err)));
    sl_bind_i64(statement, 1, before);
    return sl_store_note(store, sl_statement_run(statement, err));
}
