/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user_change.h - what a change of a user does to the store, once it was decided.
 *
 * For user_manage.h, where an administrator does it alone, and proposal.h, where two do. When a
 * role or an account ends, all sessions of its user end with it, in the same transaction: they sign
 * in again, or no more.
 */
#ifndef SL_APP_USER_CHANGE_H
#define SL_APP_USER_CHANGE_H

#include "store/user.h"

/* A role for somebody. */
struct sl_user_role_change {
    struct sl_str user;
    enum sl_user_role role;
    struct sl_span held; /* not read when it ends */
};

/* Give a role. In a transaction. Errors: those of sl_store_role_add. */
SL_NODISCARD enum sl_status sl_user_change_give(
    struct sl_store *store,
    const struct sl_user_role_change *change,
    const struct sl_stamp *stamp,
    struct sl_error *err
);

/* End all roles of that name. In a transaction. Errors: SL_NOT_FOUND when there is none to end;
 * those of sl_store_role_end. */
SL_NODISCARD enum sl_status sl_user_change_end_role(
    struct sl_store *store,
    const struct sl_user_role_change *change,
    const struct sl_stamp *stamp,
    struct sl_error *err
);

/* End an account. In a transaction. Errors: those of sl_store_user_end. */
SL_NODISCARD enum sl_status sl_user_change_end(
    struct sl_store *store, struct sl_str id, const struct sl_stamp *stamp, struct sl_error *err
);

/* Does a user hold a role that has not ended, today or at another time? Errors: of the store. */
SL_NODISCARD enum sl_status sl_user_change_has_role(
    struct sl_store *store,
    struct sl_str id,
    enum sl_user_role role,
    bool *ret_has,
    struct sl_error *err
);

#endif
