/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_list.h - the children with whom somebody works: who, and which time limits press.
 *
 * Of each the picture is made for who looks, and the ledger has an entry that names them: a name on
 * a list is told as one on a page of its own is.
 */
#ifndef SL_APP_CHILD_LIST_H
#define SL_APP_CHILD_LIST_H

#include "app/child_glance.h"

/* The most children of one list: who works with more finds them by searching. */
#define SL_CHILD_LIST_LIMIT 20u

/* One. */
struct sl_child_line {
    const struct sl_user_tie *tie; /* of the door's user: the first of those to the child */
    int64_t identity;              /* who they are today */
    struct sl_child_glance glance;
};

/* In an arena. */
struct sl_child_list {
    struct sl_child_line *lines;
    size_t count, left; /* that are not in it */
};

/*
 * List them, by these rules, one after the other: the child with most statutory time limits over;
 * with any over; with most that are due soon; then in the order in which they were allocated.
 *
 *   clocks  which are asked, as of an instant (notice/history.h)
 *
 * Permission: picture. Errors: SL_DENIED; those of sl_child_glance and the door. Time: that of a
 * picture for each.
 */
SL_NODISCARD enum sl_status sl_child_list(
    struct sl_access *access,
    const struct sl_clocks *clocks,
    int64_t as_of,
    struct sl_arena *arena,
    struct sl_child_list *ret_list,
    struct sl_error *err
);

#endif
