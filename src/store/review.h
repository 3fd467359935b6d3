/* SPDX-License-Identifier: Apache-2.0 */
/*
 * review.h - identities that may be one person, for people to look at.
 *
 * Derived, with membership.h.
 */
#ifndef SL_STORE_REVIEW_H
#define SL_STORE_REVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

/* Two identities, low < high, and how they agree. Plain memory. */
struct sl_stored_review {
    int64_t low, high;
    int64_t weight_millibits;
};

/* Put a pair, or its weight anew. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_review_put(
    struct sl_store *store, const struct sl_stored_review *review, struct sl_error *err
);

/* Remove all pairs of an identity. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_review_remove(struct sl_store *store, int64_t identity, struct sl_error *err);

struct sl_review_cursor;

/*
 * The pairs of an identity, or all (identity 0), by low, then high. Close the cursor before the
 * store. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_reviews_open(
    struct sl_store *store,
    int64_t identity,
    struct sl_review_cursor **ret_cursor,
    struct sl_error *err
);

/* The next one; ret_has_one is false at the end. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_review_cursor_next(
    struct sl_review_cursor *cursor,
    struct sl_stored_review *ret_review,
    bool *ret_has_one,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_review_cursor_close(struct sl_review_cursor *cursor);
/* For SL_CLEANUP on a struct sl_review_cursor * variable. */
void sl_review_cursor_close_ptr(struct sl_review_cursor **cursor);

#endif
