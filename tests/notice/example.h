/* SPDX-License-Identifier: Apache-2.0 */
/*
 * example.h - histories that tests build by hand.
 */
#ifndef SL_TESTS_NOTICE_EXAMPLE_H
#define SL_TESTS_NOTICE_EXAMPLE_H

#include "notice/history.h"
#include "support/support.h"

#define EXAMPLE_LIMIT_BYTES ((size_t)16 << 20)

static inline struct sl_moment example_moment(const char *text)
{
    struct sl_moment moment = { .day = 0 };
    if (text[0] != '\0') {
        SL_CHECK_OK(sl_moment_parse(sl_str_from(text), &moment, NULL), NULL);
    }
    return moment;
}

/* The first instant of a moment. */
static inline int64_t example_instant(const char *text)
{
    return sl_history_first_instant(example_moment(text));
}

/* An event of which the child is the subject, said by agency 1 and known at once. */
static inline struct sl_history_event
example_event(enum sl_event_kind kind, const char *start, const char *end, uint32_t record)
{
    return (struct sl_history_event){
        .kind = kind,
        .start = example_moment(start),
        .end = example_moment(end),
        .known = {example_instant(start), SL_HISTORY_STANDS},
        .roles = SL_HISTORY_BIT(SL_ROLE_SUBJECT),
        .agency = 1,
        .record = record,
        .follows = SL_HISTORY_NONE,
    };
}

/* Add such an event. */
static inline void example_add(
    struct sl_history *history,
    enum sl_event_kind kind,
    const char *start,
    const char *end,
    uint32_t record
)
{
    SL_CHECK_OK(sl_history_event(history, example_event(kind, start, end, record), NULL), NULL);
}

/* Add a value to the last event. */
static inline void
example_value(struct sl_history *history, enum sl_attribute attribute, const char *text)
{
    const struct sl_history_value value = { attribute, sl_str_from(text) };
    SL_CHECK_OK(sl_history_value(history, value, NULL), NULL);
}

#endif
