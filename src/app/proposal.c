/* SPDX-License-Identifier: Apache-2.0 */
#include "app/proposal.h"

#include "app/access_change.h"
#include "app/ledger_erase.h"
#include "app/one_time_code.h"
#include "app/passkey_manage.h"
#include "app/user_change.h"
#include "app/user_reach.h"
#include "base/array.h"
#include "base/date.h"
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

/* The second step of a user, whatever it is: who has lost the device has lost the passkeys on it.
 */
static enum sl_status
end_second(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    const struct sl_str user = work->proposal.subject;

    SL_TRY(sl_store_credential_end_second(store, user, work->stamp.at, err));
    return sl_passkey_end_all(store, user, &work->stamp, err);
}

/* The days of a role: "from 2026-01-05", or "from 2026-01-05 until 2026-12-31". */
static enum sl_status read_span(struct sl_str text, struct sl_span *ret_span, struct sl_error *err)
{
    struct sl_str words[4] = { SL_STR("") };
    struct sl_date date;
    size_t count = 0;

    while (count < 4 && text.len > 0 && sl_str_split(&text, ' ', &words[count])) {
        count++;
    }
    SL_TRY(sl_date_parse(words[1], &date, err));
    ret_span->from = sl_date_to_days(date);
    ret_span->until = SL_SPAN_OPEN;
    if (count == 4) {
        SL_TRY(sl_date_parse(words[3], &date, err));
        ret_span->until = sl_date_to_days(date);
    }
    return SL_OK;
}

static struct sl_user_role_change administrator_of(const struct work *work)
{
    return (struct sl_user_role_change){
        .user = work->proposal.subject,
        .role = SL_USER_ADMINISTRATOR,
    };
}

static enum sl_status
give_administrator(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    struct sl_user_role_change change = administrator_of(work);

    SL_TRY(read_span(work->proposal.value, &change.held, err));
    return sl_user_change_give(store, &change, &work->stamp, err);
}

static enum sl_status
end_administrator(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    const struct sl_user_role_change change = administrator_of(work);

    return sl_user_change_end_role(store, &change, &work->stamp, err);
}

static enum sl_status
end_account(struct sl_store *store, const struct work *work, struct sl_error *err)
{
    return sl_user_change_end(store, work->proposal.subject, &work->stamp, err);
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

/* Fail unless this may be asked for. */
typedef enum sl_status check_fn(const struct work *work, struct sl_error *err);

static check_fn check_setting, check_gift, check_erasure;

/*
 * What the acts are. `joint`: between detail and value. `strict`: the value that needs nobody else;
 * empty: every one needs somebody. `loose`: the only other value of a setting; empty: any text is
 * one. `has_user`: it is about one, and needs somebody else where there is one. `ends`: an
 * administrator; whom it is about does not stop it. `is_shared`: any agency's may confirm it.
 */
struct act {
    enum sl_permission asks, confirms;
    struct sl_str kind, detail, joint; /* of the entry */
    struct sl_str strict, loose;
    bool has_user, ends, is_shared;
    check_fn *check; /* NULL: nothing */
    act_fn *run;
};

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define FOR_USERS \
    .asks = SL_MAY_USERS, .confirms = SL_MAY_USERS, .joint = TEXT(" "), .has_user = true
#define FOR_SETTINGS \
    .asks = SL_MAY_USERS, .confirms = SL_MAY_USERS, .kind = TEXT("setting"), \
    .joint = TEXT(" to "), .is_shared = true, .check = check_setting

static const struct act acts[] = {
    [SL_PROPOSAL_INVITE] = { FOR_USERS, .kind = TEXT("user"), .detail = TEXT("invite"),
                             .run = invite },
    [SL_PROPOSAL_AUTHENTICATOR] = { FOR_USERS, .kind = TEXT("authenticator"),
                                    .detail = TEXT("given up"), .run = end_second },
    [SL_PROPOSAL_ADMINISTRATOR] = { FOR_USERS, .kind = TEXT("role"),
                                    .detail = TEXT("give administrator"), .check = check_gift,
                                    .run = give_administrator },
    [SL_PROPOSAL_ADMINISTRATOR_END] = { FOR_USERS, .kind = TEXT("role"),
                                        .detail = TEXT("end administrator"), .ends = true,
                                        .run = end_administrator },
    [SL_PROPOSAL_ACCOUNT_END] = { FOR_USERS, .kind = TEXT("user"), .detail = TEXT("end"),
                                  .ends = true, .run = end_account },
    [SL_PROPOSAL_FACTORS] = { FOR_SETTINGS, .detail = TEXT("factors"), .strict = TEXT("two"),
                              .loose = TEXT("one"), .run = put_factors },
    [SL_PROPOSAL_HUB] = { FOR_SETTINGS, .detail = TEXT("hub"), .strict = TEXT("none"),
                          .run = put_hub },
    [SL_PROPOSAL_ERASE] = { .asks = SL_MAY_ERASE, .confirms = SL_MAY_ERASE_CONFIRM,
                            .kind = TEXT("ledger"), .detail = TEXT("erase"), .joint = TEXT(" "),
                            .check = check_erasure, .run = erase },
};
/* clang-format on */

static const struct act *act_of(const struct work *work)
{
    return &acts[work->proposal.act];
}

static struct work work_of(struct sl_access *access, struct sl_buf *code)
{
    return (struct work){
        .access = access,
        .stamp = {sl_access_user(access)->id, sl_access_now(access)},
        .code = code,
    };
}

/* Is a user the one who does it? */
static bool is_own(const struct work *work, struct sl_str user)
{
    return sl_str_equal(user, sl_access_user(work->access)->id);
}

/* The account must be there, and within reach: that of who asks, and of who confirms unless any
 * agency's administrators may. Of other acts nothing is asked. */
static enum sl_status
check_subject(const struct work *work, const struct sl_access_deed *deed, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_str id = work->proposal.subject;
    struct sl_store_user user;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    if (!act_of(work)->has_user) {
        return SL_OK;
    }
    if (work->proposal.id == 0 || work->proposal.agency.len > 0) {
        SL_TRY(sl_user_reach_user(work->access, id, deed, err));
    }
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

static enum sl_status check_gift(const struct work *work, struct sl_error *err)
{
    return is_own(work, work->proposal.subject)
               ? sl_fail(err, SL_DENIED, "nobody gives themselves a role")
               : SL_OK;
}

static enum sl_status check_erasure(const struct work *work, struct sl_error *err)
{
    return sl_ledger_erase_check(work->access, work->proposal.value, err);
}

enum sl_status
sl_proposal_is_joint(struct sl_access *access, bool *ret_is_joint, struct sl_error *err)
{
    const struct sl_store_role_asked asked = {
        .agency = sl_access_user(access)->agency,
        .role = SL_USER_ADMINISTRATOR,
        .now_us = sl_access_now(access),
        .back_us = SL_PROPOSAL_BACK_US,
    };
    uint64_t count = 0;

    SL_TRY(sl_store_role_count(sl_access_store(access), &asked, &count, err));
    *ret_is_joint = count > 1;
    return SL_OK;
}

enum sl_status sl_proposal_others(
    struct sl_access *access,
    struct sl_str agency,
    struct sl_str except,
    uint64_t *ret_count,
    struct sl_error *err
)
{
    const struct sl_store_role_asked asked = {
        .agency = agency,
        .except = {sl_access_user(access)->id, except},
        .role = SL_USER_ADMINISTRATOR,
        .now_us = sl_access_now(access),
    };

    return sl_store_role_count(sl_access_store(access), &asked, ret_count, err);
}

/* Must somebody else confirm it? */
static enum sl_status needs_second(const struct work *work, bool *ret_needs, struct sl_error *err)
{
    if (!act_of(work)->has_user) {
        *ret_needs = !sl_str_equal(work->proposal.value, act_of(work)->strict);
        return SL_OK;
    }
    return sl_proposal_is_joint(work->access, ret_needs, err);
}

/* Who may confirm it: those of the agency; any agency's where that is so for all, and where an
 * administrator is to be ended and there is no third one. */
static enum sl_status choose_agency(struct work *work, struct sl_error *err)
{
    const struct sl_str agency = sl_access_user(work->access)->agency;
    uint64_t others = 1;

    if (act_of(work)->ends) {
        SL_TRY(sl_proposal_others(work->access, agency, work->proposal.subject, &others, err));
    }
    work->proposal.agency = act_of(work)->is_shared || others == 0 ? SL_STR("") : agency;
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
    SL_TRY(sl_access_may(access, acts[asked->act].asks, &deed, err));
    if (act_of(&work)->check != NULL) {
        SL_TRY(sl_access_done(access, &deed, act_of(&work)->check(&work, err), err));
    }
    SL_TRY(choose_agency(&work, err));
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
    if (act_of(&work)->ends && is_own(&work, work.proposal.subject) &&
        !is_own(&work, work.proposal.made.by)) {
        const struct sl_access_deed deed = { .verb = SL_VERB_MANAGE, .kind = SL_STR("proposal") };
        const enum sl_status status =
            sl_fail(err, SL_DENIED, "nobody refuses what is about themselves");
        return sl_access_done(access, &deed, status, err);
    }
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
