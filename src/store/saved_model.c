/* SPDX-License-Identifier: Apache-2.0 */
#include "store/saved_model.h"

#include "store/store_impl.h"
#include "store/text.h"

#define PURPOSE_LIMIT_BYTES ((size_t)100)
#define JSON_LIMIT_BYTES    ((size_t)512 << 20)

/* By enum sl_saved_model_state, as the column spells them. */
static const struct sl_str state_names[] = {
    {"candidate", 9},
    { "active",   6},
    { "retired",  7},
};

static enum sl_saved_model_state state_of(struct sl_str name)
{
    for (unsigned i = 0; i < sizeof state_names / sizeof state_names[0]; i++) {
        if (sl_str_equal(state_names[i], name)) {
            return (enum sl_saved_model_state)i;
        }
    }
    return SL_MODEL_RETIRED; /* the table allows no other */
}

enum sl_status sl_store_model_add(
    struct sl_store *store,
    const struct sl_saved_model *model,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_text_check(model->purpose, "the model's purpose", PURPOSE_LIMIT_BYTES, err));
    if (model->json.len > JSON_LIMIT_BYTES) {
        return sl_fail(err, SL_LIMIT, "the model has more than %zu bytes", JSON_LIMIT_BYTES);
    }
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MODEL_ADD, &statement, err)));
    sl_bind_text(statement, 1, model->purpose);
    sl_bind_i64(statement, 2, model->created_at);
    sl_bind_bytes(statement, 3, model->json);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

static enum sl_status run_about(struct sl_db *db, enum sl_sql sql, int64_t id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, sql, &statement, err));
    sl_bind_i64(statement, 1, id);
    return sl_statement_run(statement, err);
}

static enum sl_status find_model(
    struct sl_statement *statement,
    struct sl_arena *arena,
    struct sl_saved_model *ret_model,
    struct sl_error *err
)
{
    bool has_row = false;

    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    struct sl_saved_model model = {
        .id = sl_column_i64(statement, 0),
        .created_at = sl_column_i64(statement, 2),
        .state = state_of(sl_column_str(statement, 3)),
    };
    enum sl_status status = sl_text_column(statement, 1, arena, &model.purpose, err);
    if (status == SL_OK) {
        status = sl_text_column(statement, 4, arena, &model.json, err);
    }
    sl_statement_reset(statement);
    if (status == SL_OK) {
        *ret_model = model;
    }
    return status;
}

/* Is there a model with this id? */
static enum sl_status check_id(struct sl_db *db, int64_t id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    int64_t found = 0;

    SL_TRY(sl_db_use(db, SL_SQL_MODEL_GET, &statement, err));
    sl_bind_i64(statement, 1, id);
    const enum sl_status status = sl_text_first_i64(statement, &found, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no model %lld", (long long)id);
    }
    return status;
}

static enum sl_status activate(struct sl_db *db, int64_t id, struct sl_error *err)
{
    SL_TRY(run_about(db, SL_SQL_MODEL_RETIRE_ACTIVE, id, err));
    return run_about(db, SL_SQL_MODEL_SET_ACTIVE, id, err);
}

enum sl_status sl_store_model_activate(struct sl_store *store, int64_t id, struct sl_error *err)
{
    sl_store_assert_writing(store);
    SL_TRY(check_id(store->db, id, err));
    return sl_store_note(store, activate(store->db, id, err));
}

enum sl_status sl_store_model_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_saved_model *ret_model,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MODEL_GET, &statement, err));
    sl_bind_i64(statement, 1, id);
    const enum sl_status status = find_model(statement, arena, ret_model, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no model %lld", (long long)id);
    }
    return status;
}

enum sl_status sl_store_model_find_active(
    struct sl_store *store,
    struct sl_str purpose,
    struct sl_arena *arena,
    struct sl_saved_model *ret_model,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MODEL_FIND_ACTIVE, &statement, err));
    sl_bind_text(statement, 1, purpose);
    return find_model(statement, arena, ret_model, err);
}
