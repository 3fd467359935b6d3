/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user_tie.h - relationships of users to children: given by administrators and, within an agency,
 * by those who allocate work; by nobody to themselves.
 */
#ifndef SL_APP_USER_TIE_H
#define SL_APP_USER_TIE_H

#include "app/access.h"
#include "sharing/user.h"

/* A relationship of somebody to a child. */
struct sl_user_tie_change {
    struct sl_str user;
    struct sl_str child; /* child_find.h */
    enum sl_user_tie_kind kind;
    struct sl_span held; /* not read when it ends */
};

/* Give it; end all of that kind. Errors: SL_DENIED (to oneself, too; to a user
 * of another agency by one who allocates); SL_NOT_FOUND when there is no such user, or none to end;
 * SL_INVALID; those of sl_child_find, the door and the store. */
SL_NODISCARD enum sl_status sl_user_give_tie(
    struct sl_access *access, const struct sl_user_tie_change *change, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_user_end_tie(
    struct sl_access *access, const struct sl_user_tie_change *change, struct sl_error *err
);

#endif
