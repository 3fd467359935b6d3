/* SPDX-License-Identifier: Apache-2.0 */
/*
 * difference.h - what becomes more open, and what more closed, from one agreement to another.
 *
 * Documents are not compared word by word, but by what they share: for each holder, reader, purpose
 * and kind. Writing the same in another way is no difference.
 */
#ifndef SL_SHARING_DIFFERENCE_H
#define SL_SHARING_DIFFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "sharing/agreement.h"

/* The most changes that are told of. */
#define SL_CHANGE_LIMIT 20000u

/* When the change counts. What changes alike in an emergency is told once, as ALWAYS. */
enum sl_change_when {
    SL_CHANGE_ALWAYS,
    SL_CHANGE_EMERGENCY, /* when the glass is broken */
};

/* One change; REFUSED is: nothing is shared. */
struct sl_change {
    bool opens;
    enum sl_change_when when;
    enum sl_sight before, after; /* both CONTENT when it is fields that change */
    uint64_t kinds;
    uint64_t fields; /* that are added or removed; all of them when content begins or ends */
    enum sl_purpose purpose;
    struct sl_str holder, reader;
};

/* Lives in an arena. */
struct sl_difference {
    struct sl_change *changes;
    size_t change_count;
    struct sl_span before, after; /* validity */
};

/*
 * Compare two agreements, or versions of one; both are borrowed by the difference.
 * Errors: SL_LIMIT; SL_NO_MEMORY.
 * Time: proportional to parties squared, times shares and kinds.
 */
SL_NODISCARD enum sl_status sl_agreement_compare(
    const struct sl_agreement *before,
    const struct sl_agreement *after,
    struct sl_arena *arena,
    struct sl_difference *ret_difference,
    struct sl_error *err
);

/*
 * Append a difference in plain English: what opens, then what closes, changes that are alike
 * together. Errors stick to buf.
 */
void sl_difference_print(const struct sl_difference *difference, struct sl_buf *buf);

#endif
