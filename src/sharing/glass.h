/* SPDX-License-Identifier: Apache-2.0 */
/*
 * glass.h - access in an emergency: claimed with a reason, limited in time, judged afterwards.
 *
 * Breaking the glass stands in for a relationship that nobody has recorded yet, and opens what
 * agreements open in an emergency. It never opens a seal, and never makes an agreement (README.md).
 *
 * Source: NHS Summary Care Record: emergency access needs a reason and alerts the privacy officer,
 *         who judges each one. The time limit and the days for judging are our own choice: a shift,
 *         and a week.
 */
#ifndef SL_SHARING_GLASS_H
#define SL_SHARING_GLASS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "record/term.h"

/* The longest that one lasts: eight hours. */
#define SL_GLASS_LONGEST_MICROSECONDS (INT64_C(8) * 3600 * 1000000)
/* How long the reason in words must be and may be, in code points. */
#define SL_GLASS_WORDS_MIN 15u
#define SL_GLASS_WORDS_MAX 1000u
/* Days within which it must be judged. */
#define SL_GLASS_REVIEW_DAYS 7

/* X(enumerator, name, words) */
#define SL_GLASS_REASON_TABLE(X)                                                              \
    X(SL_GLASS_DANGER, "immediate_danger", "a child is in immediate danger")                  \
    X(SL_GLASS_MISSING, "missing_child", "a child is missing")                                \
    X(SL_GLASS_MEDICAL, "medical_emergency", "a child needs emergency care")                  \
    X(SL_GLASS_ARRIVED, "arrived_unallocated", "a child came to us and is not allocated yet") \
    X(SL_GLASS_COURT, "court_order", "a court must be answered at once")

#define SL_GLASS_ENUM(enumerator, ...) enumerator,
enum sl_glass_reason { SL_GLASS_REASON_TABLE(SL_GLASS_ENUM) SL_GLASS_REASON_COUNT };
#undef SL_GLASS_ENUM

/* The reasons by enumerator; static. */
const struct sl_term *sl_glass_reason_terms(void);

/* A glass that was broken. Times are microseconds since 1970 in UTC. Borrowed. */
struct sl_glass {
    struct sl_str user, identity;
    enum sl_glass_reason reason;
    struct sl_str words;
    int64_t from, until;
    int64_t ended; /* when it was given back or taken away before its end; 0: it was not */
};

/* What one judged of it. */
struct sl_glass_review {
    struct sl_str by; /* empty: nobody has judged it yet */
    bool right;
};

enum sl_glass_review_state {
    SL_GLASS_WAITING, /* to be judged */
    SL_GLASS_OVERDUE, /* to be judged, and its days are over */
    SL_GLASS_RIGHT,
    SL_GLASS_WRONG,
};

/* May it be broken like this? Errors: SL_INVALID, with what must be given in the hint. */
SL_NODISCARD enum sl_status sl_glass_check(const struct sl_glass *glass, struct sl_error *err);

/*
 * How many microseconds it still opens this child for this user; 0 when it does not, or when it
 * could not have been broken like this.
 *
 *   glass  NULL: there is none
 */
int64_t sl_glass_left(
    const struct sl_glass *glass, struct sl_str user_id, struct sl_str identity, int64_t at
);

/*
 * How far the judging is.
 *
 *   review  a judgement by the one who broke it is none
 *   at      now
 */
enum sl_glass_review_state sl_glass_review_state_of(
    const struct sl_glass *glass, const struct sl_glass_review *review, int64_t at
);

#endif
