/* SPDX-License-Identifier: Apache-2.0 */
#include "store/search_key.h"

#include "store/store_impl.h"
#include "store/text.h"

/* Rows of the statement that puts many. */
#define MANY 32u

static enum sl_status
change(struct sl_store *store, enum sl_sql sql, int64_t key, int64_t mention, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, sql, &statement, err)));
    sl_bind_i64(statement, 1, key);
    sl_bind_i64(statement, 2, mention);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status
sl_store_search_key_put(struct sl_store *store, int64_t key, int64_t mention, struct sl_error *err)
{
    return change(store, SL_SQL_SEARCH_KEY_PUT, key, mention, err);
}

static enum sl_status
put_many(struct sl_store *store, const struct sl_search_posting *postings, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SEARCH_KEY_PUT_MANY, &statement, err)));
    for (int i = 0; i < (int)MANY; i++) {
        sl_bind_i64(statement, 2 * i + 1, postings[i].key);
        sl_bind_i64(statement, 2 * i + 2, postings[i].mention);
    }
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_search_keys_put(
    struct sl_store *store,
    const struct sl_search_posting *postings,
    size_t count,
    struct sl_error *err
)
{
    size_t done = 0;

    sl_store_assert_writing(store);
    for (; count - done >= MANY; done += MANY) {
        SL_TRY(put_many(store, postings + done, err));
    }
    for (; done < count; done++) {
        SL_TRY(sl_store_search_key_put(store, postings[done].key, postings[done].mention, err));
    }
    return SL_OK;
}

enum sl_status sl_store_search_key_remove(
    struct sl_store *store, int64_t key, int64_t mention, struct sl_error *err
)
{
    return change(store, SL_SQL_SEARCH_KEY_DELETE, key, mention, err);
}

enum sl_status sl_store_search_key_count(
    struct sl_store *store, int64_t key, size_t limit, size_t *ret_count, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t count = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_SEARCH_KEY_COUNT, &statement, err));
    sl_bind_i64(statement, 1, key);
    sl_bind_i64(statement, 2, (int64_t)limit);
    SL_TRY(sl_text_first_i64(statement, &count, err));
    *ret_count = (size_t)count;
    return SL_OK;
}

enum sl_status sl_store_search_key_mentions(
    struct sl_store *store, int64_t key, struct sl_search_mentions *mentions, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = true;

    mentions->count = 0;
    SL_TRY(sl_db_use(store->db, SL_SQL_SEARCH_KEY_NEXT, &statement, err));
    sl_bind_i64(statement, 1, key);
    sl_bind_i64(statement, 2, mentions->after);
    sl_bind_i64(statement, 3, SL_SEARCH_MENTIONS_AT_ONCE);
    while (has_row) {
        SL_TRY(sl_statement_step(statement, &has_row, err));
        if (has_row) {
            mentions->after = sl_column_i64(statement, 0);
            mentions->items[mentions->count++] = mentions->after;
        }
    }
    return SL_OK;
}
