/* SPDX-License-Identifier: Apache-2.0 */
/*
 * osa.h - how many slips of the pen lie between two words?
 *
 * The optimal string alignment distance: the fewest letters inserted, left out, replaced or
 * swapped with their neighbour, where no letter is touched twice ("ca" to "abc" takes 3).
 *
 * Source:  F. J. Damerau, "A Technique for Computer Detection and Correction of Spelling Errors",
 *          CACM 7 (3), 1964, 171-176; H. Hyyro, "A Bit-Vector Algorithm for Computing Levenshtein
 *          and Damerau Edit Distances", Nordic Journal of Computing 10, 2003, 29-39.
 * Differs: what both words begin and end with is left out first; distances up to 2 are found by
 *          trying the few ways to mend the first difference; words too long for a machine word go
 *          through the diagonals within the limit.
 */
#ifndef SL_LINK_OSA_H
#define SL_LINK_OSA_H

#include <stdint.h>

#include "base/str.h"

/* The largest distance that can be asked for. */
#define SL_OSA_LIMIT 64u

/*
 * Give the distance of two words in bytes, or limit + 1 when it is greater than limit.
 *
 *   limit  0 .. SL_OSA_LIMIT; with SL_OSA_LIMIT, words up to 64 bytes get their true distance
 *
 * Memory: allocates nothing.
 * Time:   limit <= 2: proportional to the length; else to the product of the lengths over 64, and
 *         for differing parts over 64 bytes to length times limit.
 */
unsigned sl_osa_distance(struct sl_str left, struct sl_str right, unsigned limit);

/* Words up to this length fit into a struct sl_osa_letters. */
#define SL_OSA_PACK_LEN 16u

/* The letters of a short word, the first in the lowest byte, and zeros behind them. */
struct sl_osa_letters {
    uint64_t low, high;
};

/* Pack a word of at most SL_OSA_PACK_LEN bytes, none of them zero; a longer one gives zeros. */
struct sl_osa_letters sl_osa_pack(struct sl_str word);

/*
 * The same as sl_osa_distance with limit 2, for two different packed words: 1, 2 or 3. Made for
 * comparing many pairs: a few shifts instead of a walk.
 */
unsigned sl_osa_packed_distance(struct sl_osa_letters left, struct sl_osa_letters right);

#endif
