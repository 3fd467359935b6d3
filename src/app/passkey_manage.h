/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passkey_manage.h - passkeys: registered and used in a browser, listed and removed by their user.
 *
 * A browser is asked in two steps: a challenge is given out, and its answer taken, once, within
 * SL_PASSKEY_ASK_US. The commands only list and remove; asking needs pages.
 */
#ifndef SL_APP_PASSKEY_MANAGE_H
#define SL_APP_PASSKEY_MANAGE_H

#include "app/access.h"
#include "app/password_prove.h"
#include "base/buf.h"
#include "signin/passkey.h"
#include "store/passkey.h"

#define SL_PASSKEY_ASK_US (INT64_C(5) * 60 * 1000000)

/*
 * Give out a challenge.
 *
 *   store          opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   user           who will register; empty to sign in
 *   ret_challenge  room for SL_CHALLENGE_BYTES
 *
 * Errors: SL_IO; those of the store.
 */
SL_NODISCARD enum sl_status sl_passkey_ask(
    struct sl_store *store,
    struct sl_str user,
    int64_t now_us,
    uint8_t *ret_challenge,
    struct sl_error *err
);

/* A new passkey of who is signed in. Borrowed. */
struct sl_passkey_new {
    const struct sl_passkey_site *site;
    const struct sl_passkey_answer *answer;
    struct sl_str name;                    /* for people to read */
    const struct sl_password_proof *proof; /* of who is signed in, asked for again */
};

/*
 * Keep it, when it answers a challenge that was given out for this user and not used yet.
 * Errors: SL_DENIED, SL_INVALID, SL_UNSUPPORTED; those of sl_password_prove, the door and the
 * store.
 */
SL_NODISCARD enum sl_status
sl_passkey_keep(struct sl_access *access, const struct sl_passkey_new *fresh, struct sl_error *err);

/* Who signs in with a passkey. Borrowed. */
struct sl_passkey_sign_in {
    const struct sl_passkey_site *site;
    const struct sl_passkey_answer *answer;
    struct sl_str handle; /* of the passkey, as the browser says */
    struct sl_str source; /* where from */
    int64_t now_us;
};

/*
 * Begin a session for the user of a passkey.
 *
 *   store  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   token  the session's token is appended; to be wiped by the caller
 *
 * Errors: SL_DENIED in one way for all that is not proven; SL_INVALID; those of the store and the
 * ledger.
 */
SL_NODISCARD enum sl_status sl_passkey_enter(
    struct sl_store *store,
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

#endif
