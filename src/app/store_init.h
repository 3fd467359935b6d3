/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_init.h - everything that a partnership begins with: a store, its ledger, its agreements.
 */
#ifndef SL_APP_STORE_INIT_H
#define SL_APP_STORE_INIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* How long the first administrator's one-time code is good. */
#define SL_INIT_CODE_US (INT64_C(24) * 3600 * 1000000)

/* What is made, and where. NULL: beside the store and called like it: for X.db, X.ledger, X.key and
 * X.agreements. Borrowed for the call. */
struct sl_init_job {
    const char *store;
    const char *ledger;     /* a folder */
    const char *ledger_key; /* a file */
    const char *agreements; /* a folder; one that exists is taken as it is */
    int64_t now_us;         /* microseconds since 1970 in UTC */
    bool single_factor;     /* one factor is enough to sign in: for made-up people alone */
};

/*
 * Make an empty store, a ledger whose first entry says so, and whether one factor is enough, the
 * ledger's key, a folder for agreements, and a one-time code with which the first administrator
 * signs in.
 *
 *   code  the code is appended; it is nowhere else; to be wiped by the caller
 *
 * Errors: SL_INVALID when one of them exists; SL_IO, SL_NO_MEMORY; those of sl_store_create and
 * sl_logbook_create. After an error nothing that was made is left, unless it was the first entry
 * that could not be written.
 */
SL_NODISCARD enum sl_status
sl_store_init(const struct sl_init_job *job, struct sl_buf *code, struct sl_error *err);

#endif
