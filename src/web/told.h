/* SPDX-License-Identifier: Apache-2.0 */
/*
 * told.h - texts for pages, made in the arena of the request: sentences, days and times.
 *
 * What went wrong sticks to the page, and the text is empty.
 */
#ifndef SL_WEB_TOLD_H
#define SL_WEB_TOLD_H

#include "web/visit.h"

/* A text as printf makes it.. */
struct sl_str sl_told_print(struct sl_visit *visit, const char *format, ...) SL_PRINTF(2, 3);

/* A text with its first letter large: messages begin small. */
struct sl_str sl_told_sentence(struct sl_visit *visit, struct sl_str text);

/* "14 Nov 2023 22:13" in UTC, from microseconds since 1970; empty for 0, which is never. */
struct sl_str sl_told_time(struct sl_visit *visit, int64_t at_us);

/* "14 Nov 2023", from days since 1970-01-01. */
struct sl_str sl_told_day(struct sl_visit *visit, int32_t day);

/* "today", "tomorrow", "yesterday", else as above. */
struct sl_str sl_told_due(struct sl_visit *visit, int32_t day);

/* A date as agencies write it, as people say it: "14 Dec 1979" of "19791214". */
struct sl_str sl_told_date(struct sl_visit *visit, struct sl_str text);

/*
 * A list of names with commas between, and "and" before the last one: "a", "a and b", "a, b and c".
 * Built one by one: text is empty before the first.
 *
 *   is_last  of several
 */
struct sl_str
sl_told_join(struct sl_visit *visit, struct sl_str text, struct sl_str name, bool is_last);

/* "1,234,567". */
struct sl_str sl_told_count(struct sl_visit *visit, uint64_t count);

/* A path with a part that may hold anything: "/child/" and an id. */
struct sl_str sl_told_path(struct sl_visit *visit, const char *before, struct sl_str part);

#endif
