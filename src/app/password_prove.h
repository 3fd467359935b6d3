/* SPDX-License-Identifier: Apache-2.0 */
/*
 * password_prove.h - who is signed in proves again who they are, before what lets them in is
 * changed: an open desk is not enough to take an account over.
 */
#ifndef SL_APP_PASSWORD_PROVE_H
#define SL_APP_PASSWORD_PROVE_H

#include "app/access.h"
#include "signin/password.h"

/* The password of who is signed in. Borrowed for the call; the caller wipes it. */
struct sl_password_proof {
    struct sl_str password;
    struct sl_str source; /* where from: 1 to 255 bytes */
    struct sl_password_cost cost;
};

/*
 * Is it their password? Guesses are counted as those to sign in are.
 *
 *   access  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   deed    what they want to do, for the entry of a refusal
 *
 * Errors: SL_DENIED when it is not right, there is none, or they must wait; those of the store and
 * the ledger.
 */
SL_NODISCARD enum sl_status sl_password_prove(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    const struct sl_access_deed *deed,
    struct sl_error *err
);

#endif
