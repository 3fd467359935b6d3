/* SPDX-License-Identifier: Apache-2.0 */
/*
 * backup.h - a store is copied while it is used, and comes back from a copy.
 *
 * A copy appears under its name only when it is complete, on the disk, and checked as check.h says.
 * It is a store itself: it can be opened to be read.
 */
#ifndef SL_STORE_BACKUP_H
#define SL_STORE_BACKUP_H

#include "store/check.h"

/*
 * Copy what the store holds now into a new file. Open runs are copied as they are.
 *
 *   path     a file that does not exist
 *   options  of the check of the copy; its progress also tells of the pages copied
 *   result   initialised: what the check of the copy found
 *
 * Errors: SL_INVALID when the file exists, or when the check finds a problem, and then there is no
 * copy; SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_store_backup(
    struct sl_store *store,
    const char *path,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
);

/*
 * Make a store of a backup: the backup is checked while it is copied into a new file.
 *
 *   backup_path  a backup of this version of the program or an earlier one; it is only read
 *
 * Errors: as above; SL_UNSUPPORTED for a backup of a newer program.
 */
SL_NODISCARD enum sl_status sl_store_restore(
    const char *backup_path,
    const char *path,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
);

#endif
