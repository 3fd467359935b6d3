/* SPDX-License-Identifier: Apache-2.0 */
/*
 * date.h - days of the civil (proleptic Gregorian) calendar.
 *
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013 (days_from_civil).
 */
#ifndef SL_BASE_DATE_H
#define SL_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

struct sl_date {
    int16_t year;  /* 1 .. 9999 */
    uint8_t month; /* 1 .. 12 */
    uint8_t day;   /* 1 .. 31 */
};

/* Is there such a day? */
bool sl_date_valid(struct sl_date date);
/* Days since 1970-01-01; date must be valid. */
int32_t sl_date_to_days(struct sl_date date);
/* The day so many days after 1970-01-01: -719162 (0001-01-01) to 2932896 (9999-12-31). */
struct sl_date sl_date_from_days(int32_t days);
/* 0 is Monday, 6 Sunday; date must be valid. */
unsigned sl_date_weekday(struct sl_date date);
/* Parse exactly YYYY-MM-DD. Errors: SL_INVALID. */
SL_NODISCARD enum sl_status
sl_date_parse(struct sl_str text, struct sl_date *ret_date, struct sl_error *err);
/* Append YYYY-MM-DD, which parses to the same date. */
void sl_date_print(struct sl_date date, struct sl_buf *buf);
/* Append an instant, microseconds since 1970 in UTC and not before, as RFC 3339 writes it:
 * YYYY-MM-DDThh:mm:ss.mmmZ. */
void sl_date_print_instant(int64_t at_us, struct sl_buf *buf);

#endif
