/* SPDX-License-Identifier: Apache-2.0 */
/*
 * password_set.h - setting a password: by whom has the old one, or an invitation.
 */
#ifndef SL_APP_PASSWORD_SET_H
#define SL_APP_PASSWORD_SET_H

#include <stdint.h>

#include "app/access.h"
#include "base/buf.h"
#include "base/error.h"
#include "signin/password.h"
#include "store/store.h"

/* A new password, and of whom. Borrowed for the call; the password is the caller's to wipe. */
struct sl_new_password {
    struct sl_str password;
    struct sl_str user, name, agency; /* which may not be in it */
    struct sl_password_cost cost;
};

/* May it be one? Errors: SL_INVALID: what is wrong, and in the hint what to do; never what it is.
 */
SL_NODISCARD enum sl_status
sl_password_judge_new(const struct sl_new_password *fresh, struct sl_error *err);

/* Append its hash, with a salt of its own. Errors: SL_LIMIT, SL_IO, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_password_hash_new(
    const struct sl_new_password *fresh, struct sl_buf *hash, struct sl_error *err
);

/*
 * Put a hash in the place of the one before, in a transaction; all sessions of the user end.
 *
 *   but  the session that goes on, by its number; 0: none
 *
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_password_put(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str hash,
    int64_t but,
    int64_t now_us,
    struct sl_error *err
);

/* Who changes their own password: from what to what. The caller wipes both. */
struct sl_password_change {
    struct sl_str before, after;
    struct sl_str source; /* where from */
    struct sl_password_cost cost;
};

/*
 * Change one's own password. Guesses of the old one are counted as those to sign in are. The
 * session by which they are signed in goes on, and all others of theirs end.
 *
 *   access  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *
 * Errors: SL_DENIED when the old one is not right, or they must wait; SL_INVALID when the new one
 * may not be one; those of the store and the ledger.
 */
SL_NODISCARD enum sl_status sl_password_change(
    struct sl_access *access, const struct sl_password_change *change, struct sl_error *err
);

#endif
