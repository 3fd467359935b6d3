/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_run.h - all indicators asked of all children of a world, on several threads.
 */
#ifndef SL_APP_NOTICE_RUN_H
#define SL_APP_NOTICE_RUN_H

#include "notice/evaluate.h"

struct sl_notice_part;

/* What is raised, by identity, then in the order of the catalogue. Zeroed holds nothing. */
struct sl_notice_raised {
    struct sl_raised *items;
    size_t count;
    size_t child_count;           /* of whom was asked */
    struct sl_notice_part *parts; /* memory */
    size_t part_count;
};

/*
 * Evaluate everybody. The answer is the same with any number of threads.
 *
 *   evaluation  prepared; ids of indicators are borrowed from it
 *   ret_raised  give back in any case
 *
 * Errors: SL_NO_MEMORY. Time: see src/notice/README.md.
 */
SL_NODISCARD enum sl_status sl_notice_evaluate(
    const struct sl_evaluation *evaluation,
    unsigned thread_count,
    struct sl_notice_raised *ret_raised,
    struct sl_error *err
);
void sl_notice_raised_finish(struct sl_notice_raised *raised);

#endif
