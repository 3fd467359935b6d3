/* SPDX-License-Identifier: Apache-2.0 */
#include "store/put.h"

#include "store/run_impl.h"
#include "store/store_impl.h"
#include "store/text.h"

/* A run that records are put into. */
struct put {
    struct sl_store *store;
    struct sl_run run;
    struct sl_statement *insert; /* in use for the whole of a call */
    struct sl_run_counts counts;
    int64_t first_record, last_record;
};

/* What is known of the key of a record. id 0: nothing. */
struct known {
    int64_t id, version, run; /* of the latest version */
    bool is_stored;           /* the record is one of those that count */
};

/* One record in the store: does it have this key, and if so, what about it? */
static enum sl_status look_at(
    struct put *put,
    int64_t id,
    const struct sl_put_record *record,
    struct known *known,
    bool *ret_go_on,
    struct sl_error *err
)
{
    struct sl_statement *head = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(put->store->db, SL_SQL_RECORD_HEAD, &head, err));
    sl_bind_i64(head, 1, id);
    SL_TRY(sl_statement_step(head, &has_row, err));
    *ret_go_on = true;
    if (!has_row) {
        return sl_fail(err, SL_INVALID, "the index of keys does not fit the records");
    }
    if (sl_column_i64(head, 0) == put->run.file.source &&
        sl_str_equal(sl_column_str(head, 5), record->key)) {
        if (known->id == 0) {
            known->id = id;
            known->version = sl_column_i64(head, 1);
            known->run = sl_column_i64(head, 2);
        }
        if (sl_column_i64(head, 2) != known->run) {
            *ret_go_on = false;
        } else if (
            sl_column_i64(head, 3) == record->layout &&
            sl_str_equal(sl_column_str(head, 4), sl_digest_str(&record->hash))
        ) {
            known->is_stored = true;
            *ret_go_on = false;
        }
    }
    sl_statement_reset(head);
    return SL_OK;
}

/* The latest version first: later records have higher ids, and later versions with them. */
static enum sl_status find_known(
    struct put *put,
    const struct sl_put_record *record,
    uint64_t hash,
    struct known *known,
    struct sl_error *err
)
{
    int64_t id = INT64_MAX;
    bool go_on = true;

    while (go_on) {
        SL_TRY(sl_key_index_find(&put->store->keys, put->store->db, hash, id, &id, err));
        if (id == 0) {
            return SL_OK;
        }
        SL_TRY(look_at(put, id, record, known, &go_on, err));
    }
    return SL_OK;
}

static enum sl_status insert(
    struct put *put,
    const struct sl_put_record *record,
    int64_t id,
    int64_t version,
    struct sl_error *err
)
{
    struct sl_statement *statement = put->insert;

    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, put->run.file.source);
    sl_bind_i64(statement, 3, put->run.id);
    sl_bind_i64(statement, 4, version);
    sl_bind_id(statement, 5, record->layout);
    sl_bind_bytes(statement, 6, sl_digest_str(&record->hash));
    sl_bind_text(statement, 7, record->key);
    sl_bind_bytes(statement, 8, record->body);
    return sl_statement_run(statement, err);
}

static enum sl_status supersede(struct put *put, int64_t old, int64_t new, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(put->store->db, SL_SQL_SUPERSEDED_ADD, &statement, err));
    sl_bind_i64(statement, 1, old);
    sl_bind_i64(statement, 2, new);
    sl_bind_i64(statement, 3, put->run.id);
    return sl_statement_run(statement, err);
}

static enum sl_status check_record(const struct sl_put_record *record, struct sl_error *err)
{
    SL_TRY(sl_text_check(record->key, "the key", SL_PUT_KEY_LIMIT_BYTES, err));
    if (record->body.len > SL_PUT_BODY_LIMIT_BYTES) {
        return sl_fail(err, SL_LIMIT, "the record '%.*s' is too long", SL_STR_ARG(record->key));
    }
    return SL_OK;
}

static enum sl_status put_one(
    struct put *put,
    const struct sl_put_record *record,
    enum sl_put_outcome *ret_outcome,
    struct sl_error *err
)
{
    struct sl_key_index *keys = &put->store->keys;
    const uint64_t hash = sl_key_hash(put->run.file.source, record->key);
    struct known known = { 0 };

    SL_TRY(check_record(record, err));
    SL_TRY(find_known(put, record, hash, &known, err));
    if (known.is_stored) {
        put->counts.unchanged++;
        *ret_outcome = SL_PUT_UNCHANGED;
        return SL_OK;
    }
    const int64_t id = keys->last_record + 1;
    SL_TRY(insert(put, record, id, known.version + 1, err));
    SL_TRY(sl_key_index_add(keys, put->store->db, hash, id, err));
    put->first_record = put->first_record == 0 ? id : put->first_record;
    put->last_record = id;
    if (known.id == 0) {
        put->counts.accepted++;
        *ret_outcome = SL_PUT_ACCEPTED;
        return SL_OK;
    }
    put->counts.new_version++;
    *ret_outcome = SL_PUT_NEW_VERSION;
    return supersede(put, known.id, id, err);
}

/* Add what was done to the run's own counts. */
static enum sl_status count_all(struct put *put, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(put->store->db, SL_SQL_RUN_COUNT_PUT, &statement, err));
    sl_bind_i64(statement, 1, put->run.id);
    sl_bind_i64(statement, 2, (int64_t)put->counts.accepted);
    sl_bind_i64(statement, 3, (int64_t)put->counts.new_version);
    sl_bind_i64(statement, 4, (int64_t)put->counts.unchanged);
    sl_bind_id(statement, 5, put->first_record);
    sl_bind_id(statement, 6, put->last_record);
    return sl_statement_run(statement, err);
}

static enum sl_status put_all(
    struct put *put,
    const struct sl_put_record *records,
    size_t count,
    enum sl_put_outcome *outcomes,
    struct sl_error *err
)
{
    SL_TRY(sl_run_get_open(put->store, put->run.id, &put->run, err));
    SL_TRY(sl_key_index_load(&put->store->keys, put->store->db, err));
    SL_TRY(sl_db_use(put->store->db, SL_SQL_RECORD_ADD, &put->insert, err));
    for (size_t i = 0; i < count; i++) {
        enum sl_put_outcome outcome = SL_PUT_ACCEPTED;
        SL_TRY(put_one(put, &records[i], &outcome, err));
        if (outcomes != NULL) {
            outcomes[i] = outcome;
        }
    }
    return count_all(put, err);
}

enum sl_status sl_store_put(
    struct sl_store *store,
    int64_t run,
    const struct sl_put_record *records,
    size_t count,
    enum sl_put_outcome *outcomes,
    struct sl_error *err
)
{
    struct put put = { .store = store, .run.id = run };

    sl_store_assert_writing(store);
    return sl_store_note(store, put_all(&put, records, count, outcomes, err));
}

static enum sl_status put_reject(
    struct sl_store *store, int64_t run, const struct sl_stored_reject *reject, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_REJECT_ADD, &statement, err));
    sl_bind_i64(statement, 1, run);
    sl_bind_i64(statement, 2, (int64_t)reject->line);
    sl_bind_i64(statement, 3, (int64_t)reject->column);
    sl_bind_text(statement, 4, reject->field);
    sl_bind_text(statement, 5, reject->reason);
    sl_bind_bytes(statement, 6, reject->text);
    sl_bind_i64(statement, 7, reject->is_cut ? 1 : 0);
    SL_TRY(sl_statement_run(statement, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_RUN_COUNT_REJECT, &statement, err));
    sl_bind_i64(statement, 1, run);
    return sl_statement_run(statement, err);
}

enum sl_status sl_store_put_reject(
    struct sl_store *store, int64_t run, const struct sl_stored_reject *reject, struct sl_error *err
)
{
    struct sl_run open = { 0 };

    sl_store_assert_writing(store);
    SL_TRY(sl_run_get_open(store, run, &open, err));
    return sl_store_note(store, put_reject(store, run, reject, err));
}

static enum sl_status read_reject(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_stored_reject *ret_reject,
    struct sl_error *err
)
{
    struct sl_stored_reject reject = {
        .id = sl_column_i64(row, 0),
        .line = (uint64_t)sl_column_i64(row, 1),
        .column = (uint64_t)sl_column_i64(row, 2),
        .is_cut = sl_column_i64(row, 6) != 0,
    };
    SL_TRY(sl_text_column(row, 3, arena, &reject.field, err));
    SL_TRY(sl_text_column(row, 4, arena, &reject.reason, err));
    SL_TRY(sl_text_column(row, 5, arena, &reject.text, err));
    *ret_reject = reject;
    return SL_OK;
}

enum sl_status sl_store_reject_next(
    struct sl_store *store,
    int64_t run,
    int64_t after,
    struct sl_arena *arena,
    struct sl_stored_reject *ret_reject,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_REJECT_NEXT, &statement, err));
    sl_bind_i64(statement, 1, run);
    sl_bind_i64(statement, 2, after);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    const enum sl_status status = read_reject(statement, arena, ret_reject, err);
    sl_statement_reset(statement);
    return status;
}
