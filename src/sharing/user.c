/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/user.h"

enum sl_power sl_user_may(
    const struct sl_user *user, enum sl_permission permission, enum sl_purpose purpose, int32_t day
)
{
    enum sl_power power = SL_POWER_NONE;

    for (size_t i = 0; i < user->role_count; i++) {
        const struct sl_user_role_line *line = sl_user_role_get(user->roles[i].role);

        if (!sl_span_has(user->roles[i].held, day) ||
            (line->permissions & (UINT32_C(1) << permission)) == 0) {
            continue;
        }
        if ((line->purposes & (1u << purpose)) != 0) {
            return SL_POWER_HELD;
        }
        power = SL_POWER_OTHER_PURPOSE;
    }
    return power;
}

uint8_t sl_user_ties(const struct sl_user *user, struct sl_str identity, int32_t day)
{
    unsigned ties = 0;

    for (size_t i = 0; i < user->tie_count; i++) {
        if (sl_span_has(user->ties[i].held, day) &&
            sl_str_equal(user->ties[i].identity, identity)) {
            ties |= 1u << user->ties[i].kind;
        }
    }
    return (uint8_t)ties;
}

bool sl_ties_serve(uint8_t ties, enum sl_purpose purpose)
{
    for (unsigned kind = 0; kind < SL_USER_TIE_COUNT; kind++) {
        if ((ties & (1u << kind)) != 0 &&
            (sl_tie_purposes((enum sl_user_tie_kind)kind) & (1u << purpose)) != 0) {
            return true;
        }
    }
    return false;
}
