/* SPDX-License-Identifier: Apache-2.0 */
#include "store/proposal.h"

#include "store/stamp_impl.h"
#include "store/text.h"

#define TEXT_LIMIT_BYTES ((size_t)200)

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },

static const struct sl_term terms[] = { SL_PROPOSAL_TABLE(TERM) };
/* clang-format on */

const struct sl_term *sl_proposal_terms(void)
{
    return terms;
}

/* A text that may be empty. */
static enum sl_status
check_text(struct sl_str text, const char *what, size_t limit_bytes, struct sl_error *err)
{
    return text.len == 0 ? SL_OK : sl_text_check(text, what, limit_bytes, err);
}

enum sl_status sl_store_proposal_add(
    struct sl_store *store,
    const struct sl_store_proposal *proposal,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_ASSERT((unsigned)proposal->act < SL_PROPOSAL_COUNT);
    SL_TRY(check_text(proposal->subject, "the user", TEXT_LIMIT_BYTES, err));
    SL_TRY(check_text(proposal->value, "what is proposed", SL_PROPOSAL_VALUE_BYTES, err));
    SL_TRY(check_text(proposal->agency, "the agency", TEXT_LIMIT_BYTES, err));
    SL_TRY(sl_stamp_check_user(store, proposal->made.by, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_PROPOSAL_ADD, &statement, err)));
    sl_bind_text(statement, 1, terms[proposal->act].name);
    sl_bind_text(statement, 2, proposal->subject);
    sl_bind_text(statement, 3, proposal->value);
    sl_bind_text(statement, 4, proposal->agency);
    sl_stamp_bind(statement, 5, &proposal->made);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

static enum sl_status read_proposal(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_proposal *ret_proposal,
    struct sl_error *err
)
{
    const unsigned act = sl_term_find(terms, SL_PROPOSAL_COUNT, sl_column_str(row, 1));

    if (act == SL_PROPOSAL_COUNT) {
        return sl_fail(err, SL_UNSUPPORTED, "a proposal is of something that is not known here");
    }
    ret_proposal->id = sl_column_i64(row, 0);
    ret_proposal->act = (enum sl_proposal_act)act;
    SL_TRY(sl_text_column(row, 2, arena, &ret_proposal->subject, err));
    SL_TRY(sl_text_column(row, 3, arena, &ret_proposal->value, err));
    SL_TRY(sl_text_column(row, 4, arena, &ret_proposal->agency, err));
    return sl_stamp_column(row, 5, arena, &ret_proposal->made, err);
}

enum sl_status sl_store_proposal_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_proposal *ret_proposal,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_stamp_next(store, SL_SQL_PROPOSAL_NEXT, after, &row, err));
    const enum sl_status status = read_proposal(row, arena, ret_proposal, err);
    sl_statement_reset(row);
    return status;
}

enum sl_status sl_store_proposal_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_proposal *ret_proposal,
    struct sl_error *err
)
{
    struct sl_store_proposal proposal = { .id = 0 };
    const enum sl_status status = sl_store_proposal_next(store, id - 1, arena, &proposal, err);

    if (status == SL_NOT_FOUND || (status == SL_OK && proposal.id != id)) {
        return sl_fail(err, SL_NOT_FOUND, "there is no open proposal %lld", (long long)id);
    }
    SL_TRY(status);
    *ret_proposal = proposal;
    return SL_OK;
}

enum sl_status sl_store_proposal_end(
    struct sl_store *store,
    const struct sl_store_proposal *proposal,
    bool is_confirmed,
    const struct sl_stamp *stamp,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t ended = 0;

    sl_store_assert_brief(store);
    if (is_confirmed && sl_str_equal(proposal->made.by, stamp->by)) {
        sl_fail(err, SL_DENIED, "nobody confirms what they proposed themselves");
        sl_fail_hint(err, "Somebody else must do it.");
        return SL_DENIED;
    }
    SL_TRY(sl_stamp_check_user(store, stamp->by, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_PROPOSAL_END, &statement, err)));
    sl_bind_i64(statement, 1, proposal->id);
    sl_stamp_bind(statement, 2, stamp);
    sl_bind_i64(statement, 4, is_confirmed ? 1 : 0);
    return sl_stamp_run(store, statement, &ended, SL_NOT_FOUND, "the proposal has ended", err);
}
