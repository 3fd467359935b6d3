/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user.h - users: who they are, the roles that they hold, the children with whom they work.
 *
 * Nothing is deleted. An account, a role and a relationship end, and it is kept who ended it. What
 * somebody may do is read anew for each thing that they do (sl_store_user_load), so that whatever
 * ends has ended at once for every session.
 */
#ifndef SL_STORE_USER_H
#define SL_STORE_USER_H

#include <stdint.h>

#include "base/arena.h"
#include "sharing/user.h"
#include "store/stamp.h"
#include "store/store.h"

/* The longest id, name and agency. */
#define SL_USER_ID_LIMIT_BYTES   80u
#define SL_USER_NAME_LIMIT_BYTES 200u

/* An account. */
struct sl_store_user {
    struct sl_str id;     /* of the whole partnership */
    struct sl_str name;   /* for people to read */
    struct sl_str agency; /* the one that they work for */
    struct sl_stamp added, ended;
};

/* A role that somebody holds, or held. */
struct sl_store_role {
    int64_t id; /* given by the store, from 1 */
    struct sl_str user;
    enum sl_user_role role;
    struct sl_span held;
    struct sl_stamp given, ended;
};

/* A relationship to a child, whom a mention names: identities change, the key of a system stays. */
struct sl_store_tie {
    int64_t id; /* given by the store, from 1 */
    struct sl_str user;
    enum sl_user_tie_kind kind;
    int64_t source;
    struct sl_str key;
    struct sl_span held;
    struct sl_stamp given, ended;
};

/*
 * May this be the id of a user: 1 to SL_USER_ID_LIMIT_BYTES small letters, figures and ".", "_",
 * "-", "@", a letter or figure first? So no two ids look the same.
 * Errors: SL_INVALID, with what may stand in it as the hint.
 */
SL_NODISCARD enum sl_status sl_store_user_id_check(struct sl_str id, struct sl_error *err);

/*
 * Add an account without roles. In a transaction.
 *
 *   user  `ended` is not read; `added.by` is empty only while there is no account at all
 *
 * Errors: SL_INVALID (the id is taken, by one who has left, too; a text cannot be kept; nobody adds
 * it, and there are accounts), SL_NOT_FOUND (no such user adds it); those of the store.
 */
SL_NODISCARD enum sl_status
sl_store_user_add(struct sl_store *store, const struct sl_store_user *user, struct sl_error *err);

/* An account, ended or not; texts in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_user_find(
    struct sl_store *store,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_store_user *ret_user,
    struct sl_error *err
);

/*
 * The next account behind an id (empty: the first), by id.
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_user_next(
    struct sl_store *store,
    struct sl_str after,
    struct sl_arena *arena,
    struct sl_store_user *ret_user,
    struct sl_error *err
);

/* End an account: they may do nothing more. In a transaction. Errors: SL_NOT_FOUND (there is none,
 * or it has ended); SL_DENIED when nobody would be an administrator any more; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_user_end(
    struct sl_store *store, struct sl_str id, const struct sl_stamp *stamp, struct sl_error *err
);

/*
 * Who somebody is and what they may do now: the roles and ties that have not ended, are not over
 * before `day`, and, of ties, whose child is known. Identities are as sl_identity_print writes
 * them.
 *
 *   ret_user  lives in the arena
 *
 * Errors: SL_NOT_FOUND when there is no such user; SL_DENIED when the account has ended; those of
 * the store. Time: some 5 microseconds for each tie.
 */
SL_NODISCARD enum sl_status sl_store_user_load(
    struct sl_store *store,
    struct sl_str id,
    int32_t day,
    struct sl_arena *arena,
    struct sl_user *ret_user,
    struct sl_error *err
);

/*
 * Give a role. In a transaction.
 *
 *   role  `id` and `ended` are not read; `given.by` is empty for the first role of the store alone
 *
 * Errors: SL_DENIED when somebody gives it to themselves; SL_INVALID when it ends before it begins,
 * or there are roles and nobody gives it; SL_NOT_FOUND when there is no such user, or they have
 * left; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_role_add(
    struct sl_store *store, const struct sl_store_role *role, int64_t *ret_id, struct sl_error *err
);

/* End a role, at once. In a transaction. Errors: SL_NOT_FOUND when there is none with this number,
 * or it has ended; SL_DENIED as ending an account; those of the store. */
SL_NODISCARD enum sl_status sl_store_role_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
);

/* Who is asked for: of an agency, with a role, now or in the `back_us` microseconds before. */
struct sl_store_role_asked {
    struct sl_str agency;    /* empty: of any */
    struct sl_str except[2]; /* users who do not count; empty: nobody */
    enum sl_user_role role;
    int64_t now_us, back_us;
};

/*
 * How many users of an agency who have signed in at least once hold a role now, or held it at any
 * time in the `back_us` microseconds before: 0 for those who hold it now. Errors: of the store.
 */
SL_NODISCARD enum sl_status sl_store_role_count(
    struct sl_store *store,
    const struct sl_store_role_asked *asked,
    uint64_t *ret_count,
    struct sl_error *err
);

/* The next role of a user behind the number `after` (0: the first), ended or not; in the arena.
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store. */
SL_NODISCARD enum sl_status sl_store_role_next(
    struct sl_store *store,
    struct sl_str user,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_role *ret_role,
    struct sl_error *err
);

/*
 * The same of ties. `source` is one that the store knows; whether anybody has the key is not asked.
 * Errors: as above; SL_DENIED when somebody ties themselves to a child.
 */
SL_NODISCARD enum sl_status sl_store_tie_add(
    struct sl_store *store, const struct sl_store_tie *tie, int64_t *ret_id, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_tie_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_tie_next(
    struct sl_store *store,
    struct sl_str user,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_tie *ret_tie,
    struct sl_error *err
);

#endif
