/* SPDX-License-Identifier: Apache-2.0 */
#include "store/search_word.h"

#include <string.h>

#include "store/store_impl.h"
#include "store/text.h"

/* No word is longer, by far. */
#define PREFIX_LIMIT 64
/* Behind every letter and digit in ASCII. */
#define LAST_BYTE '~'

enum sl_status sl_store_search_word_change(
    struct sl_store *store,
    struct sl_str word,
    int64_t change,
    int64_t *ret_count,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t count = 0;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_SEARCH_WORD_CHANGE, &statement, err)));
    sl_bind_text(statement, 1, word);
    sl_bind_i64(statement, 2, change);
    SL_TRY(sl_store_note(store, sl_text_first_i64(statement, &count, err)));
    if (count < 0) {
        return sl_store_note(
            store,
            sl_fail(err, SL_INVALID, "fewer than no persons have the word '%.*s'", SL_STR_ARG(word))
        );
    }
    if (count == 0) {
        SL_TRY(
            sl_store_note(store, sl_db_use(store->db, SL_SQL_SEARCH_WORD_DELETE, &statement, err))
        );
        sl_bind_text(statement, 1, word);
        SL_TRY(sl_store_note(store, sl_statement_run(statement, err)));
    }
    *ret_count = count;
    return SL_OK;
}

static enum sl_status change_slip(
    struct sl_store *store, enum sl_sql sql, int64_t key, struct sl_str word, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, sql, &statement, err)));
    sl_bind_i64(statement, 1, key);
    sl_bind_text(statement, 2, word);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_search_slip_put(
    struct sl_store *store, int64_t key, struct sl_str word, struct sl_error *err
)
{
    return change_slip(store, SL_SQL_SEARCH_SLIP_PUT, key, word, err);
}

enum sl_status sl_store_search_slip_remove(
    struct sl_store *store, int64_t key, struct sl_str word, struct sl_error *err
)
{
    return change_slip(store, SL_SQL_SEARCH_SLIP_DELETE, key, word, err);
}

enum sl_status sl_store_search_word_find(
    struct sl_store *store, struct sl_str word, int64_t *ret_count, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t count = 0;

    SL_TRY(sl_db_use(store->db, SL_SQL_SEARCH_WORD_FIND, &statement, err));
    sl_bind_text(statement, 1, word);
    const enum sl_status status = sl_text_first_i64(statement, &count, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    *ret_count = count;
    return SL_OK;
}

/* Read the words of a statement that is bound. */
static enum sl_status read_words(
    struct sl_statement *statement,
    struct sl_arena *arena,
    struct sl_stored_words *words,
    struct sl_error *err
)
{
    bool has_row = false;

    words->count = 0;
    SL_TRY(sl_statement_step(statement, &has_row, err));
    while (has_row && words->count < words->limit) {
        struct sl_stored_word *word = &words->items[words->count];
        SL_TRY(sl_text_column(statement, 0, arena, &word->word, err));
        word->mentions = sl_column_i64(statement, 1);
        words->count++;
        SL_TRY(sl_statement_step(statement, &has_row, err));
    }
    sl_statement_reset(statement);
    return SL_OK;
}

enum sl_status sl_store_search_words_begin(
    struct sl_store *store,
    struct sl_str prefix,
    struct sl_arena *arena,
    struct sl_stored_words *words,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    char end[PREFIX_LIMIT + 1];

    if (prefix.len > PREFIX_LIMIT) {
        return sl_fail(err, SL_LIMIT, "the word is longer than %d letters", PREFIX_LIMIT);
    }
    memcpy(end, prefix.ptr, prefix.len);
    end[prefix.len] = LAST_BYTE;
    SL_TRY(sl_db_use(store->db, SL_SQL_SEARCH_WORD_RANGE, &statement, err));
    sl_bind_text(statement, 1, prefix);
    sl_bind_text(statement, 2, (struct sl_str){ .ptr = end, .len = prefix.len + 1 });
    sl_bind_i64(statement, 3, (int64_t)words->limit);
    return read_words(statement, arena, words, err);
}

enum sl_status sl_store_search_words_like(
    struct sl_store *store,
    int64_t slip_key,
    struct sl_arena *arena,
    struct sl_stored_words *words,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_SEARCH_SLIP_FIND, &statement, err));
    sl_bind_i64(statement, 1, slip_key);
    sl_bind_i64(statement, 2, (int64_t)words->limit);
    return read_words(statement, arena, words, err);
}
