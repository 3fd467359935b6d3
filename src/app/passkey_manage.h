/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passkey_manage.h - passkeys: registered and used in a browser, listed and removed by their user.
 *
 * A browser is asked in two steps: a challenge is given out, and its answer taken, once, within
 * SL_PASSKEY_ASK_US. A challenge to register one is given out against the password, so that an open
 * desk is not enough; its answer is taken without asking for the password again.
 */
#ifndef SL_APP_PASSKEY_MANAGE_H
#define SL_APP_PASSKEY_MANAGE_H

#include "app/access.h"
#include "app/password_prove.h"
#include "base/buf.h"
#include "signin/passkey.h"
#include "store/passkey.h"

#define SL_PASSKEY_ASK_US (INT64_C(5) * 60 * 1000000)

/* The name that a user gives a passkey has so many bytes at most. */
#define SL_PASSKEY_NAME_BYTES ((size_t)80)

/*
 * Give out a challenge to sign in with.
 *
 *   store          path
 *   ret_challenge  room for SL_CHALLENGE_BYTES
 *
 * Errors: SL_IO; those of the store.
 */
SL_NODISCARD enum sl_status
sl_passkey_ask(const char *store, int64_t now_us, uint8_t *ret_challenge, struct sl_error *err);

/*
 * Give out a challenge to register a passkey of who is signed in.
 *
 *   access         opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   proof          of who is signed in, asked for again
 *   name           for people to read: 1 to SL_PASSKEY_NAME_BYTES
 *   ret_challenge  room for SL_CHALLENGE_BYTES
 *
 * Errors: SL_INVALID for the name; SL_DENIED when one factor was proven and there is another one
 * already: a password alone would put something else in its place; those of sl_password_prove;
 * SL_IO; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_passkey_ask_new(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    struct sl_str name,
    uint8_t *ret_challenge,
    struct sl_error *err
);

/* A new passkey of who is signed in. Borrowed. */
struct sl_passkey_new {
    const struct sl_passkey_site *site;
    const struct sl_passkey_answer *answer;
    struct sl_str name;
};

/*
 * Keep it, when it answers a challenge that was given out for this user and not used yet.
 * Errors: SL_DENIED, also as above; SL_INVALID, SL_UNSUPPORTED; those of the door and the store.
 */
SL_NODISCARD enum sl_status
sl_passkey_keep(struct sl_access *access, const struct sl_passkey_new *fresh, struct sl_error *err);

/* Who signs in with a passkey. Borrowed. */
struct sl_passkey_sign_in {
    const struct sl_passkey_site *site;
    const struct sl_passkey_answer *answer;
    struct sl_str handle; /* of the passkey, as the browser says */
    struct sl_str before; /* the token of a session that this one takes the place of; or empty */
    struct sl_str source; /* where from */
    int64_t now_us;
};

/*
 * Begin a session for the user of a passkey.
 *
 *   store  path
 *   token  the session's token is appended; to be wiped by the caller
 *
 * Errors: SL_DENIED in one way for all that is not proven; SL_INVALID; those of the store and the
 * ledger.
 */
SL_NODISCARD enum sl_status sl_passkey_enter(
    const char *store,
    const struct sl_passkey_sign_in *job,
    struct sl_buf *token,
    struct sl_error *err
);

/* One's own passkeys, in the arena. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_passkey_list(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_stored_passkey **ret_passkeys,
    size_t *ret_count,
    struct sl_error *err
);

/* Remove one of one's own, with the password asked for again. Errors: SL_NOT_FOUND; those of
 * sl_password_prove, the door and the store. */
SL_NODISCARD enum sl_status sl_passkey_remove(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    int64_t id,
    struct sl_error *err
);

/* Has a user any? Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_passkey_has(struct sl_store *store, struct sl_str user, bool *ret_has, struct sl_error *err);

/* End all of a user, within a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_passkey_end_all(
    struct sl_store *store, struct sl_str user, const struct sl_stamp *stamp, struct sl_error *err
);

#endif
