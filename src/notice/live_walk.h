/* SPDX-License-Identifier: Apache-2.0 */
/*
 * live_walk.h - who and what is around some people in a live world; for this folder only.
 *
 * A person is written as their identity; of whom nobody has said who they are, as their mark with a
 * minus before it.
 */
#ifndef SL_NOTICE_LIVE_WALK_H
#define SL_NOTICE_LIVE_WALK_H

#include <stdbool.h>

#include "notice/live.h"

/* Forget and give back; is a number in it; put one. Errors: SL_NO_MEMORY. */
void sl_live_set_finish(struct sl_live_set *set);
bool sl_live_set_has(const struct sl_live_set *set, int64_t number);
SL_NODISCARD enum sl_status
sl_live_set_put(struct sl_live_set *set, int64_t number, struct sl_error *err);

/* A walk. Zeroed is before the first step. */
struct sl_live_walk {
    const struct sl_live *live;
    struct sl_live_set people; /* those from whom it begins first, then who is next to them ... */
    struct sl_live_set marks;  /* of these people */
    struct sl_live_set groups; /* marks of events of those who are nearer than the last */
    struct sl_live_set things; /* marks of objects and locations */
    struct sl_live_set nodes;  /* by which people may be tied */
    struct sl_error *err;
};

/* Give everything back. */
void sl_live_walk_finish(struct sl_live_walk *walk);

/* Go `depth` steps from the people that are in it. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_live_walk_go(struct sl_live_walk *walk, unsigned depth);

/* The person of a mark; is the mark that of a person at all? */
int64_t sl_live_person(const struct sl_live *live, int64_t mark);
bool sl_live_is_person(const struct sl_live *live, int64_t mark);

/*
 * Add who has a node to a set, and no more than `limit` of them: what more than
 * SL_WORLD_CROWD_LIMIT have ties nobody. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_live_users(
    const struct sl_live *live,
    int64_t node,
    size_t limit,
    struct sl_live_set *users,
    struct sl_error *err
);

/* Add the people who have a part in an event, and those in events that follow from it or from which
 * it follows, and these events to another set. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_live_group(
    const struct sl_live *live,
    int64_t mark,
    struct sl_live_set *groups,
    struct sl_live_set *people,
    struct sl_error *err
);

#endif
