/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake_reach.h - whose files may somebody take in?
 *
 * Those of the own agency: a record stands in its holder's name, and nobody else's word is theirs.
 * One agency may be the hub, whose stewards take in files of all (the setting "hub", which
 * administrators change and the ledger has: proposal.h).
 */
#ifndef SL_APP_INTAKE_REACH_H
#define SL_APP_INTAKE_REACH_H

#include "app/access.h"

/* Is the user's agency the hub? Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_intake_is_of_hub(struct sl_access *access, bool *ret_is, struct sl_error *err);

/*
 * May the user take in files of an agency, or give such an intake up? SL_MAY_INTAKE is asked for
 * here, too.
 *
 *   deed  for the entry of a refusal
 *
 * Errors: SL_DENIED, with the entry on the disk; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_intake_reach(
    struct sl_access *access,
    struct sl_str agency,
    const struct sl_access_deed *deed,
    struct sl_error *err
);

#endif
