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

struct sl_access;

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

/*
 * Go through the runs of the own agency's files; for the hub (intake_reach.h), of all. Names of
 * files may be telling, and it shows nobody; permission: intake, or rejects. Errors: SL_DENIED;
 * those of the store, of told and of sl_access_say.
 */
SL_NODISCARD enum sl_status
sl_runs_tell(struct sl_access *access, sl_run_told_fn *told, void *context, struct sl_error *err);

/*
 * Go through the rejects of a run of the own agency: an entry before the first is told.
 * Errors: SL_DENIED; SL_NOT_FOUND, also for a run of another agency; as above.
 */
SL_NODISCARD enum sl_status sl_rejects_tell(
    struct sl_access *access,
    int64_t run,
    sl_reject_told_fn *told,
    void *context,
    struct sl_error *err
);

/*
 * Give up an open run: its records and rejects are deleted, and other files of its system can be
 * taken in again.
 *
 *   access  opened to write
 *
 * Errors: SL_DENIED; SL_NOT_FOUND; SL_INVALID when it has ended; those of the store.
 */
SL_NODISCARD enum sl_status
sl_run_give_up(struct sl_access *access, int64_t run, struct sl_error *err);

#endif
