/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_impl.h - an open door, for the files access*.c.
 */
#ifndef SL_APP_ACCESS_IMPL_H
#define SL_APP_ACCESS_IMPL_H

#include "app/access.h"
#include "base/buf.h"
#include "logbook/logbook.h"
#include "sharing/glass.h"
#include "store/user.h"
#include "store/withheld.h"

/* The longest path, and the policy's id in hexadecimal digits. */
#define SL_ACCESS_PATH_BYTES   4097u
#define SL_ACCESS_DAY_US       (INT64_C(86400) * 1000000)
#define SL_ACCESS_POLICY_BYTES (2 * SL_POLICY_ID_BYTES + 1)
/* A token of a session, and more than one. */
#define SL_ACCESS_TOKEN_BYTES 256u

/*
 * Everything but the texts of the opening lives in the arena, and is read anew by resuming.
 * Invariant: store is open but while the door is paused; book rests but while entries are written.
 */
struct sl_access {
    char store_path[SL_ACCESS_PATH_BYTES];
    char session_path[SL_ACCESS_PATH_BYTES]; /* empty: where sign-in puts it */
    char token[SL_ACCESS_TOKEN_BYTES];       /* empty: it is in the file */
    char user_id[SL_USER_ID_LIMIT_BYTES + 1];
    bool has_session;
    bool takes_one_factor;
    unsigned factors; /* that were proven for the session */
    enum sl_store_mode mode;
    enum sl_purpose wanted; /* SL_PURPOSE_COUNT: the first that a role has */
    int64_t now_us;
    int32_t day;

    struct sl_arena arena;
    struct sl_store *store;
    int64_t session;
    const char *ledger, *key, *agreements;
    struct sl_user user;
    bool has_policy; /* one was confirmed */
    struct sl_policy policy;
    char policy_id[SL_ACCESS_POLICY_BYTES]; /* empty: none is ready */
    const struct sl_glass *glasses;
    size_t glass_count;
    struct sl_seal_book seals;
    struct sl_withheld_book withheld;
    struct sl_asking asking; /* by the permission that was asked for last */
    struct sl_signer signer;
    struct sl_logbook *book; /* NULL until the first entry */
};

/* A door for a user, with nothing open. Errors: SL_USAGE, SL_LIMIT, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_access_make(
    const struct sl_access_opening *opening, struct sl_access **ret_access, struct sl_error *err
);

/* Open the store, and read everything about the user whose id stands in the door. */
SL_NODISCARD enum sl_status sl_access_enter(struct sl_access *access, struct sl_error *err);

/* Whose session is it? Their id is put into the door. */
SL_NODISCARD enum sl_status sl_access_sign(struct sl_access *access, struct sl_error *err);

/* Take the ledger: the book that rests, or, when others have written, a new one. */
SL_NODISCARD enum sl_status sl_access_take_book(struct sl_access *access, struct sl_error *err);

/* Add an entry to the book that was taken; ret_index: its number; may be NULL. */
SL_NODISCARD enum sl_status sl_access_add_deed(
    struct sl_access *access,
    const struct sl_access_deed *deed,
    uint64_t *ret_index,
    struct sl_error *err
);

/* Give the ledger's book back, if there is one. */
void sl_access_drop_book(struct sl_access *access);

#endif
