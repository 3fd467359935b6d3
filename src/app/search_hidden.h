/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_hidden.h - what a search must take out of lists and counts for one who may not know of it.
 *
 * Lists of mentions, and how many have a word, are those of all records. For a reader to whom some
 * are sealed they must be as if these had never come: their mentions are in no list, a mention that
 * other records describe as well has the rows and keys that these alone give, and a word that only
 * sealed records have is not in use. Sealed records are few; all of it is worked out when the
 * search is opened, from the records themselves.
 */
#ifndef SL_APP_SEARCH_HIDDEN_H
#define SL_APP_SEARCH_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "record/mention_field.h"
#include "search/word_tally.h"
#include "store/seal.h"
#include "store/store.h"

struct sl_hidden_mention;
struct sl_hidden_key;

/* Zeroed hides nothing. Everything but the words lives in the arena. */
struct sl_search_hidden {
    struct sl_arena arena;
    int64_t *records; /* ascending */
    size_t record_count;
    struct sl_hidden_mention *mentions; /* ascending */
    size_t mention_count;
    struct sl_hidden_key *keys; /* that mentions do not have any more, by key and mention */
    size_t key_count;
    struct sl_word_tally words; /* sorted; how many fewer have each */
};

/*
 * Work it out.
 *
 *   book    of the reader
 *   hidden  zeroed; finish in any case
 *
 * Errors: those of the store and of reading records; SL_NO_MEMORY. Time: nothing without sealed
 * records; else some 0.3 ms for each person whom they name.
 */
SL_NODISCARD enum sl_status sl_search_hidden_open(
    struct sl_search_hidden *hidden,
    struct sl_store *store,
    const struct sl_seal_book *book,
    struct sl_error *err
);
void sl_search_hidden_finish(struct sl_search_hidden *hidden);

/* Is a record not there for the reader? Is a mention not in the list of a key? How many of the
 * mentions of a key, or of a word, are not there? `hidden` may be NULL: none. */
bool sl_search_hides_record(const struct sl_search_hidden *hidden, int64_t record);
bool sl_search_hides_mention(const struct sl_search_hidden *hidden, int64_t key, int64_t mention);
size_t sl_search_hidden_of_key(const struct sl_search_hidden *hidden, int64_t key);
int64_t sl_search_hidden_of_word(const struct sl_search_hidden *hidden, struct sl_str word);

/* What is left of a mention. */
enum sl_hidden_rest {
    SL_HIDDEN_NOTHING_OF, /* it is as it is in the store */
    SL_HIDDEN_PART_OF,    /* it has the rows that are given */
    SL_HIDDEN_ALL_OF      /* it is not there */
};

/* rows: room for SL_MENTION_ROW_LIMIT; texts live as long as `hidden`. */
enum sl_hidden_rest sl_search_hidden_rest(
    const struct sl_search_hidden *hidden,
    int64_t mention,
    struct sl_mention_row *rows,
    size_t *ret_row_count
);

#endif
