/* SPDX-License-Identifier: Apache-2.0 */
#include "store/question.h"

#include "base/array.h"
#include "record/entity_key.h"
#include "store/stamp_impl.h"
#include "store/text.h"

#define LINE_LIMIT_BYTES ((size_t)1000)

/* A text that may be empty. */
static enum sl_status check_line(struct sl_str text, const char *what, struct sl_error *err)
{
    return text.len == 0 ? SL_OK : sl_text_check(text, what, LINE_LIMIT_BYTES, err);
}

static void bind_optional(struct sl_statement *statement, int index, struct sl_str text)
{
    if (text.len == 0) {
        sl_bind_null(statement, index);
    } else {
        sl_bind_text(statement, index, text);
    }
}

static enum sl_status
check_question(struct sl_store *store, const struct sl_store_question *one, struct sl_error *err)
{
    SL_ASSERT((unsigned)one->subject < SL_RAISED_SUBJECT_COUNT);
    SL_TRY(sl_text_check(one->indicator, "the indicator", LINE_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(one->wording, "the wording", LINE_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(one->asks, "the question", LINE_LIMIT_BYTES, err));
    SL_TRY(sl_text_check(one->question.owner, "the agency", LINE_LIMIT_BYTES, err));
    SL_TRY(check_line(one->about, "what it is about", err));
    return one->source == 0 ? SL_OK : sl_stamp_check_key(store, one->source, one->key, err);
}

enum sl_status sl_store_question_add(
    struct sl_store *store,
    const struct sl_store_question *question,
    int64_t *ret_id,
    struct sl_error *err
)
{
    const struct sl_question *asked = &question->question;
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(check_question(store, question, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_QUESTION_ADD, &statement, err)));
    sl_bind_text(statement, 1, sl_raised_subject_terms()[question->subject].name);
    if (question->source == 0) {
        sl_bind_null(statement, 2);
        sl_bind_null(statement, 3);
    } else {
        sl_bind_i64(statement, 2, question->source);
        sl_bind_text(statement, 3, question->key);
    }
    sl_bind_text(statement, 4, question->about);
    sl_bind_text(statement, 5, question->indicator);
    sl_bind_text(statement, 6, question->wording);
    sl_bind_text(statement, 7, question->asks);
    sl_bind_text(statement, 8, sl_indicator_set_terms()[asked->set].name);
    sl_bind_text(statement, 9, sl_indicator_meaning_terms()[asked->meaning].name);
    sl_bind_text(statement, 10, asked->owner);
    sl_bind_i64(statement, 11, asked->clock_days);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

static enum sl_status
check_deed(struct sl_store *store, const struct sl_question_deed *deed, struct sl_error *err)
{
    SL_ASSERT((unsigned)deed->act < SL_QUESTION_ACT_COUNT);
    if (deed->words.len > 0) {
        SL_TRY(sl_stamp_check_words(deed->words, err));
    }
    if (deed->by.len > 0) {
        SL_TRY(sl_stamp_check_user(store, deed->by, err));
    }
    SL_TRY(check_line(deed->agency, "the agency", err));
    return deed->user.len == 0 ? SL_OK : sl_stamp_check_user(store, deed->user, err);
}

enum sl_status sl_store_question_deed_add(
    struct sl_store *store,
    int64_t question,
    const struct sl_question_deed *deed,
    int64_t at,
    int64_t *ret_deed,
    struct sl_error *err
)
{
    const bool is_answer = deed->act == SL_ACT_ANSWERED;
    const struct sl_stamp done = { deed->by, at };
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(check_deed(store, deed, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_QUESTION_DEED_ADD, &statement, err)));
    sl_bind_i64(statement, 1, question);
    sl_bind_text(statement, 2, sl_question_act_terms()[deed->act].name);
    sl_stamp_bind(statement, 3, &done);
    sl_bind_i64(statement, 5, deed->day);
    sl_bind_text(statement, 6, deed->agency);
    bind_optional(statement, 7, deed->user);
    bind_optional(
        statement, 8, is_answer ? sl_question_reply_terms()[deed->reply].name : SL_STR("")
    );
    if (is_answer && deed->until != 0) {
        sl_bind_i64(statement, 9, deed->until);
    } else {
        sl_bind_null(statement, 9);
    }
    sl_bind_text(statement, 10, deed->words);
    return sl_store_note(store, sl_text_first_i64(statement, ret_deed, err));
}

enum sl_status sl_store_question_proof_add(
    struct sl_store *store,
    int64_t question,
    const struct sl_store_question_proof *proof,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t mark = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_QUESTION_PROOF_ADD, &statement, err)));
    sl_bind_i64(statement, 1, question);
    sl_bind_i64(statement, 2, proof->proof.mark);
    sl_bind_i64(statement, 3, proof->proof.record);
    sl_bind_i64(statement, 4, proof->deed);
    const enum sl_status status = sl_text_first_i64(statement, &mark, err);
    return status == SL_NOT_FOUND ? SL_OK : sl_store_note(store, status);
}

/* A word of a table, by its column. */
static enum sl_status read_term(
    struct sl_statement *row,
    int index,
    const struct sl_term *terms,
    unsigned count,
    unsigned *ret_term,
    struct sl_error *err
)
{
    *ret_term = sl_term_find(terms, count, sl_column_str(row, index));
    return *ret_term < count
               ? SL_OK
               : sl_fail(err, SL_UNSUPPORTED, "a question has a word that is not known here");
}

static enum sl_status read_texts(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_question *question,
    struct sl_error *err
)
{
    SL_TRY(sl_text_column(row, 3, arena, &question->key, err));
    SL_TRY(sl_text_column(row, 4, arena, &question->about, err));
    SL_TRY(sl_text_column(row, 5, arena, &question->indicator, err));
    SL_TRY(sl_text_column(row, 6, arena, &question->wording, err));
    SL_TRY(sl_text_column(row, 7, arena, &question->asks, err));
    return sl_text_column(row, 10, arena, &question->question.owner, err);
}

static enum sl_status read_question(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_question *ret_question,
    struct sl_error *err
)
{
    unsigned subject = 0, set = 0, meaning = 0;

    SL_TRY(read_term(row, 1, sl_raised_subject_terms(), SL_RAISED_SUBJECT_COUNT, &subject, err));
    SL_TRY(read_term(row, 8, sl_indicator_set_terms(), SL_INDICATOR_SET_COUNT, &set, err));
    SL_TRY(
        read_term(row, 9, sl_indicator_meaning_terms(), SL_INDICATOR_MEANING_COUNT, &meaning, err)
    );
    *ret_question = (struct sl_store_question){
        .id = sl_column_i64(row, 0),
        .subject = (enum sl_raised_subject)subject,
        .source = sl_column_i64(row, 2),
        .question = {
            .set = (enum sl_indicator_set)set,
            .meaning = (enum sl_indicator_meaning)meaning,
            .clock_days = (int32_t)sl_column_i64(row, 11),
        },
    };
    return read_texts(row, arena, ret_question, err);
}

static enum sl_status read_deed(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_question_deed *ret_deed,
    struct sl_error *err
)
{
    unsigned act = 0, reply = 0;

    SL_TRY(read_term(row, 1, sl_question_act_terms(), SL_QUESTION_ACT_COUNT, &act, err));
    if (!sl_column_is_null(row, 7)) {
        SL_TRY(read_term(row, 7, sl_question_reply_terms(), SL_QUESTION_REPLY_COUNT, &reply, err));
    }
    *ret_deed = (struct sl_question_deed){
        .act = (enum sl_question_act)act,
        .day = (int32_t)sl_column_i64(row, 4),
        .reply = (enum sl_question_reply)reply,
        .until = (int32_t)sl_column_i64(row, 8),
    };
    SL_TRY(sl_text_column(row, 2, arena, &ret_deed->by, err));
    SL_TRY(sl_text_column(row, 5, arena, &ret_deed->agency, err));
    SL_TRY(sl_text_column(row, 6, arena, &ret_deed->user, err));
    return sl_text_column(row, 9, arena, &ret_deed->words, err);
}

static enum sl_status read_deeds(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_store_question *question,
    struct sl_error *err
)
{
    struct sl_question_deed *deeds = NULL;
    struct sl_store_question_when *when = NULL;
    struct sl_statement *row = NULL;
    bool has_row = false;
    size_t count = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_QUESTION_DEEDS, &row, err));
    sl_bind_i64(row, 1, question->id);
    SL_TRY(sl_statement_step(row, &has_row, err));
    for (; has_row; count++) {
        SL_TRY(sl_array_room(arena, &deeds, count, sizeof *deeds, err));
        SL_TRY(sl_array_room(arena, &when, count, sizeof *when, err));
        SL_TRY(read_deed(row, arena, &deeds[count], err));
        when[count] =
            (struct sl_store_question_when){ sl_column_i64(row, 0), sl_column_i64(row, 3) };
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    question->question.deeds = deeds;
    question->question.deed_count = count;
    question->when = when;
    return SL_OK;
}

static enum sl_status read_proofs(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_store_question *question,
    struct sl_error *err
)
{
    struct sl_store_question_proof *proofs = NULL;
    struct sl_statement *row = NULL;
    bool has_row = false;
    size_t count = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_QUESTION_PROOFS, &row, err));
    sl_bind_i64(row, 1, question->id);
    SL_TRY(sl_statement_step(row, &has_row, err));
    for (; has_row; count++) {
        SL_TRY(sl_array_room(arena, &proofs, count, sizeof *proofs, err));
        proofs[count] = (struct sl_store_question_proof){
            .proof = {.mark = sl_column_i64(row, 0), .record = sl_column_i64(row, 1)},
            .deed = sl_column_i64(row, 2),
        };
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    question->proofs = proofs;
    question->proof_count = count;
    return SL_OK;
}

enum sl_status sl_store_question_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_question *ret_question,
    struct sl_error *err
)
{
    struct sl_store_question question;
    struct sl_statement *row = NULL;

    SL_TRY(sl_stamp_next(store, SL_SQL_QUESTION_NEXT, after, &row, err));
    const enum sl_status status = read_question(row, arena, &question, err);
    sl_statement_reset(row);
    SL_TRY(status);
    SL_TRY(read_deeds(store, arena, &question, err));
    SL_TRY(read_proofs(store, arena, &question, err));
    *ret_question = question;
    return SL_OK;
}

enum sl_status sl_store_question_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_question *ret_question,
    struct sl_error *err
)
{
    struct sl_store_question question = { .id = 0 };
    const enum sl_status status = sl_store_question_next(store, id - 1, arena, &question, err);

    if (status == SL_NOT_FOUND || (status == SL_OK && question.id != id)) {
        return sl_fail(err, SL_NOT_FOUND, "there is no question %lld", (long long)id);
    }
    SL_TRY(status);
    *ret_question = question;
    return SL_OK;
}

enum sl_status sl_store_question_of_mention(
    struct sl_store *store,
    int64_t source,
    struct sl_str key,
    int64_t after,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_QUESTION_OF_MENTION, &statement, err));
    sl_bind_i64(statement, 1, source);
    sl_bind_text(statement, 2, key);
    sl_bind_i64(statement, 3, after);
    return sl_text_first_i64(statement, ret_id, err);
}

enum sl_status sl_store_question_about(
    struct sl_store *store,
    struct sl_str about,
    int64_t after,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_QUESTION_ABOUT, &statement, err));
    sl_bind_text(statement, 1, about);
    sl_bind_i64(statement, 2, after);
    return sl_text_first_i64(statement, ret_id, err);
}

enum sl_status sl_store_question_of_mark(
    struct sl_store *store, int64_t mark, int64_t after, int64_t *ret_id, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_QUESTION_OF_MARK, &statement, err));
    sl_bind_i64(statement, 1, mark);
    sl_bind_i64(statement, 2, after);
    return sl_text_first_i64(statement, ret_id, err);
}

enum sl_status sl_store_question_agency(
    struct sl_store *store,
    const struct sl_mention *mention,
    int32_t day,
    struct sl_arena *arena,
    struct sl_str *ret_agency,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_QUESTION_AGENCY_OF_TIE, &row, err));
    sl_bind_i64(row, 1, sl_entity_hash(mention->source, mention->key));
    sl_bind_i64(row, 2, mention->source);
    sl_bind_text(row, 3, mention->key);
    sl_bind_i64(row, 4, day);
    SL_TRY(sl_statement_step(row, &has_row, err));
    const enum sl_status status =
        has_row ? sl_text_column(row, 0, arena, ret_agency, err) : SL_NOT_FOUND;
    sl_statement_reset(row);
    return status;
}
