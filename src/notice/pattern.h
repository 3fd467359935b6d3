/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pattern.h - which events does a rule speak of, and which of their moments?
 */
#ifndef SL_NOTICE_PATTERN_H
#define SL_NOTICE_PATTERN_H

#include "notice/history.h"

enum sl_pattern_at {
    SL_AT_START,
    SL_AT_END,   /* of a span, once it has ended */
    SL_AT_BIRTH, /* of the child, of events that were before it */
    SL_AT_COUNT
};

/* Zeroed but for its kinds it fits every event of those. */
struct sl_pattern {
    uint64_t kinds; /* a set; never empty */
    uint64_t roles; /* the child is one of these in it; 0: whatever the child is */
    bool is_coded;  /* the attribute has one of the texts */
    enum sl_attribute attribute;
    const struct sl_str *texts; /* compared byte by byte */
    size_t text_count;
    enum sl_pattern_at at;
    bool is_open; /* it has not ended */
};

/* The words for SL_AT_..., by enumerator; static. */
const struct sl_term *sl_pattern_at_terms(void);

/*
 * Is it such an event, and has the child a part in it? Whether it was known is another question.
 * The second asks nothing of the child: it is for what somebody around did.
 */
bool sl_pattern_fits(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event
);
bool sl_pattern_fits_around(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event
);

/* The moment that the pattern speaks of; unknown when the event has none. */
struct sl_moment sl_pattern_moment(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event
);

/* Does the event fit, and was its moment known and reached at an instant? Two, as above. */
bool sl_pattern_holds(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event,
    int64_t as_of
);
bool sl_pattern_holds_around(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event,
    int64_t as_of
);

#endif
