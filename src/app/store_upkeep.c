/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_upkeep.h"

#include "app/access.h"

#include "store/store.h"

enum sl_status sl_upkeep_check(
    struct sl_access *access,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_READ,
                                         .kind = SL_STR("store"),
                                         .detail = SL_STR("checked") };

    SL_TRY(sl_access_act(access, SL_MAY_STORE, &deed, err));
    return sl_access_done(
        access, &deed, sl_store_check(sl_access_store(access), options, result, err), err
    );
}

enum sl_status sl_upkeep_backup(
    struct sl_access *access,
    const char *target,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_EXPORT,
                                         .kind = SL_STR("store"),
                                         .detail = sl_str_from(target) };

    SL_TRY(sl_access_act(access, SL_MAY_STORE, &deed, err));
    return sl_access_done(
        access, &deed, sl_store_backup(sl_access_store(access), target, options, result, err), err
    );
}
