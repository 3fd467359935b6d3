/* SPDX-License-Identifier: Apache-2.0 */
/*
 * say.h - times as people say them, for what is read aloud.
 */
#ifndef SL_RECORD_SAY_H
#define SL_RECORD_SAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "record/moment.h"

/*
 * Append "3 May 2024", "3 May 2024 21:40", "May 2024" or "2024", with "about" before it when it is
 * approximate: never more precise than what was written. Nothing when it is not known.
 */
void sl_say_moment(struct sl_moment moment, struct sl_buf *buf);

/* The same without the time of day. */
void sl_say_day(struct sl_moment moment, struct sl_buf *buf);

/*
 * Append a span: "3 May 2024 21:40 to 06:15", "3 to 5 May 2024"; its start alone when it has no
 * end or is one moment; "no date" when its start is not known.
 */
void sl_say_span(struct sl_moment start, struct sl_moment end, struct sl_buf *buf);

/*
 * Read a date as agencies write it in a value, or as rows of mentions have it: what sl_moment_parse
 * takes, DD/MM/YYYY, or YYYYMMDD whose month or day are 00 when nobody knows them. Returns false,
 * with a moment that is not known, when it is none of them.
 */
bool sl_say_parse(struct sl_str text, struct sl_moment *ret_moment);

/* Append a value's date in words, or the text as it is. */
void sl_say_date(struct sl_str text, struct sl_buf *buf);

/*
 * Append how old somebody is: "14", "14 or 15" where the birth is known by month or year only, and
 * "3 months", "5 weeks" or "2 days" of the youngest; nothing when it is not known or not before the
 * day.
 */
void sl_say_age(struct sl_moment birth, int32_t on_day, struct sl_buf *buf);

/* The same as a phrase: "14 years old", "14 or 15 years old", "3 months old". */
void sl_say_old(struct sl_moment birth, int32_t on_day, struct sl_buf *buf);

#endif
