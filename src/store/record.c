/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include "store/scan.h"
#include "store/store_impl.h"
#include "store/text.h"

struct sl_record_cursor {
    struct sl_scan scan;
};

/* The row of any statement that gives records. Texts are borrowed from it. */
static void read_row(struct sl_statement *row, struct sl_stored_record *record)
{
    *record = (struct sl_stored_record){
        .id = sl_column_i64(row, 0),
        .source = sl_column_i64(row, 1),
        .run = sl_column_i64(row, 2),
        .version = sl_column_i64(row, 3),
        .layout = sl_column_i64(row, 4),
        .hash = sl_digest_from(sl_column_str(row, 5)),
        .key = sl_column_str(row, 6),
        .body = sl_column_str(row, 7),
    };
}

/* The one row of a bound statement, copied. Errors: SL_NOT_FOUND without a message. */
static enum sl_status take_row(
    struct sl_statement *statement,
    struct sl_arena *arena,
    struct sl_stored_record *ret_record,
    struct sl_error *err
)
{
    struct sl_stored_record record;
    bool has_row = false;

    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    read_row(statement, &record);
    record.key = sl_arena_copy(arena, record.key);
    record.body = sl_arena_copy(arena, record.body);
    sl_statement_reset(statement);
    if (record.key.ptr == NULL || record.body.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_record = record;
    return SL_OK;
}

enum sl_status sl_store_record_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_stored_record *ret_record,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_RECORD_GET, &statement, err));
    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, SL_AS_OF_NOW);
    const enum sl_status status = take_row(statement, arena, ret_record, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no record %lld", (long long)id);
    }
    return status;
}

enum sl_status sl_store_record_get_all(
    struct sl_store *store,
    const int64_t *ids,
    size_t count,
    struct sl_arena *arena,
    struct sl_stored_record *records,
    struct sl_error *err
)
{
    for (size_t i = 0; i < count; i++) {
        SL_TRY(sl_store_record_get(store, ids[i], arena, &records[i], err));
    }
    return SL_OK;
}

static void bind_key(struct sl_statement *statement, const struct sl_record_key *key)
{
    sl_bind_i64(statement, 1, (int64_t)sl_key_hash(key->source, key->key));
    sl_bind_i64(statement, 2, key->source);
    sl_bind_text(statement, 3, key->key);
    sl_bind_i64(statement, 4, key->as_of);
}

enum sl_status sl_store_record_find(
    struct sl_store *store,
    const struct sl_record_key *key,
    struct sl_arena *arena,
    struct sl_stored_record *ret_record,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_RECORD_LATEST, &statement, err));
    bind_key(statement, key);
    return take_row(statement, arena, ret_record, err);
}

enum sl_status sl_store_versions_open(
    struct sl_store *store,
    const struct sl_record_key *key,
    struct sl_record_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open(store->db, SL_SQL_RECORD_VERSIONS, &scan, err));
    bind_key(scan->statement, key);
    *ret_cursor = (struct sl_record_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_store_records_open(
    struct sl_store *store,
    const struct sl_record_range *range,
    struct sl_record_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open_range(
        store->db, SL_SQL_RECORD_SCAN, range->first_id, range->last_id, &scan, err
    ));
    sl_bind_i64(scan->statement, 3, range->source);
    sl_bind_i64(scan->statement, 4, range->as_of);
    *ret_cursor = (struct sl_record_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_store_record_last(struct sl_store *store, int64_t *ret_id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_RECORD_LAST, &statement, err));
    return sl_text_first_i64(statement, ret_id, err);
}

enum sl_status sl_record_cursor_next(
    struct sl_record_cursor *cursor,
    struct sl_stored_record *ret_record,
    bool *ret_has_record,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_next(&cursor->scan, ret_has_record, err));
    if (*ret_has_record) {
        read_row(cursor->scan.statement, ret_record);
    }
    return SL_OK;
}

void sl_record_cursor_close(struct sl_record_cursor *cursor)
{
    sl_scan_close((struct sl_scan *)cursor);
}

void sl_record_cursor_close_ptr(struct sl_record_cursor **cursor)
{
    sl_record_cursor_close(*cursor);
    *cursor = NULL;
}
