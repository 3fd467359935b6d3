/* SPDX-License-Identifier: Apache-2.0 */
#include "store/stamp.h"

#include "sharing/role.h"
#include "store/stamp_impl.h"
#include "store/text.h"

#define WORDS_LIMIT_BYTES ((size_t)4096)
#define KEY_LIMIT_BYTES   ((size_t)1000)
#define DAY_MICROSECONDS  (INT64_C(86400) * 1000000)

void sl_stamp_bind(struct sl_statement *statement, int index, const struct sl_stamp *stamp)
{
    if (stamp->by.len == 0) {
        sl_bind_null(statement, index);
    } else {
        sl_bind_text(statement, index, stamp->by);
    }
    sl_bind_i64(statement, index + 1, stamp->at);
}

enum sl_status sl_stamp_column(
    struct sl_statement *statement,
    int index,
    struct sl_arena *arena,
    struct sl_stamp *ret_stamp,
    struct sl_error *err
)
{
    ret_stamp->at = sl_column_i64(statement, index + 1);
    return sl_text_column(statement, index, arena, &ret_stamp->by, err);
}

enum sl_status sl_stamp_run(
    struct sl_store *store,
    struct sl_statement *statement,
    int64_t *ret_id,
    enum sl_status status,
    const char *message,
    struct sl_error *err
)
{
    const enum sl_status found = sl_text_first_i64(statement, ret_id, err);

    if (found == SL_NOT_FOUND) {
        return message == NULL ? status : sl_fail(err, status, "%s", message);
    }
    return sl_store_note(store, found);
}

enum sl_status sl_stamp_end(
    struct sl_store *store,
    enum sl_sql sql,
    int64_t id,
    const struct sl_stamp *stamp,
    const char *what,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t one = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_stamp_check_user(store, stamp->by, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, sql, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_stamp_bind(statement, 2, stamp);
    const enum sl_status status = sl_stamp_run(store, statement, &one, SL_NOT_FOUND, NULL, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(
            err, SL_NOT_FOUND, "there is no %s %lld that has not ended", what, (long long)id
        );
    }
    return status;
}

enum sl_status sl_stamp_next(
    struct sl_store *store,
    enum sl_sql sql,
    int64_t after,
    struct sl_statement **ret_row,
    struct sl_error *err
)
{
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, sql, ret_row, err));
    sl_bind_i64(*ret_row, 1, after);
    SL_TRY(sl_statement_step(*ret_row, &has_row, err));
    return has_row ? SL_OK : SL_NOT_FOUND;
}

enum sl_status sl_stamp_check_user(struct sl_store *store, struct sl_str id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_ACCOUNT_FIND, &statement, err));
    sl_bind_text(statement, 1, id);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    const bool has_ended = has_row && !sl_column_is_null(statement, 6);
    sl_statement_reset(statement);
    if (!has_row) {
        return sl_fail(err, SL_NOT_FOUND, "there is no user '%.*s'", SL_STR_ARG(id));
    }
    if (has_ended) {
        return sl_fail(err, SL_NOT_FOUND, "the account of '%.*s' has ended", SL_STR_ARG(id));
    }
    return SL_OK;
}

enum sl_status sl_stamp_find_administrator(
    struct sl_store *store, const struct sl_stamp *stamp, bool *ret_has_one, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_ROLE_ADMINISTRATOR, &statement, err));
    sl_bind_text(statement, 1, sl_user_role_terms()[SL_USER_ADMINISTRATOR].name);
    sl_bind_i64(statement, 2, stamp->at / DAY_MICROSECONDS);
    SL_TRY(sl_statement_step(statement, ret_has_one, err));
    sl_statement_reset(statement);
    return SL_OK;
}

enum sl_status sl_stamp_check_administrator(
    struct sl_store *store, const struct sl_stamp *stamp, bool had_one, struct sl_error *err
)
{
    bool has_one = false;

    if (!had_one) {
        return SL_OK;
    }
    SL_TRY(sl_stamp_find_administrator(store, stamp, &has_one, err));
    if (has_one) {
        return SL_OK;
    }
    sl_fail(err, SL_DENIED, "nobody would be left to give roles");
    sl_fail_hint(err, "Make somebody else an administrator first.");
    return sl_store_note(store, SL_DENIED);
}

enum sl_status sl_stamp_check_giver(
    struct sl_store *store, const struct sl_stamp *stamp, enum sl_sql any, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_one = false;

    if (stamp->by.len > 0) {
        return sl_stamp_check_user(store, stamp->by, err);
    }
    SL_TRY(sl_db_use(store->db, any, &statement, err));
    SL_TRY(sl_statement_step(statement, &has_one, err));
    sl_statement_reset(statement);
    return has_one ? sl_fail(err, SL_INVALID, "it is not said who does this") : SL_OK;
}

enum sl_status
sl_stamp_check_key(struct sl_store *store, int64_t source, struct sl_str key, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_text_check(key, "the key", KEY_LIMIT_BYTES, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_SOURCE_GET, &statement, err));
    sl_bind_i64(statement, 1, source);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    sl_statement_reset(statement);
    return has_row ? SL_OK
                   : sl_fail(err, SL_NOT_FOUND, "there is no source %lld", (long long)source);
}

enum sl_status sl_stamp_check_words(struct sl_str words, struct sl_error *err)
{
    return sl_text_check(sl_str_trim(words), "the reason", WORDS_LIMIT_BYTES, err);
}
