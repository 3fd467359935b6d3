/* SPDX-License-Identifier: Apache-2.0 */
#include "store/session.h"

#include "store/store_impl.h"
#include "store/text.h"

#define NAME_LIMIT_BYTES   ((size_t)255)
#define SOURCE_LIMIT_BYTES ((size_t)255)

const char *sl_proof_name(enum sl_session_proof proof)
{
    static const char *const names[] = {
#define SL_PROOF_NAME(enumerator, name, factors) [enumerator] = (name),
        SL_PROOF_TABLE(SL_PROOF_NAME)
#undef SL_PROOF_NAME
    };

    return names[proof];
}

unsigned sl_proof_factors(enum sl_session_proof proof)
{
    static const unsigned char counts[] = {
#define SL_PROOF_FACTORS(enumerator, name, factors) [enumerator] = (factors),
        SL_PROOF_TABLE(SL_PROOF_FACTORS)
#undef SL_PROOF_FACTORS
    };

    return counts[proof];
}

const char *sl_session_why_name(enum sl_session_why why)
{
    static const char *const names[] = {
#define SL_SESSION_WHY_NAME(enumerator, name) [enumerator] = (name),
        SL_SESSION_WHY_TABLE(SL_SESSION_WHY_NAME)
#undef SL_SESSION_WHY_NAME
    };

    return names[why];
}

static enum sl_session_proof proof_of(struct sl_str name)
{
    unsigned i = 0;

    while (i + 1 < SL_PROOF_COUNT && !sl_str_equal(sl_str_from(sl_proof_name(i)), name)) {
        i++;
    }
    return (enum sl_session_proof)i;
}

static enum sl_session_why why_of(struct sl_str name)
{
    unsigned i = 0;

    while (i + 1 < SL_SESSION_WHY_COUNT && !sl_str_equal(sl_str_from(sl_session_why_name(i)), name)
    ) {
        i++;
    }
    return (enum sl_session_why)i;
}

enum sl_status sl_store_session_add(
    struct sl_store *store,
    const struct sl_stored_session *session,
    const struct sl_digest *token,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_text_check(session->user, "the user", NAME_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(session->source, "where it is from", SOURCE_LIMIT_BYTES, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SESSION_ADD, &statement, err)));
    sl_bind_text(statement, 1, session->user);
    sl_bind_bytes(statement, 2, sl_digest_str(token));
    sl_bind_text(statement, 3, sl_str_from(sl_proof_name(session->proof)));
    sl_bind_text(statement, 4, session->source);
    sl_bind_i64(statement, 5, session->begun_at);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

/* Step, and read a row as a session: SL_NOT_FOUND when there is none. */
static enum sl_status read_one(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_stored_session *ret_session,
    struct sl_error *err
)
{
    bool has_row = false;

    SL_TRY(sl_statement_step(row, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    struct sl_stored_session session = {
        .id = sl_column_i64(row, 0),
        .proof = proof_of(sl_column_str(row, 2)),
        .begun_at = sl_column_i64(row, 4),
        .seen_at = sl_column_i64(row, 5),
        .end = {.why = why_of(sl_column_str(row, 6)), .at = sl_column_i64(row, 8)},
    };
    enum sl_status status = sl_text_column(row, 1, arena, &session.user, err);
    if (status == SL_OK) {
        status = sl_text_column(row, 3, arena, &session.source, err);
    }
    if (status == SL_OK) {
        status = sl_text_column(row, 7, arena, &session.end.by, err);
    }
    sl_statement_reset(row);
    if (status == SL_OK) {
        *ret_session = session;
    }
    return status;
}

enum sl_status sl_store_session_find(
    struct sl_store *store,
    const struct sl_digest *token,
    struct sl_arena *arena,
    struct sl_stored_session *ret_session,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_SESSION_FIND, &row, err));
    sl_bind_bytes(row, 1, sl_digest_str(token));
    return read_one(row, arena, ret_session, err);
}

enum sl_status
sl_store_session_see(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SESSION_SEE, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, at);
    return sl_store_note(store, sl_statement_run(statement, err));
}

/* Run a statement that ends sessions, and count what it ended. */
static enum sl_status
count_ended(struct sl_statement *statement, uint64_t *ret_count, struct sl_error *err)
{
    bool has_row = true;
    uint64_t count = 0;

    while (has_row) {
        SL_TRY(sl_statement_step(statement, &has_row, err));
        count += has_row ? 1 : 0;
    }
    *ret_count = count;
    return SL_OK;
}

static void bind_end(struct sl_statement *statement, const struct sl_session_end *end)
{
    sl_bind_text(statement, 2, sl_str_from(sl_session_why_name(end->why)));
    sl_bind_text(statement, 3, end->by);
    sl_bind_i64(statement, 4, end->at);
}

enum sl_status sl_store_session_end(
    struct sl_store *store,
    int64_t id,
    const struct sl_session_end *end,
    uint64_t *ret_count,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SESSION_END, &statement, err)));
    sl_bind_i64(statement, 1, id);
    bind_end(statement, end);
    return sl_store_note(store, count_ended(statement, ret_count, err));
}

enum sl_status sl_store_session_end_user(
    struct sl_store *store,
    struct sl_str user,
    int64_t but,
    const struct sl_session_end *end,
    uint64_t *ret_count,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SESSION_END_USER, &statement, err)));
    sl_bind_text(statement, 1, user);
    bind_end(statement, end);
    sl_bind_i64(statement, 5, but);
    return sl_store_note(store, count_ended(statement, ret_count, err));
}

enum sl_status sl_store_session_next(
    struct sl_store *store,
    int64_t after,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_stored_session *ret_session,
    struct sl_error *err
)
{
    const enum sl_sql sql = user.len == 0 ? SL_SQL_SESSION_NEXT : SL_SQL_SESSION_NEXT_OF;
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, sql, &row, err));
    sl_bind_i64(row, 1, after);
    if (user.len > 0) {
        sl_bind_text(row, 2, user);
    }
    return read_one(row, arena, ret_session, err);
}

enum sl_status sl_store_session_count(
    struct sl_store *store,
    int64_t seen_after,
    int64_t begun_after,
    uint64_t *ret_count,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_SESSION_COUNT, &row, err));
    sl_bind_i64(row, 1, seen_after);
    sl_bind_i64(row, 2, begun_after);
    SL_TRY(sl_statement_step(row, &has_row, err));
    *ret_count = has_row ? (uint64_t)sl_column_i64(row, 0) : 0;
    sl_statement_reset(row);
    return SL_OK;
}

enum sl_status sl_store_session_knows(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str source,
    bool *ret_knows,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_SESSION_KNOWS, &row, err));
    sl_bind_text(row, 1, user);
    sl_bind_text(row, 2, source);
    SL_TRY(sl_statement_step(row, ret_knows, err));
    sl_statement_reset(row);
    return SL_OK;
}
