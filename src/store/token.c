/* SPDX-License-Identifier: Apache-2.0 */
#include "store/token.h"

#include "store/store_impl.h"
#include "store/text.h"

#define TEXT_LIMIT_BYTES ((size_t)255)

enum sl_status sl_store_token_add(
    struct sl_store *store,
    const struct sl_stored_token *token,
    const struct sl_digest *digest,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_text_check(token->user, "the user", TEXT_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(token->name, "the name of the token", TEXT_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(token->scopes, "what the token is for", TEXT_LIMIT_BYTES, err));
    if (token->system.len > 0) {
        SL_TRY(sl_text_check(token->system, "the system", TEXT_LIMIT_BYTES, err));
    }
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_TOKEN_ADD, &statement, err)));
    sl_bind_text(statement, 1, token->user);
    sl_bind_bytes(statement, 2, sl_digest_str(digest));
    sl_bind_text(statement, 3, token->name);
    sl_bind_text(statement, 4, token->scopes);
    sl_bind_text(statement, 5, token->system);
    sl_bind_i64(statement, 6, token->la_code);
    sl_bind_i64(statement, 7, (int64_t)token->factors);
    sl_bind_i64(statement, 8, token->made_at);
    sl_bind_i64(statement, 9, token->expires_at);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

/* The texts of a row, as they stand in the structure. */
static enum sl_status read_texts(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_stored_token *token,
    struct sl_error *err
)
{
    SL_TRY(sl_text_column(row, 1, arena, &token->user, err));
    SL_TRY(sl_text_column(row, 2, arena, &token->name, err));
    SL_TRY(sl_text_column(row, 3, arena, &token->scopes, err));
    SL_TRY(sl_text_column(row, 4, arena, &token->system, err));
    return sl_text_column(row, 10, arena, &token->ended.by, err);
}

/* Step, and read a row as a token: SL_NOT_FOUND when there is none. */
static enum sl_status read_one(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_stored_token *ret_token,
    struct sl_error *err
)
{
    bool has_row = false;

    SL_TRY(sl_statement_step(row, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    struct sl_stored_token token = {
        .id = sl_column_i64(row, 0),
        .la_code = sl_column_i64(row, 5),
        .factors = (unsigned)sl_column_i64(row, 6),
        .made_at = sl_column_i64(row, 7),
        .expires_at = sl_column_i64(row, 8),
        .seen_at = sl_column_i64(row, 9),
        .ended = { .at = sl_column_i64(row, 11) },
    };
    const enum sl_status status = read_texts(row, arena, &token, err);
    sl_statement_reset(row);
    if (status == SL_OK) {
        *ret_token = token;
    }
    return status;
}

enum sl_status sl_store_token_find(
    struct sl_store *store,
    const struct sl_digest *digest,
    struct sl_arena *arena,
    struct sl_stored_token *ret_token,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_TOKEN_FIND, &row, err));
    sl_bind_bytes(row, 1, sl_digest_str(digest));
    return read_one(row, arena, ret_token, err);
}

enum sl_status
sl_store_token_see(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_TOKEN_SEE, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, at);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_token_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *end, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t ended = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_TOKEN_END, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_bind_text(statement, 2, end->by);
    sl_bind_i64(statement, 3, end->at);
    return sl_store_note(store, sl_text_first_i64(statement, &ended, err));
}

enum sl_status sl_store_token_end_user(
    struct sl_store *store, struct sl_str user, const struct sl_stamp *end, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_TOKEN_END_USER, &statement, err)));
    sl_bind_text(statement, 1, user);
    sl_bind_text(statement, 2, end->by);
    sl_bind_i64(statement, 3, end->at);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_token_end_all(struct sl_store *store, int64_t at, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_TOKEN_END_ALL, &statement, err)));
    sl_bind_i64(statement, 1, at);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_token_next(
    struct sl_store *store,
    int64_t after,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_stored_token *ret_token,
    struct sl_error *err
)
{
    const enum sl_sql sql = user.len == 0 ? SL_SQL_TOKEN_NEXT : SL_SQL_TOKEN_NEXT_OF;
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, sql, &row, err));
    sl_bind_i64(row, 1, after);
    if (user.len > 0) {
        sl_bind_text(row, 2, user);
    }
    return read_one(row, arena, ret_token, err);
}
