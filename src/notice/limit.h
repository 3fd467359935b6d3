/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limit.h - a length of time as a rule has it: "15 working days", "72 hours", "3 months".
 *
 * Days and months run from the day after the one on which something happened to the end of the last
 * one; hours run from the second. Hours are those of the clock on the wall: 72 hours over the night
 * in which clocks change end at the same time of day. Three months after 30 November is the last
 * day of February.
 */
#ifndef SL_NOTICE_LIMIT_H
#define SL_NOTICE_LIMIT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* The longest: 999 of any unit. */
#define SL_LIMIT_COUNT_LAST 999

enum sl_limit_unit { SL_UNIT_HOUR, SL_UNIT_DAY, SL_UNIT_WORKING_DAY, SL_UNIT_MONTH, SL_UNIT_COUNT };

struct sl_limit {
    int32_t count; /* 1 .. SL_LIMIT_COUNT_LAST */
    enum sl_limit_unit unit;
};

/*
 * Parse a number, a blank, and hour, day, working day or month, with an s or without.
 * Errors: SL_INVALID; the message says what may stand here.
 */
SL_NODISCARD enum sl_status
sl_limit_parse(struct sl_str text, struct sl_limit *ret_limit, struct sl_error *err);

/* Append the text, with an s where there are several: it parses to the same limit. */
void sl_limit_print(struct sl_limit limit, struct sl_buf *buf);

/*
 * The last instant within a limit that runs from an instant (history.h); and the first instant of
 * the limit that ends at one, which is how long before a deadline something is due soon.
 * Errors: SL_UNSUPPORTED when working days are not known so far away (record/calendar.h).
 */
SL_NODISCARD enum sl_status
sl_limit_end(struct sl_limit limit, int64_t from, int64_t *ret_last, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_limit_begin(struct sl_limit limit, int64_t last, int64_t *ret_first, struct sl_error *err);

#endif
