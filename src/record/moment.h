/* SPDX-License-Identifier: Apache-2.0 */
/*
 * moment.h - when something was, as precisely as somebody wrote it down.
 *
 * "In 2019", "in May", "on the third", "at ten past nine" are different statements, and a
 * chronology must not make one into another. A moment keeps its precision, and whether it was
 * called approximate.
 *
 * Times are civil time in the United Kingdom, as people in the room read their clocks. A time
 * written with an offset is brought there by the rule for summer time of its year (README.md). The
 * hour that clocks repeat in October is one hour here: what was said to be in either comes out the
 * same. Before 1968 clocks are taken to show Greenwich time all year.
 *
 * Text: ISO 8601-1:2019 calendar dates and times of day, reduced precision included, and "~" at
 * the end for an approximate one (ISO 8601-2:2019, 8.2.2 "approximate").
 */
#ifndef SL_RECORD_MOMENT_H
#define SL_RECORD_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

enum sl_precision {
    SL_PRECISION_NONE, /* not known */
    SL_PRECISION_YEAR,
    SL_PRECISION_MONTH,
    SL_PRECISION_DAY,
    SL_PRECISION_MINUTE,
    SL_PRECISION_SECOND,
};

/* Zeroed is not known. */
struct sl_moment {
    int32_t day;       /* first day of the year, month or day: days since 1970-01-01 */
    int32_t second;    /* of the day, 0 .. 86399; 0 where the precision is a day or less */
    uint8_t precision; /* enum sl_precision */
    bool approximate;
};

/*
 * Parse one of
 *
 *   YYYY  YYYY-MM  YYYY-MM-DD  YYYY-MM-DDTHH:MM  YYYY-MM-DDTHH:MM:SS[.fraction]
 *
 * where a time may end in Z, +HH:MM or -HH:MM (14:00 at most), and all of it in ~. Years are
 * 0001 .. 9999; a fraction of a second is dropped; 24:00 and leap seconds are not taken. A blank
 * instead of T is. Blanks around it are not.
 * Errors: SL_INVALID; message and detail say what is wrong.
 */
SL_NODISCARD enum sl_status
sl_moment_parse(struct sl_str text, struct sl_moment *ret_moment, struct sl_error *err);

/* The day given as days since 1970-01-01, a day of the years 1 to 9999. */
struct sl_moment sl_moment_of_day(int32_t day);

/* Seconds since 1970 in UTC on clocks in the United Kingdom; unknown outside of those years. */
struct sl_moment sl_moment_of_utc(int64_t seconds);

/* Append the text above, without an offset: it parses to the same moment. Nothing when unknown. */
void sl_moment_print(struct sl_moment moment, struct sl_buf *buf);

/* The last day that it may mean: of "2024-02" the 29th. The moment must be known. */
int32_t sl_moment_last_day(struct sl_moment moment);

/*
 * A total order for chronologies: by the first instant, then the less precise first, then the
 * approximate last; unknown ones come before all others. Less than 0, 0 (the same) or more than 0.
 */
int sl_moment_compare(struct sl_moment left, struct sl_moment right);

#endif
