/* SPDX-License-Identifier: Apache-2.0 */
#include "store/raised.h"

#include "base/array.h"
#include "base/memory.h"
#include "store/scan.h"
#include "store/store_impl.h"

/* Both tables side by side: they have one order. */
struct sl_raised_cursor {
    struct sl_scan *raised, *proofs;
    bool is_begun;
    bool has_proof; /* there is a row of proofs at hand, which belongs to nothing yet */
};

static void bind_key(struct sl_statement *statement, const struct sl_raised *raised)
{
    sl_bind_i64(statement, 1, raised->identity);
    sl_bind_text(statement, 2, raised->about);
    sl_bind_text(statement, 3, raised->indicator);
}

static enum sl_status
put_proofs(struct sl_store *store, const struct sl_raised *raised, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    for (size_t i = 0; i < raised->proof_count; i++) {
        SL_TRY(sl_db_use(store->db, SL_SQL_RAISED_PROOF_PUT, &statement, err));
        bind_key(statement, raised);
        sl_bind_i64(statement, 4, raised->proofs[i].mark);
        sl_bind_i64(statement, 5, raised->proofs[i].record);
        SL_TRY(sl_statement_run(statement, err));
    }
    return SL_OK;
}

static enum sl_status
put(struct sl_store *store, const struct sl_raised *raised, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_RAISED_PUT, &statement, err));
    bind_key(statement, raised);
    sl_bind_text(statement, 4, sl_raised_subject_terms()[raised->subject].name);
    sl_bind_i64(statement, 5, raised->since);
    SL_TRY(sl_statement_run(statement, err));
    return put_proofs(store, raised, err);
}

enum sl_status
sl_store_raised_put(struct sl_store *store, const struct sl_raised *raised, struct sl_error *err)
{
    sl_store_assert_writing(store);
    return sl_store_note(store, put(store, raised, err));
}

enum sl_status
sl_store_raised_remove(struct sl_store *store, int64_t identity, struct sl_error *err)
{
    static const enum sl_sql steps[] = { SL_SQL_RAISED_DELETE_OF, SL_SQL_RAISED_PROOF_DELETE_OF };
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    for (unsigned i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        SL_TRY(sl_store_note(store, sl_db_use(store->db, steps[i], &statement, err)));
        sl_bind_i64(statement, 1, identity);
        SL_TRY(sl_store_note(store, sl_statement_run(statement, err)));
    }
    return SL_OK;
}

static enum sl_status open_scans(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_raised_cursor *cursor,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_open_range(store->db, SL_SQL_RAISED_SCAN, first, last, &cursor->raised, err));
    return sl_scan_open_range(
        store->db, SL_SQL_RAISED_PROOF_SCAN, first, last, &cursor->proofs, err
    );
}

enum sl_status sl_store_raised_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_raised_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_raised_cursor *cursor = sl_calloc(1, sizeof *cursor);

    if (cursor == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status = open_scans(store, first, last, cursor, err);
    if (status != SL_OK) {
        sl_raised_cursor_close(cursor);
        return status;
    }
    *ret_cursor = cursor;
    return SL_OK;
}

/* Does the row of proofs at hand belong to this? */
static bool is_of(struct sl_statement *proofs, const struct sl_raised *raised)
{
    return sl_column_i64(proofs, 0) == raised->identity &&
           sl_str_equal(sl_column_str(proofs, 1), raised->about) &&
           sl_str_equal(sl_column_str(proofs, 2), raised->indicator);
}

static enum sl_status read_proofs(
    struct sl_raised_cursor *cursor,
    struct sl_arena *arena,
    struct sl_raised *raised,
    struct sl_error *err
)
{
    struct sl_raised_proof *proofs = NULL;
    struct sl_statement *row = cursor->proofs->statement;

    if (!cursor->is_begun) {
        SL_TRY(sl_scan_next(cursor->proofs, &cursor->has_proof, err));
        cursor->is_begun = true;
    }
    while (cursor->has_proof && is_of(row, raised)) {
        SL_TRY(sl_array_room(arena, &proofs, raised->proof_count, sizeof *proofs, err));
        proofs[raised->proof_count++] = (struct sl_raised_proof){
            .mark = sl_column_i64(row, 3),
            .record = sl_column_i64(row, 4),
        };
        SL_TRY(sl_scan_next(cursor->proofs, &cursor->has_proof, err));
    }
    raised->proofs = proofs;
    raised->evidence = sl_raised_evidence(proofs, raised->proof_count);
    return SL_OK;
}

enum sl_status sl_raised_cursor_next(
    struct sl_raised_cursor *cursor,
    struct sl_arena *arena,
    struct sl_raised *ret_raised,
    bool *ret_has_one,
    struct sl_error *err
)
{
    struct sl_statement *row = cursor->raised->statement;

    SL_TRY(sl_scan_next(cursor->raised, ret_has_one, err));
    if (!*ret_has_one) {
        return SL_OK;
    }
    const unsigned subject =
        sl_term_find(sl_raised_subject_terms(), SL_RAISED_SUBJECT_COUNT, sl_column_str(row, 3));
    if (subject == SL_RAISED_SUBJECT_COUNT) {
        return sl_fail(err, SL_INVALID, "the store has something raised of nobody knows what");
    }
    struct sl_raised raised = {
        .subject = (enum sl_raised_subject)subject,
        .identity = sl_column_i64(row, 0),
        .about = sl_arena_copy(arena, sl_column_str(row, 1)),
        .indicator = sl_arena_copy(arena, sl_column_str(row, 2)),
        .since = (int32_t)sl_column_i64(row, 4),
    };
    if (raised.about.ptr == NULL || raised.indicator.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(read_proofs(cursor, arena, &raised, err));
    *ret_raised = raised;
    return SL_OK;
}

void sl_raised_cursor_close(struct sl_raised_cursor *cursor)
{
    if (cursor != NULL) {
        sl_scan_close(cursor->raised);
        sl_scan_close(cursor->proofs);
        sl_free(cursor);
    }
}

void sl_raised_cursor_close_ptr(struct sl_raised_cursor **cursor)
{
    sl_raised_cursor_close(*cursor);
    *cursor = NULL;
}
