/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_in.h - from a name and a password, or a code, to a session.
 *
 * Each try is counted before it is judged, so that many at once are not judged as one; each that is
 * judged is an entry of the ledger, written before a session begins. One session takes the place
 * of another, which ends in the same transaction. A user whom there is not and a
 * password that is wrong take the same time and have the same words.
 */
#ifndef SL_APP_SIGN_IN_H
#define SL_APP_SIGN_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "signin/password.h"
#include "store/session.h"
#include "store/store.h"

/* What is asked for beside a password that was right. */
enum sl_second_wanted {
    SL_SECOND_NONE,
    SL_SECOND_CODE,    /* of an authenticator, or a recovery code */
    SL_SECOND_PASSKEY, /* which begins a session by itself: sl_passkey_enter */
};

/* Who wants in. Texts are borrowed for the call; secrets are the caller's to wipe. */
struct sl_sign_in_job {
    struct sl_str user;
    struct sl_str password; /* with a code: the new one */
    struct sl_str code;     /* an invitation, or the first administrator's code; empty: none */
    struct sl_str agency;   /* of the first administrator; else empty */
    struct sl_str ticket;   /* instead of the password, when it was right a moment ago; or empty */
    struct sl_str second;   /* six digits of an authenticator, or a recovery code; may be empty */
    struct sl_str before;   /* the token of a session that this one takes the place of; or empty */
    struct sl_str source;   /* where from: 1 to 255 bytes */
    int64_t now_us;         /* microseconds since 1970 in UTC */
    struct sl_password_cost cost;
};

/*
 * Sign in.
 *
 *   store            path; the first administrator's signing in waits until nobody writes
 *   token            the session's token is appended; when it is refused for want of a code, and
 *                    a password was given, a ticket is (signin/ticket.h). To be wiped by the caller
 *   ret_wanted       written in any case: it was refused for want of this alone, or for a wrong
 *                    code beside a ticket that still serves
 *
 * Errors: SL_DENIED when it is not proven who they are, or they must wait: the hint says for how
 * long; SL_INVALID when a new password may not be one; those of the store and the ledger.
 */
SL_NODISCARD enum sl_status sl_sign_in(
    const char *store,
    const struct sl_sign_in_job *job,
    struct sl_buf *token,
    enum sl_second_wanted *ret_wanted,
    struct sl_error *err
);

#endif
