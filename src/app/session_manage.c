/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session_manage.h"

#include "app/access_change.h"
#include "app/session.h"
#include "app/user_reach.h"
#include "base/array.h"
#include "store/user.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)

/* Is it open now: neither ended nor too old nor idle? */
static bool is_open(const struct sl_access *access, const struct sl_stored_session *session)
{
    const struct sl_session_times times = {
        .begun_at = session->begun_at,
        .seen_at = session->seen_at,
        .ended_at = session->end.at,
    };

    return sl_session_state(&times, sl_access_now(access)) == SL_SESSION_OPEN;
}

enum sl_status sl_session_list(
    struct sl_access *access,
    struct sl_str user,
    struct sl_arena *arena,
    struct sl_session_line **ret_lines,
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct sl_str own = sl_access_user(access)->id;
    struct sl_stored_session session = { .id = 0 };
    struct sl_session_line *lines = NULL;
    size_t count = 0;

    if (user.len > 0 && !sl_str_equal(user, own)) {
        SL_TRY(sl_user_reach_ask(access, user, SL_STR("session"), err));
    }
    const struct sl_str whose = user.len == 0                      ? own
                                : sl_user_reach_is_everybody(user) ? SL_STR("")
                                                                   : user;
    for (;;) {
        bool is_one = false;
        const enum sl_status status =
            sl_store_session_next(sl_access_store(access), session.id, whose, arena, &session, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(sl_user_reach_wants(access, user, session.user, &is_one, err));
        if (!is_one || !is_open(access, &session)) {
            continue;
        }
        SL_TRY(sl_array_room(arena, &lines, count, sizeof *lines, err));
        lines[count++] = (struct sl_session_line){
            .session = session,
            .is_this = session.id == sl_access_session(access),
        };
    }
    *ret_lines = lines;
    *ret_count = count;
    return SL_OK;
}

/* Whose session is it? SL_NOT_FOUND: there is none open of this number. */
static enum sl_status find_owner(
    struct sl_access *access,
    int64_t id,
    struct sl_arena *arena,
    struct sl_str *ret_owner,
    struct sl_error *err
)
{
    struct sl_stored_session session = { .id = 0 };

    const enum sl_status status =
        sl_store_session_next(sl_access_store(access), id - 1, SL_STR(""), arena, &session, err);
    if (status == SL_NOT_FOUND || (status == SL_OK && session.id != id)) {
        return SL_NOT_FOUND;
    }
    *ret_owner = session.user;
    return status;
}

/* End it, and write down whose it was. */
static enum sl_status stop(
    struct sl_access *access,
    int64_t id,
    struct sl_str owner,
    enum sl_session_why why,
    struct sl_error *err
)
{
    const struct sl_session_end end = {
        .why = why,
        .by = sl_access_user(access)->id,
        .at = sl_access_now(access),
    };
    const struct sl_access_deed deed = {
        .verb = SL_VERB_SIGN_OUT,
        .kind = SL_STR("session"),
        .subject = owner,
        .detail = sl_str_from(sl_session_why_name(why)),
    };

    SL_TRY(sl_access_say(access, &deed, 1, err));
    return sl_session_end(sl_access_store(access), id, &end, err);
}

enum sl_status sl_session_stop(struct sl_access *access, int64_t id, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_str own = sl_access_user(access)->id;
    struct sl_str owner = SL_STR("");

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    const enum sl_status status = find_owner(access, id, &scratch, &owner, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    /* Who may not end others' sessions does not learn which numbers there are either. */
    if (!sl_str_equal(owner, own)) {
        SL_TRY(sl_user_reach_ask(access, owner, SL_STR("session"), err));
    }
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no open session %lld", (long long)id);
    }
    return stop(access, id, owner, SL_SESSION_ENDED_BY, err);
}

/* All sessions of one user, as they end. */
struct stop_all {
    struct sl_str user;
    struct sl_session_end end;
    uint64_t count;
};

static enum sl_status stop_all(struct sl_store *store, void *context, struct sl_error *err)
{
    struct stop_all *all = context;

    return sl_store_session_end_user(store, all->user, 0, &all->end, &all->count, err);
}

enum sl_status sl_session_stop_all(
    struct sl_access *access, struct sl_str user, uint64_t *ret_count, struct sl_error *err
)
{
    const struct sl_str own = sl_access_user(access)->id;
    const struct sl_access_deed deed = {
        .verb = SL_VERB_SIGN_OUT,
        .kind = SL_STR("session"),
        .subject = user,
        .detail = SL_STR("all of them"),
    };
    struct stop_all all = {
        .user = user,
        .end = {.why = SL_SESSION_ENDED_BY, .by = own, .at = sl_access_now(access)},
    };

    if (!sl_str_equal(user, own)) {
        SL_TRY(sl_access_may(access, SL_MAY_USERS, &deed, err));
        SL_TRY(sl_user_reach_user(access, user, &deed, err));
    }
    SL_TRY(sl_access_change(access, &deed, 1, stop_all, &all, err));
    *ret_count = all.count;
    return SL_OK;
}

enum sl_status sl_sign_out(struct sl_access *access, struct sl_error *err)
{
    return stop(
        access, sl_access_session(access), sl_access_user(access)->id, SL_SESSION_SIGNED_OUT, err
    );
}
