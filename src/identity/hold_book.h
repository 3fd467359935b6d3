/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hold_book.h - which holds are in force, and why, while mentions change one by one.
 *
 * A pair may be held for several reasons: a source names them as twins, and a person has decided.
 * The linkage is told of a hold when it has its first reason, and that it is over when it has lost
 * its last.
 */
#ifndef SL_IDENTITY_HOLD_BOOK_H
#define SL_IDENTITY_HOLD_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "identity/hold.h"

/* Free with sl_hold_book_finish; zeroed is empty. */
struct sl_hold_book {
    struct sl_mention_hold *items; /* left 0: struck out */
    size_t count, capacity;
    uint32_t *links; /* by item and end: 1 + twice the next item of that mention, and its end */
    size_t link_capacity;
    uint32_t *heads;
    size_t head_count; /* a power of two, or 0 */
};

/* Enter a hold, once for each reason. Errors: SL_NO_MEMORY, SL_LIMIT (2^30 holds). */
SL_NODISCARD enum sl_status sl_hold_book_add(
    struct sl_hold_book *book, const struct sl_mention_hold *hold, struct sl_error *err
);

/* What a change does: the linkage is to hold these, and to let go of those. */
struct sl_hold_changes {
    struct sl_mention_holds begun, over;
};

/*
 * Enter what now holds a mention for a reason, in the place of what did.
 *
 *   holds    each has the mention at one end, and the reason
 *   changes  what becomes of it is added
 *
 * Errors: as add; then the book is of no use any more.
 */
SL_NODISCARD enum sl_status sl_hold_book_replace(
    struct sl_hold_book *book,
    int64_t mention,
    enum sl_hold_reason reason,
    const struct sl_mention_holds *holds,
    struct sl_hold_changes *changes,
    struct sl_error *err
);

/* Add to a list what holds a mention for a reason. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_hold_book_find(
    const struct sl_hold_book *book,
    int64_t mention,
    enum sl_hold_reason reason,
    struct sl_mention_holds *holds,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_hold_book_finish(struct sl_hold_book *book);

#endif
