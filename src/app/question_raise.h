/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_raise.h - what an evaluation raises becomes questions.
 *
 * A question about a person is found again by who the person is today. So it goes with the key to
 * which it is bound: where identities are joined, the questions of both stay, each with its
 * answers, and new evidence goes to the first of them; where one is split, the question stays with
 * the person whom the first proof names, and what is raised of the other one is a question of its
 * own. A group is found again by a mark that has raised it before; an operation and an agency by
 * their name.
 *
 * The team that is asked is that of the agency to whose user the child is allocated; else that of
 * the agency whose record came last.
 */
#ifndef SL_APP_QUESTION_RAISE_H
#define SL_APP_QUESTION_RAISE_H

#include "app/question_sight.h"
#include "notice/indicator.h"

/* What was evaluated. Borrowed. */
struct sl_question_evaluation {
    const struct sl_indicators *indicators; /* one without a question opens none */
    const struct sl_raised *raised;
    size_t raised_count;
    bool is_whole; /* of everybody, with all records: what is not raised is no longer raised */
};

/* What became of it. */
struct sl_question_raised {
    size_t opened, again, faded, back; /* questions that were opened, raised by new evidence ... */
    size_t known;                      /* that were raised, with nothing to be added */
};

/*
 * Add to the questions what an evaluation has to add; the same evaluation again adds nothing. All
 * in one transaction, and in the ledger before it: an entry for each question that is opened or
 * raised again. That it may be done was asked before.
 *
 *   sight  open, for whoever evaluates
 *
 * Errors: SL_NOT_FOUND when an indicator is in no catalogue; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_question_raise(
    struct sl_question_sight *sight,
    const struct sl_question_evaluation *evaluation,
    struct sl_question_raised *ret_raised,
    struct sl_error *err
);

#endif
