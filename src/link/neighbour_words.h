/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_words.h - similar words: by their letters, and of names by nickname and spelling key.
 */
#ifndef SL_LINK_NEIGHBOUR_WORDS_H
#define SL_LINK_NEIGHBOUR_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "link/neighbour_deletion.h"
#include "link/neighbour_jaro.h"
#include "link/neighbour_keys.h"
#include "link/neighbour_pairs.h"
#include "link/osa.h"

/*
 * Add to new pieces all pairs of words of a set that are similar, with their evidence; a pair may
 * come several times, also with weaker evidence than its best.
 * Errors: SL_NO_MEMORY; failures of pieces are left in these.
 */
SL_NODISCARD enum sl_status sl_words_join(
    const struct sl_word_set *set,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
);

/*
 * What makes a set of words searchable: their rests under the hashes of neighbour_deletion.h, their
 * letters' bags, themselves, and their spelling keys (names only). Zeroed: no words.
 */
struct sl_word_index {
    struct sl_word_set set;
    struct sl_osa_letters *letters; /* of short words */
    struct sl_keys rests;
    struct sl_jaro_index jaro;
    struct sl_keys exact;
    struct sl_keys spellings;
};

/* The set's arrays must outlive the index. Errors: SL_LIMIT, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_word_index_init(
    struct sl_word_index *index, const struct sl_word_set *set, struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_word_index_finish(struct sl_word_index *index);

/* The number of a word, or SL_NUMBER_NONE. */
uint32_t sl_word_index_find(const struct sl_word_index *index, struct sl_str word);

/*
 * Add the words similar to any word, but not itself, with left 0 and the evidence; as in a join, a
 * word may come several times. sl_word_index_letters gives only what comes from OSA.
 */
void sl_word_index_search(
    const struct sl_word_index *index, struct sl_str word, struct sl_pairs *pairs
);
void sl_word_index_letters(
    const struct sl_word_index *index, struct sl_str word, struct sl_pairs *pairs
);

#endif
