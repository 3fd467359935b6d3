/* SPDX-License-Identifier: Apache-2.0 */
/* The seals as they stand for one user, in memory. */
#include <stdlib.h>

#include "base/array.h"
#include "record/entity_key.h"
#include "record/mention_field.h"
#include "store/key_index.h"
#include "store/mention.h"
#include "store/seal.h"
#include "store/stamp_impl.h"
#include "store/text.h"

/* A key, and what it is to the user. */
struct sl_seal_line {
    int64_t hash; /* sl_entity_hash; keys that meet in one stand side by side */
    int64_t source;
    struct sl_str key;
    enum sl_seal_state state;
};

/* The same of a mention. */
struct sl_seal_mention {
    int64_t mention;
    enum sl_seal_state state;
};

/* A book that is being read. */
struct reading {
    struct sl_store *store;
    struct sl_arena *arena;
    struct sl_str user;
    struct sl_seal_line *lines;
    struct sl_seal_mention *mentions;
    size_t line_count, mention_count;
};

/* Columns of seal_book: what a row adds to a key. */
enum { SEALED, ALLOWED, DENIED };

/* What a key is to the user: the engine says, by lists of nobody else. */
static enum sl_seal_state
state_of(const struct reading *reading, bool sealed, bool allowed, bool denied)
{
    const struct sl_seal seal = {
        .sealed = sealed,
        .allowed = &reading->user,
        .allowed_count = allowed ? 1 : 0,
        .denied = &reading->user,
        .denied_count = denied ? 1 : 0,
    };
    return sl_seal_for(&seal, reading->user);
}

/* Add a key whose rows are over, unless it is nothing to the user. */
static enum sl_status
add_line(struct reading *reading, const struct sl_seal_line *line, struct sl_error *err)
{
    if (line->state == SL_SEAL_NONE) {
        return SL_OK;
    }
    SL_TRY(sl_array_room(
        reading->arena, &reading->lines, reading->line_count, sizeof *reading->lines, err
    ));
    reading->lines[reading->line_count] = *line;
    reading->lines[reading->line_count++].hash = sl_entity_hash(line->source, line->key);
    return SL_OK;
}

static enum sl_status
read_lines(struct reading *reading, struct sl_statement *row, struct sl_error *err)
{
    struct sl_seal_line line = { .source = 0 };
    bool has[3] = { false };
    bool has_row = false;

    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row) {
        const int64_t source = sl_column_i64(row, 0);
        if (source != line.source || !sl_str_equal(sl_column_str(row, 1), line.key)) {
            SL_TRY(add_line(reading, &line, err));
            line = (struct sl_seal_line){ .source = source };
            has[SEALED] = has[ALLOWED] = has[DENIED] = false;
            SL_TRY(sl_text_column(row, 1, reading->arena, &line.key, err));
        }
        has[sl_column_i64(row, 2)] = true;
        line.state = state_of(reading, has[SEALED], has[ALLOWED], has[DENIED]);
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    return add_line(reading, &line, err);
}

static enum sl_status add_mention(
    struct reading *reading, int64_t mention, enum sl_seal_state state, struct sl_error *err
)
{
    SL_TRY(sl_array_room(
        reading->arena, &reading->mentions, reading->mention_count, sizeof *reading->mentions, err
    ));
    reading->mentions[reading->mention_count++] =
        (struct sl_seal_mention){ .mention = mention, .state = state };
    return SL_OK;
}

/* The mentions of one key: the one that has it, and those that a record with it named first. */
static enum sl_status
read_mentions(struct reading *reading, const struct sl_seal_line *line, struct sl_error *err)
{
    struct sl_stored_mention mention;
    struct sl_statement *row = NULL;
    bool has_row = false;

    enum sl_status status =
        sl_store_mention_find(reading->store, line->source, line->key, &mention, err);
    if (status == SL_OK) {
        status = add_mention(reading, mention.id, line->state, err);
    }
    if (status != SL_NOT_FOUND) {
        SL_TRY(status);
    }
    SL_TRY(sl_db_use(reading->store->db, SL_SQL_SEAL_MENTIONS, &row, err));
    sl_bind_i64(row, 1, (int64_t)sl_key_hash(line->source, line->key));
    sl_bind_i64(row, 2, line->source);
    sl_bind_text(row, 3, line->key);
    sl_bind_i64(row, 4, SL_MENTION_PER_RECORD);
    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row) {
        SL_TRY(add_mention(reading, sl_column_i64(row, 0), line->state, err));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    return SL_OK;
}

static int compare_lines(const void *left, const void *right)
{
    const struct sl_seal_line *a = left;
    const struct sl_seal_line *b = right;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* By mention, and what shows least first. */
static int compare_mentions(const void *left, const void *right)
{
    const struct sl_seal_mention *a = left;
    const struct sl_seal_mention *b = right;
    if (a->mention != b->mention) {
        return a->mention < b->mention ? -1 : 1;
    }
    return (int)b->state - (int)a->state;
}

/* Of several states of one mention leave the first. */
static void drop_repeated(struct reading *reading)
{
    size_t kept = 0;

    for (size_t i = 0; i < reading->mention_count; i++) {
        if (kept == 0 || reading->mentions[kept - 1].mention != reading->mentions[i].mention) {
            reading->mentions[kept++] = reading->mentions[i];
        }
    }
    reading->mention_count = kept;
}

static enum sl_status read_book(struct reading *reading, struct sl_error *err)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(reading->store->db, SL_SQL_SEAL_BOOK, &row, err));
    sl_bind_text(row, 1, reading->user);
    const enum sl_status status = read_lines(reading, row, err);
    sl_statement_reset(row);
    SL_TRY(status);
    for (size_t i = 0; i < reading->line_count; i++) {
        SL_TRY(read_mentions(reading, &reading->lines[i], err));
    }
    if (reading->line_count > 0) {
        qsort(reading->lines, reading->line_count, sizeof *reading->lines, compare_lines);
    }
    if (reading->mention_count > 0) {
        qsort(
            reading->mentions, reading->mention_count, sizeof *reading->mentions, compare_mentions
        );
    }
    drop_repeated(reading);
    return SL_OK;
}

enum sl_status sl_store_seal_book(
    struct sl_store *store,
    struct sl_str user_id,
    struct sl_arena *arena,
    struct sl_seal_book *ret_book,
    struct sl_error *err
)
{
    struct reading reading = { .store = store, .arena = arena, .user = user_id };

    SL_TRY(read_book(&reading, err));
    *ret_book = (struct sl_seal_book){
        .lines = reading.lines,
        .line_count = reading.line_count,
        .mentions = reading.mentions,
        .mention_count = reading.mention_count,
    };
    return SL_OK;
}

bool sl_seal_book_is_empty(const struct sl_seal_book *book)
{
    return book->line_count == 0;
}

/* Where the first line with a hash stands, or would. */
static size_t find_line(const struct sl_seal_book *book, int64_t hash)
{
    size_t low = 0;
    size_t high = book->line_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (book->lines[middle].hash < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

enum sl_seal_state
sl_seal_book_key(const struct sl_seal_book *book, int64_t source, struct sl_str key)
{
    if (book == NULL) {
        return SL_SEAL_DENIED;
    }
    if (book->line_count == 0) {
        return SL_SEAL_NONE;
    }
    const int64_t hash = sl_entity_hash(source, key);
    for (size_t i = find_line(book, hash); i < book->line_count && book->lines[i].hash == hash;
         i++) {
        if (book->lines[i].source == source && sl_str_equal(book->lines[i].key, key)) {
            return book->lines[i].state;
        }
    }
    return SL_SEAL_NONE;
}

enum sl_seal_state sl_seal_book_mention(const struct sl_seal_book *book, int64_t mention)
{
    if (book == NULL) {
        return SL_SEAL_DENIED;
    }
    size_t low = 0;
    size_t high = book->mention_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (book->mentions[middle].mention < mention) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < book->mention_count && book->mentions[low].mention == mention
               ? book->mentions[low].state
               : SL_SEAL_NONE;
}

void sl_seal_book_line(
    const struct sl_seal_book *book,
    size_t index,
    int64_t *ret_source,
    struct sl_str *ret_key,
    enum sl_seal_state *ret_state
)
{
    *ret_source = book->lines[index].source;
    *ret_key = book->lines[index].key;
    *ret_state = book->lines[index].state;
}

int64_t sl_seal_book_mention_at(const struct sl_seal_book *book, size_t index)
{
    return book->mentions[index].mention;
}

enum sl_seal_state sl_seal_state_stricter(enum sl_seal_state left, enum sl_seal_state right)
{
    return left > right ? left : right;
}
