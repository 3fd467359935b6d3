/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_upkeep.h"

#include "store/store.h"

enum sl_status sl_upkeep_check(
    const char *path,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;

    SL_TRY(sl_store_open(path, SL_STORE_READ, &store, err));
    return sl_store_check(store, options, result, err);
}

enum sl_status sl_upkeep_backup(
    const char *source,
    const char *target,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;

    SL_TRY(sl_store_open(source, SL_STORE_READ, &store, err));
    return sl_store_backup(store, target, options, result, err);
}

enum sl_status sl_upkeep_restore(
    const char *source,
    const char *target,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    return sl_store_restore(source, target, options, result, err);
}
