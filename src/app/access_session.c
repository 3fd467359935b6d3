/* SPDX-License-Identifier: Apache-2.0 */
/* The door: by whose session it is opened, and going on by the same one later. */
#include <string.h>

#include "app/access_impl.h"
#include "app/session.h"
#include "app/session_file.h"

/* A token and what stands around it. */
#define TOKEN_LIMIT_BYTES ((size_t)4096)

static enum sl_status sign_with(struct sl_access *access, struct sl_str token, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    struct sl_session session;

    SL_TRY(sl_store_open(access->store_path, SL_STORE_BRIEF, &store, err));
    SL_TRY(sl_session_open(store, token, access->now_us, &access->arena, &session, err));
    if (session.user.len >= sizeof access->user_id) {
        return sl_fail(err, SL_LIMIT, "the id of the user is too long");
    }
    memcpy(access->user_id, session.user.ptr, session.user.len);
    access->user_id[session.user.len] = '\0';
    access->session = session.id;
    return SL_OK;
}

enum sl_status sl_access_sign(struct sl_access *access, struct sl_error *err)
{
    struct sl_buf token;

    sl_buf_init(&token, TOKEN_LIMIT_BYTES);
    enum sl_status status = sl_session_file_read(
        access->session_path[0] == '\0' ? NULL : access->session_path, &token, err
    );
    if (status == SL_OK) {
        status = sign_with(access, sl_buf_str(&token), err);
    }
    sl_session_token_finish(&token);
    return status;
}

enum sl_status sl_access_open(
    const struct sl_access_opening *opening, struct sl_access **ret_access, struct sl_error *err
)
{
    struct sl_access *access = NULL;

    SL_TRY(sl_access_make(opening, &access, err));
    access->has_session = true;
    enum sl_status status = sl_access_sign(access, err);
    if (status == SL_OK) {
        status = sl_access_enter(access, err);
    }
    if (status != SL_OK) {
        sl_access_close(access);
        return status;
    }
    *ret_access = access;
    return SL_OK;
}

void sl_access_pause(struct sl_access *access)
{
    sl_access_drop_book(access);
    sl_store_close_ptr(&access->store);
    sl_arena_reset(&access->arena);
    access->user = (struct sl_user){ .role_count = 0 };
    access->policy_id[0] = '\0';
}

enum sl_status sl_access_resume(struct sl_access *access, int64_t now_us, struct sl_error *err)
{
    access->now_us = now_us;
    access->day = (int32_t)(now_us / SL_ACCESS_DAY_US);
    if (access->has_session) {
        SL_TRY(sl_access_sign(access, err));
    }
    return sl_access_enter(access, err);
}
