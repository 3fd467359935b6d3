/* SPDX-License-Identifier: Apache-2.0 */
/*
 * birth_date.h - dates of birth as eight digits, right or wrong.
 *
 * A typing slip is still evidence, so an impossible date keeps its digits in their places:
 * 1862-71-17 is "18627117". Unknown parts are zeros: "1985" is "19850000".
 */
#ifndef SL_RECORD_BIRTH_DATE_H
#define SL_RECORD_BIRTH_DATE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/* Years written with two digits: 00 .. PIVOT-1 are 2000 on, the others 1900 on. */
#define SL_BIRTH_DATE_PIVOT 30

/* How a column writes dates such as 03/04/2015. */
enum sl_date_order { SL_DATE_DAY_FIRST, SL_DATE_MONTH_FIRST };

/* What the values of a column say about its order. Start from zeros. */
struct sl_date_votes {
    uint64_t day_first;
    uint64_t month_first;
};

/* Count one value: a first number over 12 speaks for day-first, a second over 12 for month-first.
 */
void sl_birth_date_vote(struct sl_date_votes *votes, struct sl_str raw);

/* Month-first when more values say so than the other; else day-first, as the UK writes. */
enum sl_date_order sl_birth_date_order(struct sl_date_votes votes);

/*
 * Append the date as yyyymmdd: eight digits, of which unknown parts are zeros; or, when no year can
 * be read, "t " and the folded text, which no date is equal to.
 * Read are 2015-03-02, 2015/3/2, 20150302, 02/03/2015, 2.3.15, 02-MAR-2015, "2nd March 2015",
 * "March 2, 2015", 2015-03-02T00:00:00, 02032015, 020315, 2015-03, 03/2015, 2015.
 * Eight digits that make no sense as yyyymmdd but do with the year at the end are read so.
 * Nothing for placeholders, all zeros and the year 9999.
 *
 *   order  decides 02/03/2015; a date that begins with a four-digit year does not need it
 *
 * Other parameters, memory: as sl_normal_fn says.
 */
void sl_birth_date_normal(
    struct sl_fold *fold, struct sl_str raw, enum sl_date_order order, struct sl_buf *out
);

/*
 * The same from three columns, month by number or English name. A part that is missing or cannot
 * be read is zeros; nothing when all three are.
 */
void sl_birth_date_parts(
    struct sl_str day, struct sl_str month, struct sl_str year, struct sl_buf *out
);

#endif
