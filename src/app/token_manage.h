/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token_manage.h - tokens of programs made, seen and ended.
 *
 * Only users make tokens, for themselves: an administrator who could would be able to come in as
 * somebody else. For a system of an agency the administrator adds a user, who makes its token.
 */
#ifndef SL_APP_TOKEN_MANAGE_H
#define SL_APP_TOKEN_MANAGE_H

#include "app/access.h"
#include "app/password_prove.h"
#include "store/token.h"

/* How long a token can be used: a day to a year; and what is usual. */
#define SL_TOKEN_DAYS_MAX     366
#define SL_TOKEN_DAYS_DEFAULT 90

/* The largest number of an authority. */
#define SL_TOKEN_LA_CODE_MAX 999

/* What is asked for. Borrowed. */
struct sl_token_new {
    struct sl_str name;   /* for people: what will use it */
    struct sl_str scopes; /* sharing/scope.h */
    struct sl_str system; /* the only one for which it takes files in; empty: any */
    int64_t la_code;      /* 1 .. SL_TOKEN_LA_CODE_MAX: for the department's daily data; 0: none */
    int64_t days;         /* 1 .. SL_TOKEN_DAYS_MAX */
};

/*
 * Make one for who asks, who proves again who they are.
 *
 *   access  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   token   it is appended: nobody can ever read it again; the caller wipes it
 *
 * Errors: SL_INVALID, SL_LIMIT; those of sl_password_prove, of the door and the store.
 */
SL_NODISCARD enum sl_status sl_token_add(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    const struct sl_token_new *asked,
    struct sl_buf *token,
    struct sl_error *err
);

/*
 * The tokens that can be used, by their numbers.
 *
 *   user  of whom; empty: one's own; "*": all whose users the administrator manages (user_reach.h).
 *         But for one's own, SL_MAY_USERS is needed
 *
 * Errors: SL_DENIED; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_token_list(
    struct sl_access *access,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_stored_token **ret_tokens,
    size_t *ret_count,
    struct sl_error *err
);

/*
 * End one: one's own, or with SL_MAY_USERS that of a user in reach.
 *
 *   access  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *
 * Errors: SL_DENIED when it is another's and one may not; SL_NOT_FOUND when there is none of that
 * number that has not been ended; those of the door and the store.
 */
SL_NODISCARD enum sl_status
sl_token_stop(struct sl_access *access, int64_t id, struct sl_error *err);

#endif
