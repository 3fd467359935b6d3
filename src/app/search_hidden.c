/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_hidden.h"

#include <stdlib.h>
#include <string.h>

#include "app/people_step.h"
#include "base/array.h"
#include "base/memory.h"
#include "store/entity_use.h"
#include "store/record.h"

#define ARENA_LIMIT_BYTES ((size_t)1 << 30)

/* A mention of which something is hidden, and what is left. */
struct sl_hidden_mention {
    int64_t mention;
    bool is_gone;
    struct sl_mention_row *rows;
    size_t row_count;
};

/* That a mention is not in the list of a key any more. */
struct sl_hidden_key {
    int64_t key, mention;
};

/* While it is worked out. */
struct hiding {
    struct sl_search_hidden *hidden;
    struct sl_store *store;
    const struct sl_seal_book *book;
    struct sl_people_step *step;
    struct sl_search_keys before; /* keys and words that the mention has in the store */
};

static int compare_numbers(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

static int compare_mentions(const void *left, const void *right)
{
    return compare_numbers(
        &((const struct sl_hidden_mention *)left)->mention,
        &((const struct sl_hidden_mention *)right)->mention
    );
}

static int compare_keys(const void *left, const void *right)
{
    const struct sl_hidden_key *a = left;
    const struct sl_hidden_key *b = right;
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    return a->mention < b->mention ? -1 : a->mention > b->mention;
}

static bool is_hidden(enum sl_seal_state state)
{
    return state == SL_SEAL_CLOSED || state == SL_SEAL_DENIED;
}

static enum sl_status add_record(struct hiding *hiding, int64_t record, struct sl_error *err)
{
    struct sl_search_hidden *hidden = hiding->hidden;
    SL_TRY(sl_array_room(
        &hidden->arena, &hidden->records, hidden->record_count, sizeof *hidden->records, err
    ));
    hidden->records[hidden->record_count++] = record;
    return SL_OK;
}

/* Note a mention of which something is hidden; once. */
static enum sl_status add_mention(struct hiding *hiding, int64_t mention, struct sl_error *err)
{
    struct sl_search_hidden *hidden = hiding->hidden;
    for (size_t i = 0; i < hidden->mention_count; i++) {
        if (hidden->mentions[i].mention == mention) {
            return SL_OK;
        }
    }
    SL_TRY(sl_array_room(
        &hidden->arena, &hidden->mentions, hidden->mention_count, sizeof *hidden->mentions, err
    ));
    hidden->mentions[hidden->mention_count++] = (struct sl_hidden_mention){ .mention = mention };
    return SL_OK;
}

/* The latest record with a key, and those that have what the key names as their own. */
static enum sl_status
add_records_of(struct hiding *hiding, int64_t source, struct sl_str key, struct sl_error *err)
{
    const struct sl_record_key wanted = { .source = source, .key = key, .as_of = SL_AS_OF_NOW };
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_entity_uses uses = { .count = 0 };
    struct sl_stored_record record;

    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    const enum sl_status status =
        sl_store_record_find(hiding->store, &wanted, &arena, &record, err);
    if (status == SL_OK) {
        SL_TRY(add_record(hiding, record.id, err));
    } else if (status != SL_NOT_FOUND) {
        return status;
    }
    do {
        SL_TRY(sl_store_entity_uses(hiding->store, sl_entity_hash(source, key), &uses, err));
        for (size_t i = 0; i < uses.count; i++) {
            if ((uses.items[i].marks & SL_ENTITY_HAS) != 0) {
                SL_TRY(add_record(hiding, uses.items[i].record, err));
            }
        }
    } while (uses.count == SL_ENTITY_USES_AT_ONCE);
    return SL_OK;
}

static enum sl_status list_records(struct hiding *hiding, struct sl_error *err)
{
    struct sl_search_hidden *hidden = hiding->hidden;
    size_t kept = 0;
    for (size_t i = 0; i < hiding->book->line_count; i++) {
        enum sl_seal_state state = SL_SEAL_NONE;
        struct sl_str key;
        int64_t source = 0;
        sl_seal_book_line(hiding->book, i, &source, &key, &state);
        if (is_hidden(state)) {
            SL_TRY(add_records_of(hiding, source, key, err));
        }
    }
    if (hidden->record_count > 1) {
        qsort(hidden->records, hidden->record_count, sizeof *hidden->records, compare_numbers);
    }
    for (size_t i = 0; i < hidden->record_count; i++) {
        if (kept == 0 || hidden->records[kept - 1] != hidden->records[i]) {
            hidden->records[kept++] = hidden->records[i];
        }
    }
    hidden->record_count = kept;
    return SL_OK;
}

/* The persons whom a hidden record names. */
static enum sl_status list_persons(struct hiding *hiding, int64_t record, struct sl_error *err)
{
    struct sl_people_step *step = hiding->step;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_stored_version version;
    struct sl_str layout;

    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    SL_TRY(sl_store_version_of_id(hiding->store, &arena, record, &version, err));
    SL_TRY(sl_people_layout_text(&step->names, hiding->store, version.layout, &layout, err));
    SL_TRY(sl_people_read(&step->reader, &version, layout, err));
    const struct sl_trace *trace = &step->reader.trace;
    for (size_t i = 0; i < trace->entity_count; i++) {
        struct sl_stored_mention mention;
        if ((trace->entities[i].marks & SL_ENTITY_PERSON) == 0) {
            continue;
        }
        const enum sl_status status = sl_store_mention_find(
            hiding->store, version.source, trace->entities[i].key, &mention, err
        );
        if (status == SL_OK) {
            SL_TRY(add_mention(hiding, mention.id, err));
        } else if (status != SL_NOT_FOUND) {
            return status;
        }
    }
    return SL_OK;
}

/* Rows with their texts, for as long as the search. */
static enum sl_status
keep_rows(struct hiding *hiding, struct sl_hidden_mention *mention, struct sl_error *err)
{
    struct sl_arena *arena = &hiding->hidden->arena;
    const struct sl_people_rows *rows = &hiding->step->rows;
    mention->row_count = rows->row_count;
    mention->rows = sl_arena_alloc(arena, rows->row_count + 1, sizeof *mention->rows);
    if (mention->rows == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < rows->row_count; i++) {
        mention->rows[i] = rows->rows[i];
        for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
            struct sl_str *value = &mention->rows[i].values[field];
            if (value->len > 0) {
                *value = sl_arena_copy(arena, *value);
                if (value->ptr == NULL) {
                    return sl_fail_memory(err);
                }
            }
        }
    }
    return SL_OK;
}

static bool has_key(const struct sl_search_keys *keys, int64_t key)
{
    return bsearch(&key, keys->keys, keys->key_count, sizeof key, compare_numbers) != NULL;
}

/* Take the keys and words of a mention out that it has no more; `after` NULL: all of them. */
static enum sl_status take_out(
    struct hiding *hiding, int64_t mention, const struct sl_search_keys *after, struct sl_error *err
)
{
    struct sl_search_hidden *hidden = hiding->hidden;
    const struct sl_search_keys *before = &hiding->before;
    for (size_t i = 0; i < before->key_count; i++) {
        if (after != NULL && has_key(after, before->keys[i])) {
            continue;
        }
        SL_TRY(sl_array_room(
            &hidden->arena, &hidden->keys, hidden->key_count, sizeof *hidden->keys, err
        ));
        hidden->keys[hidden->key_count++] = (struct sl_hidden_key){ before->keys[i], mention };
    }
    SL_TRY(sl_word_tally_add(&hidden->words, before->words, before->word_count, 1, err));
    return after == NULL
               ? SL_OK
               : sl_word_tally_add(&hidden->words, after->words, after->word_count, -1, err);
}

/* What is left of a mention. */
static enum sl_status
work_out(struct hiding *hiding, struct sl_hidden_mention *one, struct sl_error *err)
{
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_stored_mention mention;
    struct sl_search_mention searched = { .rows = rows };

    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    SL_TRY(sl_store_mention_get(hiding->store, one->mention, &arena, &mention, err));
    SL_TRY(
        sl_store_mention_rows(hiding->store, one->mention, &arena, rows, &searched.row_count, err)
    );
    searched.own_key = mention.key;
    SL_TRY(sl_search_keys_make(&hiding->before, hiding->step->rows.fold, &searched, err));
    one->is_gone = is_hidden(sl_seal_book_mention(hiding->book, one->mention));
    if (one->is_gone) {
        return take_out(hiding, one->mention, NULL, err);
    }
    SL_TRY(sl_people_step_view(hiding->step, &mention, err));
    SL_TRY(keep_rows(hiding, one, err));
    return take_out(hiding, one->mention, &hiding->step->rows.keys, err);
}

static bool skip(void *context, int64_t record)
{
    return sl_search_hides_record(context, record);
}

static enum sl_status hide(struct hiding *hiding, struct sl_error *err)
{
    struct sl_search_hidden *hidden = hiding->hidden;

    SL_TRY(list_records(hiding, err));
    for (size_t i = 0; i < hiding->book->mention_count; i++) {
        const int64_t mention = sl_seal_book_mention_at(hiding->book, i);
        if (is_hidden(sl_seal_book_mention(hiding->book, mention))) {
            SL_TRY(add_mention(hiding, mention, err));
        }
    }
    for (size_t i = 0; i < hidden->record_count; i++) {
        SL_TRY(list_persons(hiding, hidden->records[i], err));
    }
    for (size_t i = 0; i < hidden->mention_count; i++) {
        SL_TRY(work_out(hiding, &hidden->mentions[i], err));
    }
    if (hidden->mention_count > 1) {
        qsort(hidden->mentions, hidden->mention_count, sizeof *hidden->mentions, compare_mentions);
    }
    if (hidden->key_count > 1) {
        qsort(hidden->keys, hidden->key_count, sizeof *hidden->keys, compare_keys);
    }
    sl_word_tally_sort(&hidden->words);
    return SL_OK;
}

enum sl_status sl_search_hidden_open(
    struct sl_search_hidden *hidden,
    struct sl_store *store,
    const struct sl_seal_book *book,
    struct sl_error *err
)
{
    struct hiding hiding = { .hidden = hidden, .store = store, .book = book };

    sl_arena_init(&hidden->arena, ARENA_LIMIT_BYTES);
    sl_word_tally_init(&hidden->words);
    if (sl_seal_book_is_empty(book)) {
        return SL_OK;
    }
    hiding.step = sl_calloc(1, sizeof *hiding.step);
    if (hiding.step == NULL) {
        return sl_fail_memory(err);
    }
    sl_search_keys_init(&hiding.before);
    enum sl_status status = sl_people_step_open(hiding.step, err);
    hiding.step->store = store;
    hiding.step->skips = skip;
    hiding.step->context = hidden;
    if (status == SL_OK) {
        status = hide(&hiding, err);
    }
    sl_people_step_close(hiding.step);
    sl_search_keys_finish(&hiding.before);
    sl_free(hiding.step);
    return status;
}

void sl_search_hidden_finish(struct sl_search_hidden *hidden)
{
    sl_word_tally_finish(&hidden->words);
    sl_arena_finish(&hidden->arena);
}

bool sl_search_hides_record(const struct sl_search_hidden *hidden, int64_t record)
{
    return hidden != NULL && hidden->record_count > 0 &&
           bsearch(
               &record, hidden->records, hidden->record_count, sizeof record, compare_numbers
           ) != NULL;
}

bool sl_search_hides_mention(const struct sl_search_hidden *hidden, int64_t key, int64_t mention)
{
    const struct sl_hidden_key wanted = { key, mention };
    return hidden != NULL && hidden->key_count > 0 &&
           bsearch(&wanted, hidden->keys, hidden->key_count, sizeof wanted, compare_keys) != NULL;
}

size_t sl_search_hidden_of_key(const struct sl_search_hidden *hidden, int64_t key)
{
    size_t count = 0;
    for (size_t i = 0; hidden != NULL && i < hidden->key_count; i++) {
        count += hidden->keys[i].key == key ? 1 : 0;
    }
    return count;
}

int64_t sl_search_hidden_of_word(const struct sl_search_hidden *hidden, struct sl_str word)
{
    size_t low = 0;
    size_t high = hidden == NULL ? 0 : hidden->words.word_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = sl_str_compare(hidden->words.words[middle].word, word);
        if (order == 0) {
            return hidden->words.words[middle].change;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return 0;
}

enum sl_hidden_rest sl_search_hidden_rest(
    const struct sl_search_hidden *hidden,
    int64_t mention,
    struct sl_mention_row *rows,
    size_t *ret_row_count
)
{
    const struct sl_hidden_mention wanted = { .mention = mention };
    const struct sl_hidden_mention *found =
        hidden == NULL || hidden->mention_count == 0
            ? NULL
            : bsearch(
                  &wanted, hidden->mentions, hidden->mention_count, sizeof wanted, compare_mentions
              );
    if (found == NULL) {
        return SL_HIDDEN_NOTHING_OF;
    }
    if (found->is_gone) {
        return SL_HIDDEN_ALL_OF;
    }
    memcpy(rows, found->rows, found->row_count * sizeof *rows);
    *ret_row_count = found->row_count;
    return SL_HIDDEN_PART_OF;
}
