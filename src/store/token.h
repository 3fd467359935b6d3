/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token.h - tokens by which programs come in: whose, what for, until when, and how they ended.
 *
 * Only the digest of a token is here. Rows are never removed.
 */
#ifndef SL_STORE_TOKEN_H
#define SL_STORE_TOKEN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/stamp.h"
#include "store/store.h"

struct sl_stored_token {
    int64_t id;            /* from 1; given by the store */
    struct sl_str user;    /* in whose name it is used */
    struct sl_str name;    /* for people: what uses it */
    struct sl_str scopes;  /* names with blanks between them (sharing/scope.h) */
    struct sl_str system;  /* the only one for which it takes files in; empty: any */
    int64_t la_code;       /* of the Department for Education, 1 .. 999; 0: none */
    unsigned factors;      /* that were proven by who made it */
    int64_t made_at;       /* microseconds since 1970 in UTC, as all times here */
    int64_t expires_at;    /* later than made_at */
    int64_t seen_at;       /* when it was last used, as far as noted; 0: never */
    struct sl_stamp ended; /* at: 0 unless somebody ended it */
};

/*
 * Add one, in a transaction; id, seen_at and ended are not read.
 * Errors: SL_INVALID, SL_LIMIT (texts; only the system may be empty); those of the store.
 */
SL_NODISCARD enum sl_status sl_store_token_add(
    struct sl_store *store,
    const struct sl_stored_token *token,
    const struct sl_digest *digest,
    int64_t *ret_id,
    struct sl_error *err
);

/* The one of a digest, ended or not, in the arena. Errors: SL_NOT_FOUND, without a message; those
 * of the store. */
SL_NODISCARD enum sl_status sl_store_token_find(
    struct sl_store *store,
    const struct sl_digest *digest,
    struct sl_arena *arena,
    struct sl_stored_token *ret_token,
    struct sl_error *err
);

/* It was used at this time, unless a later one is known; in a transaction. */
SL_NODISCARD enum sl_status
sl_store_token_see(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err);

/* End one, in a transaction. Errors: SL_NOT_FOUND, without a message, when there is none of that
 * number or it has ended; those of the store. */
SL_NODISCARD enum sl_status sl_store_token_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *end, struct sl_error *err
);

/* End all of a user; or all there are, each in the name of its own user. In a transaction; those
 * that have ended are left alone. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_token_end_user(
    struct sl_store *store, struct sl_str user, const struct sl_stamp *end, struct sl_error *err
);
SL_NODISCARD enum sl_status
sl_store_token_end_all(struct sl_store *store, int64_t at, struct sl_error *err);

/* The next behind a number that nobody has ended, of one user or (empty) of all. Errors:
 * SL_NOT_FOUND, without a message, when there is none; those of the store. */
SL_NODISCARD enum sl_status sl_store_token_next(
    struct sl_store *store,
    int64_t after,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_stored_token *ret_token,
    struct sl_error *err
);

#endif
