/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_age.h - on which days may somebody have been born who is "12 years old", or "of 2013"?
 *
 * Days are numbers yyyymmdd, so that a month or a year is a range of them, whatever its days.
 */
#ifndef SL_SEARCH_SEARCH_AGE_H
#define SL_SEARCH_SEARCH_AGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The days of birth that make an age: "aged 12", "12 years old", "12yo", "6 months", "2 weeks".
 *
 *   folded  as sl_fold_text gives it
 *   today   days since 1970-01-01
 *
 * Returns false when it is no age; a number alone is none.
 */
bool sl_search_age(struct sl_str folded, int32_t today, int32_t *ret_first, int32_t *ret_last);

/*
 * The days that a date with or without its parts may be.
 *
 *   date   as sl_birth_date_normal gives it; a day that its month does not have is one, too
 *
 * Returns false when it is none of a person alive, or expected next year.
 */
bool sl_search_birth_range(
    struct sl_str date, int32_t today, int32_t *ret_first, int32_t *ret_last
);

/* The day as yyyymmdd. */
int32_t sl_search_day_number(int32_t days);

#endif
