/* SPDX-License-Identifier: Apache-2.0 */
/*
 * span.h - from one day to another.
 */
#ifndef SL_SHARING_SPAN_H
#define SL_SHARING_SPAN_H

#include <stdbool.h>
#include <stdint.h>

/* A day that never comes: no end is set. */
#define SL_SPAN_OPEN INT32_MAX

/* Both days are in it; days since 1970-01-01. Empty when from > until. */
struct sl_span {
    int32_t from, until;
};

/* Is a day in it? */
static inline bool sl_span_has(struct sl_span span, int32_t day)
{
    return span.from <= day && day <= span.until;
}

#endif
