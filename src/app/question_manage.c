/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_manage.h"

#include <stdio.h>

#include "app/access_change.h"
#include "app/question_sight.h"
#include "base/array.h"
#include "base/buf.h"
#include "identity/identity_id.h"
#include "store/user.h"

#define SCRATCH_BYTES ((size_t)16 << 20)
/* As much of the words as an entry holds beside the rest. */
#define DETAIL_BYTES ((size_t)4600)
#define WORDS_BYTES  ((size_t)3000)
/* "question 7" */
#define NUMBER_BYTES 40

/* What an act is in the ledger. */
static const enum sl_verb verbs[SL_QUESTION_ACT_COUNT] = {
    [SL_ACT_ALLOCATED] = SL_VERB_WRITE, [SL_ACT_ANSWERED] = SL_VERB_DECIDE,
    [SL_ACT_CHALLENGED] = SL_VERB_ASK,  [SL_ACT_ESCALATED] = SL_VERB_ASK,
    [SL_ACT_CLOSED] = SL_VERB_DECIDE,
};

/* Something under way. */
struct work {
    struct sl_access *access;
    const struct sl_question_doing *doing;
    struct sl_question_sight sight;
    struct sl_arena scratch;
    struct sl_store_question stored;
    struct sl_question_seen seen;
    struct sl_question_deed deed;
};

static enum sl_status find_question(struct work *work, struct sl_error *err)
{
    const int64_t id = work->doing->question;

    SL_TRY(
        sl_store_question_get(sl_access_store(work->access), id, &work->scratch, &work->stored, err)
    );
    SL_TRY(sl_question_sight_judge(&work->sight, &work->stored, &work->scratch, &work->seen, err));
    return work->seen.is_seen
               ? SL_OK
               : sl_fail(err, SL_NOT_FOUND, "there is no question %lld", (long long)id);
}

static enum sl_status fail_overtaken(struct sl_error *err)
{
    sl_fail(err, SL_INVALID, "something was done with the question in the meantime");
    sl_fail_hint(err, "Look at it again, and then decide.");
    return SL_INVALID;
}

/* Has nothing been done since the user looked, of what they may know? */
static enum sl_status check_seen(const struct work *work, struct sl_error *err)
{
    const size_t seen = work->doing->deed_count;

    return seen == 0 || seen == work->seen.question.deed_count ? SL_OK : fail_overtaken(err);
}

/* The user must be one of the agency that is asked. */
static enum sl_status check_user(struct work *work, struct sl_error *err)
{
    const struct sl_str id = work->doing->user;
    struct sl_store_user user;

    if (id.len == 0) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_store_user_find(sl_access_store(work->access), id, &work->scratch, &user, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    const bool is_ours = status == SL_OK && user.ended.at == 0 &&
                         sl_str_equal(user.agency, work->stored.question.owner);
    return is_ours ? SL_OK
                   : sl_fail(err, SL_NOT_FOUND, "the agency has no user '%.*s'", SL_STR_ARG(id));
}

/* What was hidden from who has answered asks again: marks that came since the last answer. */
static enum sl_status ask_again(struct work *work, struct sl_store *store, struct sl_error *err)
{
    const struct sl_question *question = &work->stored.question;
    const struct sl_question_deed again = { .act = SL_ACT_RAISED, .day = work->deed.day };
    struct sl_store_question_proof proof = { .deed = 0 };
    size_t first = question->deed_count;

    while (first > 0 && question->deeds[first - 1].act != SL_ACT_ANSWERED &&
           question->deeds[first - 1].act != SL_ACT_CLOSED) {
        first--;
    }
    for (size_t i = 0; i < work->stored.proof_count; i++) {
        const int64_t deed = work->stored.proofs[i].deed;
        bool is_hidden = false;
        for (size_t j = first; j < question->deed_count; j++) {
            is_hidden = is_hidden || (work->seen.hides[j] && work->stored.when[j].id == deed);
        }
        if (is_hidden && proof.deed == 0) {
            SL_TRY(sl_store_question_deed_add(
                store, work->stored.id, &again, sl_access_now(work->access), &proof.deed, err
            ));
        }
        if (is_hidden) {
            proof.proof = work->stored.proofs[i].proof;
            SL_TRY(sl_store_question_proof_add(store, work->stored.id, &proof, err));
        }
    }
    return SL_OK;
}

static enum sl_status add_deed(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;
    struct sl_store_question now;
    int64_t id = 0;

    SL_TRY(sl_store_question_get(store, work->stored.id, &work->scratch, &now, err));
    if (now.question.deed_count != work->stored.question.deed_count) {
        return fail_overtaken(err);
    }
    SL_TRY(sl_store_question_deed_add(
        store, work->stored.id, &work->deed, sl_access_now(work->access), &id, err
    ));
    return work->deed.act == SL_ACT_ANSWERED || work->deed.act == SL_ACT_CLOSED
               ? ask_again(work, store, err)
               : SL_OK;
}

/* What the entry says: "question 7 answered: done: The meeting was on Monday". */
static void add_detail(const struct work *work, struct sl_buf *detail)
{
    const struct sl_question_deed *deed = &work->deed;

    sl_buf_addf(
        detail,
        "question %lld %s",
        (long long)work->doing->question,
        sl_question_act_terms()[deed->act].name.ptr
    );
    if (deed->act == SL_ACT_ALLOCATED) {
        sl_buf_addf(
            detail, " to %s%.*s", deed->user.len == 0 ? "the team" : "", SL_STR_ARG(deed->user)
        );
    }
    if (deed->act == SL_ACT_ANSWERED) {
        sl_buf_addf(detail, ": %s", sl_question_reply_terms()[deed->reply].name.ptr);
    }
    if (deed->words.len > 0) {
        sl_buf_addf(detail, ": %.*s", SL_STR_ARG(sl_str_part(deed->words, 0, WORDS_BYTES)));
    }
}

static enum sl_status
say_and_do(struct work *work, struct sl_access_deed *deed, struct sl_error *err)
{
    const struct sl_identity_id id = sl_identity_print(work->seen.identity);
    SL_CLEANUP(sl_buf_finish) struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    add_detail(work, &detail);
    SL_TRY(sl_buf_status(&detail, err));
    deed->detail = sl_buf_str(&detail);
    deed->on_behalf = work->stored.question.owner;
    if (work->seen.identity != 0) {
        deed->subject = sl_str_from(id.text);
    }
    return sl_access_change(work->access, deed, 1, add_deed, work, err);
}

static enum sl_status do_it(struct work *work, struct sl_error *err)
{
    const struct sl_question_doing *doing = work->doing;
    const struct sl_user *user = sl_access_user(work->access);
    char number[NUMBER_BYTES];

    (void)snprintf(number, sizeof number, "question %lld", (long long)doing->question);
    struct sl_access_deed deed = {
        .verb = verbs[doing->act],
        .kind = SL_STR("question"),
        .detail = sl_str_from(number),
    };
    if (doing->act == SL_ACT_ALLOCATED) {
        SL_TRY(sl_access_may(work->access, SL_MAY_ALLOCATE, &deed, err));
    }
    SL_TRY(sl_access_may(work->access, SL_MAY_QUESTION, &deed, err));
    SL_TRY(sl_question_sight_open(&work->sight, work->access, err));
    /* Who tries numbers until one is a question leaves a trace of each. */
    SL_TRY(sl_access_done(work->access, &deed, find_question(work, err), err));
    work->deed = (struct sl_question_deed){
        .act = doing->act,
        .day = sl_access_day(work->access),
        .by = user->id,
        .agency = user->agency,
        .user = sl_str_trim(doing->user),
        .reply = doing->reply,
        .until = doing->until,
        .words = sl_str_trim(doing->words),
    };
    SL_TRY(sl_access_done(work->access, &deed, check_seen(work, err), err));
    SL_TRY(sl_access_done(
        work->access, &deed, sl_question_check(&work->seen.question, &work->deed, err), err
    ));
    SL_TRY(sl_access_done(work->access, &deed, check_user(work, err), err));
    return say_and_do(work, &deed, err);
}

enum sl_status sl_question_do(
    struct sl_access *access, const struct sl_question_doing *doing, struct sl_error *err
)
{
    struct work work = { .access = access, .doing = doing };

    SL_ASSERT(doing->act >= SL_ACT_ALLOCATED && doing->act < SL_QUESTION_ACT_COUNT);
    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    const enum sl_status status = do_it(&work, err);
    sl_question_sight_finish(&work.sight);
    sl_arena_finish(&work.scratch);
    return status;
}

/* May somebody answer questions today, for whatever purpose? */
static enum sl_status may_answer(
    struct sl_access *access,
    const struct sl_store_user *user,
    struct sl_arena *arena,
    bool *ret_may,
    struct sl_error *err
)
{
    struct sl_user loaded;

    *ret_may = false;
    if (user->ended.at != 0 || !sl_str_equal(user->agency, sl_access_user(access)->agency)) {
        return SL_OK;
    }
    SL_TRY(sl_store_user_load(
        sl_access_store(access), user->id, sl_access_day(access), arena, &loaded, err
    ));
    for (size_t i = 0; i < loaded.role_count; i++) {
        const struct sl_user_held *held = &loaded.roles[i];
        *ret_may =
            *ret_may || (sl_span_has(held->held, sl_access_day(access)) &&
                         (sl_user_role_get(held->role)->permissions & SL_MAY(QUESTION)) != 0);
    }
    return SL_OK;
}

enum sl_status sl_question_colleagues(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_term **ret_users,
    unsigned *ret_count,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("user") };
    struct sl_store_user user = { .id = SL_STR("") };
    struct sl_term *users = NULL;
    unsigned count = 0;

    SL_TRY(sl_access_act(access, SL_MAY_ALLOCATE, &deed, err));
    for (;;) {
        bool may = false;
        const enum sl_status status =
            sl_store_user_next(sl_access_store(access), user.id, arena, &user, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(may_answer(access, &user, arena, &may, err));
        if (may) {
            SL_TRY(sl_array_room(arena, &users, count, sizeof(*users), err));
            users[count++] = (struct sl_term){ .name = user.id,
                                               .words = user.name.len > 0 ? user.name : user.id };
        }
    }
    *ret_users = users;
    *ret_count = count;
    return SL_OK;
}
