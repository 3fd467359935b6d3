/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user_reach.h - whose users may an administrator manage?
 *
 * Those of the own agency. An agency that has no administrator is looked after by those of others:
 * somebody must be the first to make one, and to invite them. When they first sign in, it is closed
 * to others.
 */
#ifndef SL_APP_USER_REACH_H
#define SL_APP_USER_REACH_H

#include <stdbool.h>

#include "app/access.h"

/* Is an agency one whose users the user may manage, if they are an administrator? Errors: those of
 * the store. */
SL_NODISCARD enum sl_status sl_user_reach_has(
    struct sl_access *access, struct sl_str agency, bool *ret_has, struct sl_error *err
);

/*
 * Refuse what is about users of an agency out of reach; SL_MAY_USERS was asked for before.
 *
 *   deed  for the entry of the refusal
 *
 * Errors: SL_DENIED, with the entry on the disk; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_user_reach_agency(
    struct sl_access *access,
    struct sl_str agency,
    const struct sl_access_deed *deed,
    struct sl_error *err
);

/* The same of a user, by the id. Errors: as above; SL_NOT_FOUND, which is an entry, too. */
SL_NODISCARD enum sl_status sl_user_reach_user(
    struct sl_access *access,
    struct sl_str id,
    const struct sl_access_deed *deed,
    struct sl_error *err
);

/* "*": all users in reach, where something of theirs is listed. */
bool sl_user_reach_is_everybody(struct sl_str user);

/*
 * May they see, or end, what lets others in: of a user, of everybody who is in reach, or (empty) of
 * nobody who is known? SL_MAY_USERS is asked for here, and yes is an entry.
 *
 *   kind  of thing, for the entry: "session"
 *
 * Errors: as above.
 */
SL_NODISCARD enum sl_status sl_user_reach_ask(
    struct sl_access *access, struct sl_str user, struct sl_str kind, struct sl_error *err
);

/* Is somebody one of those that were asked for: that user, or one in reach when it was everybody?
 * Errors: those of the store. */
SL_NODISCARD enum sl_status sl_user_reach_wants(
    struct sl_access *access,
    struct sl_str asked,
    struct sl_str user,
    bool *ret_wants,
    struct sl_error *err
);

#endif
