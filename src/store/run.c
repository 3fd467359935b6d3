/* SPDX-License-Identifier: Apache-2.0 */
#include "store/run.h"

#include "store/run_impl.h"
#include "store/store_impl.h"
#include "store/text.h"

#define FORMAT_LIMIT_BYTES ((size_t)100)
#define NAME_LIMIT_BYTES   ((size_t)4096)

/* By enum sl_run_state, as the column spells them. */
static const struct sl_str state_names[] = {
    {"open",       4},
    { "finished",  8},
    { "abandoned", 9},
};

struct sl_str sl_run_state_name(enum sl_run_state state)
{
    return state_names[state];
}

static enum sl_run_state state_of(struct sl_str name)
{
    for (unsigned i = 0; i < sizeof state_names / sizeof state_names[0]; i++) {
        if (sl_str_equal(state_names[i], name)) {
            return (enum sl_run_state)i;
        }
    }
    return SL_RUN_ABANDONED; /* the table allows no other */
}

static enum sl_status read_run(
    struct sl_statement *row, struct sl_arena *arena, struct sl_run *ret_run, struct sl_error *err
)
{
    struct sl_run run = {
        .id = sl_column_i64(row, 0),
        .file.source = sl_column_i64(row, 1),
        .file.hash = sl_digest_from(sl_column_str(row, 4)),
        .file.bytes = (uint64_t)sl_column_i64(row, 5),
        .started_at = sl_column_i64(row, 6),
        .ended_at = sl_column_i64(row, 7),
        .state = state_of(sl_column_str(row, 8)),
        .finish_order = sl_column_i64(row, 9),
        .counts.accepted = (uint64_t)sl_column_i64(row, 10),
        .counts.new_version = (uint64_t)sl_column_i64(row, 11),
        .counts.unchanged = (uint64_t)sl_column_i64(row, 12),
        .counts.rejected = (uint64_t)sl_column_i64(row, 13),
        .done_records = (uint64_t)sl_column_i64(row, 14),
        .done_bytes = (uint64_t)sl_column_i64(row, 15),
        .first_record = sl_column_i64(row, 16),
        .last_record = sl_column_i64(row, 17),
    };
    if (arena != NULL) {
        SL_TRY(sl_text_column(row, 2, arena, &run.file.format, err));
        SL_TRY(sl_text_column(row, 3, arena, &run.file.name, err));
    }
    *ret_run = run;
    return SL_OK;
}

/* The one row of a statement about an id. Errors: SL_NOT_FOUND without a message. */
static enum sl_status find_run(
    struct sl_db *db,
    enum sl_sql sql,
    int64_t id,
    struct sl_arena *arena,
    struct sl_run *ret_run,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(db, sql, &statement, err));
    sl_bind_i64(statement, 1, id);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    const enum sl_status status = read_run(statement, arena, ret_run, err);
    sl_statement_reset(statement);
    return status;
}

enum sl_status sl_store_run_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_run *ret_run,
    struct sl_error *err
)
{
    const enum sl_status status = find_run(store->db, SL_SQL_RUN_GET, id, arena, ret_run, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no run %lld", (long long)id);
    }
    return status;
}

enum sl_status sl_store_run_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_run *ret_run,
    struct sl_error *err
)
{
    return find_run(store->db, SL_SQL_RUN_NEXT, after, arena, ret_run, err);
}

enum sl_status
sl_run_get_open(struct sl_store *store, int64_t id, struct sl_run *ret_run, struct sl_error *err)
{
    struct sl_run run;

    SL_TRY(sl_store_run_get(store, id, NULL, &run, err));
    if (run.state != SL_RUN_OPEN) {
        return sl_fail(err, SL_INVALID, "run %lld has ended", (long long)id);
    }
    *ret_run = run;
    return SL_OK;
}

static enum sl_status fail_other_open(const struct sl_run *open, struct sl_error *err)
{
    const enum sl_status status =
        sl_fail(err, SL_INVALID, "another file of the same system was not taken in to its end");
    sl_fail_detail(err, "run %lld, file '%.*s'", (long long)open->id, SL_STR_ARG(open->file.name));
    sl_fail_hint(err, "Take that file in again to go on with it, or abandon the run.");
    return status;
}

static enum sl_status check_file(const struct sl_run_file *file, struct sl_error *err)
{
    SL_TRY(sl_text_check(file->format, "the format's name", FORMAT_LIMIT_BYTES, err));
    return sl_text_check(file->name, "the file's name", NAME_LIMIT_BYTES, err);
}

static enum sl_status add_run(
    struct sl_db *db,
    const struct sl_run_file *file,
    int64_t at,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, SL_SQL_RUN_ADD, &statement, err));
    sl_bind_i64(statement, 1, file->source);
    sl_bind_text(statement, 2, file->format);
    sl_bind_text(statement, 3, file->name);
    sl_bind_bytes(statement, 4, sl_digest_str(&file->hash));
    sl_bind_i64(statement, 5, (int64_t)file->bytes);
    sl_bind_i64(statement, 6, at);
    return sl_text_first_i64(statement, ret_id, err);
}

/* The open run of a source must be of this file. */
static enum sl_status compare_open(
    struct sl_store *store, int64_t id, const struct sl_run_file *file, struct sl_error *err
)
{
    struct sl_arena scratch;
    struct sl_run open = { 0 };

    sl_arena_init(&scratch, 4 * NAME_LIMIT_BYTES);
    enum sl_status status = sl_store_run_get(store, id, &scratch, &open, err);
    if (status == SL_OK && (!sl_digest_equal(&open.file.hash, &file->hash) ||
                            !sl_str_equal(open.file.format, file->format))) {
        status = fail_other_open(&open, err);
    }
    sl_arena_finish(&scratch);
    return status;
}

enum sl_status sl_store_run_begin(
    struct sl_store *store,
    const struct sl_run_file *file,
    int64_t at,
    int64_t *ret_id,
    bool *ret_resumed,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t open_id = 0;

    sl_store_assert_writing(store);
    SL_TRY(check_file(file, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_RUN_FIND_OPEN, &statement, err));
    sl_bind_i64(statement, 1, file->source);
    const enum sl_status status = sl_text_first_i64(statement, &open_id, err);
    if (status == SL_NOT_FOUND) {
        SL_TRY(sl_store_note(store, add_run(store->db, file, at, ret_id, err)));
        *ret_resumed = false;
        return SL_OK;
    }
    SL_TRY(status);
    SL_TRY(compare_open(store, open_id, file, err));
    *ret_id = open_id;
    *ret_resumed = true;
    return SL_OK;
}

enum sl_status sl_store_run_find_same(
    struct sl_store *store, const struct sl_run_file *file, int64_t *ret_id, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_RUN_FIND_SAME, &statement, err));
    sl_bind_bytes(statement, 1, sl_digest_str(&file->hash));
    sl_bind_i64(statement, 2, file->source);
    sl_bind_text(statement, 3, file->format);
    return sl_text_first_i64(statement, ret_id, err); /* max() gives a row in any case */
}

enum sl_status sl_store_run_progress(
    struct sl_store *store, int64_t run, uint64_t records, uint64_t bytes, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_RUN_PROGRESS, &statement, err)));
    sl_bind_i64(statement, 1, run);
    sl_bind_i64(statement, 2, (int64_t)records);
    sl_bind_i64(statement, 3, (int64_t)bytes);
    return sl_store_note(store, sl_statement_run(statement, err));
}

static enum sl_status finish(struct sl_store *store, int64_t run, int64_t at, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    int64_t order = 0;

    /* A reader finds keys through the table: the keys of what it can see must be there. */
    SL_TRY(sl_key_index_load(&store->keys, store->db, err));
    SL_TRY(sl_key_index_merge(&store->keys, store->db, err));
    SL_TRY(sl_store_as_of(store, &order, err));
    SL_TRY(sl_store_set_counter(store->db, SL_STR("finish_order"), order + 1, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_RUN_FINISH, &statement, err));
    sl_bind_i64(statement, 1, run);
    sl_bind_i64(statement, 2, at);
    sl_bind_i64(statement, 3, order + 1);
    return sl_statement_run(statement, err);
}

enum sl_status
sl_store_run_finish(struct sl_store *store, int64_t run, int64_t at, struct sl_error *err)
{
    struct sl_run open = { 0 };

    sl_store_assert_writing(store);
    SL_TRY(sl_run_get_open(store, run, &open, err));
    return sl_store_note(store, finish(store, run, at, err));
}

/* Delete the keys of the run's records, which are all in the table. */
static enum sl_status delete_keys(struct sl_db *db, const struct sl_run *run, struct sl_error *err)
{
    struct sl_statement *record = NULL;
    struct sl_statement *key = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(db, SL_SQL_RECORD_OF_RUN, &record, err));
    sl_bind_i64(record, 1, run->first_record);
    sl_bind_i64(record, 2, run->last_record);
    sl_bind_i64(record, 3, run->id);
    SL_TRY(sl_statement_step(record, &has_row, err));
    while (has_row) {
        const uint64_t hash = sl_key_hash(run->file.source, sl_column_str(record, 1));
        SL_TRY(sl_db_use(db, SL_SQL_RECORD_KEY_DELETE, &key, err));
        sl_bind_i64(key, 1, (int64_t)hash);
        sl_bind_i64(key, 2, sl_column_i64(record, 0));
        SL_TRY(sl_statement_run(key, err));
        SL_TRY(sl_statement_step(record, &has_row, err));
    }
    return SL_OK;
}

static enum sl_status run_about(struct sl_db *db, enum sl_sql sql, int64_t id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, sql, &statement, err));
    sl_bind_i64(statement, 1, id);
    return sl_statement_run(statement, err);
}

static enum sl_status
delete_records(struct sl_store *store, const struct sl_run *run, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_key_index_load(&store->keys, store->db, err));
    SL_TRY(sl_key_index_merge(&store->keys, store->db, err));
    SL_TRY(delete_keys(store->db, run, err));
    SL_TRY(run_about(store->db, SL_SQL_SUPERSEDED_DELETE_RUN, run->id, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_RECORD_DELETE_RUN, &statement, err));
    sl_bind_i64(statement, 1, run->first_record);
    sl_bind_i64(statement, 2, run->last_record);
    sl_bind_i64(statement, 3, run->id);
    SL_TRY(sl_statement_run(statement, err));
    /* Ids are never given twice, so the highest is kept when its record goes. */
    return sl_store_set_counter(store->db, SL_STR("last_record"), store->keys.last_record, err);
}

static enum sl_status
abandon(struct sl_store *store, const struct sl_run *run, int64_t at, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    if (run->last_record != 0) {
        SL_TRY(delete_records(store, run, err));
    }
    SL_TRY(run_about(store->db, SL_SQL_REJECT_DELETE_RUN, run->id, err));
    SL_TRY(sl_db_use(store->db, SL_SQL_RUN_ABANDON, &statement, err));
    sl_bind_i64(statement, 1, run->id);
    sl_bind_i64(statement, 2, at);
    return sl_statement_run(statement, err);
}

enum sl_status
sl_store_run_abandon(struct sl_store *store, int64_t run, int64_t at, struct sl_error *err)
{
    struct sl_run open = { 0 };

    sl_store_assert_writing(store);
    SL_TRY(sl_run_get_open(store, run, &open, err));
    return sl_store_note(store, abandon(store, &open, at, err));
}
