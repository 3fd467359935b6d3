/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words.h - the words of a folded text, dropped, replaced and joined in place.
 *
 * For the normal forms of this folder only. A text is folded into a buffer, split, edited as a list
 * and written back over itself, which needs no memory: so the text up to any word may become
 * shorter but not longer.
 */
#ifndef SL_RECORD_WORDS_H
#define SL_RECORD_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

/* The most words looked at; a longer text keeps its words as they are. */
#define SL_WORDS_LIMIT 64

struct sl_word {
    struct sl_str text; /* in the buffer, or a literal */
    bool joined;        /* no blank before it */
};

/* Invariant: count <= SL_WORDS_LIMIT; no text is empty. */
struct sl_words {
    size_t count;
    struct sl_word items[SL_WORDS_LIMIT];
};

/* A word and what the table says of it: what replaces it, or "" in a table that is only a set. */
struct sl_word_row {
    const char *word;
    const char *value;
};

/* Rows ascend by the bytes of their words, each word once. */
struct sl_word_table {
    const struct sl_word_row *rows;
    size_t count;
};

/* For the definition of a table from its array of rows. */
#define SL_WORD_TABLE(array)                                         \
    {                                                                \
        .rows = (array), .count = sizeof(array) / sizeof((array)[0]) \
    }

/* What the table says of a word, or NULL when the word is not in it. */
const char *sl_word_find(const struct sl_word_table *table, struct sl_str word);

/*
 * Split the text from `start` to the end of a buffer at its blanks.
 * Returns false, with no words, when there are more than SL_WORDS_LIMIT.
 * The words lie in the buffer: good until it changes.
 */
bool sl_words_split(const struct sl_buf *buf, size_t start, struct sl_words *ret_words);

/* The same of a text that lies elsewhere. */
bool sl_words_split_str(struct sl_str text, struct sl_words *ret_words);

/* Take `count` words out of the list, from `first` on. */
void sl_words_drop(struct sl_words *words, size_t first, size_t count);

/* Write the list over the text that it was split from, and cut the buffer behind it. */
void sl_words_write(const struct sl_words *words, struct sl_buf *buf, size_t start);

#endif
