/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_word.h - the words of names that are in use, and which are alike but for a slip.
 *
 * A few hundred thousand words stand for all names. What somebody types is compared with them, and
 * not with people. Derived, as search_key (store/search_key.h): a word is there for as long as a
 * mention has it, and its slips (search/search_key.h) with it. The empty word counts mentions.
 */
#ifndef SL_STORE_SEARCH_WORD_H
#define SL_STORE_SEARCH_WORD_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/store.h"

/*
 * Say that more mentions have a word, or fewer (a negative change). In a transaction.
 *
 *   ret_count  how many have it now; at 0 the word is no longer there
 *
 * Errors: SL_INVALID when fewer than none would have it; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_search_word_change(
    struct sl_store *store,
    struct sl_str word,
    int64_t change,
    int64_t *ret_count,
    struct sl_error *err
);

/* Put a word under a key of slips, or remove it, whether it is there or not. In a transaction. */
SL_NODISCARD enum sl_status sl_store_search_slip_put(
    struct sl_store *store, int64_t key, struct sl_str word, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_search_slip_remove(
    struct sl_store *store, int64_t key, struct sl_str word, struct sl_error *err
);

/* How many mentions have a word; 0 when it is not there. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_search_word_find(
    struct sl_store *store, struct sl_str word, int64_t *ret_count, struct sl_error *err
);

/* A word, and how many mentions have it. */
struct sl_stored_word {
    struct sl_str word;
    int64_t mentions;
};

/* Words that are found together. */
struct sl_stored_words {
    size_t count; /* `limit` when there may be more */
    size_t limit;
    struct sl_stored_word *items; /* room for `limit`, of the caller */
};

/*
 * The words that begin with a text, or that stand under a key of slips, ascending.
 *
 *   prefix  letters and digits in ASCII, not empty
 *   words   limit and items are set; texts go to the arena
 *
 * Errors: SL_LIMIT when the prefix is longer than any word; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_search_words_begin(
    struct sl_store *store,
    struct sl_str prefix,
    struct sl_arena *arena,
    struct sl_stored_words *words,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_search_words_like(
    struct sl_store *store,
    int64_t slip_key,
    struct sl_arena *arena,
    struct sl_stored_words *words,
    struct sl_error *err
);

#endif
