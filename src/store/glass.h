/* SPDX-License-Identifier: Apache-2.0 */
/*
 * glass.h - access that was claimed in an emergency, and what another judged of it.
 */
#ifndef SL_STORE_GLASS_H
#define SL_STORE_GLASS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "sharing/glass.h"
#include "store/stamp.h"
#include "store/store.h"

/* A glass that was broken, with its review. `glass` is what the engine wants; its identity is as
 * sl_identity_print writes it. */
struct sl_store_glass {
    int64_t id; /* given by the store, from 1 */
    struct sl_glass glass;
    struct sl_str ended_by;        /* empty: it ran to its end, or runs */
    struct sl_glass_review review; /* `by` is empty: nobody has judged it */
    struct sl_str review_words;    /* what they say of it */
    int64_t reviewed_at;           /* 0: nobody has */
};

/*
 * Break the glass. In a transaction.
 *
 *   glass  one that sl_glass_check passes; its identity is one that sl_identity_parse reads
 *
 * Errors: SL_INVALID, as sl_glass_check; SL_NOT_FOUND when there is no such user; of the store.
 */
SL_NODISCARD enum sl_status sl_store_glass_add(
    struct sl_store *store, const struct sl_glass *glass, int64_t *ret_id, struct sl_error *err
);

/* Give it back, or take it away, before its end. In a transaction. Errors: SL_NOT_FOUND when there
 * is none, or it is over; those of the store. */
SL_NODISCARD enum sl_status sl_store_glass_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
);

/* A judgement. Borrowed. */
struct sl_store_judgement {
    int64_t glass;
    bool right;
    struct sl_str words; /* not empty */
    struct sl_stamp judged;
};

/*
 * Judge one, once. In a transaction.
 * Errors: SL_DENIED when it is judged by the one who broke it; SL_INVALID when it was judged
 * already, or nothing is said of it; SL_NOT_FOUND when there is none; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_glass_judge(
    struct sl_store *store, const struct sl_store_judgement *judgement, struct sl_error *err
);

/* One by its number; in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_glass_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
);

/* The next one behind the number `after` (0: the first); in the arena. Errors: SL_NOT_FOUND without
 * a message, behind the last; those of the store. */
SL_NODISCARD enum sl_status sl_store_glass_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
);

/* Glasses; the items lie in an arena. */
struct sl_glasses {
    struct sl_glass *items;
    size_t count;
};

/*
 * The glasses of a user that are broken at a time: for sl_glass_left. Few, and mostly none.
 * Errors: those of the store; SL_NO_MEMORY (the arena is full).
 */
SL_NODISCARD enum sl_status sl_store_glasses_of(
    struct sl_store *store,
    struct sl_str user_id,
    int64_t at,
    struct sl_arena *arena,
    struct sl_glasses *ret_glasses,
    struct sl_error *err
);

#endif
