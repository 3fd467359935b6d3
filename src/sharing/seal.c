/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/seal.h"

static bool names(const struct sl_str *list, size_t count, struct sl_str user_id)
{
    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(list[i], user_id)) {
            return true;
        }
    }
    return false;
}

enum sl_seal_state sl_seal_for(const struct sl_seal *seal, struct sl_str user_id)
{
    if (seal == NULL || names(seal->denied, seal->denied_count, user_id)) {
        return SL_SEAL_DENIED;
    }
    if (!seal->sealed) {
        return SL_SEAL_NONE;
    }
    return names(seal->allowed, seal->allowed_count, user_id) ? SL_SEAL_OPEN : SL_SEAL_CLOSED;
}
