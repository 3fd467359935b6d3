/* SPDX-License-Identifier: Apache-2.0 */
/*
 * user_import.h - many users, roles or relationships out of a file: all of them or none.
 *
 *     users   id,name,agency,role,from,until   one line a role; a user may have several, or one
 *                                              line without a role
 *     ties    user,child,kind,from,until       child: child_find.h
 *
 * Other columns are passed over. Days are YYYY-MM-DD; without `from` it holds from today, without
 * `until` it has no end. What is there already, with the same end, is left alone, so a file may be
 * given again; nothing is ever ended by a file.
 */
#ifndef SL_APP_USER_IMPORT_H
#define SL_APP_USER_IMPORT_H

#include <stddef.h>

#include "app/access.h"

/* What came of a file. */
struct sl_user_import_result {
    size_t line_count;    /* without the header */
    size_t user_count;    /* users that are new */
    size_t given_count;   /* roles or relationships that are new */
    size_t present_count; /* lines that were there already */
};

/*
 * Take a file of users in; sl_user_import_ties takes one of relationships.
 *
 * Errors: SL_DENIED (only administrators; to oneself); SL_INVALID and SL_NOT_FOUND with the file,
 * line and column as the detail, when a line does not fit; those of the CSV, the door and the
 * store. Nothing is changed then.
 */
SL_NODISCARD enum sl_status sl_user_import(
    struct sl_access *access,
    const char *path,
    struct sl_user_import_result *ret_result,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_user_import_ties(
    struct sl_access *access,
    const char *path,
    struct sl_user_import_result *ret_result,
    struct sl_error *err
);

#endif
