/* SPDX-License-Identifier: Apache-2.0 */
#include "store/decision.h"

#include "store/store_impl.h"
#include "store/text.h"

#define REASON_LIMIT_BYTES ((size_t)16 << 10)
#define NAME_LIMIT_BYTES   ((size_t)200)
#define KEY_LIMIT_BYTES    ((size_t)1000)
#define MENTION_LIMIT      ((size_t)10000)

/* By enum sl_decision_kind, as the column spells them. */
static const struct sl_str kind_names[] = {
    {"join",        4 },
    { "split",      5 },
    { "hold_apart", 10},
    { "release",    7 },
};

struct sl_str sl_decision_kind_name(enum sl_decision_kind kind)
{
    return kind_names[kind];
}

static enum sl_decision_kind kind_of(struct sl_str name)
{
    for (unsigned i = 0; i < sizeof kind_names / sizeof kind_names[0]; i++) {
        if (sl_str_equal(kind_names[i], name)) {
            return (enum sl_decision_kind)i;
        }
    }
    return SL_DECISION_RELEASE; /* the table allows no other */
}

static enum sl_status check_decision(const struct sl_decision *decision, struct sl_error *err)
{
    SL_TRY(sl_text_check(decision->reason, "the reason", REASON_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(decision->decided_by, "who decided", NAME_LIMIT_BYTES, err));
    if (decision->mention_count == 0) {
        return sl_fail(err, SL_INVALID, "the decision is about nobody");
    }
    if (decision->mention_count > MENTION_LIMIT) {
        return sl_fail(err, SL_LIMIT, "a decision is about %zu mentions at most", MENTION_LIMIT);
    }
    for (size_t i = 0; i < decision->mention_count; i++) {
        SL_TRY(sl_text_check(decision->mentions[i].key, "the key", KEY_LIMIT_BYTES, err));
        SL_ASSERT(decision->mentions[i].side <= 1);
    }
    return SL_OK;
}

static enum sl_status check_reversed(struct sl_db *db, int64_t id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(db, SL_SQL_DECISION_REVERSED_BY, &statement, err));
    sl_bind_i64(statement, 1, id);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    const int64_t by = has_row ? sl_column_i64(statement, 1) : 0;
    sl_statement_reset(statement);
    if (!has_row) {
        return sl_fail(err, SL_NOT_FOUND, "there is no decision %lld", (long long)id);
    }
    if (by != 0) {
        return sl_fail(
            err,
            SL_INVALID,
            "decision %lld is reversed already, by decision %lld",
            (long long)id,
            (long long)by
        );
    }
    return SL_OK;
}

static enum sl_status add_mention(
    struct sl_db *db, int64_t id, const struct sl_decision *decision, size_t i, struct sl_error *err
)
{
    const struct sl_mention *mention = &decision->mentions[i];
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, SL_SQL_DECISION_MENTION_ADD, &statement, err));
    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, (int64_t)i);
    sl_bind_i64(statement, 3, (int64_t)mention->side);
    sl_bind_i64(statement, 4, mention->source);
    sl_bind_text(statement, 5, mention->key);
    return sl_statement_run(statement, err);
}

static enum sl_status
add(struct sl_db *db, const struct sl_decision *decision, int64_t *ret_id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    int64_t id = 0;

    SL_TRY(sl_db_use(db, SL_SQL_DECISION_ADD, &statement, err));
    sl_bind_text(statement, 1, kind_names[decision->kind]);
    sl_bind_text(statement, 2, decision->reason);
    sl_bind_text(statement, 3, decision->decided_by);
    sl_bind_i64(statement, 4, decision->decided_at);
    sl_bind_id(statement, 5, decision->reverses);
    SL_TRY(sl_text_first_i64(statement, &id, err));
    for (size_t i = 0; i < decision->mention_count; i++) {
        SL_TRY(add_mention(db, id, decision, i, err));
    }
    *ret_id = id;
    return SL_OK;
}

enum sl_status sl_store_decision_add(
    struct sl_store *store,
    const struct sl_decision *decision,
    int64_t *ret_id,
    struct sl_error *err
)
{
    sl_store_assert_writing(store);
    SL_TRY(check_decision(decision, err));
    if (decision->reverses != 0) {
        SL_TRY(check_reversed(store->db, decision->reverses, err));
    }
    return sl_store_note(store, add(store->db, decision, ret_id, err));
}

static enum sl_status read_decision(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_decision *ret_decision,
    struct sl_error *err
)
{
    *ret_decision = (struct sl_decision){
        .id = sl_column_i64(row, 0),
        .kind = kind_of(sl_column_str(row, 1)),
        .decided_at = sl_column_i64(row, 4),
        .reverses = sl_column_i64(row, 5),
        .reversed_by = sl_column_i64(row, 6),
        .mention_count = (size_t)sl_column_i64(row, 7),
    };
    SL_TRY(sl_text_column(row, 2, arena, &ret_decision->reason, err));
    return sl_text_column(row, 3, arena, &ret_decision->decided_by, err);
}

static enum sl_status read_mentions(
    struct sl_db *db, struct sl_arena *arena, struct sl_decision *decision, struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    bool has_row = false;
    size_t count = 0;

    decision->mentions = sl_arena_alloc(arena, decision->mention_count, sizeof *decision->mentions);
    if (decision->mentions == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_db_use(db, SL_SQL_DECISION_MENTIONS, &row, err));
    sl_bind_i64(row, 1, decision->id);
    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row && count < decision->mention_count) {
        struct sl_mention *mention = &decision->mentions[count++];
        mention->side = (unsigned)sl_column_i64(row, 0);
        mention->source = sl_column_i64(row, 1);
        SL_TRY(sl_text_column(row, 2, arena, &mention->key, err));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    decision->mention_count = count;
    return SL_OK;
}

enum sl_status sl_store_decision_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_decision *ret_decision,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    struct sl_decision decision;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_DECISION_NEXT, &statement, err));
    sl_bind_i64(statement, 1, after);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    const enum sl_status status = read_decision(statement, arena, &decision, err);
    sl_statement_reset(statement);
    SL_TRY(status);
    SL_TRY(read_mentions(store->db, arena, &decision, err));
    *ret_decision = decision;
    return SL_OK;
}

enum sl_status sl_store_decision_find(
    struct sl_store *store,
    const struct sl_mention *mention,
    int64_t after,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_DECISION_BY_MENTION, &statement, err));
    sl_bind_i64(statement, 1, mention->source);
    sl_bind_text(statement, 2, mention->key);
    sl_bind_i64(statement, 3, after);
    return sl_text_first_i64(statement, ret_id, err);
}

enum sl_status sl_store_decision_last(struct sl_store *store, int64_t *ret_id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_DECISION_LAST, &statement, err));
    return sl_text_first_i64(statement, ret_id, err);
}
