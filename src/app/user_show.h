/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user_show.h - who the users are, and what they have or had.
 */
#ifndef SL_APP_USER_SHOW_H
#define SL_APP_USER_SHOW_H

#include "app/access.h"
#include "store/user.h"

/* A user with everything that they have, or had; lives in an arena. */
struct sl_user_page {
    struct sl_store_user user;
    struct sl_store_role *roles;
    size_t role_count;
    struct sl_user_page_tie *ties;
    size_t tie_count;
};
struct sl_user_page_tie {
    struct sl_store_tie tie;
    struct sl_str agency, system; /* those of its source */
};

/* One user. Errors: SL_DENIED; SL_NOT_FOUND; those of the door and the store. */
SL_NODISCARD enum sl_status sl_user_show(
    struct sl_access *access,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_user_page *ret_page,
    struct sl_error *err
);

/* Which users are listed. */
struct sl_user_filter {
    struct sl_str agency;   /* empty: of all */
    enum sl_user_role role; /* who holds it today; SL_USER_ROLE_COUNT: whatever they hold */
    bool with_ended;        /* those who have left, too */
};

/* Users by id, without their ties. Errors: SL_DENIED; those of the door and the store. */
SL_NODISCARD enum sl_status sl_user_list(
    struct sl_access *access,
    const struct sl_user_filter *filter,
    struct sl_arena *arena,
    struct sl_user_page **ret_pages,
    size_t *ret_count,
    struct sl_error *err
);

#endif
