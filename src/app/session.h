/* SPDX-License-Identifier: Apache-2.0 */
/*
 * session.h - who is signed in: sessions begun, used, listed and ended.
 *
 * A session is known by its token, which only its owner has; the store has the token's hash. It
 * ends when nobody uses it for SL_SESSION_IDLE_US, when it is SL_SESSION_AGE_US old, when its user
 * or an administrator ends it, and when the password is changed. What its user may do is no part of
 * it: that is read anew for each act, so a role that has ended has ended in all sessions at once.
 */
#ifndef SL_APP_SESSION_H
#define SL_APP_SESSION_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "signin/session_rule.h"
#include "store/session.h"
#include "store/store.h"

/* Who is signed in, and by which session. Texts are in the arena that was given. */
struct sl_session {
    int64_t id;
    struct sl_str user; /* the id of the user */
    enum sl_session_proof proof;
};

/*
 * Whose session is this? Using it keeps it alive: the time is noted, once a minute at most.
 *
 *   store   opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   token   what the file of the session holds; blanks at its ends do not matter
 *   now_us  microseconds since 1970 in UTC
 *
 * Errors: SL_DENIED when there is no such session or it is over: the words say which, and never who
 * it was. Whether the user is still one is for the caller to see. Those of the store.
 */
SL_NODISCARD enum sl_status sl_session_open(
    struct sl_store *store,
    struct sl_str token,
    int64_t now_us,
    struct sl_arena *arena,
    struct sl_session *ret_session,
    struct sl_error *err
);

/*
 * Begin a session for somebody who has proven who they are: by sl_sign_in, or to whom this system
 * trusts for it (an OpenID Connect provider, say; then proof is SL_PROOF_OUTSIDE). Nothing is asked
 * here but that the user is one.
 *
 *   store  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   begun  id, seen_us and ends are not read
 *   token  the session's token is appended; the caller wipes it
 *
 * Errors: SL_DENIED when there is no such user or they have ended; SL_IO; those of the store.
 */
SL_NODISCARD enum sl_status sl_session_begin(
    struct sl_store *store,
    const struct sl_stored_session *begun,
    struct sl_buf *token,
    struct sl_error *err
);

/* The same, within a transaction that is open. */
SL_NODISCARD enum sl_status sl_session_add(
    struct sl_store *store,
    const struct sl_stored_session *begun,
    struct sl_buf *token,
    struct sl_error *err
);

/*
 * The same, in the place of another session, whoever's it was: its token would be in no file.
 *
 *   before  its token; one that there is not, or that has ended, is left alone
 *
 * Errors: as above.
 */
SL_NODISCARD enum sl_status sl_session_replace(
    struct sl_store *store,
    struct sl_str before,
    const struct sl_stored_session *begun,
    struct sl_buf *token,
    struct sl_error *err
);

/*
 * End a session: one's own, or any by an administrator; that is for the caller to decide.
 *
 *   why  SL_SESSION_SIGNED_OUT, SL_SESSION_ENDED_BY ...
 *
 * Errors: SL_NOT_FOUND when there is none of that number or it is over; those of the store.
 */
SL_NODISCARD enum sl_status sl_session_end(
    struct sl_store *store, int64_t id, const struct sl_session_end *end, struct sl_error *err
);

#endif
