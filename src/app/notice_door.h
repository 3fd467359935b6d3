/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_door.h - everything asked of everybody, by somebody, and written down.
 *
 * A run shows nobody: it tells how many children each indicator holds for. One that is kept is what
 * sl_notice_list shows from then on, and asks the questions that follow of those who own them.
 */
#ifndef SL_APP_NOTICE_DOOR_H
#define SL_APP_NOTICE_DOOR_H

#include "app/access.h"
#include "app/notice_keep.h"
#include "app/notice_truth.h"
#include "app/notice_world.h"
#include "app/question_raise.h"

/* What is asked. Borrowed for the call. */
struct sl_notice_run_options {
    const struct sl_indicators *indicators;
    int64_t as_of; /* an instant */
    enum sl_notice_known known;
    struct sl_str agency; /* by the records of this one alone; empty: of all */
    bool must_keep;       /* by all records as they were received alone; opened to write */
    unsigned thread_count;
    const char *truth;              /* folder of the truth of a simulated partnership; NULL: none */
    double (*clock)(void *context); /* seconds, to say how long it took */
};

struct sl_notice_run_result {
    size_t child_count;
    size_t raised_count;
    size_t by_indicator[SL_INDICATOR_LIMIT]; /* children, by place in the catalogue */
    double read_seconds, evaluate_seconds;
    struct sl_notice_quality quality;    /* with a truth */
    struct sl_question_raised questions; /* what became of them, when it is kept */
};

/*
 * Ask everything of everybody as of an instant. Permission: store, as for whatever reads all of it.
 * Errors: SL_DENIED; those of sl_notice_world, sl_notice_evaluate, sl_notice_truth, sl_notice_keep
 * and sl_question_raise: what is kept stays when questions could not be asked.
 */
SL_NODISCARD enum sl_status sl_notice_run(
    struct sl_access *access,
    const struct sl_notice_run_options *options,
    struct sl_notice_run_result *ret_result,
    struct sl_error *err
);

/*
 * Evaluate again what was kept, by the same instant and the catalogue of the program: the same
 * rows, when nothing else has changed. What was stale stays so. When nothing was kept it does
 * nothing.
 *
 *   kept  as it was before who is who was found out again
 *
 * Errors: as above.
 */
SL_NODISCARD enum sl_status sl_notice_run_again(
    struct sl_store *store,
    const struct sl_notice_kept *kept,
    unsigned thread_count,
    struct sl_error *err
);

#endif
