/* SPDX-License-Identifier: Apache-2.0 */
#include "store/credential.h"

#include "store/stamp_impl.h"
#include "store/text.h"

#define SECRET_LIMIT_BYTES ((size_t)1000)

static const char *const kind_names[] = {
#define SL_CREDENTIAL_NAME(enumerator, name) [enumerator] = (name),
    SL_CREDENTIAL_TABLE(SL_CREDENTIAL_NAME)
#undef SL_CREDENTIAL_NAME
};

static enum sl_credential_kind kind_of(struct sl_str name)
{
    unsigned i = 0;

    while (i + 1 < SL_CREDENTIAL_COUNT && !sl_str_equal(sl_str_from(kind_names[i]), name)) {
        i++;
    }
    return (enum sl_credential_kind)i;
}

static void bind_user(struct sl_statement *statement, int index, struct sl_str user)
{
    if (user.len == 0) {
        sl_bind_null(statement, index);
    } else {
        sl_bind_text(statement, index, user);
    }
}

enum sl_status sl_store_credential_add(
    struct sl_store *store,
    const struct sl_credential *credential,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_text_check(credential->secret, "the hash", SECRET_LIMIT_BYTES, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_CREDENTIAL_ADD, &statement, err)));
    bind_user(statement, 1, credential->user);
    sl_bind_text(statement, 2, sl_str_from(kind_names[credential->kind]));
    sl_bind_text(statement, 3, credential->secret);
    sl_stamp_bind(statement, 4, &credential->made);
    sl_bind_id(statement, 6, credential->expires_at);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

/* Step, and read a row: SL_NOT_FOUND when there is none. */
static enum sl_status read_one(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_credential *ret_credential,
    struct sl_error *err
)
{
    bool has_row = false;

    SL_TRY(sl_statement_step(row, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    struct sl_credential credential = {
        .id = sl_column_i64(row, 0),
        .kind = kind_of(sl_column_str(row, 2)),
        .expires_at = sl_column_i64(row, 6),
        .confirmed_at = sl_column_i64(row, 7),
        .last_step = sl_column_i64(row, 8),
    };
    enum sl_status status = sl_text_column(row, 1, arena, &credential.user, err);
    if (status == SL_OK) {
        status = sl_text_column(row, 3, arena, &credential.secret, err);
    }
    if (status == SL_OK) {
        status = sl_stamp_column(row, 4, arena, &credential.made, err);
    }
    sl_statement_reset(row);
    if (status == SL_OK) {
        *ret_credential = credential;
    }
    return status;
}

enum sl_status sl_store_credential_find(
    struct sl_store *store,
    struct sl_str user,
    enum sl_credential_kind kind,
    struct sl_arena *arena,
    struct sl_credential *ret_credential,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_CREDENTIAL_FIND, &row, err));
    sl_bind_text(row, 1, user);
    sl_bind_text(row, 2, sl_str_from(kind_names[kind]));
    return read_one(row, arena, ret_credential, err);
}

enum sl_status sl_store_credential_find_code(
    struct sl_store *store,
    enum sl_credential_kind kind,
    struct sl_str secret,
    struct sl_arena *arena,
    struct sl_credential *ret_credential,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_CREDENTIAL_FIND_SECRET, &row, err));
    sl_bind_text(row, 1, sl_str_from(kind_names[kind]));
    sl_bind_text(row, 2, secret);
    return read_one(row, arena, ret_credential, err);
}

/* Run a statement about one, with a number; SL_NOT_FOUND when it has changed nothing. */
static enum sl_status
run_about(struct sl_store *store, enum sl_sql sql, int64_t id, int64_t number, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    int64_t changed = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, sql, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, number);
    return sl_stamp_run(store, statement, &changed, SL_NOT_FOUND, NULL, err);
}

enum sl_status
sl_store_credential_end(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err)
{
    return run_about(store, SL_SQL_CREDENTIAL_END, id, at, err);
}

enum sl_status
sl_store_credential_step(struct sl_store *store, int64_t id, int64_t step, struct sl_error *err)
{
    return run_about(store, SL_SQL_CREDENTIAL_STEP, id, step, err);
}

enum sl_status sl_store_credential_end_second(
    struct sl_store *store, struct sl_str user, int64_t at, struct sl_error *err
)
{
    SL_TRY(sl_store_credential_end_kind(store, user, SL_CREDENTIAL_AUTHENTICATOR, at, err));
    return sl_store_credential_end_kind(store, user, SL_CREDENTIAL_RECOVERY, at, err);
}

enum sl_status
sl_store_credential_confirm(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err)
{
    return run_about(store, SL_SQL_CREDENTIAL_CONFIRM, id, at, err);
}

enum sl_status sl_store_credential_end_kind(
    struct sl_store *store,
    struct sl_str user,
    enum sl_credential_kind kind,
    int64_t at,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_CREDENTIAL_END_KIND, &statement, err)));
    sl_bind_text(statement, 1, user);
    sl_bind_text(statement, 2, sl_str_from(kind_names[kind]));
    sl_bind_i64(statement, 3, at);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_credential_rehash(
    struct sl_store *store,
    const struct sl_credential *credential,
    struct sl_str secret,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_CREDENTIAL_REHASH, &statement, err)));
    sl_bind_i64(statement, 1, credential->id);
    sl_bind_text(statement, 2, secret);
    sl_bind_text(statement, 3, credential->secret);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_credential_count(
    struct sl_store *store,
    struct sl_str user,
    enum sl_credential_kind kind,
    uint64_t *ret_count,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    int64_t count = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_CREDENTIAL_COUNT, &row, err));
    sl_bind_text(row, 1, user);
    sl_bind_text(row, 2, sl_str_from(kind_names[kind]));
    SL_TRY(sl_text_first_i64(row, &count, err));
    *ret_count = (uint64_t)count;
    return SL_OK;
}
