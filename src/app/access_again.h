/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_again.h - the same shown again to the same user: what it depends on, and saying so again.
 *
 * What somebody is shown follows from the store, the agreements, their rights and what they ask
 * for. So who has made it, and keeps it under a digest of all these, may show it again without
 * making it anew: the decisions would be the same. That they look again is another entry, as any
 * look is; what was said of the first look is heard, and said once more.
 */
#ifndef SL_APP_ACCESS_AGAIN_H
#define SL_APP_ACCESS_AGAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "app/access.h"
#include "app/scribe.h"
#include "base/arena.h"
#include "base/digest.h"
#include "ledger/entry.h"

/*
 * Add to a digest all that the door was opened with and that may decide what is told behind it: the
 * stamp of the store, the user, the day, the purpose and the policy. What is asked for, and how
 * late it is, are the caller's.
 *
 * Returns false when nothing may be kept: the door is not one to read, the glass is broken (it ends
 * within the day), the policy is not in force, or the store has no stamp.
 */
bool sl_access_basis(const struct sl_access *access, struct sl_digest_state *state);

/*
 * Is the store still in the state in which the door was opened? If so, all that was read behind the
 * door in several transactions is of one moment. No transaction is open. Errors: of the store.
 */
SL_NODISCARD enum sl_status
sl_access_is_settled(struct sl_access *access, bool *ret_is_settled, struct sl_error *err);

/* What was said. Zeroed, but for the arena. */
struct sl_heard {
    struct sl_arena *arena; /* of all that is heard */
    struct sl_deed *deeds;
    size_t count;
    bool is_more; /* more than looks was said, or not all of it was heard: not to be said again */
};

/* Hear what the door says from now on, until it is closed; NULL: nobody does any more. */
void sl_access_hear(struct sl_access *access, struct sl_heard *heard);

/*
 * Say again what was heard behind a door of the same digest, as of now. The store is let go before,
 * as nothing more is read; from then on the door only serves to be closed.
 *
 * Errors: those of sl_access_say. Time: a sync.
 */
SL_NODISCARD enum sl_status sl_access_say_again(
    struct sl_access *access, const struct sl_deed *deeds, size_t count, struct sl_error *err
);

/* What is said again later. Borrowed for the call, but for the deeds and the context. */
struct sl_access_later {
    const struct sl_deed *deeds;
    size_t count;
    void (*begin)(void *context);
    sl_scribe_told_fn *told;
    void *context;
};

/*
 * The same, for who has something else to do until the entries are on the disk.
 *
 *   deeds  stay until `told` is called (scribe.h), and so does the door
 *   begin  called with the context when all is ready, before they are handed over
 *
 * Errors: SL_NO_MEMORY; then neither is called. What fails later is told.
 */
SL_NODISCARD enum sl_status sl_access_say_later(
    struct sl_access *access, const struct sl_access_later *later, struct sl_error *err
);

#endif
