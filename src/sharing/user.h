/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user.h - who asks: a person of one agency, the roles they hold, and the children they work with.
 */
#ifndef SL_SHARING_USER_H
#define SL_SHARING_USER_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "sharing/role.h"
#include "sharing/span.h"

/* A role, and when it is held. */
struct sl_user_held {
    enum sl_user_role role;
    struct sl_span held;
};

/* A legitimate relationship to a child. */
struct sl_user_tie {
    struct sl_str identity;
    enum sl_user_tie_kind kind;
    struct sl_span held;
};

/* Borrowed by whoever uses it. The id is one of the whole partnership, not of the agency alone. */
struct sl_user {
    struct sl_str id, agency;
    const struct sl_user_held *roles;
    size_t role_count;
    const struct sl_user_tie *ties;
    size_t tie_count;
};

/* Whether the roles held on a day permit something for a purpose. */
enum sl_power {
    SL_POWER_NONE,          /* no role held on the day has the permission */
    SL_POWER_OTHER_PURPOSE, /* one has, and may not use it for the purpose */
    SL_POWER_HELD,
};

/*
 * May they? The permission and the purpose must be of one role: a practitioner who is a privacy
 * officer, too, may not answer a subject access request to safeguard a child.
 * Time: proportional to the roles held.
 */
enum sl_power sl_user_may(
    const struct sl_user *user, enum sl_permission permission, enum sl_purpose purpose, int32_t day
);

/*
 * The relationships to an identity that hold on a day, as bits of enum sl_user_tie_kind.
 * Time: proportional to all that the user has; ask once for each identity.
 */
uint8_t sl_user_ties(const struct sl_user *user, struct sl_str identity, int32_t day);

/* Does one of these relationships (bits) count for the purpose? */
bool sl_ties_serve(uint8_t ties, enum sl_purpose purpose);

#endif
