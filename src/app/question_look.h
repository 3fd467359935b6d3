/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_look.h - somebody looks at one child, and what is raised of the child becomes questions.
 *
 * By what who looks may see: it can open a question or bring new evidence, and says of nothing that
 * it is no longer raised.
 */
#ifndef SL_APP_QUESTION_LOOK_H
#define SL_APP_QUESTION_LOOK_H

#include "app/notice_explain.h"
#include "app/question_raise.h"

/*
 * Look.
 *
 *   question  as of now; its rules are asked, or all indicators
 *   arena     scratch
 *
 * Errors: those of sl_notice_explain and sl_question_raise; SL_DENIED for who sees no questions.
 */
SL_NODISCARD enum sl_status sl_question_look(
    struct sl_access *access,
    const struct sl_notice_question *question,
    struct sl_arena *arena,
    struct sl_question_raised *ret_raised,
    struct sl_error *err
);

#endif
