/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_manage.h"

#include "app/access_change.h"
#include "app/proposal.h"
#include "app/user_reach.h"
#include "base/date.h"

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
    struct sl_str id; /* of the account that ends */
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
    SL_TRY(sl_user_reach_user(work->access, deed->subject, deed, err));
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

    return sl_store_user_add(store, &user, err);
}

/* The account, without a way in. */
static enum sl_status add_user(struct work *work, struct sl_error *err)
{
    struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(&detail, "add to %.*s", SL_STR_ARG(work->user->agency));
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("user"),
        .subject = work->user->id,
        .detail = sl_buf_str(&detail),
    };
    enum sl_status status = sl_access_may(work->access, SL_MAY_USERS, &deed, err);
    if (status == SL_OK) {
        status = sl_user_reach_agency(work->access, sl_str_trim(work->user->agency), &deed, err);
    }
    if (status == SL_OK) {
        status = sl_access_change(work->access, &deed, 1, add_account, work, err);
    }
    sl_buf_finish(&detail);
    return status;
}

enum sl_status sl_user_add(
    struct sl_access *access,
    const struct sl_user_new *user,
    struct sl_buf *code,
    int64_t *ret_proposal,
    struct sl_error *err
)
{
    struct work work = work_of(access);

    work.user = user;
    SL_TRY(add_user(&work, err));
    return sl_user_invite(access, user->id, code, ret_proposal, err);
}

enum sl_status sl_user_invite(
    struct sl_access *access,
    struct sl_str id,
    struct sl_buf *code,
    int64_t *ret_proposal,
    struct sl_error *err
)
{
    const struct sl_proposal_asked asked = { .act = SL_PROPOSAL_INVITE, .subject = id };

    return sl_proposal_ask(access, &asked, code, ret_proposal, err);
}

static enum sl_status end_account(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    return sl_user_change_end(store, work->id, &work->stamp, err);
}

enum sl_status
sl_user_end(struct sl_access *access, struct sl_str id, int64_t *ret_proposal, struct sl_error *err)
{
    const struct sl_proposal_asked asked = { .act = SL_PROPOSAL_ACCOUNT_END, .subject = id };
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("user"),
        .subject = id,
        .detail = SL_STR("end"),
    };
    struct work work = work_of(access);
    bool is_administrator = false;

    SL_TRY(sl_access_may(access, SL_MAY_USERS, &deed, err));
    SL_TRY(sl_user_change_has_role(
        sl_access_store(access), id, SL_USER_ADMINISTRATOR, &is_administrator, err
    ));
    if (is_administrator) {
        return sl_proposal_ask(access, &asked, NULL, ret_proposal, err);
    }
    work.id = id;
    *ret_proposal = 0;
    return change_user(&work, &deed, end_account, err);
}

static void add_span(struct sl_buf *text, struct sl_span held)
{
    sl_buf_add(text, SL_STR("from "));
    sl_date_print(sl_date_from_days(held.from), text);
    if (held.until != SL_SPAN_OPEN) {
        sl_buf_add(text, SL_STR(" until "));
        sl_date_print(sl_date_from_days(held.until), text);
    }
}

/* Ask for the role of an administrator, or its end. `value`: the days; empty when it ends. */
static enum sl_status propose_administrator(
    struct sl_access *access,
    const struct sl_user_role_change *change,
    struct sl_str value,
    int64_t *ret_proposal,
    struct sl_error *err
)
{
    const struct sl_proposal_asked asked = {
        .act = value.len > 0 ? SL_PROPOSAL_ADMINISTRATOR : SL_PROPOSAL_ADMINISTRATOR_END,
        .subject = change->user,
        .value = value,
    };

    return sl_proposal_ask(access, &asked, NULL, ret_proposal, err);
}

static enum sl_status give_role(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    return sl_user_change_give(store, work->role, &work->stamp, err);
}

static enum sl_status end_role(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    return sl_user_change_end_role(store, work->role, &work->stamp, err);
}

/* "give manager from 2026-01-05": a role that one administrator decides about. */
static enum sl_status change_role(
    struct sl_access *access,
    const struct sl_user_role_change *change,
    struct sl_str span,
    sl_access_change_fn *function,
    struct sl_error *err
)
{
    struct work work = work_of(access);
    struct sl_buf detail;

    work.role = change;
    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(
        &detail,
        "%s %s%s%.*s",
        span.len > 0 ? "give" : "end",
        sl_user_role_terms()[change->role].name.ptr,
        span.len > 0 ? " " : "",
        SL_STR_ARG(span)
    );
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("role"),
        .subject = change->user,
        .detail = sl_buf_str(&detail),
    };
    const enum sl_status status = change_user(&work, &deed, function, err);
    sl_buf_finish(&detail);
    return status;
}

enum sl_status sl_user_give_role(
    struct sl_access *access,
    const struct sl_user_role_change *change,
    int64_t *ret_proposal,
    struct sl_error *err
)
{
    struct sl_buf span;

    *ret_proposal = 0;
    sl_buf_init(&span, DETAIL_BYTES);
    add_span(&span, change->held);
    enum sl_status status = sl_buf_status(&span, err);
    if (status == SL_OK) {
        status = change->role == SL_USER_ADMINISTRATOR
                     ? propose_administrator(access, change, sl_buf_str(&span), ret_proposal, err)
                     : change_role(access, change, sl_buf_str(&span), give_role, err);
    }
    sl_buf_finish(&span);
    return status;
}

enum sl_status sl_user_end_role(
    struct sl_access *access,
    const struct sl_user_role_change *change,
    int64_t *ret_proposal,
    struct sl_error *err
)
{
    *ret_proposal = 0;
    return change->role == SL_USER_ADMINISTRATOR
               ? propose_administrator(access, change, SL_STR(""), ret_proposal, err)
               : change_role(access, change, SL_STR(""), end_role, err);
}
