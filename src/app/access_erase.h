/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_erase.h - parts of entries of the ledger are erased, by orders that stand in it.
 */
#ifndef SL_APP_ACCESS_ERASE_H
#define SL_APP_ACCESS_ERASE_H

#include "app/access.h"
#include "ledger/erase_order.h"

/*
 * Write as many orders as it takes, each an entry by the user, and erase what they name. That it
 * may be done was asked before.
 *
 *   what    each of its entries is there
 *   detail  why; in each order's own part that can be erased
 *
 * Errors: those of sl_access_say, before anything was erased; those of sl_logbook_erase: some may
 * be erased and some not. Doing it again erases the rest, by new orders.
 */
SL_NODISCARD enum sl_status sl_access_erase(
    struct sl_access *access,
    const struct sl_erase_order *what,
    struct sl_str detail,
    struct sl_error *err
);

#endif
