/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_erase.h - what the ledger says of people is erased, by two of an agency.
 *
 * A privacy officer asks for it (proposal.h, SL_PROPOSAL_ERASE), another one or a senior leader
 * confirms it. What is erased is "who" it was or "about" whom, of entries of the own agency; that
 * something was done, when, by which agency and what for, stays, with its proof.
 *
 * What can never be erased here: entries of another agency; orders to erase; and the name in one's
 * own entries, neither by who asks nor by who confirms.
 */
#ifndef SL_APP_LEDGER_ERASE_H
#define SL_APP_LEDGER_ERASE_H

#include "app/access.h"
#include "base/buf.h"
#include "ledger/erase_order.h"

/* Entries that are erased at once, at most. */
#define SL_LEDGER_ERASE_LIMIT ((size_t)10000)
/* The reason, in characters of any kind. */
#define SL_LEDGER_ERASE_WHY_MIN 10u
#define SL_LEDGER_ERASE_WHY_MAX 400u

/*
 * Write what is to be erased and why, as a proposal's value: "about 3,7-9 WHY".
 *
 *   what  its entries need not be there
 *   text  appended
 *
 * Errors: those of the buffer. Whether it can be a value is for sl_ledger_erase_check.
 */
SL_NODISCARD enum sl_status sl_ledger_erase_print(
    const struct sl_erase_order *what, struct sl_str why, struct sl_buf *text, struct sl_error *err
);

/*
 * May this user erase it? For who asks, and again for who confirms.
 *
 *   value  as sl_ledger_erase_print wrote it
 *
 * Errors: SL_NOT_FOUND (there is no such entry); SL_DENIED (it can never be erased, see above);
 * SL_INVALID (the value is no order, or its reason too short or too long, with what must be given
 * in the hint); SL_LIMIT (too much for one proposal); those of the ledger.
 */
SL_NODISCARD enum sl_status
sl_ledger_erase_check(struct sl_access *access, struct sl_str value, struct sl_error *err);

/*
 * Check and do it. The orders are by this user, and say who asked for them and why.
 * Errors: as above; those of sl_access_erase.
 */
SL_NODISCARD enum sl_status sl_ledger_erase_run(
    struct sl_access *access, struct sl_str value, struct sl_str asked_by, struct sl_error *err
);

/* What the ledger says about a child, of the own agency's acts. */
struct sl_ledger_erase_found {
    uint64_t *indexes; /* in the arena, in their order */
    size_t count;
    uint64_t listed; /* entries that name the child among others: not in the list */
};

/*
 * Find the entries of the own agency that are about a child alone, for sl_ledger_erase_print.
 *
 *   child      as sl_child_find
 *   before_us  entries before this
 *
 * Permission: ledger_read; the search is an entry. Errors: as sl_ledger_who_saw; SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_ledger_erase_find(
    struct sl_access *access,
    struct sl_str child,
    int64_t before_us,
    struct sl_arena *arena,
    struct sl_ledger_erase_found *ret_found,
    struct sl_error *err
);

#endif
