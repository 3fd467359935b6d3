/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log.h - a line for each request and each event of the service, without anybody in it.
 *
 * A line has the name of the route and never the address, and neither a user, nor where they are,
 * nor what they sent. Who did what stands in the ledger, where it is kept from those who look after
 * machines.
 */
#ifndef SL_WEB_LOG_H
#define SL_WEB_LOG_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "record/term.h"

/* X(enumerator, name, words) */
#define SL_LOG_STYLE_TABLE(X)                        \
    X(SL_LOG_TEXT, "text", "lines to be read")       \
    X(SL_LOG_JSON, "json", "an object on each line") \
    X(SL_LOG_NONE, "none", "nothing")

enum sl_log_style {
#define SL_LOG_STYLE_ENUM(enumerator, name, words) enumerator,
    SL_LOG_STYLE_TABLE(SL_LOG_STYLE_ENUM)
#undef SL_LOG_STYLE_ENUM
        SL_LOG_STYLE_COUNT
};

/* The terms of the table, by enumerator; static. */
const struct sl_term *sl_log_style_terms(void);

/* Where lines go. Plain memory, which does not change; threads may write at once. */
struct sl_log {
    FILE *out; /* NULL: nowhere */
    enum sl_log_style style;
};

/* A request that was answered. Borrowed for the call. */
struct sl_log_request {
    int64_t at_us;      /* microseconds since 1970 in UTC */
    const char *route;  /* its name; "none" */
    const char *method; /* "GET" ... */
    unsigned status;
    int64_t took_us;
    size_t bytes;               /* of the body */
    const struct sl_error *why; /* of a failure of ours (5xx), which names no person; else NULL */
};

/* Write a line of it. What cannot be written is lost. */
void sl_log_request(const struct sl_log *log, const struct sl_log_request *request);

/* An event: "listening", "stopping", "stopped", "cut" ...; detail is a text of ours, or "". */
void sl_log_event(const struct sl_log *log, int64_t at_us, const char *event, const char *detail);

#endif
