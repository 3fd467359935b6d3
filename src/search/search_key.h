/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_key.h - under which numbers a person can be looked up.
 *
 * A mention (a person as one source knows them) is filed under some twenty keys: one for each thing
 * that a searcher may know, and one for each two things that are common alone. Nobody can read all
 * who are called Khan; who is called both Mohammed and Khan, or Khan and was born in 2013, is a
 * short list. Words of names are filed by their sound (sl_name_key), so spellings of one name share
 * their keys, and in any order. Slips of the pen and beginnings of words are found beforehand,
 * among the words that are in use (a table of words beside the keys; sl_search_slip_keys).
 *
 * Keys are hashes, so rarely two things share one: who finds a mention by its keys reads what it
 * says. They are a function of the rows alone, and the same in every run and on every machine.
 *
 *   kind                       first              second
 *   SL_SEARCH_WORD             sound of a word
 *   SL_SEARCH_PAIR             sound of a word    that of another of the same name
 *   SL_SEARCH_WORD_YEAR        sound of a word    year of birth, "2013"
 *   SL_SEARCH_WORD_DISTRICT    sound of a word    postcode district, "m13"
 *   SL_SEARCH_YEAR_DISTRICT    year of birth      postcode district
 *   SL_SEARCH_BIRTH            date, "20130214"
 *   SL_SEARCH_UNIT             postcode, "m139pl"
 *   SL_SEARCH_SECTOR           sector, "m139"
 *   SL_SEARCH_PHONE            phone, normal form
 *   SL_SEARCH_IDENTIFIER       any identifier, normal form of record/pnc_id.h
 *
 * Source:  inverted files and their intersection: J. Zobel and A. Moffat, "Inverted Files for Text
 *          Search Engines", ACM Computing Surveys 38 (2), 2006.
 */
#ifndef SL_SEARCH_SEARCH_KEY_H
#define SL_SEARCH_SEARCH_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "record/fold.h"
#include "record/mention_field.h"

enum sl_search_key_kind {
    SL_SEARCH_WORD,
    SL_SEARCH_PAIR,
    SL_SEARCH_WORD_YEAR,
    SL_SEARCH_WORD_DISTRICT,
    SL_SEARCH_YEAR_DISTRICT,
    SL_SEARCH_BIRTH,
    SL_SEARCH_UNIT,
    SL_SEARCH_SECTOR,
    SL_SEARCH_PHONE,
    SL_SEARCH_IDENTIFIER,
};

/* A key is 1 .. 2^47 - 1: six bytes in a database, of which a store has a hundred million. */
#define SL_SEARCH_KEY_BITS 47

/*
 * The key of a thing; of a pair of words, the same in either order. `second` is empty where the
 * table above has none.
 */
int64_t sl_search_key(enum sl_search_key_kind kind, struct sl_str first, struct sl_str second);

/* Given names, and words of a surname, that are filed; further ones are not looked up, only seen.
 */
#define SL_SEARCH_NAME_WORDS 5
/* The most keys, and the most different words, that a mention can have. */
#define SL_SEARCH_KEY_LIMIT  1200
#define SL_SEARCH_WORD_LIMIT ((size_t)2 * SL_SEARCH_NAME_WORDS * SL_MENTION_ROW_LIMIT)
/* The longest word that is filed, in bytes; of a longer one its beginning is. */
#define SL_SEARCH_WORD_BYTES 32

/* A mention: its rows, and its key in its system ("nominal/48213"). Borrowed for the call. */
struct sl_search_mention {
    struct sl_str own_key;
    const struct sl_mention_row *rows;
    size_t row_count; /* SL_MENTION_ROW_LIMIT at most */
};

/*
 * What a mention is filed under. Invariants: keys ascend, each once; words ascend by bytes, each
 * once, and the first is the empty word, which every mention has: its count is that of mentions.
 * Words lie in `text`: good until the next call.
 */
struct sl_search_keys {
    size_t key_count, word_count;
    int64_t keys[SL_SEARCH_KEY_LIMIT];
    struct sl_str words[SL_SEARCH_WORD_LIMIT + 1];
    struct sl_arena text;
    struct sl_buf scratch;
};

/* Start empty; free its memory. Some 10 KiB: not for a deep stack. */
void sl_search_keys_init(struct sl_search_keys *keys);
void sl_search_keys_finish(struct sl_search_keys *keys);

/*
 * Make the keys and words of a mention, in place of what was there. One without rows has none.
 * Errors: SL_NO_MEMORY.
 * Time: some 20 microseconds.
 */
SL_NODISCARD enum sl_status sl_search_keys_make(
    struct sl_search_keys *keys,
    struct sl_fold *fold,
    const struct sl_search_mention *mention,
    struct sl_error *err
);

/* A word of a name, and how it sounds: one word as well. */
struct sl_search_word {
    struct sl_str text, sound;
};

/*
 * Take the normal form of a name apart: words of two letters or more, cut to SL_SEARCH_WORD_BYTES;
 * "abdulkarim" is "abdul" and "karim", "rahmatullah" is "rahmat" and "ullah".
 *
 *   words  room for `limit`; further words are left out. Texts lie in the arena
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_words(
    struct sl_str normal,
    struct sl_arena *arena,
    struct sl_search_word *words,
    size_t limit,
    size_t *ret_count,
    struct sl_error *err
);

/* The most keys that one word has. */
#define SL_SEARCH_SLIP_LIMIT (SL_SEARCH_WORD_BYTES + 1)

/*
 * The keys under which a word is filed in the table of slips, and looked up: two words of four
 * letters or more share one when a letter is left out, put in, replaced or swapped with its
 * neighbour, and some others do, too. Shorter words have none.
 * Source: T. Bocek, E. Hunt, B. Stiller, "Fast Similarity Search in Large Dictionaries", University
 * of Zurich, ifi-2007.02, 2007. Returns how many; each once, ascending.
 */
size_t sl_search_slip_keys(struct sl_str word, int64_t ret_keys[SL_SEARCH_SLIP_LIMIT]);

#endif
