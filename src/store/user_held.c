/* SPDX-License-Identifier: Apache-2.0 */
/* The roles and the relationships of a user: given, ended, listed, and loaded for the engine. */
#include "store/user.h"

#include "base/array.h"
#include "identity/identity_id.h"
#include "record/entity_key.h"
#include "store/stamp_impl.h"
#include "store/text.h"

static enum sl_status check_span(struct sl_span held, struct sl_error *err)
{
    return held.from <= held.until ? SL_OK
                                   : sl_fail(err, SL_INVALID, "it would end before it begins");
}

static enum sl_status check_not_own(
    const struct sl_stamp *given, struct sl_str user, const char *what, struct sl_error *err
)
{
    if (!sl_str_equal(given->by, user)) {
        return SL_OK;
    }
    sl_fail(err, SL_DENIED, "nobody gives themselves a %s", what);
    sl_fail_hint(err, "Ask somebody else who may give it.");
    return SL_DENIED;
}

enum sl_status sl_store_role_add(
    struct sl_store *store, const struct sl_store_role *role, int64_t *ret_id, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_ASSERT((unsigned)role->role < SL_USER_ROLE_COUNT);
    SL_TRY(check_span(role->held, err));
    SL_TRY(check_not_own(&role->given, role->user, "role", err));
    SL_TRY(sl_stamp_check_user(store, role->user, err));
    SL_TRY(sl_stamp_check_giver(store, &role->given, SL_SQL_ROLE_ANY, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ROLE_ADD, &statement, err)));
    sl_bind_text(statement, 1, role->user);
    sl_bind_text(statement, 2, sl_user_role_terms()[role->role].name);
    sl_bind_i64(statement, 3, role->held.from);
    sl_bind_i64(statement, 4, role->held.until);
    sl_stamp_bind(statement, 5, &role->given);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

enum sl_status sl_store_role_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    bool had_one = false;

    SL_TRY(sl_stamp_find_administrator(store, stamp, &had_one, err));
    SL_TRY(sl_stamp_end(store, SL_SQL_ROLE_END, id, stamp, "role", err));
    return sl_stamp_check_administrator(store, stamp, had_one, err);
}

enum sl_status sl_store_role_count(
    struct sl_store *store,
    const struct sl_store_role_asked *asked,
    uint64_t *ret_count,
    struct sl_error *err
)
{
    const int64_t since_us = asked->now_us - asked->back_us;
    struct sl_statement *statement = NULL;
    int64_t count = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_ROLE_COUNT, &statement, err));
    sl_bind_text(statement, 1, sl_user_role_terms()[asked->role].name);
    sl_bind_text(statement, 2, asked->agency);
    sl_bind_i64(statement, 3, asked->now_us / SL_STAMP_DAY_US);
    sl_bind_i64(statement, 4, since_us / SL_STAMP_DAY_US);
    sl_bind_i64(statement, 5, since_us);
    sl_bind_text(statement, 6, asked->except[0]);
    sl_bind_text(statement, 7, asked->except[1]);
    SL_TRY(sl_text_first_i64(statement, &count, err));
    *ret_count = (uint64_t)count;
    return SL_OK;
}

enum sl_status sl_store_tie_add(
    struct sl_store *store, const struct sl_store_tie *tie, int64_t *ret_id, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_ASSERT((unsigned)tie->kind < SL_USER_TIE_COUNT);
    SL_TRY(check_span(tie->held, err));
    SL_TRY(check_not_own(&tie->given, tie->user, "relationship to a child", err));
    SL_TRY(sl_stamp_check_user(store, tie->user, err));
    SL_TRY(sl_stamp_check_user(store, tie->given.by, err));
    SL_TRY(sl_stamp_check_key(store, tie->source, tie->key, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_TIE_ADD, &statement, err)));
    sl_bind_text(statement, 1, tie->user);
    sl_bind_text(statement, 2, sl_tie_terms()[tie->kind].name);
    sl_bind_i64(statement, 3, tie->source);
    sl_bind_text(statement, 4, tie->key);
    sl_bind_i64(statement, 5, sl_entity_hash(tie->source, tie->key));
    sl_bind_i64(statement, 6, tie->held.from);
    sl_bind_i64(statement, 7, tie->held.until);
    sl_stamp_bind(statement, 8, &tie->given);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

enum sl_status sl_store_tie_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    return sl_stamp_end(store, SL_SQL_TIE_END, id, stamp, "relationship", err);
}

/* What a row of role_next and of tie_next begins with. */
struct held_row {
    int64_t id;
    struct sl_str name;
    struct sl_span held;
    struct sl_stamp given, ended;
};

/* The next row of a user; the statement stands on it. SL_NOT_FOUND without a message. */
static enum sl_status step_next(
    struct sl_store *store,
    enum sl_sql sql,
    struct sl_str user,
    int64_t after,
    struct sl_statement **ret_row,
    struct sl_error *err
)
{
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, sql, ret_row, err));
    sl_bind_text(*ret_row, 1, user);
    sl_bind_i64(*ret_row, 2, after);
    SL_TRY(sl_statement_step(*ret_row, &has_row, err));
    return has_row ? SL_OK : SL_NOT_FOUND;
}

static enum sl_status read_held(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct held_row *ret_held,
    struct sl_error *err
)
{
    ret_held->id = sl_column_i64(row, 0);
    ret_held->held =
        (struct sl_span){ (int32_t)sl_column_i64(row, 2), (int32_t)sl_column_i64(row, 3) };
    SL_TRY(sl_text_column(row, 1, arena, &ret_held->name, err));
    SL_TRY(sl_stamp_column(row, 4, arena, &ret_held->given, err));
    return sl_stamp_column(row, 6, arena, &ret_held->ended, err);
}

/* A name of a later version of the program is one that this one cannot judge by. */
static enum sl_status find_term(
    const struct sl_term *terms,
    unsigned count,
    struct sl_str name,
    unsigned *ret_term,
    struct sl_error *err
)
{
    *ret_term = sl_term_find(terms, count, name);
    return *ret_term < count ? SL_OK
                             : sl_fail(
                                   err,
                                   SL_UNSUPPORTED,
                                   "the store has '%.*s', which this program does not know",
                                   SL_STR_ARG(name)
                               );
}

enum sl_status sl_store_role_next(
    struct sl_store *store,
    struct sl_str user,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_role *ret_role,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    struct held_row held;
    unsigned role = 0;

    SL_TRY(step_next(store, SL_SQL_ROLE_NEXT, user, after, &row, err));
    const enum sl_status status = read_held(row, arena, &held, err);
    sl_statement_reset(row);
    SL_TRY(status);
    SL_TRY(find_term(sl_user_role_terms(), SL_USER_ROLE_COUNT, held.name, &role, err));
    *ret_role = (struct sl_store_role){
        .id = held.id,
        .user = user,
        .role = (enum sl_user_role)role,
        .held = held.held,
        .given = held.given,
        .ended = held.ended,
    };
    return SL_OK;
}

enum sl_status sl_store_tie_next(
    struct sl_store *store,
    struct sl_str user,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_tie *ret_tie,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    struct held_row held;
    struct sl_str key;
    unsigned kind = 0;

    SL_TRY(step_next(store, SL_SQL_TIE_NEXT, user, after, &row, err));
    const int64_t source = sl_column_i64(row, 8);
    enum sl_status status = read_held(row, arena, &held, err);
    if (status == SL_OK) {
        status = sl_text_column(row, 9, arena, &key, err);
    }
    sl_statement_reset(row);
    SL_TRY(status);
    SL_TRY(find_term(sl_tie_terms(), SL_USER_TIE_COUNT, held.name, &kind, err));
    *ret_tie = (struct sl_store_tie){
        .id = held.id,
        .user = user,
        .kind = (enum sl_user_tie_kind)kind,
        .source = source,
        .key = key,
        .held = held.held,
        .given = held.given,
        .ended = held.ended,
    };
    return SL_OK;
}

static enum sl_status load_roles(
    struct sl_statement *row, struct sl_arena *arena, struct sl_user *user, struct sl_error *err
)
{
    struct sl_user_held *roles = NULL;
    bool has_row = false;
    size_t count = 0;

    SL_TRY(sl_statement_step(row, &has_row, err));
    for (; has_row; count++) {
        unsigned role = 0;
        SL_TRY(sl_array_room(arena, &roles, count, sizeof *roles, err));
        SL_TRY(
            find_term(sl_user_role_terms(), SL_USER_ROLE_COUNT, sl_column_str(row, 0), &role, err)
        );
        roles[count] = (struct sl_user_held){
            .role = (enum sl_user_role)role,
            .held = {(int32_t)sl_column_i64(row, 1), (int32_t)sl_column_i64(row, 2)},
        };
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    user->roles = roles;
    user->role_count = count;
    return SL_OK;
}

static enum sl_status load_ties(
    struct sl_statement *row, struct sl_arena *arena, struct sl_user *user, struct sl_error *err
)
{
    struct sl_user_tie *ties = NULL;
    bool has_row = false;
    size_t count = 0;

    SL_TRY(sl_statement_step(row, &has_row, err));
    for (; has_row; count++) {
        const struct sl_identity_id id = sl_identity_print(sl_column_i64(row, 3));
        unsigned kind = 0;
        SL_TRY(sl_array_room(arena, &ties, count, sizeof *ties, err));
        SL_TRY(find_term(sl_tie_terms(), SL_USER_TIE_COUNT, sl_column_str(row, 0), &kind, err));
        ties[count] = (struct sl_user_tie){
            .identity = sl_arena_copy(arena, sl_str_from(id.text)),
            .kind = (enum sl_user_tie_kind)kind,
            .held = {(int32_t)sl_column_i64(row, 1), (int32_t)sl_column_i64(row, 2)},
        };
        if (ties[count].identity.ptr == NULL) {
            return sl_fail_memory(err);
        }
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    user->ties = ties;
    user->tie_count = count;
    return SL_OK;
}

/* Read all rows of a statement of a user and a day. */
static enum sl_status load_rows(
    struct sl_store *store,
    enum sl_sql sql,
    int32_t day,
    struct sl_arena *arena,
    struct sl_user *user,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, sql, &row, err));
    sl_bind_text(row, 1, user->id);
    sl_bind_i64(row, 2, day);
    const enum sl_status status = sql == SL_SQL_ROLE_LOAD ? load_roles(row, arena, user, err)
                                                          : load_ties(row, arena, user, err);
    sl_statement_reset(row);
    return status;
}

enum sl_status sl_store_user_load(
    struct sl_store *store,
    struct sl_str id,
    int32_t day,
    struct sl_arena *arena,
    struct sl_user *ret_user,
    struct sl_error *err
)
{
    struct sl_store_user account;

    SL_TRY(sl_store_user_find(store, id, arena, &account, err));
    if (account.ended.at != 0) {
        return sl_fail(err, SL_DENIED, "the account of '%.*s' has ended", SL_STR_ARG(id));
    }
    struct sl_user user = { .id = account.id, .agency = account.agency };
    SL_TRY(load_rows(store, SL_SQL_ROLE_LOAD, day, arena, &user, err));
    SL_TRY(load_rows(store, SL_SQL_TIE_LOAD, day, arena, &user, err));
    *ret_user = user;
    return SL_OK;
}
