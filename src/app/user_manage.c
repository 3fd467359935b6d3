/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_manage.h"

#include "app/access_change.h"
#include "app/one_time_code.h"
#include "base/date.h"
#include "store/session.h"

/* The longest detail of an entry that is made here. */
#define DETAIL_BYTES ((size_t)1024)
/* What one change reads. */
#define SCRATCH_BYTES ((size_t)4 << 20)

#define DAY_MICROSECONDS (INT64_C(86400) * 1000000)

/* A change under way. */
struct work {
    struct sl_access *access;
    struct sl_stamp stamp;
    const struct sl_user_new *user;
    const struct sl_user_role_change *role;
    struct sl_str id;    /* of the account that ends or is invited */
    struct sl_buf *code; /* of an invitation */
};

static struct work work_of(struct sl_access *access)
{
    return (struct work){
        .access = access,
        .stamp = {sl_access_user(access)->id, sl_access_now(access)},
    };
}

enum sl_status sl_user_add_first(
    struct sl_store *store,
    struct sl_str id,
    struct sl_str agency,
    int64_t now_us,
    struct sl_error *err
)
{
    const struct sl_store_user user = {
        .id = id,
        .name = id,
        .agency = agency,
        .added = { .at = now_us },
    };
    const struct sl_store_role role = {
        .user = id,
        .role = SL_USER_ADMINISTRATOR,
        .held = {(int32_t)(now_us / DAY_MICROSECONDS), SL_SPAN_OPEN },
        .given = { .at = now_us                                  },
    };
    struct sl_store_user other;
    struct sl_arena scratch;
    int64_t number = 0;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    enum sl_status status = sl_store_user_next(store, SL_STR(""), &scratch, &other, err);
    sl_arena_finish(&scratch);
    if (status == SL_OK) {
        sl_fail(err, SL_DENIED, "the store has users already");
        sl_fail_hint(err, "An administrator adds the others: 'sightline user add'.");
        return SL_DENIED;
    }
    if (status != SL_NOT_FOUND) {
        return status;
    }
    SL_TRY(sl_store_user_add(store, &user, err));
    return sl_store_role_add(store, &role, &number, err);
}

/* Ask the door about a change of a user, and make it. */
static enum sl_status change_user(
    struct work *work,
    const struct sl_access_deed *deed,
    sl_access_change_fn *change,
    struct sl_error *err
)
{
    SL_TRY(sl_access_may(work->access, SL_MAY_USERS, deed, err));
    return sl_access_change(work->access, deed, 1, change, work, err);
}

static enum sl_status add_account(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;
    const struct sl_store_user user = {
        .id = work->user->id,
        .name = sl_str_trim(work->user->name),
        .agency = sl_str_trim(work->user->agency),
        .added = work->stamp,
    };

    SL_TRY(sl_store_user_add(store, &user, err));
    return sl_invitation_add(store, user.id, &work->stamp, work->code, err);
}

enum sl_status sl_user_add(
    struct sl_access *access,
    const struct sl_user_new *user,
    struct sl_buf *code,
    struct sl_error *err
)
{
    struct work work = work_of(access);
    struct sl_buf detail;

    work.user = user;
    work.code = code;
    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(&detail, "add to %.*s", SL_STR_ARG(user->agency));
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("user"),
        .subject = user->id,
        .detail = sl_buf_str(&detail),
    };
    const enum sl_status status = change_user(&work, &deed, add_account, err);
    sl_buf_finish(&detail);
    return status;
}

static enum sl_status invite(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;
    struct sl_store_user user;
    struct sl_arena scratch;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    enum sl_status status = sl_store_user_find(store, work->id, &scratch, &user, err);
    const bool has_left = status == SL_OK && user.ended.at != 0;
    sl_arena_finish(&scratch);
    if (has_left) {
        status =
            sl_fail(err, SL_NOT_FOUND, "the account of '%.*s' has ended", SL_STR_ARG(work->id));
    }
    SL_TRY(status);
    return sl_invitation_add(store, work->id, &work->stamp, work->code, err);
}

enum sl_status sl_user_invite(
    struct sl_access *access, struct sl_str id, struct sl_buf *code, struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("user"),
        .subject = id,
        .detail = SL_STR("invite"),
    };
    struct work work = work_of(access);

    work.id = id;
    work.code = code;
    return change_user(&work, &deed, invite, err);
}

/* Whoever may do less from now on is signed out everywhere: nothing that was begun with more goes
 * on, on no machine. */
static enum sl_status end_sessions(
    struct sl_store *store, const struct work *work, struct sl_str user, struct sl_error *err
)
{
    const struct sl_session_end end = {
        .why = SL_SESSION_RIGHTS_ENDED,
        .by = work->stamp.by,
        .at = work->stamp.at,
    };
    uint64_t ended = 0;

    return sl_store_session_end_user(store, user, 0, &end, &ended, err);
}

static enum sl_status end_account(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    SL_TRY(sl_store_user_end(store, work->id, &work->stamp, err));
    return end_sessions(store, work, work->id, err);
}

enum sl_status sl_user_end(struct sl_access *access, struct sl_str id, struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("user"),
        .subject = id,
        .detail = SL_STR("end"),
    };
    struct work work = work_of(access);

    work.id = id;
    return change_user(&work, &deed, end_account, err);
}

static void add_span(struct sl_buf *detail, struct sl_span held)
{
    sl_buf_add(detail, SL_STR(" from "));
    sl_date_print(sl_date_from_days(held.from), detail);
    if (held.until != SL_SPAN_OPEN) {
        sl_buf_add(detail, SL_STR(" until "));
        sl_date_print(sl_date_from_days(held.until), detail);
    }
}

static enum sl_status give_role(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;
    const struct sl_store_role role = {
        .user = work->role->user,
        .role = work->role->role,
        .held = work->role->held,
        .given = work->stamp,
    };
    int64_t id = 0;

    return sl_store_role_add(store, &role, &id, err);
}

enum sl_status sl_user_give_role(
    struct sl_access *access, const struct sl_user_role_change *change, struct sl_error *err
)
{
    struct work work = work_of(access);
    struct sl_buf detail;

    work.role = change;
    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(&detail, "give %s", sl_user_role_terms()[change->role].name.ptr);
    add_span(&detail, change->held);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("role"),
        .subject = change->user,
        .detail = sl_buf_str(&detail),
    };
    const enum sl_status status = change_user(&work, &deed, give_role, err);
    sl_buf_finish(&detail);
    return status;
}

static enum sl_status end_roles(
    struct sl_store *store, const struct work *work, struct sl_arena *arena, struct sl_error *err
)
{
    struct sl_store_role role = { .id = 0 };
    size_t count = 0;

    for (;;) {
        const enum sl_status status =
            sl_store_role_next(store, work->role->user, role.id, arena, &role, err);
        if (status == SL_NOT_FOUND) {
            return count > 0 ? SL_OK : sl_fail(err, SL_NOT_FOUND, "they do not have this role");
        }
        SL_TRY(status);
        if (role.role == work->role->role && role.ended.at == 0) {
            SL_TRY(sl_store_role_end(store, role.id, &work->stamp, err));
            count++;
        }
    }
}

static enum sl_status end_role(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;
    struct sl_arena scratch;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    const enum sl_status status = end_roles(store, work, &scratch, err);
    sl_arena_finish(&scratch);
    return status != SL_OK ? status : end_sessions(store, work, work->role->user, err);
}

enum sl_status sl_user_end_role(
    struct sl_access *access, const struct sl_user_role_change *change, struct sl_error *err
)
{
    struct work work = work_of(access);
    struct sl_buf detail;

    work.role = change;
    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(&detail, "end %s", sl_user_role_terms()[change->role].name.ptr);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("role"),
        .subject = change->user,
        .detail = sl_buf_str(&detail),
    };
    const enum sl_status status = change_user(&work, &deed, end_role, err);
    sl_buf_finish(&detail);
    return status;
}
