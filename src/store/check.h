/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.h - is everything in the store as it was put there?
 *
 * The check reads every page and every byte of every record: the database's own structure, the
 * references between tables, the hash of each body and layout, the versions of each key from 1 on
 * without a gap, the derived tables that find them, and the counts of each run.
 */
#ifndef SL_STORE_CHECK_H
#define SL_STORE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/store.h"

/* What is being done, how much of it, and of how much in all (0: not known). */
typedef void sl_check_progress_fn(void *context, const char *step, uint64_t done, uint64_t total);

/* Zeroed: an open run is no problem, and nobody watches. */
struct sl_check_options {
    bool allow_no_open_run; /* a run that is not finished is a problem */
    sl_check_progress_fn *progress;
    void *context;
};

/* Problems are lines of text for people; more than fit are only counted. */
struct sl_check_result {
    uint64_t record_count, layout_count, open_run_count;
    uint64_t problem_count;
    struct sl_buf problems;
};

/* Start with nothing found. Finish it in any case. */
void sl_check_result_init(struct sl_check_result *result);
/* Give its memory back. */
void sl_check_result_finish(struct sl_check_result *result);

/*
 * Check a store as it is now; writers go on meanwhile.
 *
 *   result  initialised; problems are added. A damaged page is a problem, and ends the check
 *
 * Errors: SL_IO when the disk cannot be read, SL_NO_MEMORY.
 * Time: some 3 microseconds for a record of 250 bytes.
 */
SL_NODISCARD enum sl_status sl_store_check(
    struct sl_store *store,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
);

#endif
