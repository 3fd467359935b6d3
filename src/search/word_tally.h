/* SPDX-License-Identifier: Apache-2.0 */
/*
 * word_tally.h - how much more, or less, each word is used: gathered before it is written down.
 *
 * Names repeat, so a batch of mentions changes far fewer words than it has.
 */
#ifndef SL_SEARCH_WORD_TALLY_H
#define SL_SEARCH_WORD_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* A word, and by how many mentions more (or, negative, fewer) it is used. */
struct sl_tally_word {
    struct sl_str word;
    int64_t change;
};

/* Invariant: each word once; slots hold the number of each word and 1, or 0. Zeroed is finished. */
struct sl_word_tally {
    struct sl_arena text;
    struct sl_tally_word *words;
    size_t word_count, word_room;
    uint32_t *slots;
    size_t slot_count; /* a power of 2, or 0 */
};

/* Start empty; free. */
void sl_word_tally_init(struct sl_word_tally *tally);
void sl_word_tally_finish(struct sl_word_tally *tally);

/* Forget all words, keeping memory. */
void sl_word_tally_clear(struct sl_word_tally *tally);

/*
 * Add to what is said of some words.
 *
 *   words   copied
 *   change  1 for a mention that has them all, -1 for one that no longer has
 *
 * Errors: SL_NO_MEMORY. Words before the one that failed are then added.
 */
SL_NODISCARD enum sl_status sl_word_tally_add(
    struct sl_word_tally *tally,
    const struct sl_str *words,
    size_t count,
    int64_t change,
    struct sl_error *err
);

/* Bring the words into the order of their bytes; nothing can be added until the tally is cleared.
 */
void sl_word_tally_sort(struct sl_word_tally *tally);

#endif
