/* SPDX-License-Identifier: Apache-2.0 */
/*
 * jaro.h - how alike are two short names?
 *
 * Source:  M. A. Jaro, "Advances in Record-Linkage Methodology as Applied to Matching the 1985
 *          Census of Tampa, Florida", JASA 84 (406), 1989, 414-420; W. E. Winkler, "String
 *          Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record
 *          Linkage", ASA Survey Research Methods, 1990, 354-359.
 * Differs: a common prefix (at most four letters) earns its bonus at every similarity, not only
 *          above 0.7; no bonus for letters that look alike or for long names.
 */
#ifndef SL_LINK_JARO_H
#define SL_LINK_JARO_H

#include <stddef.h>

#include "base/str.h"

/* The longest name compared letter by letter, in bytes; a longer one is like nothing but itself. */
#define SL_JARO_LIMIT_BYTES 1024u

/* The letters of a common prefix that earn a bonus. */
#define SL_JARO_PREFIX_LIMIT 4u

/* What the similarity is made of. Symmetric in the two names. */
struct sl_jaro_match {
    unsigned common; /* letters in both, not farther apart than half the longer name less one */
    unsigned swaps;  /* half the common letters that stand in another order, rounded down */
};

/*
 * Count the common letters of two names and how many of them are out of order.
 * Both at most SL_JARO_LIMIT_BYTES long. Memory: allocates nothing.
 */
struct sl_jaro_match sl_jaro_match(struct sl_str left, struct sl_str right);

/*
 * Give the similarity of two names, from 0 (nothing in common) to 1 (the same); two empty names
 * are the same. Memory: allocates nothing.
 */
double sl_jaro(struct sl_str left, struct sl_str right);
double sl_jaro_winkler(struct sl_str left, struct sl_str right);

/*
 * Give the Jaro-Winkler similarity in whole thousandths, rounded down: 0 .. 1000. Exact, as only
 * whole numbers are used, so that a threshold means the same on every machine.
 *
 *   left_len, right_len  of the names, 1 .. SL_JARO_LIMIT_BYTES
 *   match                of the names, or an upper bound of its common with no swaps: then the
 *                        result is an upper bound too
 *   prefix_len           how many letters both begin with; more than SL_JARO_PREFIX_LIMIT count as
 *                        that
 */
unsigned sl_jaro_winkler_permille(
    size_t left_len, size_t right_len, struct sl_jaro_match match, unsigned prefix_len
);

#endif
