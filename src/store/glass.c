/* SPDX-License-Identifier: Apache-2.0 */
#include "store/glass.h"

#include "base/array.h"
#include "identity/identity_id.h"
#include "store/stamp_impl.h"
#include "store/text.h"

enum sl_status sl_store_glass_add(
    struct sl_store *store, const struct sl_glass *glass, int64_t *ret_id, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t identity = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_glass_check(glass, err));
    SL_TRY(sl_stamp_check_words(glass->words, err));
    SL_TRY(sl_identity_parse(glass->identity, &identity, err));
    SL_TRY(sl_stamp_check_user(store, glass->user, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_GLASS_ADD, &statement, err)));
    sl_bind_text(statement, 1, glass->user);
    sl_bind_i64(statement, 2, identity);
    sl_bind_text(statement, 3, sl_glass_reason_terms()[glass->reason].name);
    sl_bind_text(statement, 4, glass->words);
    sl_bind_i64(statement, 5, glass->from);
    sl_bind_i64(statement, 6, glass->until);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

enum sl_status sl_store_glass_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    return sl_stamp_end(store, SL_SQL_GLASS_END, id, stamp, "glass", err);
}

/* What all statements begin with: the glass. A reason that is not known is none: it opens nothing.
 */
static enum sl_status read_glass(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_glass *ret_glass,
    struct sl_error *err
)
{
    const struct sl_identity_id id = sl_identity_print(sl_column_i64(row, 2));

    *ret_glass = (struct sl_glass){
        .identity = sl_arena_copy(arena, sl_str_from(id.text)),
        .reason = (enum sl_glass_reason
        )sl_term_find(sl_glass_reason_terms(), SL_GLASS_REASON_COUNT, sl_column_str(row, 3)),
        .from = sl_column_i64(row, 5),
        .until = sl_column_i64(row, 6),
        .ended = sl_column_i64(row, 8),
    };
    if (ret_glass->identity.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_text_column(row, 1, arena, &ret_glass->user, err));
    return sl_text_column(row, 4, arena, &ret_glass->words, err);
}

static enum sl_status read_judged(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
)
{
    ret_glass->id = sl_column_i64(row, 0);
    SL_TRY(read_glass(row, arena, &ret_glass->glass, err));
    SL_TRY(sl_text_column(row, 7, arena, &ret_glass->ended_by, err));
    ret_glass->review.right = sl_column_i64(row, 9) != 0;
    SL_TRY(sl_text_column(row, 10, arena, &ret_glass->review_words, err));
    SL_TRY(sl_text_column(row, 11, arena, &ret_glass->review.by, err));
    ret_glass->reviewed_at = sl_column_i64(row, 12);
    return SL_OK;
}

enum sl_status sl_store_glass_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_stamp_next(store, SL_SQL_GLASS_NEXT, after, &row, err));
    const enum sl_status status = read_judged(row, arena, ret_glass, err);
    sl_statement_reset(row);
    return status;
}

enum sl_status sl_store_glass_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
)
{
    struct sl_store_glass glass = { .id = 0 };
    const enum sl_status status = sl_store_glass_next(store, id - 1, arena, &glass, err);

    if (status == SL_NOT_FOUND || (status == SL_OK && glass.id != id)) {
        return sl_fail(err, SL_NOT_FOUND, "there is no broken glass %lld", (long long)id);
    }
    SL_TRY(status);
    *ret_glass = glass;
    return SL_OK;
}

/* Who broke a glass may not judge it. */
static enum sl_status check_judge(
    struct sl_store *store, const struct sl_store_judgement *judgement, struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    const enum sl_status status =
        sl_stamp_next(store, SL_SQL_GLASS_NEXT, judgement->glass - 1, &row, err);
    const bool is_there = status == SL_OK && sl_column_i64(row, 0) == judgement->glass;
    const bool is_own = is_there && sl_str_equal(sl_column_str(row, 1), judgement->judged.by);
    sl_statement_reset(row);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    if (!is_there) {
        return sl_fail(
            err, SL_NOT_FOUND, "there is no broken glass %lld", (long long)judgement->glass
        );
    }
    if (is_own) {
        sl_fail(err, SL_DENIED, "nobody judges a glass that they broke themselves");
        sl_fail_hint(err, "Another privacy officer must do it.");
        return SL_DENIED;
    }
    return SL_OK;
}

enum sl_status sl_store_glass_judge(
    struct sl_store *store, const struct sl_store_judgement *judgement, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t glass = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_stamp_check_words(judgement->words, err));
    SL_TRY(sl_stamp_check_user(store, judgement->judged.by, err));
    SL_TRY(check_judge(store, judgement, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_GLASS_JUDGE, &statement, err)));
    sl_bind_i64(statement, 1, judgement->glass);
    sl_bind_i64(statement, 2, judgement->right ? 1 : 0);
    sl_bind_text(statement, 3, judgement->words);
    sl_stamp_bind(statement, 4, &judgement->judged);
    return sl_stamp_run(store, statement, &glass, SL_INVALID, "it was judged already", err);
}

static enum sl_status read_glasses(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_glasses *ret_glasses,
    struct sl_error *err
)
{
    struct sl_glasses glasses = { .count = 0 };
    bool has_row = false;

    SL_TRY(sl_statement_step(row, &has_row, err));
    for (; has_row; glasses.count++) {
        SL_TRY(sl_array_room(arena, &glasses.items, glasses.count, sizeof *glasses.items, err));
        SL_TRY(read_glass(row, arena, &glasses.items[glasses.count], err));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    *ret_glasses = glasses;
    return SL_OK;
}

enum sl_status sl_store_glasses_of(
    struct sl_store *store,
    struct sl_str user_id,
    int64_t at,
    struct sl_arena *arena,
    struct sl_glasses *ret_glasses,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_GLASS_OF, &row, err));
    sl_bind_text(row, 1, user_id);
    sl_bind_i64(row, 2, at);
    const enum sl_status status = read_glasses(row, arena, ret_glasses, err);
    sl_statement_reset(row);
    return status;
}
