/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_truth.h - how well planted situations of a simulated partnership are noticed.
 *
 * The truth is a folder as docs/simulate.md describes it. A situation is noticed when for one of
 * its children an indicator that is about such a situation holds, and its records name what shows
 * the situation: one of the events or things in the truth, or two where several events make it.
 * Situations of kinds that no indicator is about are not counted.
 *
 * How many questions there are on children with nothing planted is counted over the year before: a
 * question counts each time that its indicator begins to hold, looked at once a week.
 */
#ifndef SL_APP_NOTICE_TRUTH_H
#define SL_APP_NOTICE_TRUTH_H

#include "app/notice_run.h"
#include "store/store.h"

/* Kinds of situation, and questions of indicators, that are counted. */
#define SL_NOTICE_KIND_LIMIT 8u

/* Weeks of the year before. */
#define SL_NOTICE_TRUTH_WEEKS 52u

struct sl_notice_kind {
    const char *name;
    size_t count;   /* of situations */
    size_t noticed; /* with the right records, for one of its children */
    size_t whole;   /* for each of its children */
};

struct sl_notice_quality {
    struct sl_notice_kind kinds[SL_NOTICE_KIND_LIMIT];
    size_t kind_count;
    size_t child_count;                      /* known, with nothing planted */
    size_t question_count;                   /* on them, in a year */
    size_t standing_count;                   /* on them, at its beginning */
    size_t by_indicator[SL_INDICATOR_LIMIT]; /* the same, by place in the catalogue */
};

/*
 * Measure.
 *
 *   store       whose sources the world was made of
 *   evaluation  prepared; its instant is the end of the year
 *   folder      of the truth
 *
 * Errors: SL_IO, SL_INVALID of the truth's files; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_notice_truth(
    struct sl_store *store,
    const struct sl_evaluation *evaluation,
    unsigned thread_count,
    const char *folder,
    struct sl_notice_quality *ret_quality,
    struct sl_error *err
);

#endif
