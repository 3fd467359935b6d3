/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proposal.h - what one person asks for, and another one must confirm before it is done.
 *
 * Whether something needs a second person, and who may be one, is decided above
 * (app/proposal.h). Nothing is deleted: what was proposed, and what became of it, stays.
 */
#ifndef SL_STORE_PROPOSAL_H
#define SL_STORE_PROPOSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "record/term.h"
#include "store/stamp.h"
#include "store/store.h"

/* The longest value, in bytes. */
#define SL_PROPOSAL_VALUE_BYTES ((size_t)3000)

/* X(enumerator, name, words): names stand in the store. */
#define SL_PROPOSAL_TABLE(X)                                                                    \
    X(SL_PROPOSAL_INVITE, "invite", "invite a user to set a password")                          \
    X(SL_PROPOSAL_AUTHENTICATOR, "authenticator", "end a user's authenticator")                 \
    X(SL_PROPOSAL_ADMINISTRATOR, "administrator", "make a user an administrator")               \
    X(SL_PROPOSAL_ADMINISTRATOR_END, "administrator_end", "end a user's role as administrator") \
    X(SL_PROPOSAL_ACCOUNT_END, "account_end", "end the account of an administrator")            \
    X(SL_PROPOSAL_FACTORS, "factors", "change how many factors it takes to sign in")            \
    X(SL_PROPOSAL_HUB, "hub", "change which agency takes in files of others")                   \
    X(SL_PROPOSAL_ERASE, "erase", "erase what the ledger says of people")

#define SL_PROPOSAL_ENUM(enumerator, name, words) enumerator,
enum sl_proposal_act { SL_PROPOSAL_TABLE(SL_PROPOSAL_ENUM) SL_PROPOSAL_COUNT };
#undef SL_PROPOSAL_ENUM

/* A proposal that is open. */
struct sl_store_proposal {
    int64_t id; /* given by the store, from 1 */
    enum sl_proposal_act act;
    struct sl_str subject; /* a user; empty: it is about none */
    struct sl_str value;   /* of a setting; the days of a role; what is to be erased, and why */
    struct sl_str agency;  /* whose users may confirm it; empty: any agency's */
    struct sl_stamp made;
};

/* All acts, by enum sl_proposal_act. */
const struct sl_term *sl_proposal_terms(void);

/*
 * Propose something. In a transaction.
 *
 *   proposal  `id` is not read; the maker is a user who has not ended
 *
 * Errors: SL_NOT_FOUND (no such user makes it); SL_INVALID, SL_LIMIT (texts); those of the store.
 */
SL_NODISCARD enum sl_status sl_store_proposal_add(
    struct sl_store *store,
    const struct sl_store_proposal *proposal,
    int64_t *ret_id,
    struct sl_error *err
);

/* The next one that has not ended behind the number `after` (0: the first); in the arena.
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store. */
SL_NODISCARD enum sl_status sl_store_proposal_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_proposal *ret_proposal,
    struct sl_error *err
);

/* One that has not ended, by its number; in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_proposal_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_proposal *ret_proposal,
    struct sl_error *err
);

/*
 * End one. In a transaction.
 *
 *   is_confirmed  else it is refused or taken back
 *   stamp         by whom
 *
 * Errors: SL_DENIED when who made it confirms it; SL_NOT_FOUND when there is none, or it has ended;
 * those of the store.
 */
SL_NODISCARD enum sl_status sl_store_proposal_end(
    struct sl_store *store,
    const struct sl_store_proposal *proposal,
    bool is_confirmed,
    const struct sl_stamp *stamp,
    struct sl_error *err
);

#endif
