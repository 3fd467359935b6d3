/* SPDX-License-Identifier: Apache-2.0 */
#include "store/request.h"

#include "base/array.h"
#include "identity/identity_id.h"
#include "store/stamp_impl.h"
#include "store/text.h"

/* By enum sl_request_outcome, as the column spells them; NONE is a row that is not there. */
static const struct sl_str outcome_names[] = {
    {"",          0},
    { "given",    5},
    { "redacted", 8},
    { "withheld", 8},
};
#define OUTCOME_COUNT (sizeof outcome_names / sizeof outcome_names[0])

/* Texts of people in a request, one by one. */
static enum sl_status check_texts(const struct sl_record_request *request, struct sl_error *err)
{
    SL_TRY(sl_text_check(request->holder, "the agency", 200, err));
    SL_TRY(sl_stamp_check_words(request->reason, err));
    for (size_t i = 0; i < request->item_count; i++) {
        SL_TRY(sl_text_check(request->items[i].record, "the record's name", 1000, err));
    }
    return SL_OK;
}

static enum sl_status add_items(
    struct sl_store *store,
    int64_t id,
    const struct sl_record_request *request,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    for (size_t i = 0; i < request->item_count; i++) {
        SL_TRY(sl_db_use(store->db, SL_SQL_REQUEST_ITEM_ADD, &statement, err));
        sl_bind_i64(statement, 1, id);
        sl_bind_i64(statement, 2, (int64_t)i);
        sl_bind_text(statement, 3, request->items[i].record);
        SL_TRY(sl_statement_run(statement, err));
    }
    return SL_OK;
}

static enum sl_status
add(struct sl_store *store,
    const struct sl_record_request *request,
    int64_t at,
    int64_t *ret_id,
    struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    int64_t identity = 0;
    int64_t id = 0;

    SL_TRY(sl_identity_parse(request->identity, &identity, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_REQUEST_ADD, &statement, err));
    sl_bind_text(statement, 1, request->asked_by);
    sl_bind_text(statement, 2, request->agency);
    sl_bind_text(statement, 3, request->holder);
    sl_bind_i64(statement, 4, identity);
    sl_bind_text(statement, 5, sl_purpose_terms()[request->purpose].name);
    sl_bind_text(statement, 6, request->reason);
    sl_bind_i64(statement, 7, request->asked);
    sl_bind_i64(statement, 8, at);
    sl_bind_i64(statement, 9, request->clock_days);
    SL_TRY(sl_text_first_i64(statement, &id, err));
    SL_TRY(add_items(store, id, request, err));
    *ret_id = id;
    return SL_OK;
}

enum sl_status sl_store_request_add(
    struct sl_store *store,
    const struct sl_record_request *request,
    int64_t at,
    int64_t *ret_id,
    struct sl_error *err
)
{
    sl_store_assert_brief(store);
    SL_ASSERT((unsigned)request->purpose < SL_PURPOSE_COUNT && request->withdrawn == 0);
    SL_TRY(sl_request_check(request, err));
    SL_TRY(check_texts(request, err));
    SL_TRY(sl_stamp_check_user(store, request->asked_by, err));
    return sl_store_note(store, add(store, request, at, ret_id, err));
}

static enum sl_status read_request(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_request *ret_request,
    struct sl_error *err
)
{
    struct sl_record_request *request = &ret_request->request;
    const struct sl_identity_id id = sl_identity_print(sl_column_i64(row, 4));
    const unsigned purpose =
        sl_term_find(sl_purpose_terms(), SL_PURPOSE_COUNT, sl_column_str(row, 5));

    if (purpose == SL_PURPOSE_COUNT) {
        return sl_fail(err, SL_UNSUPPORTED, "a request is for a purpose that is not known here");
    }
    ret_request->id = sl_column_i64(row, 0);
    ret_request->asked_at = sl_column_i64(row, 8);
    *request = (struct sl_record_request){
        .identity = sl_arena_copy(arena, sl_str_from(id.text)),
        .purpose = (enum sl_purpose)purpose,
        .asked = (int32_t)sl_column_i64(row, 7),
        .clock_days = (int32_t)sl_column_i64(row, 9),
        .withdrawn = (int32_t)sl_column_i64(row, 10),
    };
    if (request->identity.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_text_column(row, 1, arena, &request->asked_by, err));
    SL_TRY(sl_text_column(row, 2, arena, &request->agency, err));
    SL_TRY(sl_text_column(row, 3, arena, &request->holder, err));
    return sl_text_column(row, 6, arena, &request->reason, err);
}

static enum sl_request_outcome outcome_of(struct sl_str name)
{
    unsigned outcome = OUTCOME_COUNT - 1;

    while (outcome > 0 && !sl_str_equal(outcome_names[outcome], name)) {
        outcome--;
    }
    return (enum sl_request_outcome)outcome;
}

static enum sl_status read_item(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_request_item *ret_item,
    struct sl_error *err
)
{
    *ret_item = (struct sl_request_item){
        .outcome = outcome_of(sl_column_str(row, 1)),
        .reason = (enum sl_withheld_reason
        )sl_term_find(sl_withheld_terms(), SL_WITHHELD_COUNT, sl_column_str(row, 2)),
        .decided = (int32_t)sl_column_i64(row, 4),
    };
    SL_TRY(sl_text_column(row, 0, arena, &ret_item->record, err));
    SL_TRY(sl_text_column(row, 3, arena, &ret_item->words, err));
    return sl_text_column(row, 5, arena, &ret_item->decided_by, err);
}

static enum sl_status read_items(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_store_request *request,
    struct sl_error *err
)
{
    struct sl_request_item *items = NULL;
    struct sl_statement *row = NULL;
    bool has_row = false;
    size_t count = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_REQUEST_ITEMS, &row, err));
    sl_bind_i64(row, 1, request->id);
    SL_TRY(sl_statement_step(row, &has_row, err));
    for (; has_row; count++) {
        SL_TRY(sl_array_room(arena, &items, count, sizeof *items, err));
        SL_TRY(read_item(row, arena, &items[count], err));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    request->request.items = items;
    request->request.item_count = count;
    return SL_OK;
}

enum sl_status sl_store_request_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_request *ret_request,
    struct sl_error *err
)
{
    struct sl_store_request request;
    struct sl_statement *row = NULL;

    enum sl_status status = sl_stamp_next(store, SL_SQL_REQUEST_GET, id, &row, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no request %lld", (long long)id);
    }
    SL_TRY(status);
    status = read_request(row, arena, &request, err);
    sl_statement_reset(row);
    SL_TRY(status);
    SL_TRY(read_items(store, arena, &request, err));
    *ret_request = request;
    return SL_OK;
}

enum sl_status sl_store_request_next(
    struct sl_store *store,
    struct sl_str agency,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_request *ret_request,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t id = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_REQUEST_NEXT, &statement, err));
    sl_bind_text(statement, 1, agency);
    sl_bind_i64(statement, 2, after);
    SL_TRY(sl_text_first_i64(statement, &id, err));
    return sl_store_request_get(store, id, arena, ret_request, err);
}

/* The place of a record among those of a request. */
static enum sl_status find_item(
    const struct sl_record_request *request,
    struct sl_str record,
    size_t *ret_item,
    struct sl_error *err
)
{
    for (size_t i = 0; i < request->item_count; i++) {
        if (sl_str_equal(request->items[i].record, record)) {
            *ret_item = i;
            return SL_OK;
        }
    }
    return sl_fail(
        err, SL_NOT_FOUND, "the request does not name the record '%.*s'", SL_STR_ARG(record)
    );
}

/* Would the request still be one, with this answer to it? */
static enum sl_status check_answer(
    struct sl_store *store,
    const struct sl_store_answer *answer,
    size_t *ret_item,
    struct sl_error *err
)
{
    struct sl_store_request request;
    struct sl_arena arena;

    sl_arena_init(&arena, (size_t)4 << 20);
    enum sl_status status = sl_store_request_get(store, answer->request, &arena, &request, err);
    if (status == SL_OK) {
        status = find_item(&request.request, answer->item.record, ret_item, err);
    }
    if (status == SL_OK && request.request.withdrawn != 0) {
        status = sl_fail(err, SL_INVALID, "the request was withdrawn");
    }
    if (status == SL_OK) {
        struct sl_record_request one = request.request;
        one.items = &answer->item;
        one.item_count = 1;
        status = sl_request_check(&one, err);
    }
    sl_arena_finish(&arena);
    return status;
}

static void
bind_answer(struct sl_statement *statement, const struct sl_store_answer *answer, size_t ordinal)
{
    const struct sl_request_item *item = &answer->item;

    sl_bind_i64(statement, 1, answer->request);
    sl_bind_i64(statement, 2, (int64_t)ordinal);
    sl_bind_text(statement, 3, outcome_names[item->outcome]);
    if (item->outcome == SL_OUTCOME_GIVEN) {
        sl_bind_null(statement, 4);
        sl_bind_null(statement, 5);
    } else {
        sl_bind_text(statement, 4, sl_withheld_terms()[item->reason].name);
        sl_bind_text(statement, 5, item->words);
    }
    sl_bind_i64(statement, 6, item->decided);
    sl_bind_text(statement, 7, item->decided_by);
    sl_bind_i64(statement, 8, answer->at);
}

enum sl_status sl_store_request_answer(
    struct sl_store *store, const struct sl_store_answer *answer, struct sl_error *err
)
{
    const struct sl_request_item *item = &answer->item;
    struct sl_statement *statement = NULL;
    int64_t ordinal = 0;
    size_t place = 0;

    sl_store_assert_brief(store);
    SL_ASSERT(item->outcome > SL_OUTCOME_NONE && (unsigned)item->outcome < OUTCOME_COUNT);
    if (item->outcome != SL_OUTCOME_GIVEN) {
        SL_TRY(sl_stamp_check_words(item->words, err));
    }
    SL_TRY(sl_stamp_check_user(store, item->decided_by, err));
    SL_TRY(check_answer(store, answer, &place, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_REQUEST_ANSWER_ADD, &statement, err)));
    bind_answer(statement, answer, place);
    return sl_stamp_run(
        store, statement, &ordinal, SL_INVALID, "the record was answered already", err
    );
}

enum sl_status sl_store_request_withdraw(
    struct sl_store *store, int64_t id, int32_t day, int64_t at, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    struct sl_statement *row = NULL;
    int64_t one = 0;

    sl_store_assert_brief(store);
    const enum sl_status status = sl_stamp_next(store, SL_SQL_REQUEST_GET, id, &row, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no request %lld", (long long)id);
    }
    SL_TRY(status);
    sl_statement_reset(row);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_REQUEST_WITHDRAW, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, day);
    sl_bind_i64(statement, 3, at);
    return sl_stamp_run(store, statement, &one, SL_INVALID, "it was withdrawn already", err);
}
