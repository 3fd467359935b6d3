/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user_manage.h - users: who is there, and which roles they hold.
 *
 * Everything here asks the door (access.h) and is an entry of the ledger. An administrator manages
 * users of the own agency (user_reach.h). Nobody gives a role to themselves. When a role or an
 * account ends, all sessions of its user end with it (user_change.h).
 *
 * Who administrates is decided by two: the role of an administrator is given and ended, and an
 * administrator's account ended, when another administrator has confirmed it (proposal.h), where
 * the agency has two.
 */
#ifndef SL_APP_USER_MANAGE_H
#define SL_APP_USER_MANAGE_H

#include "app/access.h"
#include "app/user_change.h"
#include "base/buf.h"
#include "store/user.h"

/*
 * The first user of a store, who makes the others: an administrator from `day` on. In a
 * transaction, without a door, as there is nobody yet who could open one: for signing in with the
 * code that 'init' has printed.
 *
 * Errors: SL_DENIED when the store has users; SL_INVALID when id or agency cannot be one; those of
 * the store.
 */
SL_NODISCARD enum sl_status sl_user_add_first(
    struct sl_store *store,
    struct sl_str id,
    struct sl_str agency,
    int64_t now_us,
    struct sl_error *err
);

/* A user to be added. Borrowed. */
struct sl_user_new {
    struct sl_str id, name, agency; /* store/user.h */
};

/*
 * Add a user without roles, and invite them.
 *
 *   code          the one-time code with which they set a password is appended: for them alone; to
 *                 be wiped
 *   ret_proposal  0; or the number of the proposal by which another administrator must confirm that
 *                 they are invited (proposal.h): then there is no code yet
 *
 * Errors: SL_DENIED; SL_INVALID; those of the door and the store. When it was only the invitation
 * that failed, the account is there.
 */
SL_NODISCARD enum sl_status sl_user_add(
    struct sl_access *access,
    const struct sl_user_new *user,
    struct sl_buf *code,
    int64_t *ret_proposal,
    struct sl_error *err
);

/*
 * Invite a user who is there: who came out of a file, or has forgotten the password. An earlier
 * invitation ends. Parameters and errors as above; SL_NOT_FOUND when there is no such user.
 */
SL_NODISCARD enum sl_status sl_user_invite(
    struct sl_access *access,
    struct sl_str id,
    struct sl_buf *code,
    int64_t *ret_proposal,
    struct sl_error *err
);

/*
 * End a user's account.
 *
 *   ret_proposal  0; or the number of the proposal by which another administrator must confirm it
 *
 * Errors: SL_DENIED; SL_NOT_FOUND; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_user_end(
    struct sl_access *access, struct sl_str id, int64_t *ret_proposal, struct sl_error *err
);

/* Give a role; end all of that name. `ret_proposal` as above. Errors: SL_DENIED (to oneself, too);
 * SL_NOT_FOUND when there is no such user, or none to end; SL_INVALID; those of the door and the
 * store. */
SL_NODISCARD enum sl_status sl_user_give_role(
    struct sl_access *access,
    const struct sl_user_role_change *change,
    int64_t *ret_proposal,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_user_end_role(
    struct sl_access *access,
    const struct sl_user_role_change *change,
    int64_t *ret_proposal,
    struct sl_error *err
);

#endif
