/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_restore.h - a store out of a backup, which must not bring back what has ended since.
 *
 * There is no store yet to sign in to, so no door decides: whoever has the backup, the ledger and
 * its key may do it, and has everything that a store opens already. So that an old backup opens
 * nothing again, before the store appears under its name:
 *
 *     an entry of the ledger says that it was restored, and how old it is;
 *     all sessions are ended: everybody signs in again;
 *     accounts and roles of which the ledger says that they were ended since are ended again;
 *     agreements open nothing until a partnership lead confirms them again.
 *
 * What else the ledger has and the store has not is counted by its kind, without names: seals must
 * be made again by hand, before anybody signs in.
 */
#ifndef SL_APP_STORE_RESTORE_H
#define SL_APP_STORE_RESTORE_H

#include <stdint.h>

#include "base/error.h"
#include "store/check.h"

/* Kinds of thing that are told apart, and the longest name of one. */
#define SL_RESTORE_KINDS      24u
#define SL_RESTORE_KIND_BYTES 24u

struct sl_restore_job {
    const char *source; /* the backup; it is only read */
    const char *target; /* does not exist */
    int64_t now_us;     /* microseconds since 1970 in UTC */
};

/* What the ledger says was changed since. */
struct sl_restore_newer {
    char kind[SL_RESTORE_KIND_BYTES]; /* of thing: "seal", "user" */
    uint64_t count;
};

/* Plain memory. */
struct sl_restored {
    int64_t since_us; /* the newest time of the backup; 0: it does not say, so all entries count */
    uint64_t session_count, account_count, role_count; /* that were ended */
    uint64_t
        unknown_count; /* ends that could not be repeated: erased, or the last administrator's */
    size_t kind_count;
    struct sl_restore_newer newer[SL_RESTORE_KINDS]; /* as they came; the last one is "others" if
                                                        there are more */
};

/*
 * Make a store of a backup. It appears under its name when all of this is done.
 *
 * Errors: those of sl_store_restore; SL_INVALID, SL_IO when the ledger that the backup names cannot
 * be read and written with its key: put both back first. After an error there is no store.
 */
SL_NODISCARD enum sl_status sl_store_restore_safely(
    const struct sl_restore_job *job,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_restored *ret_restored,
    struct sl_error *err
);

#endif
