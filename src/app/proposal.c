/* SPDX-License-Identifier: Apache-2.0 */
#include "app/proposal.h"

#include "app/access_change.h"
#include "app/ledger_erase.h"
#include "app/one_time_code.h"
#include "app/user_reach.h"
#include "base/array.h"
#include "store/credential.h"
#include "store/setting.h"
#include "store/user.h"

#define SCRATCH_BYTES ((size_t)4 << 20)
/* The longest detail of an entry that is made here. */
#define DETAIL_BYTES (SL_PROPOSAL_VALUE_BYTES + 400)

/* Something under way. */
struct work {
    struct sl_access *access;
    struct sl_store_proposal proposal; /* id: 0 unless it is confirmed or refused */
    struct sl_stamp stamp;             /* who does it, now */
    struct sl_buf *code;
    int64_t number;
};

/* Do what was asked for; the store has a transaction open. */
typedef enum sl_status
act_fn(struct sl_store *store, const struct work *work, struct sl_error *err);

static enum sl_status invite(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    return sl_invitation_add(store, work->proposal.subject, &work->stamp, work->code, err);
}

static enum sl_status
end_authenticator(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    return sl_store_credential_end_second(store, work->proposal.subject, work->stamp.at, err);
}

static enum sl_status
put_factors(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    return sl_store_setting_put(store, SL_STR(SL_SETTING_FACTORS), work->proposal.value, err);
}

static enum sl_status put_hub(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    return sl_store_setting_put(store, SL_STR(SL_SETTING_HUB), work->proposal.value, err);
}

/* It is the ledger that changes; the proposal ends when it has. */
static enum sl_status erase(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    (void)store;
    return sl_ledger_erase_run(work->access, work->proposal.value, work->proposal.made.by, err);
}

/* Fail unless the value is one for the act. */
typedef enum sl_status value_fn(const struct work *work, struct sl_error *err);

static value_fn check_setting, check_erasure;

/* What the acts are. `check_value`: NULL when it is about a user, and has none. `strict`: the value
 * of a setting that needs nobody else; empty: every value needs somebody. `loose`: the only other
 * value; empty: any text is one. */
struct act {
    enum sl_permission asks, confirms;
    struct sl_str kind, detail, joint; /* of the entry; between detail and value */
    struct sl_str strict, loose;
    value_fn *check_value;
    act_fn *run;
};

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define FOR_ADMINISTRATORS .asks = SL_MAY_USERS, .confirms = SL_MAY_USERS

static const struct act acts[] = {
    [SL_PROPOSAL_INVITE] = { FOR_ADMINISTRATORS, .kind = TEXT("user"), .detail = TEXT("invite"),
                             .run = invite },
    [SL_PROPOSAL_AUTHENTICATOR] = { FOR_ADMINISTRATORS, .kind = TEXT("authenticator"),
                                    .detail = TEXT("given up"), .run = end_authenticator },
    [SL_PROPOSAL_FACTORS] = { FOR_ADMINISTRATORS, .kind = TEXT("setting"),
                              .detail = TEXT("factors"), .joint = TEXT(" to "),
                              .strict = TEXT("two"), .loose = TEXT("one"),
                              .check_value = check_setting, .run = put_factors },
    [SL_PROPOSAL_HUB] = { FOR_ADMINISTRATORS, .kind = TEXT("setting"), .detail = TEXT("hub"),
                          .joint = TEXT(" to "), .strict = TEXT("none"),
                          .check_value = check_setting, .run = put_hub },
    [SL_PROPOSAL_ERASE] = { .asks = SL_MAY_ERASE, .confirms = SL_MAY_ERASE_CONFIRM,
                            .kind = TEXT("ledger"), .detail = TEXT("erase"), .joint = TEXT(" "),
                            .check_value = check_erasure, .run = erase },
};
/* clang-format on */

static const struct act *act_of(const struct work *work)
{
    return &acts[work->proposal.act];
}

static bool has_user(const struct work *work)
{
    return act_of(work)->check_value == NULL;
}

static struct work work_of(struct sl_access *access, struct sl_buf *code)
{
    return (struct work){
        .access = access,
        .stamp = {sl_access_user(access)->id, sl_access_now(access)},
        .code = code,
    };
}

/* The account must be there, and within reach. Of other acts nothing is asked. */
static enum sl_status
check_subject(const struct work *work, const struct sl_access_deed *deed, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_str id = work->proposal.subject;
    struct sl_store_user user;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    if (!has_user(work)) {
        return SL_OK;
    }
    SL_TRY(sl_user_reach_user(work->access, id, deed, err));
    enum sl_status status =
        sl_store_user_find(sl_access_store(work->access), id, &scratch, &user, err);
    if (status == SL_OK && user.ended.at != 0) {
        status = sl_fail(err, SL_NOT_FOUND, "the account of '%.*s' has ended", SL_STR_ARG(id));
    }
    return sl_access_done(work->access, deed, status, err);
}

static enum sl_status check_setting(const struct work *work, struct sl_error *err)
{
    const struct act *act = act_of(work);
    const struct sl_str value = work->proposal.value;

    if (sl_str_equal(value, act->strict) ||
        (act->loose.len == 0 ? value.len > 0 : sl_str_equal(value, act->loose))) {
        return SL_OK;
    }
    return sl_fail(
        err, SL_INVALID, "'%.*s' is no value for '%.*s'", SL_STR_ARG(value), SL_STR_ARG(act->detail)
    );
}

static enum sl_status check_erasure(const struct work *work, struct sl_error *err)
{
    return sl_ledger_erase_check(work->access, work->proposal.value, err);
}

/* Must somebody else confirm it? */
static enum sl_status needs_second(const struct work *work, bool *ret_needs, struct sl_error *err)
{
    const struct sl_store_role_asked asked = {
        .agency = sl_access_user(work->access)->agency,
        .role = SL_USER_ADMINISTRATOR,
        .now_us = work->stamp.at,
        .back_us = SL_PROPOSAL_BACK_US,
    };
    uint64_t count = 0;

    if (!has_user(work)) {
        *ret_needs = !sl_str_equal(work->proposal.value, act_of(work)->strict);
        return SL_OK;
    }
    SL_TRY(sl_store_role_count(sl_access_store(work->access), &asked, &count, err));
    *ret_needs = count > 1;
    return SL_OK;
}

/* What the ledger says of it: "propose: invite", "confirm: hub to bolton, proposed by ann". */
static void add_detail(const struct work *work, const char *verb, struct sl_buf *detail)
{
    if (verb != NULL) {
        sl_buf_addf(detail, "%s: ", verb);
    }
    sl_buf_add(detail, act_of(work)->detail);
    if (work->proposal.value.len > 0) {
        sl_buf_add(detail, act_of(work)->joint);
        sl_buf_add(detail, work->proposal.value);
    }
    if (work->proposal.id != 0) {
        sl_buf_addf(detail, ", proposed by %.*s", SL_STR_ARG(work->proposal.made.by));
    }
}

static enum sl_status run_act(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    return act_of(work)->run(store, work, err);
}

static enum sl_status propose(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;

    return sl_store_proposal_add(store, &work->proposal, &work->number, err);
}

static enum sl_status confirm(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    SL_TRY(sl_store_proposal_end(store, &work->proposal, true, &work->stamp, err));
    return act_of(work)->run(store, work, err);
}

static enum sl_status refuse(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    return sl_store_proposal_end(store, &work->proposal, false, &work->stamp, err);
}

/* Ask the door, and make the change. `verb`: what is done with a proposal; NULL: the act itself. */
static enum sl_status
change(struct work *work, const char *verb, sl_access_change_fn *function, struct sl_error *err)
{
    struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    add_detail(work, verb, &detail);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = verb == NULL ? act_of(work)->kind : SL_STR("proposal"),
        .subject = work->proposal.subject,
        .detail = sl_buf_str(&detail),
    };
    enum sl_status status = check_subject(work, &deed, err);
    if (status == SL_OK) {
        status = sl_access_change(work->access, &deed, 1, function, work, err);
    }
    sl_buf_finish(&detail);
    return status;
}

enum sl_status sl_proposal_ask(
    struct sl_access *access,
    const struct sl_proposal_asked *asked,
    struct sl_buf *code,
    int64_t *ret_number,
    struct sl_error *err
)
{
    struct work work = work_of(access, code);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = acts[asked->act].kind,
        .subject = asked->subject,
        .detail = acts[asked->act].detail,
    };
    bool needs = false;

    work.proposal = (struct sl_store_proposal){
        .act = asked->act,
        .subject = asked->subject,
        .value = asked->value,
        .made = work.stamp,
    };
    if (acts[asked->act].strict.len == 0) {
        work.proposal.agency = sl_access_user(access)->agency;
    }
    SL_TRY(sl_access_may(access, acts[asked->act].asks, &deed, err));
    if (!has_user(&work)) {
        SL_TRY(sl_access_done(access, &deed, act_of(&work)->check_value(&work, err), err));
    }
    SL_TRY(needs_second(&work, &needs, err));
    if (needs) {
        SL_TRY(change(&work, "propose", propose, err));
    } else {
        SL_TRY(change(&work, NULL, run_act, err));
    }
    *ret_number = work.number;
    return SL_OK;
}

/* Does it wait, and for somebody of this user's agency? */
static bool is_waiting(const struct work *work, const struct sl_store_proposal *proposal)
{
    return work->stamp.at < proposal->made.at + SL_PROPOSAL_US &&
           (proposal->agency.len == 0 ||
            sl_str_equal(proposal->agency, sl_access_user(work->access)->agency));
}

/* A permission by which the user confirms something; when there is none, one that they lack. */
static enum sl_permission any_confirms(const struct sl_access *access)
{
    for (size_t i = 0; i < SL_PROPOSAL_COUNT; i++) {
        if (sl_access_holds(access, acts[i].confirms)) {
            return acts[i].confirms;
        }
    }
    return SL_MAY_USERS;
}

/* The one that is to be confirmed or refused. */
static enum sl_status
find(struct work *work, int64_t number, struct sl_arena *arena, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_MANAGE, .kind = SL_STR("proposal") };

    SL_TRY(sl_access_may(work->access, any_confirms(work->access), &deed, err));
    enum sl_status status =
        sl_store_proposal_get(sl_access_store(work->access), number, arena, &work->proposal, err);
    if (status == SL_OK && !is_waiting(work, &work->proposal)) {
        status = sl_fail(err, SL_NOT_FOUND, "there is no open proposal %lld", (long long)number);
    }
    SL_TRY(sl_access_done(work->access, &deed, status, err));
    return sl_access_may(work->access, act_of(work)->confirms, &deed, err);
}

enum sl_status sl_proposal_confirm(
    struct sl_access *access,
    int64_t number,
    struct sl_arena *arena,
    struct sl_buf *code,
    struct sl_store_proposal *ret_proposal,
    struct sl_error *err
)
{
    struct work work = work_of(access, code);

    SL_TRY(find(&work, number, arena, err));
    SL_TRY(change(&work, "confirm", confirm, err));
    *ret_proposal = work.proposal;
    return SL_OK;
}

enum sl_status sl_proposal_refuse(struct sl_access *access, int64_t number, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct work work = work_of(access, NULL);

    sl_arena_init(&scratch, SCRATCH_BYTES);
    SL_TRY(find(&work, number, &scratch, err));
    return change(&work, "refuse", refuse, err);
}

enum sl_status sl_proposal_list(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_store_proposal **ret_proposals,
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct work work = work_of(access, NULL);
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("proposal") };
    struct sl_store_proposal *proposals = NULL;
    struct sl_store_proposal proposal = { .id = 0 };
    size_t count = 0;

    SL_TRY(sl_access_act(access, any_confirms(access), &deed, err));
    for (;;) {
        const enum sl_status status =
            sl_store_proposal_next(sl_access_store(access), proposal.id, arena, &proposal, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        if (is_waiting(&work, &proposal) && sl_access_holds(access, acts[proposal.act].confirms)) {
            SL_TRY(sl_array_room(arena, &proposals, count, sizeof proposal, err));
            proposals[count++] = proposal;
        }
    }
    *ret_proposals = proposals;
    *ret_count = count;
    return SL_OK;
}
