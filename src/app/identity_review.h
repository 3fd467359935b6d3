/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_review.h - the possible matches that people are to look at, each explained.
 */
#ifndef SL_APP_IDENTITY_REVIEW_H
#define SL_APP_IDENTITY_REVIEW_H

#include <stddef.h>
#include <stdint.h>

#include "app/identity_find.h"
#include "app/waterfall.h"
#include "base/arena.h"
#include "base/error.h"
#include "identity/outcome.h"
#include "store/review.h"
#include "store/store.h"

/*
 * Two identities that may be one: as people, and by the two of their mentions that agree best.
 * What these two say is shown step by step: its total and other_bits are the pair's weight.
 */
struct sl_review_pair {
    struct sl_stored_review pair;
    enum sl_outcome outcome;
    struct sl_identity_mention left, right;
    struct sl_waterfall waterfall; /* of the two mentions; no steps when neither says anything */
    double other_bits; /* what all else adds that is recorded of the two people, and fields that
                          may not be told; either sign */
};

/* May a pair be seen? May a mention, and which fields of it (bits of enum sl_mention_field)? */
typedef enum sl_status sl_review_see_fn(
    void *context, const struct sl_stored_review *pair, bool *ret_is_seen, struct sl_error *err
);
typedef bool sl_review_look_fn(
    void *context, const struct sl_stored_mention *mention, int64_t identity, uint32_t *ret_fields
);

/* What is wanted. */
struct sl_review_wanted {
    int64_t identity;           /* of whom; 0: of everybody */
    size_t limit;               /* pairs that are explained, the surest first; more are counted */
    sl_review_see_fn *see_pair; /* a pair that may not be seen is not there; NULL: all may */
    sl_review_look_fn *look;    /* set with see_pair: what may not be seen explains nothing */
    void *context;              /* of both */
};

struct sl_review_list {
    struct sl_review_pair *pairs; /* the surest first */
    size_t count;
    uint64_t total; /* how many there are, beyond the limit, too */
};

/*
 * Gather them, the surest first.
 *
 *   store      open
 *   ret_list   in the arena
 *
 * Errors: those of the store; SL_INVALID when nobody has been identified yet, or the model cannot
 * be read.
 */
SL_NODISCARD enum sl_status sl_identity_review(
    struct sl_store *store,
    const struct sl_review_wanted *wanted,
    struct sl_arena *arena,
    struct sl_review_list *ret_list,
    struct sl_error *err
);

#endif
