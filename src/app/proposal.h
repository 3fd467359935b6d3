/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proposal.h - acts that a second person must confirm.
 *
 * Who could end somebody's authenticator and hand out a code for a new password could be that
 * person; and who makes and ends administrators alone is soon the only one. So where an agency has
 * two administrators, two of them do it: one asks for it, another one of the same agency confirms,
 * and only then is it done. Where there is one, they do it alone, and the ledger has it. An
 * administrator who has left still counts for SL_PROPOSAL_BACK_US: nobody becomes the only one by
 * ending the others.
 *
 * Whose role as administrator, or account, is to be ended may agree, and cannot refuse. Where the
 * agency has no third administrator, those of any agency may confirm it.
 *
 * Settings are those of the whole store: what loosens one needs a second administrator always, of
 * whichever agency; what makes it stricter needs none.
 *
 * What is erased from the ledger is asked for by a privacy officer and confirmed by another one, or
 * by a senior leader, of the same agency: always by two (ledger_erase.h).
 */
#ifndef SL_APP_PROPOSAL_H
#define SL_APP_PROPOSAL_H

#include "app/access.h"
#include "base/buf.h"
#include "store/proposal.h"

/* How long one waits to be confirmed. */
#define SL_PROPOSAL_US (INT64_C(3) * 24 * 3600 * 1000000)
/* For how long an administrator counts who is none any more. */
#define SL_PROPOSAL_BACK_US (INT64_C(7) * 24 * 3600 * 1000000)

/* What is asked for. Borrowed. */
struct sl_proposal_asked {
    enum sl_proposal_act act;
    struct sl_str subject; /* a user; empty for settings and erasures */
    struct sl_str value;   /* of a setting: "one" or "two" factors; an agency, or "none"; the days
                            * of a role: "from 2026-01-05 until 2026-12-31"; of an erasure: what and
                            * why, as sl_ledger_erase_print writes it */
};

/* Does the user's agency have two administrators, so that acts are joint? Errors: of the store. */
SL_NODISCARD enum sl_status
sl_proposal_is_joint(struct sl_access *access, bool *ret_is_joint, struct sl_error *err);

/*
 * How many administrators there are beside the user who have signed in.
 *
 *   agency  of which they are; empty: of any
 *   except  one more who does not count; empty: nobody
 *
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_proposal_others(
    struct sl_access *access,
    struct sl_str agency,
    struct sl_str except,
    uint64_t *ret_count,
    struct sl_error *err
);

/*
 * Do it, or propose it where a second person must confirm.
 *
 *   code        a one-time code is appended when it was an invitation and is done; NULL for others;
 *               to be wiped by the caller
 *   ret_number  0: it is done; else the number of the proposal, which waits for SL_PROPOSAL_US
 *
 * Errors: SL_DENIED when no role of the user asks for this, or the user who is meant is of another
 * agency (user_reach.h); SL_NOT_FOUND when there is no such user, or the account has ended;
 * SL_INVALID when the value is none for the setting; those of sl_ledger_erase_check, of the door
 * and the store.
 */
SL_NODISCARD enum sl_status sl_proposal_ask(
    struct sl_access *access,
    const struct sl_proposal_asked *asked,
    struct sl_buf *code,
    int64_t *ret_number,
    struct sl_error *err
);

/*
 * Confirm what another one proposed, and do it.
 *
 *   code          as above; never NULL
 *   arena         keeps what is given back
 *   ret_proposal  what was done
 *
 * Errors: SL_DENIED to who proposed it, and as above; SL_NOT_FOUND when there is none open of this
 * number that the user may confirm; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_proposal_confirm(
    struct sl_access *access,
    int64_t number,
    struct sl_arena *arena,
    struct sl_buf *code,
    struct sl_store_proposal *ret_proposal,
    struct sl_error *err
);

/* Refuse one, or take one's own back. Errors: as above. */
SL_NODISCARD enum sl_status
sl_proposal_refuse(struct sl_access *access, int64_t number, struct sl_error *err);

/* Those that wait, and that the user has made or may confirm, in the arena. Errors: SL_DENIED;
 * those of the door and the store. */
SL_NODISCARD enum sl_status sl_proposal_list(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_store_proposal **ret_proposals,
    size_t *ret_count,
    struct sl_error *err
);

#endif
