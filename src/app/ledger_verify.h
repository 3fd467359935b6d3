/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_verify.h - is a ledger as it was written, and does it hold what others have kept of it?
 */
#ifndef SL_APP_LEDGER_VERIFY_H
#define SL_APP_LEDGER_VERIFY_H

#include "base/error.h"
#include "logbook/verify.h"

struct sl_ledger_verify_job {
    const char *path;
    const char *key; /* the owner's, or the file it is in; NULL: the one in the folder */
    size_t note_count;
    const char *const *notes; /* files: checkpoints that a witness has cosigned, or kept */
    const char *witness;      /* a witness's key: each note must be cosigned by it; NULL: none */
};

/*
 * Verify. Errors: SL_IO, SL_NO_MEMORY, SL_LIMIT (too many notes), SL_INVALID (a key or a note that
 * is none, or is not signed). What is wrong with the ledger is a result: finish it.
 */
SL_NODISCARD enum sl_status sl_ledger_verify(
    const struct sl_ledger_verify_job *job,
    struct sl_verify_result *ret_result,
    struct sl_error *err
);

#endif
