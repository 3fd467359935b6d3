/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_door.h - searching for somebody: as far as they may be told, and written down.
 *
 * The only way to a search for commands, pages and interfaces.
 */
#ifndef SL_APP_SEARCH_DOOR_H
#define SL_APP_SEARCH_DOOR_H

#include "app/access.h"
#include "app/search.h"
#include "base/error.h"

struct sl_search_door;

/*
 * Open, for one question after another by the same user.
 *
 *   access  closed, paused or resumed only after the door is closed
 *
 * Errors: SL_DENIED, with its entry, when they may not search; those of sl_search_open.
 */
SL_NODISCARD enum sl_status sl_search_door_open(
    struct sl_access *access,
    struct sl_str question,
    struct sl_search_door **ret_door,
    struct sl_error *err
);
/* Close; NULL is fine. */
void sl_search_door_close(struct sl_search_door *door);
/* For SL_CLEANUP on a struct sl_search_door * variable. */
void sl_search_door_close_ptr(struct sl_search_door **door);

/*
 * Ask.
 *
 *   request  text, today and limit; what may be seen is the door's business
 *
 * When this returns, the ledger has the question, and who is among the hits.
 * Errors: those of sl_search_find and sl_access_say; nothing may be shown then.
 */
SL_NODISCARD enum sl_status sl_search_ask(
    struct sl_search_door *door,
    const struct sl_search_request *request,
    const struct sl_search_result **ret_result,
    struct sl_error *err
);

#endif
