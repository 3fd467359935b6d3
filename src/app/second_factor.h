/* SPDX-License-Identifier: Apache-2.0 */
/*
 * second_factor.h - an authenticator beside the password: set up, confirmed, given up.
 *
 * It is asked for from the first code of it on: a key that never reached the application would shut
 * its user out. Who is signed in with one factor may do this and nothing else (access.h), unless
 * there is a passkey, which they must use then. With it come recovery codes, for when the device is
 * lost; each opens once.
 */
#ifndef SL_APP_SECOND_FACTOR_H
#define SL_APP_SECOND_FACTOR_H

#include "app/access.h"
#include "app/password_prove.h"
#include "base/buf.h"

#define SL_RECOVERY_CODES 8u

/* Has who is signed in an authenticator that is asked for? Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_second_factor_has(struct sl_access *access, bool *ret_has, struct sl_error *err);

/*
 * Draw a key for who is signed in. One that was not confirmed ends.
 *
 *   access  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   proof   of who is signed in, asked for again
 *   text    the address for the application is appended; to be wiped by the caller
 *
 * Errors: SL_INVALID when there is a confirmed one; SL_DENIED when one factor was proven, and they
 * have a passkey: a password alone would put something else in its place; those of
 * sl_password_prove; SL_IO; those of the door
 * and the store.
 */
SL_NODISCARD enum sl_status sl_second_factor_begin(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    struct sl_buf *text,
    struct sl_error *err
);

/*
 * Confirm it by a code of now.
 *
 *   codes  SL_RECOVERY_CODES recovery codes are appended, a line each; to be wiped by the caller
 *
 * Errors: SL_DENIED when the code is not right; SL_NOT_FOUND when there is none to confirm; those
 * of the door and the store.
 */
SL_NODISCARD enum sl_status sl_second_factor_confirm(
    struct sl_access *access, struct sl_str code, struct sl_buf *codes, struct sl_error *err
);

/*
 * Give one's own up, with its recovery codes.
 *
 *   proof  of who is signed in, asked for again
 *
 * Errors: SL_DENIED; those of sl_password_prove, the door and the store.
 */
SL_NODISCARD enum sl_status sl_second_factor_end(
    struct sl_access *access, const struct sl_password_proof *proof, struct sl_error *err
);

/*
 * End that of a user of the own agency who has lost the device and the codes; with SL_MAY_USERS.
 *
 *   proof         the administrator's own password, asked for again
 *   ret_proposal  0: it has ended; else another administrator must confirm it (proposal.h)
 *
 * Errors: those of sl_password_prove and sl_proposal_ask.
 */
SL_NODISCARD enum sl_status sl_second_factor_end_of(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    struct sl_str user,
    int64_t *ret_proposal,
    struct sl_error *err
);

#endif
