/* SPDX-License-Identifier: Apache-2.0 */
/*
 * session_manage.h - sessions seen and ended: one's own, and by administrators those of others.
 */
#ifndef SL_APP_SESSION_MANAGE_H
#define SL_APP_SESSION_MANAGE_H

#include "app/access.h"
#include "store/session.h"

/* A session as it is listed. Texts are in the arena. */
struct sl_session_line {
    struct sl_stored_session session;
    bool is_this; /* the one that asks */
};

/*
 * The sessions that are open, by their numbers.
 *
 *   user  of whom; empty: one's own; "*": all users. But for one's own, SL_MAY_USERS is needed
 *
 * Errors: SL_DENIED; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_session_list(
    struct sl_access *access,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_session_line **ret_lines,
    size_t *ret_count,
    struct sl_error *err
);

/*
 * End a session: one's own, or with SL_MAY_USERS any.
 *
 *   access  opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *
 * Errors: SL_DENIED when it is another's and one may not; SL_NOT_FOUND when there is none of that
 * number open; those of the door and the store.
 */
SL_NODISCARD enum sl_status
sl_session_stop(struct sl_access *access, int64_t id, struct sl_error *err);

/*
 * End all sessions of a user, with SL_MAY_USERS. One's own, too: then this one ends with them.
 *
 *   access     opened SL_STORE_BRIEF or SL_STORE_WRITE, with no transaction open
 *   ret_count  how many ended; none is no failure
 *
 * Errors: SL_DENIED when it is another and one may not; SL_NOT_FOUND when there is no such user;
 * those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_session_stop_all(
    struct sl_access *access, struct sl_str user, uint64_t *ret_count, struct sl_error *err
);

/* End the session by which the door was opened. Errors: those of the door and the store. */
SL_NODISCARD enum sl_status sl_sign_out(struct sl_access *access, struct sl_error *err);

#endif
