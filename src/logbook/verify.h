/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify.h - is a ledger what was written and signed? Answered from its files alone.
 */
#ifndef SL_LOGBOOK_VERIFY_H
#define SL_LOGBOOK_VERIFY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "ledger/audit.h"
#include "ledger/checkpoint.h"

/* Faults that are kept; more are counted. */
#define SL_VERIFY_FAULTS 10000u

/* Checkpoints from elsewhere that one run can compare with. */
#define SL_VERIFY_NOTES 16u

struct sl_verify_job {
    const char *path;
    const struct sl_verifier *verifier; /* the owner's; NULL: the one in the folder */
    size_t note_count;
    const struct sl_checkpoint *notes; /* of this ledger; their signatures were checked */
};

/* What was found. Give it back with sl_verify_finish. */
struct sl_verify_result {
    struct sl_verifier verifier; /* the key that was used */
    bool is_signed;              /* with it */
    uint64_t published;          /* entries that the checkpoint covers */
    uint64_t in_journal;         /* and behind them */
    uint64_t erased;             /* parts */
    uint64_t fault_count;
    size_t kept_count;
    size_t capacity;
    struct sl_fault *faults; /* kept_count of them, in their order */
};

/*
 * Look at everything.
 *
 * Errors: SL_IO (the folder, or a disk that fails), SL_NO_MEMORY. What is wrong with the ledger is
 * a result, and no error. Time: proportional to the entries; memory: a bundle, and the journal.
 */
SL_NODISCARD enum sl_status sl_verify(
    const struct sl_verify_job *job, struct sl_verify_result *ret_result, struct sl_error *err
);

/* Give the faults back; a zeroed result is fine. */
void sl_verify_finish(struct sl_verify_result *result);

#endif
