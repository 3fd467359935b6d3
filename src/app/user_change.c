/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_change.h"

#include "store/session.h"

/* What one change reads. */
#define SCRATCH_BYTES ((size_t)4 << 20)

enum sl_status sl_user_change_give(
    struct sl_store *store,
    const struct sl_user_role_change *change,
    const struct sl_stamp *stamp,
    struct sl_error *err
)
{
    const struct sl_store_role role = {
        .user = change->user,
        .role = change->role,
        .held = change->held,
        .given = *stamp,
    };
    int64_t id = 0;

    return sl_store_role_add(store, &role, &id, err);
}

/* Whoever may do less from now on is signed out everywhere: nothing that was begun with more goes
 * on, on no machine. */
static enum sl_status end_sessions(
    struct sl_store *store, struct sl_str user, const struct sl_stamp *stamp, struct sl_error *err
)
{
    const struct sl_session_end end = {
        .why = SL_SESSION_RIGHTS_ENDED,
        .by = stamp->by,
        .at = stamp->at,
    };
    uint64_t ended = 0;

    return sl_store_session_end_user(store, user, 0, &end, &ended, err);
}

/* The next role of this name that has not ended behind `role->id`; SL_NOT_FOUND without a message,
 * behind the last. */
static enum sl_status next_role(
    struct sl_store *store,
    const struct sl_user_role_change *wanted,
    struct sl_arena *arena,
    struct sl_store_role *role,
    struct sl_error *err
)
{
    do {
        SL_TRY(sl_store_role_next(store, wanted->user, role->id, arena, role, err));
    } while (role->role != wanted->role || role->ended.at != 0);
    return SL_OK;
}

enum sl_status sl_user_change_end_role(
    struct sl_store *store,
    const struct sl_user_role_change *change,
    const struct sl_stamp *stamp,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_store_role role = { .id = 0 };
    enum sl_status status = SL_OK;
    size_t count = 0;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    while ((status = next_role(store, change, &scratch, &role, err)) == SL_OK) {
        SL_TRY(sl_store_role_end(store, role.id, stamp, err));
        count++;
    }
    if (status != SL_NOT_FOUND) {
        return status;
    }
    return count == 0 ? sl_fail(err, SL_NOT_FOUND, "they do not have this role")
                      : end_sessions(store, change->user, stamp, err);
}

enum sl_status sl_user_change_end(
    struct sl_store *store, struct sl_str id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    SL_TRY(sl_store_user_end(store, id, stamp, err));
    return end_sessions(store, id, stamp, err);
}

enum sl_status sl_user_change_has_role(
    struct sl_store *store,
    struct sl_str id,
    enum sl_user_role role,
    bool *ret_has,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_user_role_change wanted = { .user = id, .role = role };
    struct sl_store_role found = { .id = 0 };

    sl_arena_init(&scratch, SCRATCH_BYTES);
    const enum sl_status status = next_role(store, &wanted, &scratch, &found, err);
    *ret_has = status == SL_OK;
    return status == SL_NOT_FOUND ? SL_OK : status;
}
