/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token.h - who is behind a token: a program, in the name of a user, for some of what they may do.
 *
 * A token is "slt_" and 43 characters of chance; the store has its digest. What its user may do is
 * no part of it: that is read anew for each act, so a role that has ended has ended for programs
 * at once. It ends by its date, when its user or an administrator ends it, when the password of its
 * user is changed, and when the store is restored.
 */
#ifndef SL_APP_TOKEN_H
#define SL_APP_TOKEN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/error.h"
#include "store/store.h"
#include "store/token.h"

/* Whose token it is, and what for. Texts are in the arena that was given. */
struct sl_token {
    int64_t id;
    struct sl_str user;
    struct sl_str system; /* the only one for which it takes files in; empty: any */
    int64_t la_code;      /* of the Department for Education; 0: none */
    unsigned scopes;      /* sharing/scope.h */
    unsigned factors;     /* that were proven by who made it */
};

/*
 * Whose token is this? That it is used is noted, once a minute at most.
 *
 *   store   opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   token   as its owner has it
 *   now_us  microseconds since 1970 in UTC
 *
 * Errors: SL_DENIED in the same words when there is none such, it has ended, or its date is over.
 * Whether the user is still one is for the caller to see. Those of the store.
 */
SL_NODISCARD enum sl_status sl_token_open(
    struct sl_store *store,
    struct sl_str token,
    int64_t now_us,
    struct sl_arena *arena,
    struct sl_token *ret_token,
    struct sl_error *err
);

/*
 * A new token of chance: appended to a buffer, which the caller wipes, and its digest.
 * Errors: SL_IO; those that stick to the buffer.
 */
SL_NODISCARD enum sl_status
sl_token_make(struct sl_buf *token, struct sl_digest *ret_digest, struct sl_error *err);

#endif
