/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_publish.h - a new answer to who is who into the store, with what changed in the journal.
 *
 * Everything goes into the transaction that is open: readers see the whole answer or the one
 * before.
 */
#ifndef SL_APP_IDENTITY_PUBLISH_H
#define SL_APP_IDENTITY_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "identity/partition.h"
#include "store/bond.h"
#include "store/membership.h"
#include "store/review.h"
#include "store/store.h"

/*
 * An answer, for everybody or for some. Every identity that is in `before` or `after` is there with
 * all its mentions; both ascend by mention. Borrowed.
 */
struct sl_identity_answer {
    const struct sl_membership *before, *after;
    size_t before_count, after_count;
    /* Identities of before whose possible matches are told anew; all_reviews: of everybody. */
    const int64_t *reviewed;
    size_t reviewed_count;
    bool all_reviews;
    const struct sl_stored_review *reviews;
    size_t review_count;
    const int64_t *sealed; /* identities with an adopted child's former mentions */
    size_t sealed_count;
    /* What it follows from, for the journal. */
    int64_t at; /* now, in microseconds since 1970 in UTC */
    int64_t decision, run;
    int64_t built_through; /* the finish_order of the people index */
};

/* What became of identities. */
struct sl_identity_turns {
    uint64_t turns[SL_TURN_COUNT];
    uint64_t sealed;
    uint64_t moved_mentions;
};

/*
 * Write it: memberships that changed, review list, journal; who is near whom is already there
 * (identity_near.h), and said to be complete with the rest. Where `before` is empty as it was
 * dropped, the journal is not told again what it has.
 *
 *   store  in a transaction
 *
 * Errors: those of the store; SL_NO_MEMORY. The transaction can then only be rolled back.
 */
SL_NODISCARD enum sl_status sl_identity_publish(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    struct sl_identity_turns *ret_turns,
    struct sl_error *err
);

/*
 * Is everything that goes with an answer there, and made of the runs up to as_of (finish_order)?
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status
sl_identity_is_published(struct sl_store *store, int64_t as_of, bool *ret_is, struct sl_error *err);

/*
 * The bond of a mention whose rows have changed, or the model: to its identity's lowest mention, or
 * if it is that, to the next. `other` is 0 when it was alone. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_identity_bond_of(
    struct sl_store *store,
    const struct sl_membership *was,
    struct sl_stored_bond *ret_bond,
    struct sl_error *err
);

/* Told of a bond that was removed. */
typedef enum sl_status
sl_unbound_fn(void *context, const struct sl_stored_bond *bond, struct sl_error *err);

/*
 * Remove the bonds of those who were in `before` that hold nothing together any more. In a
 * transaction, after publishing. unbound may be NULL. Errors: those of the store and of unbound.
 */
SL_NODISCARD enum sl_status sl_identity_unbind(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    sl_unbound_fn *unbound,
    void *context,
    struct sl_error *err
);

#endif
