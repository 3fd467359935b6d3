/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identify.h - the use case "who is one person?", over all mentions of a store.
 *
 * The answer is a function of the visible records, the model with its frequencies, the decisions in
 * force and the bonds: the same in any order of arrival, on any number of threads, and the same as
 * following the records one by one (identifier.h). It is written in one transaction.
 */
#ifndef SL_APP_IDENTIFY_H
#define SL_APP_IDENTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "app/identity_publish.h"
#include "app/people_index.h"
#include "base/error.h"
#include "identity/hold.h"
#include "identity/outcome.h"
#include "sightline/linkage.h"
#include "store/store.h"

/* Contradictions that one result tells in full; of more there is the count. */
#define SL_IDENTIFY_CONFLICT_LIMIT 16u

struct sl_identify_options {
    unsigned thread_count; /* 1 .. 256 */
    bool must_learn;       /* learn a new model, also when there is one */
    int64_t at;            /* now, in microseconds since 1970 in UTC */
    int64_t decision;      /* that this follows from, for the journal; or 0 */
    int64_t run;           /* likewise */
    void (*progress)(void *context, const char *step, uint64_t done, uint64_t total); /* or NULL */
    sl_clock_fn *clock;                                                               /* or NULL */
    void *context;                                                                    /* of both */
};

/* A hold that was left out, as with earlier ones it would hold apart what is together. */
struct sl_identity_conflict {
    enum sl_mention_hold_kind kind;
    int64_t left, right;             /* mentions that were to be held */
    int64_t apart_left, apart_right; /* mentions that are held apart and would be joined */
    int64_t decision;                /* that was left out, or 0 */
};

/* Plain memory. Seconds are 0 without a clock. */
struct sl_identify_result {
    uint64_t row_count, mention_count, identity_count;
    uint64_t new_mention_count; /* not there in the last answer; outcomes are of these */
    uint64_t outcomes[SL_OUTCOME_COUNT];
    uint64_t possible_count;
    uint64_t bond_count; /* that this run made */
    struct sl_identity_turns turns;
    bool was_learned;
    uint64_t conflict_count;
    struct sl_identity_conflict conflicts[SL_IDENTIFY_CONFLICT_LIMIT];
    double index_seconds, read_seconds, learn_seconds, link_seconds, write_seconds, total_seconds;
};

/*
 * Bring the people index up to date, link all mentions, and publish.
 *
 *   store  open for writing, without a transaction
 *
 * Errors: those of the store, the index and the linkage; SL_INVALID when the model in use cannot
 * be read. The last answer is then as it was. Memory: some 300 bytes for each mention.
 */
SL_NODISCARD enum sl_status sl_identify(
    struct sl_store *store,
    const struct sl_identify_options *options,
    struct sl_identify_result *ret_result,
    struct sl_error *err
);

/*
 * The same in a transaction that is open, and with an index that is up to date: for what must be
 * written together with the answer.
 *
 *   built_through  the finish_order of the people index
 */
SL_NODISCARD enum sl_status sl_identify_again(
    struct sl_store *store,
    const struct sl_identify_options *options,
    int64_t built_through,
    struct sl_identify_result *ret_result,
    struct sl_error *err
);

/*
 * The same where everybody is published (sl_identity_is_published) and only what is known of some
 * mentions has changed: those on whom it can bear are linked. The answer is that of
 * sl_identify_again; the result tells of those who were linked alone.
 *
 *   mentions  count of them; those who are not published are left out
 *
 * Time: that of reading the model and its frequencies, all seals and bonds, and of the part.
 */
SL_NODISCARD enum sl_status sl_identify_part(
    struct sl_store *store,
    const struct sl_identify_options *options,
    const int64_t *mentions,
    size_t count,
    struct sl_identify_result *ret_result,
    struct sl_error *err
);

#endif
