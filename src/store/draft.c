/* SPDX-License-Identifier: Apache-2.0 */
#include "store/draft.h"

#include "store/stamp_impl.h"
#include "store/text.h"

#define FORM_LIMIT_BYTES  ((size_t)200)
#define KEPT_MICROSECONDS (INT64_C(86400) * 1000000 * SL_DRAFT_DAYS)

/* Run a statement that takes who and which form, or one of them. */
static enum sl_status
use(struct sl_store *store,
    enum sl_sql sql,
    struct sl_str user,
    struct sl_str form,
    struct sl_statement **ret_statement,
    struct sl_error *err)
{
    SL_TRY(sl_db_use(store->db, sql, ret_statement, err));
    sl_bind_text(*ret_statement, 1, user);
    sl_bind_text(*ret_statement, 2, form);
    return SL_OK;
}

static enum sl_status expire(struct sl_store *store, int64_t now, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_DRAFT_EXPIRE, &statement, err));
    sl_bind_i64(statement, 1, now - KEPT_MICROSECONDS);
    return sl_statement_run(statement, err);
}

static enum sl_status
put(struct sl_store *store, const struct sl_draft *draft, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(use(store, SL_SQL_DRAFT_PUT, draft->user, draft->form, &statement, err));
    sl_bind_i64(statement, 3, draft->source);
    sl_bind_text(statement, 4, draft->key);
    sl_bind_i64(statement, 5, draft->base);
    sl_bind_text(statement, 6, draft->fields);
    sl_bind_i64(statement, 7, draft->saved_at);
    return sl_statement_run(statement, err);
}

static enum sl_status
check(struct sl_store *store, const struct sl_draft *draft, struct sl_error *err)
{
    SL_TRY(sl_text_check(draft->form, "the form", FORM_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(draft->fields, "the draft", SL_DRAFT_FIELD_BYTES, err));
    SL_TRY(sl_stamp_check_user(store, draft->user, err));
    return sl_stamp_check_key(store, draft->source, draft->key, err);
}

/* One draft must be given up before another one is begun. */
static enum sl_status
check_count(struct sl_store *store, const struct sl_draft *draft, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    int64_t count = 0;

    SL_TRY(use(store, SL_SQL_DRAFT_COUNT, draft->user, draft->form, &statement, err));
    SL_TRY(sl_text_first_i64(statement, &count, err));
    if (count >= SL_DRAFT_LIMIT) {
        sl_fail(err, SL_LIMIT, "there are %u drafts already", SL_DRAFT_LIMIT);
        sl_fail_hint(err, "Finish one of them, or give it up.");
        return SL_LIMIT;
    }
    return SL_OK;
}

enum sl_status
sl_store_draft_put(struct sl_store *store, const struct sl_draft *draft, struct sl_error *err)
{
    sl_store_assert_brief(store);
    SL_TRY(check(store, draft, err));
    SL_TRY(sl_store_note(store, expire(store, draft->saved_at, err)));
    SL_TRY(check_count(store, draft, err));
    return sl_store_note(store, put(store, draft, err));
}

enum sl_status sl_store_draft_remove(
    struct sl_store *store, struct sl_str user, struct sl_str form, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, use(store, SL_SQL_DRAFT_REMOVE, user, form, &statement, err)));
    return sl_store_note(store, sl_statement_run(statement, err));
}

static enum sl_status read_draft(
    struct sl_statement *row, struct sl_arena *arena, struct sl_draft *draft, struct sl_error *err
)
{
    draft->source = sl_column_i64(row, 1);
    draft->base = sl_column_i64(row, 3);
    draft->saved_at = sl_column_i64(row, 5);
    SL_TRY(sl_text_column(row, 0, arena, &draft->form, err));
    SL_TRY(sl_text_column(row, 2, arena, &draft->key, err));
    return sl_text_column(row, 4, arena, &draft->fields, err);
}

/* The first row of a statement that takes who, which form, and the oldest that is still there. */
static enum sl_status find(
    struct sl_store *store,
    enum sl_sql sql,
    const struct sl_draft_asked *asked,
    struct sl_arena *arena,
    struct sl_draft *ret_draft,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    struct sl_draft draft = { .user = sl_arena_copy(arena, asked->user) };
    bool has_row = false;

    if (draft.user.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(use(store, sql, asked->user, asked->form, &row, err));
    sl_bind_i64(row, 3, asked->now - KEPT_MICROSECONDS);
    SL_TRY(sl_statement_step(row, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    const enum sl_status status = read_draft(row, arena, &draft, err);
    sl_statement_reset(row);
    SL_TRY(status);
    *ret_draft = draft;
    return SL_OK;
}

enum sl_status sl_store_draft_get(
    struct sl_store *store,
    const struct sl_draft_asked *asked,
    struct sl_arena *arena,
    struct sl_draft *ret_draft,
    struct sl_error *err
)
{
    return find(store, SL_SQL_DRAFT_GET, asked, arena, ret_draft, err);
}

enum sl_status sl_store_draft_next(
    struct sl_store *store,
    const struct sl_draft_asked *asked,
    struct sl_arena *arena,
    struct sl_draft *ret_draft,
    struct sl_error *err
)
{
    return find(store, SL_SQL_DRAFT_NEXT, asked, arena, ret_draft, err);
}
