/* SPDX-License-Identifier: Apache-2.0 */
#include "store/mention.h"

#include "record/entity_key.h"
#include "store/scan.h"
#include "store/store_impl.h"
#include "store/text.h"

struct sl_mention_cursor {
    struct sl_scan scan;
};

/* The row of any statement that gives mentions; the key is borrowed from it. */
static void read_mention(struct sl_statement *row, struct sl_stored_mention *mention)
{
    *mention = (struct sl_stored_mention){
        .id = sl_column_i64(row, 0),
        .source = sl_column_i64(row, 1),
        .key = sl_column_str(row, 2),
        .flags = (unsigned)sl_column_i64(row, 3),
        .changed = sl_column_i64(row, 4),
    };
}

static void read_values(struct sl_statement *statement, struct sl_mention_row *row)
{
    const int64_t id = sl_column_i64(statement, 0);

    row->mention = id / SL_MENTION_ROW_STEP;
    row->ordinal = (unsigned)(id % SL_MENTION_ROW_STEP);
    for (int i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        row->values[i] = sl_column_str(statement, i + 1);
    }
}

enum sl_status sl_store_mention_put(
    struct sl_store *store, const struct sl_stored_mention *mention, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MENTION_PUT, &statement, err)));
    sl_bind_i64(statement, 1, mention->id);
    sl_bind_i64(statement, 2, mention->source);
    sl_bind_text(statement, 3, mention->key);
    sl_bind_i64(statement, 4, (int64_t)mention->flags);
    sl_bind_i64(statement, 5, mention->changed);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_mention_key_add(
    struct sl_store *store, int64_t entity_hash, int64_t mention, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MENTION_KEY_ADD, &statement, err)));
    sl_bind_i64(statement, 1, entity_hash);
    sl_bind_i64(statement, 2, mention);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_mention_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_stored_mention *ret_mention,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    struct sl_stored_mention mention;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_MENTION_GET, &statement, err));
    sl_bind_i64(statement, 1, id);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return sl_fail(err, SL_NOT_FOUND, "there is no mention %lld", (long long)id);
    }
    read_mention(statement, &mention);
    mention.key = sl_arena_copy(arena, mention.key);
    sl_statement_reset(statement);
    if (mention.key.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_mention = mention;
    return SL_OK;
}

enum sl_status sl_store_mention_find(
    struct sl_store *store,
    int64_t source,
    struct sl_str key,
    struct sl_stored_mention *ret_mention,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_MENTION_FIND, &statement, err));
    sl_bind_i64(statement, 1, sl_entity_hash(source, key));
    sl_bind_i64(statement, 2, source);
    sl_bind_text(statement, 3, key);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    read_mention(statement, ret_mention);
    ret_mention->key = key;
    sl_statement_reset(statement);
    return SL_OK;
}

enum sl_status sl_store_mention_of_entity(
    struct sl_store *store,
    int64_t entity_hash,
    int64_t after,
    int64_t *ret_mention,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MENTION_FIND_ENTITY, &statement, err));
    sl_bind_i64(statement, 1, entity_hash);
    sl_bind_i64(statement, 2, after);
    return sl_text_first_i64(statement, ret_mention, err);
}

enum sl_status sl_store_mentions_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_mention_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open_range(store->db, SL_SQL_MENTION_SCAN, first, last, &scan, err));
    *ret_cursor = (struct sl_mention_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_store_mentions_changed_open(
    struct sl_store *store,
    int64_t after_order,
    struct sl_mention_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open(store->db, SL_SQL_MENTION_CHANGED_SCAN, &scan, err));
    sl_bind_i64(scan->statement, 1, after_order);
    *ret_cursor = (struct sl_mention_cursor *)scan;
    return SL_OK;
}

/* The ids of the rows of the mentions first .. last. */
static void bind_rows(struct sl_statement *statement, int64_t first, int64_t last)
{
    const int64_t highest = INT64_MAX / SL_MENTION_ROW_STEP - 1;
    const int64_t end = last < highest ? last : highest;

    sl_bind_i64(statement, 1, first * SL_MENTION_ROW_STEP);
    sl_bind_i64(statement, 2, end * SL_MENTION_ROW_STEP + SL_MENTION_ROW_STEP - 1);
}

enum sl_status sl_store_mention_rows_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_mention_cursor **ret_cursor,
    struct sl_error *err
)
{
    struct sl_scan *scan = NULL;

    SL_TRY(sl_scan_open(store->db, SL_SQL_MENTION_ROW_SCAN, &scan, err));
    bind_rows(scan->statement, first, last);
    *ret_cursor = (struct sl_mention_cursor *)scan;
    return SL_OK;
}

enum sl_status sl_mention_cursor_next(
    struct sl_mention_cursor *cursor,
    struct sl_stored_mention *ret_mention,
    bool *ret_has_one,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_next(&cursor->scan, ret_has_one, err));
    if (*ret_has_one) {
        read_mention(cursor->scan.statement, ret_mention);
    }
    return SL_OK;
}

enum sl_status sl_mention_cursor_next_row(
    struct sl_mention_cursor *cursor,
    struct sl_mention_row *ret_row,
    bool *ret_has_one,
    struct sl_error *err
)
{
    SL_TRY(sl_scan_next(&cursor->scan, ret_has_one, err));
    if (*ret_has_one) {
        read_values(cursor->scan.statement, ret_row);
    }
    return SL_OK;
}

void sl_mention_cursor_close(struct sl_mention_cursor *cursor)
{
    sl_scan_close((struct sl_scan *)cursor);
}

void sl_mention_cursor_close_ptr(struct sl_mention_cursor **cursor)
{
    sl_mention_cursor_close(*cursor);
    *cursor = NULL;
}

enum sl_status sl_store_mention_row_add(
    struct sl_store *store, const struct sl_mention_row *row, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_ASSERT(row->ordinal < SL_MENTION_ROW_LIMIT);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MENTION_ROW_PUT, &statement, err)));
    sl_bind_i64(statement, 1, row->mention * SL_MENTION_ROW_STEP + (int64_t)row->ordinal);
    for (int i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        sl_bind_text(statement, i + 2, row->values[i]);
    }
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status
sl_store_mention_rows_remove(struct sl_store *store, int64_t mention, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_MENTION_ROW_DELETE, &statement, err)));
    bind_rows(statement, mention, mention);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_mention_rows(
    struct sl_store *store,
    int64_t mention,
    struct sl_arena *arena,
    struct sl_mention_row *rows,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    size_t count = 0;
    bool has_row = true;
    bool is_whole = true;

    SL_TRY(sl_db_use(store->db, SL_SQL_MENTION_ROW_SCAN, &statement, err));
    bind_rows(statement, mention, mention);
    while (has_row && count < SL_MENTION_ROW_LIMIT) {
        SL_TRY(sl_statement_step(statement, &has_row, err));
        if (has_row) {
            struct sl_mention_row *row = &rows[count++];
            read_values(statement, row);
            for (size_t i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
                row->values[i] = sl_arena_copy(arena, row->values[i]);
                is_whole = is_whole && row->values[i].ptr != NULL;
            }
        }
    }
    sl_statement_reset(statement);
    *ret_count = count;
    return is_whole ? SL_OK : sl_fail_memory(err);
}

enum sl_status
sl_store_mention_row_count(struct sl_store *store, int64_t *ret_count, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_MENTION_ROW_COUNT, &statement, err));
    return sl_text_first_i64(statement, ret_count, err);
}
