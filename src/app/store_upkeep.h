/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_upkeep.h - looking whether a store is sound, and copying it.
 */
#ifndef SL_APP_STORE_UPKEEP_H
#define SL_APP_STORE_UPKEEP_H

#include "base/error.h"
#include "store/backup.h"
#include "store/check.h"

struct sl_access;

/*
 * Read all of a store and see whether it holds together.
 *
 *   result  initialised; what is wrong is in it, and is no error of this function
 *
 * Errors: SL_DENIED; those of sl_store_check.
 */
SL_NODISCARD enum sl_status sl_upkeep_check(
    struct sl_access *access,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
);

/*
 * Copy a store into a new file while others may write to it. The new file is checked before it
 * appears.
 *
 *   target  does not exist
 *
 * Errors: SL_DENIED; those of sl_store_backup.
 */
SL_NODISCARD enum sl_status sl_upkeep_backup(
    struct sl_access *access,
    const char *target,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
);

#endif
