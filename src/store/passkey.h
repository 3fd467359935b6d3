/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passkey.h - passkeys of users, and what passkeys are asked to sign.
 *
 * A challenge is taken once: taking it removes it, so an answer cannot be given twice.
 */
#ifndef SL_STORE_PASSKEY_H
#define SL_STORE_PASSKEY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "signin/passkey.h"
#include "store/stamp.h"
#include "store/store.h"

struct sl_stored_passkey {
    int64_t id; /* from 1; given by the store */
    struct sl_str user;
    struct sl_str name; /* for people to read: "my phone" */
    struct sl_passkey key;
    int64_t made_at, used_at; /* microseconds since 1970 in UTC */
};

/* Add one, in a transaction; id and used_at are not read.
 * Errors: SL_INVALID (the device is known; a text), SL_LIMIT; those of the store. */
SL_NODISCARD enum sl_status sl_store_passkey_add(
    struct sl_store *store,
    const struct sl_stored_passkey *passkey,
    int64_t *ret_id,
    struct sl_error *err
);

/* The one that a device knows by this handle and that has not ended, texts in the arena. Errors:
 * SL_NOT_FOUND, without a message; SL_INVALID (damaged); those of the store. */
SL_NODISCARD enum sl_status sl_store_passkey_find(
    struct sl_store *store,
    struct sl_str handle,
    struct sl_arena *arena,
    struct sl_stored_passkey *ret_passkey,
    struct sl_error *err
);

/* The next of a user after a number that has not ended. Errors: as above. */
SL_NODISCARD enum sl_status sl_store_passkey_next(
    struct sl_store *store,
    struct sl_str user,
    int64_t after,
    struct sl_arena *arena,
    struct sl_stored_passkey *ret_passkey,
    struct sl_error *err
);

/*
 * It was used, and has counted so far; in a transaction. Errors: SL_NOT_FOUND, without a message,
 * when it has ended or has counted as far before: another sign-in was first; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_passkey_use(
    struct sl_store *store, int64_t id, uint32_t sign_count, int64_t at, struct sl_error *err
);

/* End a passkey of a user, in a transaction. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_passkey_end(
    struct sl_store *store,
    struct sl_str user,
    int64_t id,
    const struct sl_stamp *stamp,
    struct sl_error *err
);

/* What a challenge was given out for. */
enum sl_challenge_purpose { SL_CHALLENGE_REGISTER, SL_CHALLENGE_SIGN_IN };

/* user: empty when it is not known yet who will answer. */
struct sl_challenge {
    struct sl_digest digest;
    struct sl_str user;
    enum sl_challenge_purpose purpose;
    int64_t expires_at;
};

/* Give one out, and forget those that have expired at `now`; in a transaction. Errors: of the
 * store. */
SL_NODISCARD enum sl_status sl_store_challenge_add(
    struct sl_store *store, const struct sl_challenge *challenge, int64_t now, struct sl_error *err
);

/* Take one, in a transaction; whether it has expired is for the caller to see. Errors:
 * SL_NOT_FOUND, without a message, when there is none, or it was taken; those of the store. */
SL_NODISCARD enum sl_status sl_store_challenge_take(
    struct sl_store *store,
    const struct sl_digest *digest,
    struct sl_arena *arena,
    struct sl_challenge *ret_challenge,
    struct sl_error *err
);

#endif
