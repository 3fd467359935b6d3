/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scribe.h - who writes entries into a ledger: what many say at once shares one sync of the disk.
 *
 * Threads hand over what they have to say, and wait, or are told when it is written. One that finds
 * nobody writing takes all that is there, writes it as one batch and tells the others; what comes
 * meanwhile is the next batch.
 *
 * The ledger is held only while entries are written, so that many processes share it; one that
 * finds it taken waits for up to SL_ACCESS_WAIT_MS. Between batches the book rests, and goes on
 * where it was unless another process has written.
 *
 * Source: group commit, as src/logbook/README.md says.
 */
#ifndef SL_APP_SCRIBE_H
#define SL_APP_SCRIBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "ledger/entry.h"
#include "logbook/logbook.h"

struct sl_scribe;

/* Nothing is opened yet. Errors: SL_NO_MEMORY. Close with sl_scribe_close, which takes NULL. */
SL_NODISCARD enum sl_status sl_scribe_open(struct sl_scribe **ret_scribe, struct sl_error *err);
void sl_scribe_close(struct sl_scribe *scribe);

/* Give the ledger's book back; the next entry opens it again. Nobody is writing. */
void sl_scribe_rest(struct sl_scribe *scribe);

/*
 * What is to be done with the book while it is held, when the entries are on the disk; `first` is
 * the number of the first one. What it gives is what the writing gives.
 */
struct sl_scribe_next {
    enum sl_status (*carry_out
    )(void *context, struct sl_logbook *book, uint64_t first, struct sl_error *err);
    void *context;
};

/* What was written since a time. */
struct sl_scribe_counts {
    uint64_t entries, refusals; /* refusals: entries that say that somebody might not */
    uint64_t batches, failures; /* batches that could not be written */
};

/* What it has written since it was opened. Threads may ask at once. */
struct sl_scribe_counts sl_scribe_counts(struct sl_scribe *scribe);

/* What is to be written, and where. Borrowed for the call. */
struct sl_scribe_job {
    const char *ledger, *key; /* folder; file */
    int64_t now_us;           /* microseconds since 1970 in UTC */
    const struct sl_deed *deeds;
    size_t deed_count;
    const struct sl_scribe_next *next; /* NULL: nothing. Such a job is a batch of its own. */
};

/*
 * Write entries; threads may do this at once. All of them are on the disk when this returns, or
 * none of them is acknowledged. What is wrong with the entries of one job does not hinder others.
 *
 * Errors: SL_IO when the ledger cannot be written, or another process keeps it too long; SL_INVALID
 * (an entry's text is too long or not UTF-8; the key is not the ledger's), SL_LIMIT, SL_NO_MEMORY;
 * those of job->next, with the entries written.
 * Time: a sync, and that of the batch before it.
 */
SL_NODISCARD enum sl_status
sl_scribe_write(struct sl_scribe *scribe, const struct sl_scribe_job *job, struct sl_error *err);

/* Told when entries that were handed over are on the disk, or could not be written; err is good for
 * the call. By another thread, which must not be kept long; the errand may be given back. */
typedef void sl_scribe_told_fn(void *context, enum sl_status status, const struct sl_error *err);

/* What is handed over. All of it, and all that the job borrows, stays until `told` is called. */
struct sl_scribe_errand {
    struct sl_scribe_job job; /* with no `next` */
    sl_scribe_told_fn *told;
    void *context;
    /* From here on the scribe's. */
    struct sl_scribe_errand *next;
    enum sl_status status;
    struct sl_error err;
    bool is_done;
};

/*
 * Hand over what is to be written, and do not wait: it shares a sync with all that is there when
 * its turn comes. A thread of the scribe's own writes when nobody else does.
 */
void sl_scribe_hand(struct sl_scribe *scribe, struct sl_scribe_errand *errand);

/*
 * Could entries be written? The ledger is opened as for writing, and let go; nothing is written. So
 * it is no promise: the disk may be full.
 *
 *   job  its deeds are not read
 *
 * Errors: those of writing.
 */
SL_NODISCARD enum sl_status
sl_scribe_check(struct sl_scribe *scribe, const struct sl_scribe_job *job, struct sl_error *err);

#endif
