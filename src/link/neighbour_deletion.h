/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_deletion.h - words at most one or two slips apart, found by leaving letters out.
 *
 * Two words whose OSA distance is k have a common rest when k letters are left out of the longer
 * and k less their difference in length out of the shorter. So each word is filed under the hashes
 * of its rests; what meets there is checked with the true distance.
 *
 * Source:  T. Bocek, E. Hunt, B. Stiller, "Fast Similarity Search in Large Dictionaries",
 *          University of Zurich, ifi-2007.02, 2007.
 * Differs: the hash of each rest comes from those of the word's beginnings and endings in constant
 *          time; large joins file part of the hash space at a time, so that memory stays bounded.
 */
#ifndef SL_LINK_NEIGHBOUR_DELETION_H
#define SL_LINK_NEIGHBOUR_DELETION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "link/compare_impl.h"
#include "link/neighbour_pairs.h"

/*
 * Different words that are compared with each other; borrowed. The number of a word is its index.
 * alone[n] tells whether word n is a value by itself; NULL: all are. Two words of which one is not
 * are only paired when their evidence carries over (sl_evidence_carries) to values of several
 * words.
 */
struct sl_word_set {
    enum sl_family family;
    const struct sl_word_rules *rules;
    const struct sl_str *words;
    const uint32_t *alone;
    size_t count;
};

/* The most rests a word has: itself, one letter out of 64, two letters out of 40. */
#define SL_DELETION_LIMIT (1 + SL_WORD_LIMIT + 40 * 39 / 2)

/*
 * The hashes of a word's rests: those with d letters left out stand before ends[d], behind
 * ends[d - 1]. A rest that comes about in several ways may stand several times.
 */
struct sl_deletions {
    size_t ends[3];
    uint64_t hashes[SL_DELETION_LIMIT];
};

/* What letters out of a word are compared: nothing, letters, or (plain rules) digits. */
enum sl_word_class { SL_WORD_NONE, SL_WORD_LETTERS, SL_WORD_NUMBER };

/* The class of a word under these rules. */
enum sl_word_class sl_word_class(const struct sl_word_rules *rules, struct sl_str word);

/* What one slip, or two, between two words say under these rules, by their lengths and class. */
enum sl_evidence sl_slip_evidence(
    const struct sl_word_rules *rules, struct sl_str left, struct sl_str right, bool two
);

/* Hash the rests that these rules ask for; none for SL_WORD_NONE. */
void sl_deletions_hash(
    const struct sl_word_rules *rules, struct sl_str word, struct sl_deletions *ret_deletions
);

/* A hash of all letters that is what sl_deletions_hash gives with none left out. */
uint64_t sl_word_hash(enum sl_word_class word_class, struct sl_str word);

/*
 * Add to new pieces all pairs of words with SL_EVIDENCE_ONE, _TWO or _NUMBER as far as it comes
 * from OSA; pairs may come several times.
 *
 * Errors: SL_NO_MEMORY; failures of pieces are left in these.
 * Memory: up to 270 MB, and 16 bytes a word, besides the pairs.
 */
SL_NODISCARD enum sl_status sl_deletion_join(
    const struct sl_word_set *set,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
);

#endif
