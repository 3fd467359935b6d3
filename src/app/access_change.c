/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_change.h"

enum sl_status sl_access_change(
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    sl_access_change_fn *change,
    void *context,
    struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(access);

    SL_TRY(sl_access_say(access, deeds, deed_count, err));
    enum sl_status status = sl_store_begin(store, err);
    if (status == SL_OK) {
        status = change(store, context, err);
        if (status == SL_OK) {
            status = sl_store_commit(store, err);
        } else {
            sl_store_rollback(store);
        }
    }
    for (size_t i = 0; i < deed_count && status != SL_OK; i++) {
        status = sl_access_done(access, &deeds[i], status, err);
    }
    return status;
}

bool sl_access_holds(const struct sl_access *access, enum sl_permission permission)
{
    for (unsigned purpose = 0; purpose < SL_PURPOSE_COUNT; purpose++) {
        if (sl_user_may(
                sl_access_user(access), permission, (enum sl_purpose)purpose, sl_access_day(access)
            ) == SL_POWER_HELD) {
            return true;
        }
    }
    return false;
}
