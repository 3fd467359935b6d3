/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_jaro.h - words with a high Jaro-Winkler similarity and the same first two letters.
 *
 * Words stand in buckets by their first two letters, and in a bucket by length. Each has a bag of
 * its letters in one machine word; the bits that two bags have in common bound their common
 * letters from above, and so, given the lengths, their similarity. Few pairs pass to be measured.
 */
#ifndef SL_LINK_NEIGHBOUR_JARO_H
#define SL_LINK_NEIGHBOUR_JARO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/neighbour_deletion.h"
#include "link/neighbour_pairs.h"

/* Words up to this length are kept side by side. */
#define SL_JARO_PACK_LEN 16u

/* Members of one bucket and length: first <= place < end. */
struct sl_jaro_run {
    uint32_t first, end;
    uint32_t len;
};

/*
 * The index. members are the numbers of the words that can be similar to others, sorted by their
 * first two letters, length, third letter, number; bags, letters (of words up to SL_JARO_PACK_LEN)
 * and thirds go with them, so that the words need not be fetched from all over. Those that begin
 * with letters a and b have runs[bucket_runs[256 a + b]] and on. needs holds, for each two lengths
 * (of any word, and of a member) and each common prefix of 2, 3 or 4 letters, how many common
 * letters the loose threshold takes. Invariant: the words of the set outlive the index. Zeroed: no
 * members.
 */
struct sl_jaro_index {
    struct sl_word_set set;
    size_t member_count;
    uint32_t *members;
    uint64_t *bags;
    char (*letters)[SL_JARO_PACK_LEN];
    uint8_t *thirds;
    struct sl_jaro_run *runs;
    uint32_t *bucket_runs;
    size_t member_len; /* of the longest */
    uint8_t *needs;
};

/* Errors: SL_NO_MEMORY. Free with sl_jaro_index_finish. */
SL_NODISCARD enum sl_status sl_jaro_index_init(
    struct sl_jaro_index *index, const struct sl_word_set *set, struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_jaro_index_finish(struct sl_jaro_index *index);

/*
 * Add to new pieces all pairs of the set's words with SL_EVIDENCE_LIKE, _ALIKE or _VAGUE as far as
 * it comes from Jaro-Winkler, each once.
 * Errors: SL_NO_MEMORY; failures of pieces are left in these.
 */
SL_NODISCARD enum sl_status sl_jaro_join(
    const struct sl_jaro_index *index,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
);

/* Add the words similar to any word, with left 0; itself, when it is there, is left out. */
void sl_jaro_search(const struct sl_jaro_index *index, struct sl_str word, struct sl_pairs *pairs);

#endif
