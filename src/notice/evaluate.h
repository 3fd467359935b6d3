/* SPDX-License-Identifier: Apache-2.0 */
/*
 * evaluate.h - all indicators of a catalogue, asked of everybody in a world as of an instant.
 */
#ifndef SL_NOTICE_EVALUATE_H
#define SL_NOTICE_EVALUATE_H

#include "notice/indicator.h"
#include "notice/raised.h"
#include "notice/world.h"

/* Room for the history of one person and what is found. */
#define SL_EVALUATE_BYTES ((size_t)256 << 20)

/* How many days back it is asked at most since when something holds: the days on which anything
 * could have changed, the latest first. */
#define SL_EVALUATE_STEP_LIMIT 400u

/* Borrowed: world, closed, and indicators. Never changed, so any number of threads share one. */
struct sl_evaluation {
    const struct sl_world *world;
    const struct sl_indicators *indicators;
    int64_t as_of;
    bool only_questions;     /* only indicators that open a question */
    bool without_since;      /* since is then the day that is asked about */
    uint64_t around, things; /* what conditions read around a child: set by prepare */
};

/* Look at what the indicators read. */
void sl_evaluation_prepare(struct sl_evaluation *evaluation);

/* Told of what is raised, one after the other; good for the call. Not SL_OK ends it. */
typedef enum sl_status
sl_raised_fn(void *context, const struct sl_raised *raised, struct sl_error *err);

/*
 * Ask about a person by number. Of whom nobody has said who they are, and of who is not a child at
 * the instant, nothing is raised. Indicators that only a person can say, and those that compare
 * what agencies say of a child itself, are passed over: a world has no such details.
 *
 *   arena  is reset; one for each thread, with SL_EVALUATE_BYTES
 *
 * Errors: SL_NO_MEMORY; those of told.
 */
SL_NODISCARD enum sl_status sl_evaluate_person(
    const struct sl_evaluation *evaluation,
    size_t person,
    struct sl_arena *arena,
    sl_raised_fn *told,
    void *context,
    struct sl_error *err
);

/*
 * The first instant after the one that is asked about at which an answer about a person may be
 * another one, though nobody says anything new: a time runs out, something begins, somebody grows
 * up. INT64_MAX: none, also of whom nothing is asked. It may be too soon, and is never too late.
 * What is known only from a later instant on is not looked at.
 *
 *   arena  is reset
 *
 * Errors: SL_NO_MEMORY. Time: some ten nanoseconds for each recent event and each test.
 */
SL_NODISCARD enum sl_status sl_evaluate_next(
    const struct sl_evaluation *evaluation,
    size_t person,
    struct sl_arena *arena,
    int64_t *ret_next,
    struct sl_error *err
);

#endif
