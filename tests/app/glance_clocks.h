/* SPDX-License-Identifier: Apache-2.0 */
/*
 * glance_clocks.h - clocks that stand in every way for the child of child_house.h.
 *
 * As of the day of the house: "late" and "early" are over, "soon" is due soon, "runs" runs.
 */
#ifndef SL_TESTS_APP_GLANCE_CLOCKS_H
#define SL_TESTS_APP_GLANCE_CLOCKS_H

#include "app/child_house.h"
#include "notice/clock.h"

#define GLANCE_AS_OF sl_history_last_instant(sl_moment_of_day(ACCESS_DAY))

#define GLANCE_CLOCK(id, basis, event, limit)       \
    "  - id: " id "\n"                              \
    "    title: The " id " one\n"                   \
    "    owner: council\n"                          \
    "    basis: " basis "\n"                        \
    "    starts: {event: " event ", which: each}\n" \
    "    stops: [{event: plan_review}]\n"           \
    "    limit: " limit "\n"                        \
    "    soon: 2 days\n"                            \
    "    source: {title: T, version: \"1\", section: \"1\"}\n"

/* Of the missing episode of 2 January 2026. */
static inline struct sl_clocks glance_clocks(struct child_house *house)
{
    struct sl_clocks clocks;
    struct sl_error err;

    SL_CHECK_OK(
        sl_clocks_parse(
            SL_STR("format: sightline-clocks-1\nclocks:\n" /**/
                   GLANCE_CLOCK("late", "local", "missing", "9 days")
                       GLANCE_CLOCK("early", "statutory", "missing", "3 days")
                           GLANCE_CLOCK("soon", "statutory", "missing", "90 days")
                               GLANCE_CLOCK("runs", "statutory", "missing", "200 days")),
            &house->arena,
            &clocks,
            &err
        ),
        &err
    );
    return clocks;
}

#endif
