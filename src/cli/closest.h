/* SPDX-License-Identifier: Apache-2.0 */
/*
 * closest.h - which word did somebody mean to type?
 */
#ifndef SL_CLI_CLOSEST_H
#define SL_CLI_CLOSEST_H

#include <stddef.h>

/*
 * Find the word that is nearest to what was typed, by letters inserted, left out, changed, or two
 * neighbours exchanged.
 *
 *   words  count words; NULL entries are passed over
 *
 * Returns the first nearest word, or NULL when none differs in fewer than half of its letters and
 * at most in three. Source: optimal string alignment (F. J. Damerau, CACM 7 (1964), 171-176).
 */
const char *sl_closest(const char *typed, const char *const *words, size_t count);

#endif
