/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_witness.h - another agency looks at a copy of a ledger, and signs that it only grew.
 */
#ifndef SL_APP_LEDGER_WITNESS_H
#define SL_APP_LEDGER_WITNESS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct sl_ledger_witness_job {
    const char *path;  /* of the copy: checkpoint and tile/ are enough */
    const char *key;   /* file of the witness's own key */
    const char *state; /* file of the last checkpoint that it signed; made when there is none */
    const char *owner; /* the owner's key, or the file it is in; NULL: the one in the folder */
    uint64_t seconds;  /* now, since 1970 */
};

struct sl_ledger_witnessed {
    uint64_t before; /* entries that were seen before; 0: none */
    uint64_t count;
    bool is_first; /* nothing was seen before */
};

/*
 * Check that the tiles have the root that was signed and that the ledger seen before is its
 * beginning; then keep the checkpoint as the state, durably, and append it to *note with the
 * witness's signature.
 *
 * Errors: SL_INVALID (it was rewritten, or is shorter; the copy is damaged; a key is none), SL_IO,
 * SL_NO_MEMORY. Nothing is signed then, and the state stays.
 */
SL_NODISCARD enum sl_status sl_ledger_witness(
    const struct sl_ledger_witness_job *job,
    struct sl_buf *note,
    struct sl_ledger_witnessed *ret_witnessed,
    struct sl_error *err
);

#endif
