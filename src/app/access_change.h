/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_change.h - a change of the store that is in the ledger before it is made.
 */
#ifndef SL_APP_ACCESS_CHANGE_H
#define SL_APP_ACCESS_CHANGE_H

#include "app/access.h"

/* Change something; the store has a transaction open. */
typedef enum sl_status
sl_access_change_fn(struct sl_store *store, void *context, struct sl_error *err);

/*
 * Say what is done, and do it in a transaction. That it may be done was asked before.
 *
 *   deeds  at least one; when it fails, each is an entry again, as failed
 *
 * Errors: those of sl_access_say, before anything was changed; those of the change and the store:
 * nothing is changed then.
 */
SL_NODISCARD enum sl_status sl_access_change(
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    sl_access_change_fn *change,
    void *context,
    struct sl_error *err
);

/* Does a role that the user holds today permit this, for any purpose? */
bool sl_access_holds(const struct sl_access *access, enum sl_permission permission);

#endif
