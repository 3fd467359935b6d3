/* SPDX-License-Identifier: Apache-2.0 */
/*
 * glass_manage.h - breaking the glass in an emergency, and judging it afterwards.
 *
 * Each one stands before the privacy officers of the agency of whoever broke it until one of them,
 * and not they themselves, has judged it. One that is judged wrong ends at once.
 */
#ifndef SL_APP_GLASS_MANAGE_H
#define SL_APP_GLASS_MANAGE_H

#include "app/access.h"
#include "store/glass.h"

/* What is claimed. Borrowed. */
struct sl_glass_claim {
    struct sl_str child; /* child_find.h */
    enum sl_glass_reason reason;
    struct sl_str words; /* the reason in words: SL_GLASS_WORDS_MIN to _MAX code points */
    int32_t hours;       /* from 1 to 8 */
};

/*
 * Break the glass, from now on.
 *
 *   ret_glass  in the arena: its number, and when it ends
 *
 * Errors: SL_DENIED (no role that may); SL_INVALID, with what must be given in the hint;
 * SL_NOT_FOUND when nobody is called this; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_glass_break(
    struct sl_access *access,
    const struct sl_glass_claim *claim,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
);

/*
 * Judge one.
 *
 * Errors: SL_DENIED (no role that may; one's own); SL_NOT_FOUND when there is none, or it is of
 * another agency; SL_INVALID when it was judged, or nothing is said of it; of the door and store.
 */
SL_NODISCARD enum sl_status sl_glass_judge(
    struct sl_access *access, int64_t glass, bool right, struct sl_str words, struct sl_error *err
);

/*
 * The glasses that the user may know of: those that the agency's users broke, for one who judges;
 * their own, for one who may break it.
 *
 *   all          those that were judged, too
 *   ret_glasses  in the arena, as they came
 *
 * Errors: SL_DENIED; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_glass_list(
    struct sl_access *access,
    bool all,
    struct sl_arena *arena,
    struct sl_store_glass **ret_glasses,
    size_t *ret_count,
    struct sl_error *err
);

/* Broken glasses that nobody has judged. Plain memory. */
struct sl_glass_unjudged {
    uint64_t waiting; /* all of them, the overdue too */
    uint64_t overdue; /* for more than SL_GLASS_REVIEW_DAYS */
};

/*
 * How many glasses that the own agency's users broke has nobody judged? It names nobody: for those
 * who lead and inspect (permission: oversight), and for those who judge.
 *
 * Errors: SL_DENIED; those of the door and the store. Time: proportional to all glasses.
 */
SL_NODISCARD enum sl_status sl_glass_count_unjudged(
    struct sl_access *access, struct sl_glass_unjudged *ret_unjudged, struct sl_error *err
);

#endif
