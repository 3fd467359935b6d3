/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_manage.h - what people do with a question: allocate, answer, challenge, escalate, close.
 *
 * Each is a deed that is kept for ever, and an entry of the ledger before it is made. Whoever may
 * not know of all that raised a question answers only what they may know of: the rest asks again
 * at once, of those who may.
 */
#ifndef SL_APP_QUESTION_MANAGE_H
#define SL_APP_QUESTION_MANAGE_H

#include "app/access.h"
#include "notice/question.h"

/* What is done. Borrowed. Who, their agency and the day are the door's. */
struct sl_question_doing {
    int64_t question;
    size_t deed_count;            /* that the user had seen; 0: whatever was done before */
    enum sl_question_act act;     /* of a person */
    enum sl_question_reply reply; /* ANSWERED */
    int32_t until;                /* ANSWERED, PLANNED */
    struct sl_str user;           /* ALLOCATED; empty: to the team */
    struct sl_str words;          /* why, where the act needs it (notice/question.h) */
};

/*
 * Do it.
 *
 * Errors: SL_DENIED (no role that may; it is for another agency to do); SL_NOT_FOUND in the same
 * words when there is no such question and when it is not theirs to know of, and when there is no
 * such user of the agency; SL_INVALID as sl_question_check, and when somebody else has done
 * something with it since the user looked, or in the meantime; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_question_do(
    struct sl_access *access, const struct sl_question_doing *doing, struct sl_error *err
);

/*
 * Whom of the own agency questions can be allocated to: users who may see and answer questions
 * today, by id, as their ids and names, in the arena. Permission: allocate.
 * Errors: SL_DENIED; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_question_colleagues(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_term **ret_users,
    unsigned *ret_count,
    struct sl_error *err
);

#endif
