/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_impl.h - an open door, for the files access*.c.
 */
#ifndef SL_APP_ACCESS_IMPL_H
#define SL_APP_ACCESS_IMPL_H

#include "app/access.h"
#include "app/access_again.h"
#include "app/hall.h"
#include "app/rights.h"
#include "app/scribe.h"
#include "app/token.h"
#include "base/buf.h"
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
 * Everything but the texts of the opening lives in the arena or in the rights, and is read anew by
 * resuming.
 * Invariant: room and store are there but while the door is paused.
 */
struct sl_access {
    struct sl_hall *hall, *own_hall; /* own: a hall for this door alone, or NULL */
    struct sl_room *room;
    char session_path[SL_ACCESS_PATH_BYTES]; /* empty: where sign-in puts it */
    char token[SL_ACCESS_TOKEN_BYTES];       /* empty: it is in the file */
    char user_id[SL_USER_ID_LIMIT_BYTES + 1];
    bool has_session;
    bool is_program; /* opened by a token: program, and what its scopes permit */
    struct sl_token program;
    uint32_t permissions;
    bool takes_one_factor;
    unsigned factors; /* that were proven for the session */
    enum sl_store_mode mode;
    enum sl_purpose wanted; /* SL_PURPOSE_COUNT: the first that a role has */
    int64_t now_us;
    int32_t day;

    struct sl_arena arena;
    struct sl_store *store;
    struct sl_kept *kept; /* the rights: places, user, seals and withheld are theirs */
    int64_t stamp;        /* of the store that says so; 0: it is not known */
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
    struct sl_heard *heard;  /* who listens (access_again.h), or NULL */
};

/* A door for a user, with nothing open. Errors: SL_USAGE, SL_LIMIT, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_access_make(
    const struct sl_access_opening *opening, struct sl_access **ret_access, struct sl_error *err
);

/* Enter a room of the hall, unless the door has one. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_access_take_room(struct sl_access *access, struct sl_error *err);

/* Leave the room, if the door has one; its store is not the door's any more. */
void sl_access_let_go(struct sl_access *access);

/* Open the store of the door's mode, and read everything about the user whose id stands in the
 * door. */
SL_NODISCARD enum sl_status sl_access_enter(struct sl_access *access, struct sl_error *err);

/* Whose session is it? Their id is put into the door. */
SL_NODISCARD enum sl_status sl_access_sign(struct sl_access *access, struct sl_error *err);

/* Hand entries that were written to who listens, if anybody does. */
void sl_access_tell(
    struct sl_access *access, const struct sl_deed *entries, size_t count, bool is_followed
);

/*
 * As sl_access_say, and then, with the ledger still held, what follows from it, if anything does.
 * When that fails the entries stand, and its error is given.
 */
SL_NODISCARD enum sl_status sl_access_say_then(
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    const struct sl_scribe_next *next,
    struct sl_error *err
);

#endif
