/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_reach.h"

#include "store/setting.h"

#define SCRATCH_BYTES ((size_t)64 << 10)

enum sl_status sl_intake_is_of_hub(struct sl_access *access, bool *ret_is, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_str hub = SL_STR("");

    sl_arena_init(&scratch, SCRATCH_BYTES);
    const enum sl_status status =
        sl_store_setting_find(sl_access_store(access), SL_STR(SL_SETTING_HUB), &scratch, &hub, err);
    *ret_is = status == SL_OK && sl_str_equal(hub, sl_access_user(access)->agency);
    return status == SL_NOT_FOUND ? SL_OK : status;
}

enum sl_status sl_intake_reach(
    struct sl_access *access,
    struct sl_str agency,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    bool reaches = sl_str_equal(agency, sl_access_user(access)->agency);

    SL_TRY(sl_access_may(access, SL_MAY_INTAKE, deed, err));
    if (!reaches) {
        SL_TRY(sl_intake_is_of_hub(access, &reaches, err));
    }
    return reaches ? SL_OK : sl_access_refuse(access, deed, SL_RULE_OWN_ONLY, err);
}
