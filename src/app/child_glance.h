/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_glance.h - a child at a glance, as a list has room for: who, and which time limits press.
 *
 * The picture is made for who looks, by the permission that they were asked for last: what they may
 * not see is neither told nor counted. Whoever glances writes the entries that name the children.
 */
#ifndef SL_APP_CHILD_GLANCE_H
#define SL_APP_CHILD_GLANCE_H

#include "app/access.h"
#include "app/picture_load.h"
#include "notice/clock.h"

/* What glances share. Set the first four; finish in any case. */
struct sl_child_glancer {
    struct sl_access *access;
    const struct sl_clocks *clocks; /* which are asked */
    int64_t as_of;                  /* an instant (notice/history.h) */
    struct sl_str kind;             /* of thing for which it is done, for the entry */
    struct sl_picture_loader *loader;
};

/* Let go of what it opened; one that opened nothing, too. */
void sl_child_glancer_finish(struct sl_child_glancer *glancer);

/* A time limit that is over, or due soon. */
struct sl_child_pressing {
    const struct sl_clock *clock;
    enum sl_clock_state state;
    int64_t deadline; /* the last instant; INT64_MAX when nobody knows it */
};

/* Texts and arrays are in the arena. */
struct sl_child_glance {
    struct sl_str name, life;           /* empty: nothing may be told */
    struct sl_child_pressing *pressing; /* over first, then by deadline */
    size_t pressing_count;
    size_t over_count, soon_count;
    size_t statutory_over_count; /* of those that are over */
};

/*
 * Glance at somebody.
 *
 *   arena  takes the glance
 *
 * Errors: those of sl_picture_load and sl_clock_runs; SL_NO_MEMORY. Somebody who is nobody any
 * more, or of whom nothing may be told, has neither a name nor time limits. Time: that of a
 * picture.
 */
SL_NODISCARD enum sl_status sl_child_glance(
    struct sl_child_glancer *glancer,
    int64_t identity,
    struct sl_arena *arena,
    struct sl_child_glance *ret_glance,
    struct sl_error *err
);

#endif
