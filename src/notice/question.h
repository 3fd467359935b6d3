/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question.h - what an indicator asks of people, and how it stands by what was done with it.
 *
 * An indicator that is raised opens a question to the team of an agency, with a clock. Everything
 * that happens to it is a deed that is added and never changed: by an evaluation (it is raised by
 * evidence, its evidence has gone, or is back) or by a person. How a question stands is a function
 * of its deeds and the day, and is stored nowhere:
 *
 *     open, due soon, over   nobody has answered, and the clock runs
 *     re-raised              the same, as new evidence came after an answer or after it was closed
 *     answered               until new evidence, a challenge, or the day of a plan
 *     challenged, escalated  another agency does not accept the answer, or the silence
 *     closed                 by a person, with a reason
 *
 * Evidence is new when it has a mark (raised.h) that no evaluation has brought before. A record
 * that is corrected, and evidence that is lost, are never new. Evidence that has gone changes
 * nothing but `is_raised`: the question stays until a person closes it.
 *
 * Source of the days: none is national. They are our own choice, until agencies agree on others;
 *         each question keeps those that it was opened with.
 */
#ifndef SL_NOTICE_QUESTION_H
#define SL_NOTICE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "notice/indicator.h"
#include "notice/raised.h"

/* Working days in which a challenge, and an escalation, is to be answered. */
#define SL_QUESTION_DAYS_CHALLENGED 2
#define SL_QUESTION_DAYS_ESCALATED  1

/* X(enumerator, name, words): what was done with it. The first three are of evaluations. */
#define SL_QUESTION_ACT_TABLE(X)                             \
    X(SL_ACT_RAISED, "raised", "raised by new evidence")     \
    X(SL_ACT_FADED, "faded", "no longer raised")             \
    X(SL_ACT_BACK, "back", "raised again by what was known") \
    X(SL_ACT_ALLOCATED, "allocated", "allocated")            \
    X(SL_ACT_ANSWERED, "answered", "answered")               \
    X(SL_ACT_CHALLENGED, "challenged", "challenged")         \
    X(SL_ACT_ESCALATED, "escalated", "escalated")            \
    X(SL_ACT_CLOSED, "closed", "closed")

/* X(enumerator, name, words, settles): what may be answered, always with a reason in words. One
 * that does not settle it is kept, and the clock goes on. */
#define SL_QUESTION_REPLY_TABLE(X)                                       \
    X(SL_REPLY_DONE, "done", "it was done", true)                        \
    X(SL_REPLY_PLANNED, "planned", "it is planned", true)                \
    X(SL_REPLY_NOT_NEEDED, "not_needed", "it is not needed", true)       \
    X(SL_REPLY_NOT_KNOWN, "not_known", "it is not known", false)         \
    X(SL_REPLY_NOT_SO, "not_so", "what the records say is not so", true) \
    X(SL_REPLY_UNRELATED, "unrelated", "these do not belong together", true)

/* X(enumerator, name, words): how it stands. */
#define SL_QUESTION_STATE_TABLE(X)                        \
    X(SL_QUESTION_OPEN, "open", "open")                   \
    X(SL_QUESTION_RE_RAISED, "re_raised", "re-raised")    \
    X(SL_QUESTION_DUE_SOON, "due_soon", "due soon")       \
    X(SL_QUESTION_OVER, "over", "over")                   \
    X(SL_QUESTION_ANSWERED, "answered", "answered")       \
    X(SL_QUESTION_CHALLENGED, "challenged", "challenged") \
    X(SL_QUESTION_ESCALATED, "escalated", "escalated")    \
    X(SL_QUESTION_CLOSED, "closed", "closed")

#define SL_QUESTION_ENUM(enumerator, ...) enumerator,
enum sl_question_act { SL_QUESTION_ACT_TABLE(SL_QUESTION_ENUM) SL_QUESTION_ACT_COUNT };
enum sl_question_reply { SL_QUESTION_REPLY_TABLE(SL_QUESTION_ENUM) SL_QUESTION_REPLY_COUNT };
enum sl_question_state { SL_QUESTION_STATE_TABLE(SL_QUESTION_ENUM) SL_QUESTION_STATE_COUNT };
#undef SL_QUESTION_ENUM

/* The terms of each table, by enumerator; static. */
const struct sl_term *sl_question_act_terms(void);
const struct sl_term *sl_question_reply_terms(void);
const struct sl_term *sl_question_state_terms(void);

/* Working days in which a question is to be answered, by what its indicator means. */
int32_t sl_question_days(enum sl_indicator_meaning meaning);

/* May a question of an indicator of this set be answered so? */
bool sl_question_takes(enum sl_indicator_set set, enum sl_question_reply reply);

/* Days are days since 1970-01-01. What an act does not need is zero or empty. Borrowed. */
struct sl_question_deed {
    enum sl_question_act act;
    int32_t day;
    struct sl_str by, agency;     /* user and their agency; empty: an evaluation */
    struct sl_str user;           /* ALLOCATED: to whom; empty: to the team */
    enum sl_question_reply reply; /* ANSWERED */
    int32_t until;                /* ANSWERED, PLANNED: the day by which */
    struct sl_str words;          /* ANSWERED, CHALLENGED, ESCALATED, CLOSED: why */
};

/* Invariant: the first deed is RAISED; deeds stand in the order in which they were done. */
struct sl_question {
    struct sl_str owner; /* the agency whose team is asked */
    enum sl_indicator_set set;
    enum sl_indicator_meaning meaning;
    int32_t clock_days; /* from 1 */
    const struct sl_question_deed *deeds;
    size_t deed_count; /* at least 1 */
};

/* How a question stands on a day. Texts and deeds are those of the question. */
struct sl_question_status {
    enum sl_question_state state;
    bool is_raised;     /* the last evaluation raised it; else "no longer raised" */
    bool is_over;       /* the clock that runs, whichever it is, is over its last day */
    unsigned round;     /* 1, and one more each time that new evidence opened it again */
    int32_t opened;     /* the day of the first deed */
    int32_t from;       /* the day from which the clock runs that does, or ran last */
    int32_t due;        /* its last day; 0 when none runs */
    struct sl_str user; /* to whom it is allocated; empty: the team */
    const struct sl_question_deed *answer;  /* the last one; NULL: nobody has answered */
    const struct sl_question_deed *dispute; /* the challenge or escalation that stands; or NULL */
};

/*
 * How it stands. Deeds after the day have not happened yet; the first is not after it.
 * Errors: SL_UNSUPPORTED when a clock leaves the years of the calendar (record/calendar.h).
 * Time: proportional to the deeds.
 */
SL_NODISCARD enum sl_status sl_question_status_on(
    const struct sl_question *question,
    int32_t day,
    struct sl_question_status *ret_status,
    struct sl_error *err
);

/* Has nobody answered what stands: it is open, due soon, over, re-raised, challenged, escalated? */
bool sl_question_waits(enum sl_question_state state);

/*
 * What an evaluation has to add to a question, if anything. Adding it and asking again gives
 * nothing, so the same evaluation twice changes nothing.
 *
 *   is_raised  that of the status; false for a question that is not there yet
 *   known      marks that evaluations have brought before, in order
 *   proofs     what it is raised by now, in order; none: it is not raised
 *   ret_act    RAISED, FADED or BACK
 *
 * Returns false when there is nothing to add.
 */
bool sl_question_next(
    bool is_raised,
    const struct sl_raised_proof *known,
    size_t known_count,
    const struct sl_raised_proof *proofs,
    size_t proof_count,
    enum sl_question_act *ret_act
);

/*
 * May a person do this now? The agency that is asked allocates, answers and closes; another one
 * challenges and escalates. Nothing is closed before it is answered, unless nothing raises it any
 * more; nor while a plan is open or another agency waits for an answer.
 *
 *   deed  by a person
 *
 * Errors: SL_DENIED when it is for another agency to do; SL_INVALID for what cannot be done as it
 * stands, with what can in the hint; those of sl_question_status_on.
 */
SL_NODISCARD enum sl_status sl_question_check(
    const struct sl_question *question, const struct sl_question_deed *deed, struct sl_error *err
);

/* What the order of a list looks at. */
struct sl_question_attention {
    size_t over_count; /* statutory clocks of the child that are over */
    enum sl_indicator_meaning meaning;
    enum sl_question_state state;
    int32_t opened;
    int64_t number;
};

/*
 * Which of two comes first: that with more statutory clocks over; then a sign of harm that waits
 * for an answer; then whatever else waits; then the one that is open for longer; then the lower
 * number. Nothing is weighed and nothing is added up. Negative: the left one.
 */
int sl_question_compare(
    const struct sl_question_attention *left, const struct sl_question_attention *right
);

#endif
