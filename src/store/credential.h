/* SPDX-License-Identifier: Apache-2.0 */
/*
 * credential.h - what users know: passwords, one-time codes, authenticators, recovery codes.
 *
 * Nothing here can be used as it is (see the migration). What ends is kept, and serves no more.
 */
#ifndef SL_STORE_CREDENTIAL_H
#define SL_STORE_CREDENTIAL_H

#include <stdint.h>

#include "base/arena.h"
#include "store/stamp.h"
#include "store/store.h"

/* X(enumerator, name): names stand in the store. */
#define SL_CREDENTIAL_TABLE(X)                      \
    X(SL_CREDENTIAL_PASSWORD, "password")           \
    X(SL_CREDENTIAL_ONE_TIME, "one_time")           \
    X(SL_CREDENTIAL_AUTHENTICATOR, "authenticator") \
    X(SL_CREDENTIAL_RECOVERY, "recovery")

#define SL_CREDENTIAL_ENUM(enumerator, name) enumerator,
enum sl_credential_kind { SL_CREDENTIAL_TABLE(SL_CREDENTIAL_ENUM) SL_CREDENTIAL_COUNT };
#undef SL_CREDENTIAL_ENUM

struct sl_credential {
    int64_t id;         /* from 1; given by the store */
    struct sl_str user; /* empty: the first administrator's one-time code */
    enum sl_credential_kind kind;
    struct sl_str secret; /* hashed or sealed */
    struct sl_stamp made; /* by: empty for the first */
    int64_t expires_at;   /* 0: never */
    int64_t confirmed_at; /* of an authenticator: 0 until a code of it was given */
    int64_t last_step;    /* of an authenticator: of the last code that was taken */
};

/* Add one, in a transaction; id, confirmed_at and last_step are not read.
 * Errors: SL_INVALID, SL_LIMIT (texts); those of the store. */
SL_NODISCARD enum sl_status sl_store_credential_add(
    struct sl_store *store,
    const struct sl_credential *credential,
    int64_t *ret_id,
    struct sl_error *err
);

/* The newest of a user that has not ended, in the arena. Errors: SL_NOT_FOUND, without a message;
 * those of the store. */
SL_NODISCARD enum sl_status sl_store_credential_find(
    struct sl_store *store,
    struct sl_str user,
    enum sl_credential_kind kind,
    struct sl_arena *arena,
    struct sl_credential *ret_credential,
    struct sl_error *err
);

/* The code with this digest, as it stands in the store, that has not ended: whosever it is. Errors:
 * as above. */
SL_NODISCARD enum sl_status sl_store_credential_find_code(
    struct sl_store *store,
    enum sl_credential_kind kind,
    struct sl_str secret,
    struct sl_arena *arena,
    struct sl_credential *ret_credential,
    struct sl_error *err
);

/*
 * End one: a code is used once. In a transaction.
 * Errors: SL_NOT_FOUND, without a message, when it has ended: somebody else was first; the store's.
 */
SL_NODISCARD enum sl_status
sl_store_credential_end(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err);
/* End all of a kind of a user, in a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_credential_end_kind(
    struct sl_store *store,
    struct sl_str user,
    enum sl_credential_kind kind,
    int64_t at,
    struct sl_error *err
);

/* End a user's authenticator, with its recovery codes, in a transaction. Errors: those of the
 * store.
 */
SL_NODISCARD enum sl_status sl_store_credential_end_second(
    struct sl_store *store, struct sl_str user, int64_t at, struct sl_error *err
);

/* An authenticator works: a code of it was given. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_credential_confirm(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err);

/*
 * The code of a time step was taken, in a transaction. Errors: SL_NOT_FOUND, without a message,
 * when it or a later one was before; those of the store.
 */
SL_NODISCARD enum sl_status
sl_store_credential_step(struct sl_store *store, int64_t id, int64_t step, struct sl_error *err);

/* The same password, hashed anew, unless it was changed meanwhile; in a transaction. Errors: those
 * of the store. */
SL_NODISCARD enum sl_status sl_store_credential_rehash(
    struct sl_store *store,
    const struct sl_credential *credential,
    struct sl_str secret,
    struct sl_error *err
);

/* How many of a kind a user has that have not ended. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_credential_count(
    struct sl_store *store,
    struct sl_str user,
    enum sl_credential_kind kind,
    uint64_t *ret_count,
    struct sl_error *err
);

#endif
