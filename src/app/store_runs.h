/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_runs.h - what was taken in, what was rejected, and giving up a run that will not be ended.
 */
#ifndef SL_APP_STORE_RUNS_H
#define SL_APP_STORE_RUNS_H

#include <stdint.h>

#include "base/error.h"
#include "store/put.h"
#include "store/run.h"
#include "store/source.h"

/* Told of each run, the first one first. Texts are good for the call; not SL_OK ends it. */
typedef enum sl_status sl_run_told_fn(
    void *context,
    const struct sl_run *run,
    const struct sl_store_source *source,
    struct sl_error *err
);

/* Told of each reject of a run, in the order of the file. */
typedef enum sl_status sl_reject_told_fn(
    void *context,
    const struct sl_run *run,
    const struct sl_stored_reject *reject,
    struct sl_error *err
);

/* Go through the runs of a store. Errors: those of the store and of told. */
SL_NODISCARD enum sl_status
sl_runs_tell(const char *path, sl_run_told_fn *told, void *context, struct sl_error *err);

/* Go through the rejects of a run. Errors: SL_NOT_FOUND; those of the store and of told. */
SL_NODISCARD enum sl_status sl_rejects_tell(
    const char *path, int64_t run, sl_reject_told_fn *told, void *context, struct sl_error *err
);

/*
 * Give up an open run: its records and rejects are deleted, and other files of its system can be
 * taken in again.
 *
 *   at  now, in microseconds since 1970 in UTC
 *
 * Errors: SL_NOT_FOUND; SL_INVALID when it has ended; those of the store.
 */
SL_NODISCARD enum sl_status
sl_run_give_up(const char *path, int64_t run, int64_t at, struct sl_error *err);

#endif
