/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_values.h - values as bags of numbered words, and the rules about whole words.
 *
 * The sum of its words' hashes stands for a bag of words: the sum of a bag with one word changed,
 * or left out, is found by adding and subtracting, and one look-up tells which values have it. So
 * names and texts that differ in a word, or contain each other, are found without comparing pairs.
 */
#ifndef SL_LINK_NEIGHBOUR_VALUES_H
#define SL_LINK_NEIGHBOUR_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "link/dictionary.h"
#include "link/neighbour.h"
#include "link/neighbour_impl.h"
#include "link/neighbour_keys.h"
#include "link/neighbour_pairs.h"
#include "link/neighbour_words.h"

/*
 * The values of a source as bags. Words are numbered by first appearance; those of value v are
 * tokens[i] for token_starts[v] <= i < token_starts[v + 1], in their order; none when there are
 * more than SL_TOKEN_LIMIT. alone[w] is the value that is word w by itself, or SL_NUMBER_NONE.
 * many_count counts the values of several words. Zeroed: no values.
 */
struct sl_value_index {
    struct sl_neighbour_source source;
    struct sl_dictionary words;
    uint64_t *word_hashes;
    uint32_t *alone;
    uint64_t *token_starts;
    uint32_t *tokens;
    uint64_t *sums;
    struct sl_keys by_sum;
    struct sl_keys by_rest; /* values of several words by the sum of all but one, for each one */
    size_t many_count;
};

/* Errors: SL_LIMIT, SL_NO_MEMORY. Free with sl_value_index_finish. */
SL_NODISCARD enum sl_status sl_value_index_init(
    struct sl_value_index *index, const struct sl_neighbour_source *source, struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_value_index_finish(struct sl_value_index *index);

/* The words of an index as a set to be joined or searched; borrows from it. */
struct sl_word_set
sl_value_index_words(const struct sl_value_index *index, const struct sl_word_rules *rules);

/* How many words a value has, as far as the rules about words go. */
static inline size_t sl_value_token_count(const struct sl_value_index *index, uint32_t value)
{
    return (size_t)(index->token_starts[value + 1] - index->token_starts[value]);
}

/* The values of each word. Zeroed: none. */
struct sl_postings {
    uint64_t *starts;
    uint32_t *values;
};

/* Errors: SL_NO_MEMORY. Free with sl_postings_finish. */
SL_NODISCARD enum sl_status sl_postings_init(
    struct sl_postings *postings, const struct sl_value_index *index, struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_postings_finish(struct sl_postings *postings);

/* What is similar to one word: other << 3 | evidence, ascending. */
struct sl_similar_words {
    const uint32_t *items;
    size_t count;
};

/*
 * A value whose similar values are looked for: one of the index (number) or any (SL_NUMBER_NONE).
 * words are its count words in their order, with their numbers (SL_NUMBER_NONE: not in the index)
 * and hashes; sum is that of the hashes. What is found is added to pairs with left 0 (any value) or
 * number. Similar words come from lists in a join, and from an index of words in a search, which
 * also lends its list's room.
 */
struct sl_value_probe {
    const struct sl_value_index *index;
    struct sl_str value;
    uint32_t number;
    size_t count;
    uint64_t sum;
    struct sl_str words[SL_TOKEN_LIMIT];
    uint32_t numbers[SL_TOKEN_LIMIT];
    uint64_t hashes[SL_TOKEN_LIMIT];
    struct sl_pairs *pairs;
    const struct sl_pair_lists *similar;
    const struct sl_word_index *word_index;
    struct sl_neighbour_list *list;
};

/*
 * Take a value apart. number: of the value in the index, or none. similar, word_index and list are
 * left alone.
 */
void sl_value_probe_init(
    struct sl_value_probe *probe,
    const struct sl_value_index *index,
    struct sl_str value,
    uint32_t number,
    struct sl_pairs *pairs
);

/* Add a value at a level, unless it is the probe's own. */
void sl_value_probe_add(const struct sl_value_probe *probe, uint32_t value, unsigned level);

/* Find values with the same words: close. */
void sl_value_find_same_words(const struct sl_value_probe *probe);

/* Find values of several words that differ in one, by evidence that carries over. */
void sl_value_find_differing(const struct sl_value_probe *probe);

/* Whether words of a value, one bit for each, are worth containing. */
typedef bool sl_value_telling(const struct sl_value_probe *probe, unsigned chosen);

/* Find values whose words are some of the probe's, when these are telling: near. */
void sl_value_find_contained(const struct sl_value_probe *probe, sl_value_telling *telling);

/* Find values that have all the probe's words and more, when these are telling: near. */
void sl_value_find_containing(
    const struct sl_value_probe *probe,
    const struct sl_postings *postings,
    sl_value_telling *telling
);

/* Whether all words of the probe from `first` on are among those of a value, from `skip` on. */
bool sl_value_has_words(
    const struct sl_value_probe *probe, size_t first, uint32_t value, size_t skip
);

/* The values with a sum of word hashes. */
static inline struct sl_keys_walk
sl_value_find_sum(const struct sl_value_index *index, uint64_t sum)
{
    return sl_keys_find(&index->by_sum, sum);
}

/* Step to the next value that has exactly this sum; false at the end. */
static inline bool sl_value_next_sum(
    const struct sl_value_index *index, struct sl_keys_walk *walk, uint64_t sum, uint32_t *ret_value
)
{
    while (sl_keys_next(walk, ret_value)) {
        if (index->sums[*ret_value] == sum) {
            return true;
        }
    }
    return false;
}

/*
 * Join the words of an index, and turn what they say into pairs of values that are single words,
 * and, when there are values of several words, into lists of similar words for these.
 *
 *   ret_similar  by word number, evidence that carries over only; finish it in any case
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_value_join_words(
    const struct sl_value_index *index,
    const struct sl_word_rules *rules,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_pair_lists *ret_similar,
    struct sl_error *err
);

/*
 * Write the words similar to any word, each once with its best evidence, to list->similar behind
 * the first similar_count; gives how many. carried_only leaves out evidence that does not carry
 * over to values of several words. When memory runs out list->pairs.status says so.
 */
size_t sl_word_search(
    const struct sl_word_index *words,
    struct sl_str word,
    bool carried_only,
    size_t similar_count,
    struct sl_neighbour_list *list
);

/* Find the values that are a word similar to the probe's, when it is a single word; in a search. */
void sl_value_find_single(const struct sl_value_probe *probe);

/* A hash of a value's letters without its blanks. */
uint64_t sl_value_letters_hash(struct sl_str value);

/* Whether a value has a blank. */
bool sl_value_has_blank(struct sl_str value);

/* The hash of a word as it goes into sums. */
uint64_t sl_value_word_hash(struct sl_str word);

#endif
