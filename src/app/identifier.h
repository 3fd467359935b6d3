/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identifier.h - identities that follow records as they come in: one record in, linked and durable.
 *
 * An identifier holds all mentions ready to be compared. After a run is finished it brings the
 * people index up to date, compares whom the run has changed with everybody, and publishes what
 * came of it, in the transaction that the run is in. The answer is the one that sl_identify would
 * give. Where much changes at once (a first large file; an adoption, which seals) it does what
 * sl_identify does.
 *
 * It is used by one thread, with one store, which nobody else writes to in the meantime.
 */
#ifndef SL_APP_IDENTIFIER_H
#define SL_APP_IDENTIFIER_H

#include <stdbool.h>
#include <stdint.h>

#include "app/identify.h"
#include "app/identity_publish.h"
#include "base/error.h"
#include "store/store.h"

struct sl_identifier;

/* Plain memory. */
struct sl_identifier_result {
    struct sl_identity_turns turns;
    uint64_t changed_mentions; /* that are new, gone, or say something else than before */
    bool was_full;             /* everybody was compared */
};

/*
 * Make ready. When nobody has been identified yet, or not since the last run, that is done first.
 *
 *   store    open for writing, without a transaction; borrowed until close
 *   options  as for sl_identify; copied, and used whenever everybody is compared
 *
 * Errors: those of sl_identify. Memory: some 1,500 bytes for each mention. Time: half a minute of
 * the processors for each million mentions.
 */
SL_NODISCARD enum sl_status sl_identifier_open(
    struct sl_store *store,
    const struct sl_identify_options *options,
    struct sl_identifier **ret_identifier,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_identifier_close(struct sl_identifier *identifier);
/* For SL_CLEANUP on a struct sl_identifier * variable. */
void sl_identifier_close_ptr(struct sl_identifier **identifier);

/*
 * Follow the runs that were finished since.
 *
 *   at                 now, in microseconds since 1970 in UTC
 *   run                the run that is followed, for the journal; or 0
 *   is_in_transaction  the store has one open, and it stays open: when it is rolled back, or cannot
 *                      be committed, sl_identifier_forget is called
 *
 * Errors: those of sl_identify. Nothing of it is in the store then, once a caller's transaction is
 * rolled back.
 */
SL_NODISCARD enum sl_status sl_identifier_follow(
    struct sl_identifier *identifier,
    int64_t at,
    int64_t run,
    bool is_in_transaction,
    struct sl_identifier_result *ret_result,
    struct sl_error *err
);

/*
 * Go on with a store that was closed and opened again, without a transaction. What somebody else
 * has published or decided in the meantime is noticed.
 *
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_identifier_reopen(
    struct sl_identifier *identifier, struct sl_store *store, struct sl_error *err
);

/* What was followed last has been rolled back: begin anew from the store when next asked. */
void sl_identifier_forget(struct sl_identifier *identifier);

#endif
