/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy_load.h - the sharing policy that is in force, and putting one in force.
 *
 * Agreements are files in the folder that the store knows. They open something from the day on
 * which somebody confirms that these are all there are: then the id of the policy that they make,
 * and the day, are kept in the store. Documents that were changed, added or taken away since are
 * not what was confirmed, and open nothing until they are (fail closed: one that is missing may be
 * a revocation). A confirmation grows stale (sharing/policy.h), so it is made again and again.
 */
#ifndef SL_APP_POLICY_LOAD_H
#define SL_APP_POLICY_LOAD_H

#include <stdbool.h>

#include "app/access.h"
#include "base/arena.h"
#include "base/error.h"
#include "sharing/policy.h"
#include "store/store.h"

/* The setting that holds the day and the id. */
#define SL_SETTING_POLICY "policy"

/*
 * The policy to decide by.
 *
 *   ret_policy   lives in the arena; DAMAGED, opening nothing, when documents cannot be read, do
 *                not go together, or are not what was confirmed
 *   ret_is_there false when none was ever confirmed
 *
 * Errors: those of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_policy_load(
    struct sl_store *store,
    const char *folder,
    struct sl_arena *arena,
    struct sl_policy *ret_policy,
    bool *ret_is_there,
    struct sl_error *err
);

/* What was put in force. Plain memory. */
struct sl_policy_confirmed {
    struct sl_policy_id id;
    size_t document_count, agency_count;
};

/*
 * Confirm that the documents in the folder are all there are: from now on they are in force.
 *
 *   access  opened SL_STORE_BRIEF or SL_STORE_WRITE
 *
 * Errors: SL_DENIED; what is wrong with the documents (agreement_files.h); those of the store. Then
 * what was in force stays so.
 */
SL_NODISCARD enum sl_status sl_policy_confirm(
    struct sl_access *access, struct sl_policy_confirmed *ret_confirmed, struct sl_error *err
);

#endif
