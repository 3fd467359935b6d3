/* SPDX-License-Identifier: Apache-2.0 */
#include "store/user.h"

#include <string.h>

#include "store/stamp_impl.h"
#include "store/text.h"

enum sl_status sl_store_user_id_check(struct sl_str id, struct sl_error *err)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    bool fits = id.len >= 1 && id.len <= SL_USER_ID_LIMIT_BYTES;

    for (size_t i = 0; i < id.len && fits; i++) {
        fits = id.ptr[i] != '\0' &&
               (strchr(letters, id.ptr[i]) != NULL || (i > 0 && strchr("._-@", id.ptr[i]) != NULL));
    }
    if (!fits) {
        sl_fail(err, SL_INVALID, "'%.*s' cannot be the id of a user", SL_STR_ARG(id));
        sl_fail_hint(
            err,
            "Use up to %u small letters, figures, dots, dashes and underscores, such as 'a.malik'.",
            SL_USER_ID_LIMIT_BYTES
        );
        return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status
check_new(struct sl_store *store, const struct sl_store_user *user, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_store_user_id_check(user->id, err));
    SL_TRY(sl_text_check(sl_str_trim(user->name), "the name", SL_USER_NAME_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(sl_str_trim(user->agency), "the agency", SL_USER_NAME_LIMIT_BYTES, err));
    SL_TRY(sl_stamp_check_giver(store, &user->added, SL_SQL_ACCOUNT_ANY, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_ACCOUNT_FIND, &statement, err));
    sl_bind_text(statement, 1, user->id);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    sl_statement_reset(statement);
    if (has_row) {
        sl_fail(err, SL_INVALID, "there is a user '%.*s' already", SL_STR_ARG(user->id));
        sl_fail_hint(err, "An id is never given to another, also when somebody has left.");
        return SL_INVALID;
    }
    return SL_OK;
}

enum sl_status
sl_store_user_add(struct sl_store *store, const struct sl_store_user *user, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(check_new(store, user, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ACCOUNT_ADD, &statement, err)));
    sl_bind_text(statement, 1, user->id);
    sl_bind_text(statement, 2, user->name);
    sl_bind_text(statement, 3, user->agency);
    sl_stamp_bind(statement, 4, &user->added);
    return sl_store_note(store, sl_statement_run(statement, err));
}

static enum sl_status read_user(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_user *ret_user,
    struct sl_error *err
)
{
    SL_TRY(sl_text_column(row, 0, arena, &ret_user->id, err));
    SL_TRY(sl_text_column(row, 1, arena, &ret_user->name, err));
    SL_TRY(sl_text_column(row, 2, arena, &ret_user->agency, err));
    SL_TRY(sl_stamp_column(row, 3, arena, &ret_user->added, err));
    return sl_stamp_column(row, 5, arena, &ret_user->ended, err);
}

/* The account that a statement of one text gives. SL_NOT_FOUND without a message. */
static enum sl_status find_user(
    struct sl_store *store,
    enum sl_sql sql,
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_store_user *ret_user,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, sql, &statement, err));
    sl_bind_text(statement, 1, text);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    const enum sl_status status = read_user(statement, arena, ret_user, err);
    sl_statement_reset(statement);
    return status;
}

enum sl_status sl_store_user_find(
    struct sl_store *store,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_store_user *ret_user,
    struct sl_error *err
)
{
    const enum sl_status status = find_user(store, SL_SQL_ACCOUNT_FIND, id, arena, ret_user, err);

    return status == SL_NOT_FOUND
               ? sl_fail(err, SL_NOT_FOUND, "there is no user '%.*s'", SL_STR_ARG(id))
               : status;
}

enum sl_status sl_store_user_next(
    struct sl_store *store,
    struct sl_str after,
    struct sl_arena *arena,
    struct sl_store_user *ret_user,
    struct sl_error *err
)
{
    return find_user(store, SL_SQL_ACCOUNT_NEXT, after, arena, ret_user, err);
}

enum sl_status sl_store_user_end(
    struct sl_store *store, struct sl_str id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool had_one = false;
    int64_t one = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_stamp_check_user(store, stamp->by, err));
    SL_TRY(sl_stamp_check_user(store, id, err));
    SL_TRY(sl_stamp_find_administrator(store, stamp, &had_one, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ACCOUNT_END, &statement, err)));
    sl_bind_text(statement, 1, id);
    sl_stamp_bind(statement, 2, stamp);
    SL_TRY(sl_store_note(store, sl_text_first_i64(statement, &one, err)));
    return sl_stamp_check_administrator(store, stamp, had_one, err);
}
