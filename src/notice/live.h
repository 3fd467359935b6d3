/* SPDX-License-Identifier: Apache-2.0 */
/*
 * live.h - a world that grows while it is asked: after a change, only who is near it is asked
 * again.
 *
 * Statements are added as records come, and stop being known as others take their place. Whom that
 * concerns is found by going from what was said to the people, things, homes and events around it,
 * as far as a history looks (world.h). Of these a small world is made, which says of them all that
 * the whole one says: so an evaluation in it gives the same, to the byte, and takes a time that
 * grows with what is around the change and not with the size of the whole.
 *
 *     open     with what is on record
 *     add      statements of new records
 *     end      of records whose place others took
 *     name     who somebody is, when that has changed
 *     wait     until when an answer about somebody holds, if nothing changes
 *     concerns whom all this concerns, and whose time has come
 *     part     a world of them
 */
#ifndef SL_NOTICE_LIVE_H
#define SL_NOTICE_LIVE_H

#include "notice/chains.h"
#include "notice/world.h"

/* How far from a child a history looks: a child's mother's other child's home is three away. */
#define SL_LIVE_DEPTH 3u

/* Numbers, each once, in the order in which they came. Zeroed is empty. */
struct sl_live_set {
    struct sl_chains places;
    int64_t *items;
    size_t count, room;
};

/* By what statements are found. */
enum sl_live_by {
    SL_LIVE_EVENT,    /* events by their mark */
    SL_LIVE_FROM,     /* links by either end */
    SL_LIVE_TO,       /* the same */
    SL_LIVE_ENTITY,   /* nodes by who has them */
    SL_LIVE_NODE,     /* nodes by themselves */
    SL_LIVE_BIRTH,    /* births by the mark of the person */
    SL_LIVE_MARK,     /* names by the mark: the last one counts */
    SL_LIVE_IDENTITY, /* names by the identity */
    SL_LIVE_OF_EVENT, /* events by their record */
    SL_LIVE_OF_LINK,  /* links */
    SL_LIVE_OF_NODE,  /* nodes */
    SL_LIVE_BY_COUNT
};

/* Fields are its own. Zeroed holds nothing. */
struct sl_live {
    struct sl_world all; /* not closed */
    struct sl_chains by[SL_LIVE_BY_COUNT];
    struct sl_live_set waiting; /* identities of whom it is known until when */
    int64_t *until;             /* of each */
    size_t until_room;
    struct sl_live_set changed;      /* people, as live_walk.h writes them */
    struct sl_live_set changed_node; /* things of which somebody new has one */
};

/*
 * Begin with a world, whose statements it takes over; world is empty from then on.
 *
 *   world     closed or not
 *   ret_live  finish it in any case
 *
 * Errors: SL_NO_MEMORY. Time: as many statements as there are.
 */
SL_NODISCARD enum sl_status
sl_live_open(struct sl_world *world, struct sl_live *ret_live, struct sl_error *err);
void sl_live_finish(struct sl_live *live);

/*
 * Add what new records state.
 *
 *   news  not closed; who somebody is, is changed by its names, too
 *
 * Errors: SL_NO_MEMORY; the live world is then only good for finishing.
 */
SL_NODISCARD enum sl_status
sl_live_add(struct sl_live *live, const struct sl_world *news, struct sl_error *err);

/* What a record states is known until an instant, as another one took its place. Errors: as above.
 */
SL_NODISCARD enum sl_status
sl_live_end(struct sl_live *live, int64_t record, int64_t until, struct sl_error *err);

/* Say who a mark is today; 0: nobody knows any more. Errors: as above. */
SL_NODISCARD enum sl_status
sl_live_name(struct sl_live *live, int64_t mark, int64_t identity, struct sl_error *err);

/* Who a mark is; 0: nobody knows. */
int64_t sl_live_identity(const struct sl_live *live, int64_t mark);

/* The answer about somebody holds until an instant (sl_evaluate_next). Errors: as above. */
SL_NODISCARD enum sl_status
sl_live_wait(struct sl_live *live, int64_t identity, int64_t until, struct sl_error *err);

/*
 * Whom what has changed since it was asked last may concern, and whose answers hold no longer:
 * identities, ascending, also such as nobody has any more. Forgets the changes.
 *
 *   as_of  the instant that is to be asked about
 *   arena  takes them
 *
 * Errors: as above.
 */
SL_NODISCARD enum sl_status sl_live_concerns(
    struct sl_live *live,
    int64_t as_of,
    struct sl_arena *arena,
    int64_t **ret_identities,
    size_t *ret_count,
    struct sl_error *err
);

/* The marks of an identity, in an arena. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_live_marks(
    const struct sl_live *live,
    int64_t identity,
    struct sl_arena *arena,
    int64_t **ret_marks,
    size_t *ret_count,
    struct sl_error *err
);

/*
 * Make a world that says of some people all that the whole one says, closed.
 *
 *   identities  count of them
 *   ret_world   finish it in any case
 *
 * Of others that are in it, it may say less than the whole one: do not ask about them.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_live_part(
    const struct sl_live *live,
    const int64_t *identities,
    size_t count,
    struct sl_world *ret_world,
    struct sl_error *err
);

#endif
