/* SPDX-License-Identifier: Apache-2.0 */
/*
 * membership.h - which mentions are one person, as it was last published.
 *
 * Derived: filled by app/identify.h and app/identifier.h, in the transaction that writes the
 * journal (identity_event.h).
 */
#ifndef SL_STORE_MEMBERSHIP_H
#define SL_STORE_MEMBERSHIP_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

/* A mention, whose it is, and a hash of its rows as they were then. Plain memory. */
struct sl_membership {
    int64_t mention, identity, rows_hash;
};

/* Put a mention's identity, or change it; remove it. In a transaction. Errors: of the store. */
SL_NODISCARD enum sl_status sl_store_membership_put(
    struct sl_store *store, const struct sl_membership *member, struct sl_error *err
);
SL_NODISCARD enum sl_status
sl_store_membership_remove(struct sl_store *store, int64_t mention, struct sl_error *err);

/* Whose a mention is. Errors: SL_NOT_FOUND without a message; those of the store. */
SL_NODISCARD enum sl_status sl_store_membership_get(
    struct sl_store *store, int64_t mention, struct sl_membership *ret_member, struct sl_error *err
);

/*
 * The next mention of an identity behind `after` (0: the first).
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_membership_next(
    struct sl_store *store,
    int64_t identity,
    int64_t after,
    struct sl_membership *ret_member,
    struct sl_error *err
);

struct sl_membership_cursor;

/* The mentions first .. last. Close the cursor before the store. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_memberships_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_membership_cursor **ret_cursor,
    struct sl_error *err
);

/* The next one; ret_has_one is false at the end. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_membership_cursor_next(
    struct sl_membership_cursor *cursor,
    struct sl_membership *ret_member,
    bool *ret_has_one,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_membership_cursor_close(struct sl_membership_cursor *cursor);
/* For SL_CLEANUP on a struct sl_membership_cursor * variable. */
void sl_membership_cursor_close_ptr(struct sl_membership_cursor **cursor);

#endif
