/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_review.h - the possible matches that people are to look at, each with its reasons.
 */
#ifndef SL_APP_IDENTITY_REVIEW_H
#define SL_APP_IDENTITY_REVIEW_H

#include <stddef.h>
#include <stdint.h>

#include "app/identity_find.h"
#include "base/arena.h"
#include "base/error.h"
#include "identity/outcome.h"
#include "sightline/kind.h"
#include "store/review.h"
#include "store/store.h"

/* What one field says about two people. Texts live in the arena. */
struct sl_review_reason {
    enum sl_kind kind;
    struct sl_str field, left, right; /* values in normal form */
    const char *agreement;            /* in words: static */
    double bits;
};

/* Two identities that may be one: as people, and by the two of their mentions that agree best. */
struct sl_review_pair {
    struct sl_stored_review pair;
    enum sl_outcome outcome;
    struct sl_identity_mention left, right;
    struct sl_review_reason *reasons; /* of the two mentions */
    size_t reason_count;
    double mention_bits;
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
