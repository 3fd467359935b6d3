/* SPDX-License-Identifier: Apache-2.0 */
#include "store/seal.h"

#include "store/stamp_impl.h"
#include "store/text.h"

#define ALLOW SL_STR("allow")
#define DENY  SL_STR("deny")

enum sl_status sl_store_seal_add(
    struct sl_store *store, const struct sl_store_seal *seal, int64_t *ret_id, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_stamp_check_key(store, seal->source, seal->key, err));
    SL_TRY(sl_stamp_check_words(seal->reason, err));
    SL_TRY(sl_stamp_check_user(store, seal->sealed.by, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SEAL_ADD, &statement, err)));
    sl_bind_i64(statement, 1, seal->source);
    sl_bind_text(statement, 2, seal->key);
    sl_bind_text(statement, 3, seal->reason);
    sl_stamp_bind(statement, 4, &seal->sealed);
    return sl_stamp_run(store, statement, ret_id, SL_INVALID, "it is sealed already", err);
}

enum sl_status sl_store_seal_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    return sl_stamp_end(store, SL_SQL_SEAL_END, id, stamp, "seal", err);
}

static enum sl_status read_seal(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_seal *ret_seal,
    struct sl_error *err
)
{
    ret_seal->id = sl_column_i64(row, 0);
    ret_seal->source = sl_column_i64(row, 1);
    SL_TRY(sl_text_column(row, 2, arena, &ret_seal->key, err));
    SL_TRY(sl_text_column(row, 3, arena, &ret_seal->reason, err));
    SL_TRY(sl_stamp_column(row, 4, arena, &ret_seal->sealed, err));
    return sl_stamp_column(row, 6, arena, &ret_seal->ended, err);
}

enum sl_status sl_store_seal_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_seal *ret_seal,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_stamp_next(store, SL_SQL_SEAL_NEXT, after, &row, err));
    const enum sl_status status = read_seal(row, arena, ret_seal, err);
    sl_statement_reset(row);
    return status;
}

enum sl_status sl_store_seal_name_add(
    struct sl_store *store,
    const struct sl_store_seal_name *name,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_stamp_check_key(store, name->source, name->key, err));
    SL_TRY(sl_stamp_check_user(store, name->user, err));
    SL_TRY(sl_stamp_check_user(store, name->listed.by, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SEAL_NAME_ADD, &statement, err)));
    sl_bind_i64(statement, 1, name->source);
    sl_bind_text(statement, 2, name->key);
    sl_bind_text(statement, 3, name->denies ? DENY : ALLOW);
    sl_bind_text(statement, 4, name->user);
    sl_stamp_bind(statement, 5, &name->listed);
    return sl_stamp_run(
        store, statement, ret_id, SL_INVALID, "the user is on this list already", err
    );
}

enum sl_status sl_store_seal_name_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    return sl_stamp_end(store, SL_SQL_SEAL_NAME_END, id, stamp, "line of a list", err);
}

static enum sl_status read_name(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_seal_name *ret_name,
    struct sl_error *err
)
{
    ret_name->id = sl_column_i64(row, 0);
    ret_name->source = sl_column_i64(row, 1);
    ret_name->denies = sl_str_equal(sl_column_str(row, 3), DENY);
    SL_TRY(sl_text_column(row, 2, arena, &ret_name->key, err));
    SL_TRY(sl_text_column(row, 4, arena, &ret_name->user, err));
    SL_TRY(sl_stamp_column(row, 5, arena, &ret_name->listed, err));
    return sl_stamp_column(row, 7, arena, &ret_name->ended, err);
}

enum sl_status sl_store_seal_name_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_seal_name *ret_name,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_stamp_next(store, SL_SQL_SEAL_NAME_NEXT, after, &row, err));
    const enum sl_status status = read_name(row, arena, ret_name, err);
    sl_statement_reset(row);
    return status;
}
