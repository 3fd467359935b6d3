/* SPDX-License-Identifier: Apache-2.0 */
#include "store/derived.h"

#include "store/derived_impl.h"
#include "store/store_impl.h"

/* By enum sl_derived_state, as the column spells them. */
static const struct sl_str state_names[] = {
    {"empty",  5},
    { "stale", 5},
    { "fresh", 5},
};

static enum sl_derived_state state_of(struct sl_str name)
{
    for (unsigned i = 0; i < sizeof state_names / sizeof state_names[0]; i++) {
        if (sl_str_equal(state_names[i], name)) {
            return (enum sl_derived_state)i;
        }
    }
    return SL_DERIVED_STALE; /* the table allows no other */
}

size_t sl_store_derived_count(void)
{
    return sl_sql_derived_count;
}

struct sl_str sl_store_derived_name(size_t index)
{
    SL_ASSERT(index < sl_sql_derived_count);
    return sl_str_from(sl_sql_derived[index].name);
}

static enum sl_status
find_script(struct sl_str name, const struct sl_sql_script **ret_script, struct sl_error *err)
{
    for (size_t i = 0; i < sl_sql_derived_count; i++) {
        if (sl_str_equal(sl_str_from(sl_sql_derived[i].name), name)) {
            *ret_script = &sl_sql_derived[i];
            return SL_OK;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "no derived table '%.*s'", SL_STR_ARG(name));
}

enum sl_status sl_derived_read(
    struct sl_db *db, struct sl_str name, struct sl_derived *ret_derived, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(db, SL_SQL_DERIVED_FIND, &statement, err));
    sl_bind_text(statement, 1, name);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        *ret_derived = (struct sl_derived){ .state = SL_DERIVED_EMPTY };
        return SL_OK;
    }
    *ret_derived = (struct sl_derived){
        .version = sl_column_i64(statement, 0),
        .state = state_of(sl_column_str(statement, 1)),
        .built_through = sl_column_i64(statement, 2),
    };
    sl_statement_reset(statement);
    return SL_OK;
}

enum sl_status sl_derived_write(
    struct sl_db *db,
    struct sl_str name,
    enum sl_derived_state state,
    int64_t built_through,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, SL_SQL_DERIVED_MARK, &statement, err));
    sl_bind_text(statement, 1, name);
    sl_bind_text(statement, 2, state_names[state]);
    sl_bind_i64(statement, 3, built_through);
    return sl_statement_run(statement, err);
}

/* Drop what is there, make it empty, and enter it anew. */
static enum sl_status
make_empty(struct sl_db *db, const struct sl_sql_script *script, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_drop_derived(db, script, err));
    SL_TRY(sl_db_run_script(db, script, err));
    SL_TRY(sl_db_use(db, SL_SQL_DERIVED_REMOVE, &statement, err));
    sl_bind_text(statement, 1, sl_str_from(script->name));
    SL_TRY(sl_statement_run(statement, err));
    SL_TRY(sl_db_use(db, SL_SQL_DERIVED_ADD, &statement, err));
    sl_bind_text(statement, 1, sl_str_from(script->name));
    sl_bind_i64(statement, 2, script->version);
    return sl_statement_run(statement, err);
}

enum sl_status sl_derived_make(struct sl_db *db, struct sl_error *err)
{
    for (size_t i = 0; i < sl_sql_derived_count; i++) {
        struct sl_derived derived = { 0 };
        SL_TRY(sl_derived_read(db, sl_str_from(sl_sql_derived[i].name), &derived, err));
        if (derived.version != sl_sql_derived[i].version) {
            SL_TRY(make_empty(db, &sl_sql_derived[i], err));
        }
    }
    return SL_OK;
}

enum sl_status sl_store_derived_get(
    struct sl_store *store, struct sl_str name, struct sl_derived *ret_derived, struct sl_error *err
)
{
    const struct sl_sql_script *script = NULL;

    SL_TRY(find_script(name, &script, err));
    return sl_derived_read(store->db, name, ret_derived, err);
}

enum sl_status sl_store_derived_mark(
    struct sl_store *store,
    struct sl_str name,
    enum sl_derived_state state,
    int64_t built_through,
    struct sl_error *err
)
{
    const struct sl_sql_script *script = NULL;

    sl_store_assert_writing(store);
    SL_TRY(find_script(name, &script, err));
    return sl_store_note(store, sl_derived_write(store->db, name, state, built_through, err));
}

enum sl_status
sl_store_derived_drop(struct sl_store *store, struct sl_str name, struct sl_error *err)
{
    const struct sl_sql_script *script = NULL;

    sl_store_assert_writing(store);
    SL_TRY(find_script(name, &script, err));
    return sl_store_note(store, make_empty(store->db, script, err));
}

/* With record_key empty all records are behind what it knows: to load is to index them all. */
static enum sl_status rebuild(struct sl_store *store, struct sl_error *err)
{
    sl_key_index_finish(&store->keys);
    SL_TRY(sl_store_derived_drop(store, SL_STR("record_key"), err));
    SL_TRY(sl_store_derived_drop(store, SL_STR("superseded"), err));
    SL_TRY(sl_key_index_load(&store->keys, store->db, err));
    SL_TRY(sl_key_index_merge(&store->keys, store->db, err));
    SL_TRY(sl_db_run(store->db, SL_SQL_SUPERSEDED_BUILD, err));
    const int64_t through = store->keys.through;
    SL_TRY(sl_derived_write(store->db, SL_STR("record_key"), SL_DERIVED_FRESH, through, err));
    return sl_derived_write(store->db, SL_STR("superseded"), SL_DERIVED_FRESH, through, err);
}

enum sl_status sl_store_rebuild_keys(struct sl_store *store, struct sl_error *err)
{
    sl_store_assert_writing(store);
    return sl_store_note(store, rebuild(store, err));
}

enum sl_status sl_derived_complete(struct sl_store *store, struct sl_error *err)
{
    struct sl_derived keys = { 0 };
    struct sl_derived superseded = { 0 };

    SL_TRY(sl_derived_read(store->db, SL_STR("record_key"), &keys, err));
    SL_TRY(sl_derived_read(store->db, SL_STR("superseded"), &superseded, err));
    if (keys.state == SL_DERIVED_FRESH && superseded.state == SL_DERIVED_FRESH) {
        return SL_OK;
    }
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_store_rebuild_keys(store, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}
