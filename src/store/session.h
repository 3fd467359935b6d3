/* SPDX-License-Identifier: Apache-2.0 */
/*
 * session.h - sessions: who signed in, when, from where and how, and why it ended.
 *
 * Only the digest of a session's token is here. Rows are never removed.
 */
#ifndef SL_STORE_SESSION_H
#define SL_STORE_SESSION_H

#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/store.h"

/* X(enumerator, name, factors): how somebody proved who they are. Names stand in the store. An
 * outside proof is one factor: which ones stood behind it is not known here. */
#define SL_PROOF_TABLE(X)                              \
    X(SL_PROOF_PASSWORD, "password", 1u)               \
    X(SL_PROOF_PASSWORD_AND_CODE, "password+code", 2u) \
    X(SL_PROOF_PASSKEY, "passkey", 2u)                 \
    X(SL_PROOF_ONE_TIME_CODE, "one-time code", 1u)     \
    X(SL_PROOF_OUTSIDE, "outside", 1u)

/* X(enumerator, name): why a session ended by what somebody did. */
#define SL_SESSION_WHY_TABLE(X)                    \
    X(SL_SESSION_SIGNED_OUT, "signed out")         \
    X(SL_SESSION_ENDED_BY, "ended")                \
    X(SL_SESSION_REPLACED, "replaced")             \
    X(SL_SESSION_SECRET_CHANGED, "secret changed") \
    X(SL_SESSION_RIGHTS_ENDED, "rights ended")     \
    X(SL_SESSION_RESTORED, "store restored")

#define SL_SESSION_ENUM(enumerator, ...) enumerator,
enum sl_session_proof { SL_PROOF_TABLE(SL_SESSION_ENUM) SL_PROOF_COUNT };
enum sl_session_why { SL_SESSION_WHY_TABLE(SL_SESSION_ENUM) SL_SESSION_WHY_COUNT };
#undef SL_SESSION_ENUM

/* An end. */
struct sl_session_end {
    enum sl_session_why why;
    struct sl_str by; /* user */
    int64_t at;       /* microseconds since 1970 in UTC */
};

struct sl_stored_session {
    int64_t id;         /* from 1; given by the store */
    struct sl_str user; /* its id */
    enum sl_session_proof proof;
    struct sl_str source; /* where from: a terminal, an address */
    int64_t begun_at, seen_at;
    struct sl_session_end end; /* at: 0 unless somebody ended it */
};

/* The names of the tables above; static. */
const char *sl_proof_name(enum sl_session_proof proof);
unsigned sl_proof_factors(enum sl_session_proof proof);
const char *sl_session_why_name(enum sl_session_why why);

/*
 * Add a session that begins, in a transaction; id, seen_at and end are not read.
 * Errors: SL_INVALID, SL_LIMIT (texts); those of the store.
 */
SL_NODISCARD enum sl_status sl_store_session_add(
    struct sl_store *store,
    const struct sl_stored_session *session,
    const struct sl_digest *token,
    int64_t *ret_id,
    struct sl_error *err
);

/* The session of a token, in the arena. Errors: SL_NOT_FOUND, without a message; of the store. */
SL_NODISCARD enum sl_status sl_store_session_find(
    struct sl_store *store,
    const struct sl_digest *token,
    struct sl_arena *arena,
    struct sl_stored_session *ret_session,
    struct sl_error *err
);

/* It was used at this time, unless a later one is known; in a transaction. */
SL_NODISCARD enum sl_status
sl_store_session_see(struct sl_store *store, int64_t id, int64_t at, struct sl_error *err);

/*
 * End a session, or all of a user, in a transaction; those that have ended are left alone.
 *
 *   ret_count  how many were ended
 *
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_session_end(
    struct sl_store *store,
    int64_t id,
    const struct sl_session_end *end,
    uint64_t *ret_count,
    struct sl_error *err
);
/* The same, for all sessions of a user but one (0: all of them). */
SL_NODISCARD enum sl_status sl_store_session_end_user(
    struct sl_store *store,
    struct sl_str user,
    int64_t but,
    const struct sl_session_end *end,
    uint64_t *ret_count,
    struct sl_error *err
);

/*
 * The next session after a number that nobody has ended, of one user or (empty) of all.
 * Errors: SL_NOT_FOUND, without a message, when there is none; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_session_next(
    struct sl_store *store,
    int64_t after,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_stored_session *ret_session,
    struct sl_error *err
);

/* How many sessions nobody has ended, were used after one time and begun after another? Errors:
 * those of the store. Time: proportional to all sessions. */
SL_NODISCARD enum sl_status sl_store_session_count(
    struct sl_store *store,
    int64_t seen_after,
    int64_t begun_after,
    uint64_t *ret_count,
    struct sl_error *err
);

/* Has this user ever signed in from there? Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_session_knows(
    struct sl_store *store,
    struct sl_str user,
    struct sl_str source,
    bool *ret_knows,
    struct sl_error *err
);

#endif
