/* SPDX-License-Identifier: Apache-2.0 */
#include "store/version.h"

#include "store/scan.h"
#include "store/store_impl.h"
#include "store/text.h"

struct sl_version_cursor {
    struct sl_scan scan;
};

static void read_row(struct sl_statement *row, struct sl_stored_version *version)
{
    *version = (struct sl_stored_version){
        .id = sl_column_i64(row, 0),
        .source = sl_column_i64(row, 1),
        .run = sl_column_i64(row, 2),
        .version = sl_column_i64(row, 3),
        .layout = sl_column_i64(row, 4),
        .key = sl_column_str(row, 5),
        .body = sl_column_str(row, 6),
        .next_run = sl_column_i64(row, 7),
        .format = sl_column_str(row, 8),
        .order = sl_column_i64(row, 9),
        .next_order = sl_column_i64(row, 10),
    };
}

enum sl_status sl_store_all_versions_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_version_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open_range(store->db, SL_SQL_VERSION_SCAN, first, last, &scan, err));
    *ret_cursor = (struct sl_version_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_version_cursor_next(
    struct sl_version_cursor *cursor,
    struct sl_stored_version *ret_version,
    bool *ret_has_one,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_next(&cursor->scan, ret_has_one, err));
    if (*ret_has_one) {
        read_row(cursor->scan.statement, ret_version);
    }
    return SL_OK;
}

void sl_version_cursor_close(struct sl_version_cursor *cursor)
{
    sl_scan_close((struct sl_scan *)cursor);
}

void sl_version_cursor_close_ptr(struct sl_version_cursor **cursor)
{
    sl_version_cursor_close(*cursor);
    *cursor = NULL;
}

/* The one row of a bound statement, with its texts in the arena. */
static enum sl_status take_row(
    struct sl_statement *statement,
    struct sl_arena *arena,
    struct sl_stored_version *ret_version,
    struct sl_error *err
)
{
    struct sl_stored_version version;
    bool has_row = false;

    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    read_row(statement, &version);
    version.key = sl_arena_copy(arena, version.key);
    version.body = sl_arena_copy(arena, version.body);
    version.format = sl_arena_copy(arena, version.format);
    sl_statement_reset(statement);
    if (version.key.ptr == NULL || version.body.ptr == NULL || version.format.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_version = version;
    return SL_OK;
}

enum sl_status sl_store_version_get(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_stored_version *version,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_VERSION_GET, &statement, err));
    sl_bind_i64(statement, 1, (int64_t)sl_key_hash(version->source, version->key));
    sl_bind_i64(statement, 2, version->source);
    sl_bind_text(statement, 3, version->key);
    sl_bind_i64(statement, 4, version->version);
    return take_row(statement, arena, version, err);
}

enum sl_status sl_store_version_of_id(
    struct sl_store *store,
    struct sl_arena *arena,
    int64_t id,
    struct sl_stored_version *ret_version,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_VERSION_OF_ID, &statement, err));
    sl_bind_i64(statement, 1, id);
    return take_row(statement, arena, ret_version, err);
}

enum sl_status sl_store_run_after(
    struct sl_store *store, int64_t after, struct sl_finished_run *ret_run, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_RUN_FINISHED_AFTER, &statement, err));
    sl_bind_i64(statement, 1, after);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    *ret_run = (struct sl_finished_run){
        .id = sl_column_i64(statement, 0),
        .order = sl_column_i64(statement, 1),
        .first_record = sl_column_i64(statement, 2),
        .last_record = sl_column_i64(statement, 3),
    };
    sl_statement_reset(statement);
    return SL_OK;
}
