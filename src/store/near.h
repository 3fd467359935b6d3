/* SPDX-License-Identifier: Apache-2.0 */
/*
 * near.h - which mentions are like enough to be looked at together, whether or not they are joined.
 *
 * Derived, with membership.h: what the linkage found when it last compared somebody with
 * everybody, so that nobody has to be compared again. Each pair is there both ways.
 */
#ifndef SL_STORE_NEAR_H
#define SL_STORE_NEAR_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

/* One direction of a pair. Plain memory. */
struct sl_stored_near {
    int64_t mention, other;
};

/*
 * Put one direction of a pair; the caller puts the other, too. What is there stays. In a
 * transaction. Errors: those of the store.
 */
SL_NODISCARD enum sl_status
sl_store_near_put(struct sl_store *store, const struct sl_stored_near *near, struct sl_error *err);

/* Remove all pairs of a mention, both ways. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_near_remove(struct sl_store *store, int64_t mention, struct sl_error *err);

struct sl_near_cursor;

/*
 * The pairs of mentions from first to last, by mention, then by the other. Close the cursor before
 * the store. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_near_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_near_cursor **ret_cursor,
    struct sl_error *err
);

/* The next one; ret_has_one is false at the end. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_near_cursor_next(
    struct sl_near_cursor *cursor,
    struct sl_stored_near *ret_near,
    bool *ret_has_one,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_near_cursor_close(struct sl_near_cursor *cursor);
/* For SL_CLEANUP on a struct sl_near_cursor * variable. */
void sl_near_cursor_close_ptr(struct sl_near_cursor **cursor);

#endif
