/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calendar.h - working days in England and Wales.
 *
 * Source: GOV.UK, "UK bank holidays", England and Wales, as published for 2015 to 2028; Banking and
 *         Financial Dealings Act 1971, and its custom of substitute days, for the years after them.
 *         Statutory clocks count days that are neither a Saturday, a Sunday nor a bank holiday.
 *
 * Days are counted from 1970-01-01. A holiday can be proclaimed or moved in any year that is not
 * published yet: sl_calendar_is_published says which are. Outside the years of the table every
 * function says that it does not know.
 */
#ifndef SL_RECORD_CALENDAR_H
#define SL_RECORD_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* The table covers these years whole. */
#define SL_CALENDAR_FIRST_YEAR 2015
#define SL_CALENDAR_LAST_YEAR  2036

/* Up to and with this year they are as published; those of later years are computed by rule. */
#define SL_CALENDAR_LAST_PUBLISHED_YEAR 2028

/*
 * What all functions share.
 *
 *   ret_...  written on success only
 *
 * Errors: SL_UNSUPPORTED when a day, given or found, is not in the years of the table.
 */

/* Is it a working day? */
SL_NODISCARD enum sl_status
sl_calendar_is_working_day(int32_t day, bool *ret_working, struct sl_error *err);

/*
 * Find the working day that is `count` working days after a day, which itself is not counted: one
 * working day after a Friday is Monday, and so it is after the Saturday. A negative count goes
 * back; 0 gives the day itself, working or not. Time: proportional to count.
 */
SL_NODISCARD enum sl_status
sl_calendar_add_working_days(int32_t day, int32_t count, int32_t *ret_day, struct sl_error *err);

/*
 * Count the working days after `from`, up to and with `to`; when `to` is the earlier one, those
 * after `to` up to and with `from`, as a negative number. So it is what must be added to a working
 * day to get to another.
 * Time: that of a look-up, however far apart they are.
 */
SL_NODISCARD enum sl_status sl_calendar_working_days_between(
    int32_t from, int32_t to, int32_t *ret_count, struct sl_error *err
);

/* Are the bank holidays of this day's year as published? Not when they are by rule, or not known.
 */
bool sl_calendar_is_published(int32_t day);

/* The name of the bank holiday on this day; NULL when there is none or the table does not say. */
const char *sl_calendar_holiday(int32_t day);

#endif
