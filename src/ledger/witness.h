/* SPDX-License-Identifier: Apache-2.0 */
/*
 * witness.h - has a ledger only grown since it was last looked at?
 *
 * Source: C2SP, "tlog-witness" (c2sp.org/tlog-witness): what a witness must know before it signs.
 */
#ifndef SL_LEDGER_WITNESS_H
#define SL_LEDGER_WITNESS_H

#include "base/error.h"
#include "ledger/checkpoint.h"
#include "ledger/proof.h"

/*
 * May a witness sign `now`?
 *
 *   seen   the last checkpoint of this ledger that it signed; NULL: it has never seen one
 *   now    of which the owner's signature was checked
 *   proof  that seen is the beginning of now; not looked at without seen
 *
 * Errors: SL_INVALID, and why: another ledger, fewer entries than before, or another history.
 */
SL_NODISCARD enum sl_status sl_witness_check(
    const struct sl_checkpoint *seen,
    const struct sl_checkpoint *now,
    const struct sl_proof *proof,
    struct sl_error *err
);

#endif
