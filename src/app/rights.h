/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rights.h - what a door reads about a user: roles, relationships, seals, what is withheld.
 *
 * All of it follows from the store, the user and the day. So it is kept as long as the stamp of the
 * store (store/store.h) is the same, which is asked for each door; whatever is changed by whichever
 * process draws another stamp, and is read anew. Who has many children to look after would else
 * wait for each of them at each click.
 */
#ifndef SL_APP_RIGHTS_H
#define SL_APP_RIGHTS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/keep.h"
#include "sharing/user.h"
#include "store/seal.h"
#include "store/store.h"
#include "store/withheld.h"

/* As many bytes as a hall keeps of them, and one user's have at most. */
#define SL_RIGHTS_KEEP_BYTES  ((size_t)64 << 20)
#define SL_RIGHTS_LIMIT_BYTES ((size_t)1 << 30)

/* Only read: doors that are open at once share it. */
struct sl_rights {
    struct sl_arena arena; /* of all texts */
    int64_t stamp;         /* of the store that says so; 0: none, and nothing is kept */
    const char *ledger, *key, *agreements; /* places of the store */
    struct sl_user user;
    struct sl_seal_book seals;
    struct sl_withheld_book withheld;
};

/* For sl_keep_open. */
void sl_rights_free(void *rights);

/* Whose, of which store and day. Borrowed for the call. */
struct sl_rights_asked {
    struct sl_store *store; /* in a transaction */
    const char *path;       /* of it, for what is said of it */
    struct sl_str user_id;
    int32_t day; /* days since 1970-01-01 */
};

/*
 * The rights of a user, out of the keep or the store; sl_kept_thing is a struct sl_rights.
 *
 * Errors: SL_DENIED when there is no such user, or they have ended; SL_INVALID when the store was
 * not made by `init`; SL_NO_MEMORY; those of the store.
 */
SL_NODISCARD enum sl_status sl_rights_take(
    struct sl_keep *keep,
    const struct sl_rights_asked *asked,
    struct sl_kept **ret_kept,
    struct sl_error *err
);

#endif
