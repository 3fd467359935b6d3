/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_prove.h - proofs that others can check without the ledger.
 *
 * Source: C2SP, "tlog-proof" (c2sp.org/tlog-proof@v1) for an entry; what a witness is sent by C2SP
 *         "tlog-witness" for growth.
 */
#ifndef SL_APP_LEDGER_PROVE_H
#define SL_APP_LEDGER_PROVE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/*
 * Append the proof that entry `index` is in the ledger at `path`, with its checkpoint.
 * Errors: SL_INVALID (there is no such entry; it is not published yet; damaged), SL_IO,
 * SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_ledger_prove(const char *path, uint64_t index, struct sl_buf *proof, struct sl_error *err);

/* Append the proof that the ledger of `before` entries is the beginning of this one. Errors: so. */
SL_NODISCARD enum sl_status sl_ledger_prove_growth(
    const char *path, uint64_t before, struct sl_buf *proof, struct sl_error *err
);

#endif
