/* SPDX-License-Identifier: Apache-2.0 */
/*
 * around.h - tests of conditions that look at places, things and people around a child; for this
 * folder only.
 *
 * Whoever is of the child's family or household is no stranger to the child: a phone that brothers
 * share, or a father who is in every record of theirs, says nothing here. Family is who is tied to
 * the child by any role but associate.
 */
#ifndef SL_NOTICE_AROUND_H
#define SL_NOTICE_AROUND_H

#include "notice/condition.h"

/* One condition, asked of one history as of one instant. */
struct sl_ask {
    const struct sl_history *history;
    int64_t as_of;
    struct sl_condition_finding *finding; /* takes the records of the test that is being made */
};

/* Take a record into the finding. */
void sl_ask_add_record(const struct sl_ask *ask, uint32_t record);

/* The first instant of a window that ends at another one. */
int64_t sl_ask_window_begin(struct sl_limit window, int64_t end);

/* Does an event of anybody fit a pattern, and lie in the window? */
bool sl_ask_is_in_window(
    const struct sl_ask *ask,
    const struct sl_pattern *pattern,
    struct sl_limit window,
    const struct sl_history_event *event
);

/*
 * How much there is of what a test counts: days at the place with most of them; events with
 * something open; families that use one thing, or children whom one adult met, the child included;
 * people.
 */
uint32_t sl_ask_place(const struct sl_ask *ask, const struct sl_test *test);
uint32_t sl_ask_open(const struct sl_ask *ask, const struct sl_test *test);
uint32_t sl_ask_shares(const struct sl_ask *ask, const struct sl_test *test);
uint32_t sl_ask_met(const struct sl_ask *ask, const struct sl_test *test);
uint32_t sl_ask_linked(const struct sl_ask *ask, const struct sl_test *test);

#endif
