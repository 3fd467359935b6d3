/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_note.h - one entry of the ledger, by those who have no door yet: who signs in or tries to.
 */
#ifndef SL_APP_LEDGER_NOTE_H
#define SL_APP_LEDGER_NOTE_H

#include "base/error.h"
#include "ledger/entry.h"
#include "ledger/key.h"
#include "logbook/logbook.h"
#include "store/store.h"

/* How far the clock may be behind the last entry, and ahead of it, before an entry says so: a
 * minute, as clocks are set right in passing; a week, in which somebody always has done something.
 */
#define SL_LEDGER_BEHIND_US (INT64_C(60) * 1000000)
#define SL_LEDGER_AHEAD_US  (INT64_C(7) * 86400 * 1000000)

/*
 * Open a ledger for writing, for all of this folder. When its journal ended in what is no entry, or
 * the clock is far from the last entry, an entry says so before any other.
 *
 *   now_us  microseconds since 1970 in UTC
 *
 * Errors: those of sl_logbook_open_within, with SL_ACCESS_WAIT_MS; those of writing.
 */
SL_NODISCARD enum sl_status sl_ledger_open(
    const char *path,
    const struct sl_signer *signer,
    int64_t now_us,
    struct sl_logbook **ret_book,
    struct sl_error *err
);

/*
 * Write an entry into the ledger of a store; on the disk when this returns.
 *
 * Errors: SL_INVALID when the store does not say where its ledger is; those of the ledger. Then
 * what it is about must not be done.
 */
SL_NODISCARD enum sl_status
sl_ledger_note(struct sl_store *store, const struct sl_deed *deed, struct sl_error *err);

/*
 * The secret of the ledger's key, from which other keys of the store are made.
 *
 *   ret_secret  room for SL_KEY_BYTES; to be wiped by the caller
 *
 * Errors: as above.
 */
SL_NODISCARD enum sl_status
sl_ledger_secret(struct sl_store *store, uint8_t *ret_secret, struct sl_error *err);

#endif
