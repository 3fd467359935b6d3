/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fold_data.h - letters of the Latin and Cyrillic scripts and the ASCII letters they become.
 *
 * Source:  Latin: Unicode CLDR transform "Latin-ASCII" (version 42, in ICU 72), capitals folded.
 *          Cyrillic: ICAO Doc 9303-3, "Transliteration of Cyrillic characters", the form in which
 *          passports, and so British records, spell these names.
 * Differs: the letter schwa of Azerbaijani, which CLDR leaves out, is "e".
 */
#ifndef SL_RECORD_FOLD_DATA_H
#define SL_RECORD_FOLD_DATA_H

#include <stddef.h>
#include <stdint.h>

/*
 * A range of code points, each with `width` bytes of text: lower-case letters, then blanks.
 * All blanks: the letter is silent; a first byte '?': the letter is not in this table.
 */
struct sl_fold_range {
    uint32_t first;
    uint32_t last;
    size_t width;
    const char *text;
};

#define SL_FOLD_RANGE_COUNT 5

/* Ascending, not overlapping. */
extern const struct sl_fold_range sl_fold_ranges[SL_FOLD_RANGE_COUNT];

#endif
