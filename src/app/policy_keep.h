/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy_keep.h - the policy that is in force, kept compiled as long as nothing has changed.
 *
 * Asked each time: is the confirmation in the store the same, and are the files of the folder the
 * very same ones, by name, number, size and the times at which they and what is said of them were
 * changed? If not, or if that cannot be told, all of it is read and compiled anew. A kept policy
 * therefore opens nothing that a new one would not open; and a revocation, which is a file, holds
 * from the next time on.
 *
 * Source of the rule for files that were changed just now: "racy git", Git's technical documents;
 *         the time at which the file system notes a change moves in steps, so that a second change
 *         within one step could not be seen.
 */
#ifndef SL_APP_POLICY_KEEP_H
#define SL_APP_POLICY_KEEP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/error.h"
#include "sharing/policy.h"
#include "store/store.h"

/* Zeroed by init; used by one thread at a time. */
struct sl_policy_keep {
    struct sl_arena arena, scratch; /* of the policy; of one question */
    struct sl_policy policy;
    struct sl_buf value;     /* the confirmation that it was made by */
    struct sl_digest folder; /* its files, as they were then */
    bool is_there, is_kept;
    unsigned use_count; /* since it was made */
};

/* Nothing is kept; allocates nothing. Finish in any case. */
void sl_policy_keep_init(struct sl_policy_keep *keep);
void sl_policy_keep_finish(struct sl_policy_keep *keep);

/*
 * The policy to decide by, as sl_policy_load gives it.
 *
 *   store   in a transaction: the policy is of its moment
 *   folder  of the agreements
 *   ret_policy, ret_is_there  as sl_policy_load; good until the next call
 *
 * Errors: those of sl_policy_load. Time: some microseconds for each file, when nothing has changed.
 */
SL_NODISCARD enum sl_status sl_policy_keep_load(
    struct sl_policy_keep *keep,
    struct sl_store *store,
    const char *folder,
    const struct sl_policy **ret_policy,
    bool *ret_is_there,
    struct sl_error *err
);

#endif
