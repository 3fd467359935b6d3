/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/question.h"

#include "record/calendar.h"

/* A set of enumerators. */
#define BIT(term) (1u << (term))

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
#define REPLY_TERM(enumerator, name_text, words_text, settles) \
    TERM(enumerator, name_text, words_text)
#define REPLY_SETTLES(enumerator, name_text, words_text, settles) [enumerator] = (settles),

static const struct sl_term act_terms[] = { SL_QUESTION_ACT_TABLE(TERM) };
static const struct sl_term reply_terms[] = { SL_QUESTION_REPLY_TABLE(REPLY_TERM) };
static const struct sl_term state_terms[] = { SL_QUESTION_STATE_TABLE(TERM) };
static const bool reply_settles[] = { SL_QUESTION_REPLY_TABLE(REPLY_SETTLES) };

static const int32_t days_by_meaning[SL_INDICATOR_MEANING_COUNT] = {
    [SL_MEANS_VULNERABILITY] = 5,
    [SL_MEANS_SIGN] = 1,
    [SL_MEANS_RESPONSE] = 2,
};

/* What one child is asked of, and what is asked of several. */
#define OF_A_CHILD (BIT(SL_REPLY_DONE) | BIT(SL_REPLY_PLANNED) | BIT(SL_REPLY_NOT_NEEDED) | \
                    BIT(SL_REPLY_NOT_KNOWN) | BIT(SL_REPLY_NOT_SO))

static const unsigned replies_by_set[SL_INDICATOR_SET_COUNT] = {
    [SL_SET_VULNERABILITIES] = OF_A_CHILD,
    [SL_SET_SIGNS] = OF_A_CHILD,
    [SL_SET_CRIMINAL] = OF_A_CHILD,
    [SL_SET_CODED] = OF_A_CHILD,
    [SL_SET_PATTERNS] = OF_A_CHILD | BIT(SL_REPLY_UNRELATED),
};
/* clang-format on */

const struct sl_term *sl_question_act_terms(void)
{
    return act_terms;
}

const struct sl_term *sl_question_reply_terms(void)
{
    return reply_terms;
}

const struct sl_term *sl_question_state_terms(void)
{
    return state_terms;
}

int32_t sl_question_days(enum sl_indicator_meaning meaning)
{
    return days_by_meaning[meaning];
}

bool sl_question_takes(enum sl_indicator_set set, enum sl_question_reply reply)
{
    return (replies_by_set[set] & BIT(reply)) != 0;
}

/* What was done last that counts; a state is this and the day. */
enum stage { ASKED, ANSWERED, CHALLENGED, ESCALATED, CLOSED };

/* Deeds that were gone through. */
struct walk {
    struct sl_question_status status;
    enum stage stage;
    int32_t days;  /* of the clock that runs; 0: it ends on `until`, or none runs */
    int32_t until; /* of a plan */
};

static void run_clock(struct walk *walk, enum stage stage, int32_t from, int32_t days)
{
    walk->stage = stage;
    walk->status.from = from;
    walk->days = days;
    walk->until = 0;
}

/* New evidence asks again, unless somebody waits for an answer already. */
static void raise_again(struct walk *walk, const struct sl_question *question, int32_t day)
{
    walk->status.is_raised = true;
    if (walk->stage == ANSWERED || walk->stage == CLOSED || walk->status.round == 0) {
        walk->status.round++;
        run_clock(walk, ASKED, day, question->clock_days);
    }
}

static void answer(struct walk *walk, const struct sl_question_deed *deed)
{
    walk->status.answer = deed;
    if (reply_settles[deed->reply]) {
        run_clock(walk, ANSWERED, deed->day, 0);
        walk->until = deed->reply == SL_REPLY_PLANNED ? deed->until : 0;
        walk->status.dispute = NULL;
    }
}

static void step(struct walk *walk, const struct sl_question *question, size_t index)
{
    const struct sl_question_deed *deed = &question->deeds[index];

    switch (deed->act) {
    case SL_ACT_RAISED:
        raise_again(walk, question, deed->day);
        break;
    case SL_ACT_FADED:
    case SL_ACT_BACK:
        walk->status.is_raised = deed->act == SL_ACT_BACK;
        break;
    case SL_ACT_ALLOCATED:
        walk->status.user = deed->user;
        break;
    case SL_ACT_ANSWERED:
        answer(walk, deed);
        break;
    case SL_ACT_CHALLENGED:
        run_clock(walk, CHALLENGED, deed->day, SL_QUESTION_DAYS_CHALLENGED);
        walk->status.dispute = deed;
        break;
    case SL_ACT_ESCALATED:
        run_clock(walk, ESCALATED, deed->day, SL_QUESTION_DAYS_ESCALATED);
        walk->status.dispute = deed;
        break;
    case SL_ACT_CLOSED:
        run_clock(walk, CLOSED, deed->day, 0);
        break;
    case SL_QUESTION_ACT_COUNT:
    default:
        SL_ASSERT(false);
    }
}

/* When nothing was done since, it is the clock that says. */
static enum sl_question_state state_of(const struct walk *walk, int32_t day)
{
    const struct sl_question_status *status = &walk->status;
    const bool runs = walk->stage == ASKED || walk->until != 0;

    if (walk->stage == CHALLENGED || walk->stage == ESCALATED) {
        return walk->stage == CHALLENGED ? SL_QUESTION_CHALLENGED : SL_QUESTION_ESCALATED;
    }
    if (walk->stage == CLOSED) {
        return SL_QUESTION_CLOSED;
    }
    if (runs && status->is_over) {
        return SL_QUESTION_OVER;
    }
    if (runs && day == status->due) {
        return SL_QUESTION_DUE_SOON;
    }
    if (walk->stage == ANSWERED) {
        return SL_QUESTION_ANSWERED;
    }
    return status->round > 1 ? SL_QUESTION_RE_RAISED : SL_QUESTION_OPEN;
}

static enum sl_status walk_to(
    const struct sl_question *question, int32_t day, struct walk *ret_walk, struct sl_error *err
)
{
    struct walk walk = { .status = { .opened = question->deeds[0].day } };

    SL_ASSERT(question->deed_count > 0 && question->deeds[0].act == SL_ACT_RAISED);
    for (size_t i = 0; i < question->deed_count; i++) {
        if (question->deeds[i].day <= day) {
            step(&walk, question, i);
        }
    }
    walk.status.due = walk.until;
    if (walk.days > 0) {
        SL_TRY(sl_calendar_add_working_days(walk.status.from, walk.days, &walk.status.due, err));
    }
    walk.status.is_over = walk.status.due != 0 && day > walk.status.due;
    walk.status.state = state_of(&walk, day);
    *ret_walk = walk;
    return SL_OK;
}

enum sl_status sl_question_status_on(
    const struct sl_question *question,
    int32_t day,
    struct sl_question_status *ret_status,
    struct sl_error *err
)
{
    struct walk walk;

    SL_TRY(walk_to(question, day, &walk, err));
    *ret_status = walk.status;
    return SL_OK;
}

bool sl_question_waits(enum sl_question_state state)
{
    return state != SL_QUESTION_ANSWERED && state != SL_QUESTION_CLOSED;
}

bool sl_question_next(
    bool is_raised,
    const struct sl_raised_proof *known,
    size_t known_count,
    const struct sl_raised_proof *proofs,
    size_t proof_count,
    enum sl_question_act *ret_act
)
{
    if (proof_count == 0) {
        *ret_act = SL_ACT_FADED;
        return is_raised;
    }
    if (sl_raised_new(proofs, proof_count, known, known_count) > 0) {
        *ret_act = SL_ACT_RAISED;
        return true;
    }
    *ret_act = SL_ACT_BACK;
    return !is_raised;
}

/* Who does what, and as it stands when. */
struct rule {
    bool is_owners; /* for the agency that is asked; else for another one */
    bool needs_words;
    unsigned stages;   /* bits of enum stage */
    const char *fault; /* when it stands otherwise */
    const char *hint;
};

/* clang-format off */
#define ALL_STAGES (BIT(ASKED) | BIT(ANSWERED) | BIT(CHALLENGED) | BIT(ESCALATED) | BIT(CLOSED))

static const struct rule rules[SL_QUESTION_ACT_COUNT] = {
    [SL_ACT_ALLOCATED] = { .is_owners = true, .stages = ALL_STAGES & ~BIT(CLOSED),
        .fault = "it is closed", .hint = "New evidence or a challenge opens it again." },
    [SL_ACT_ANSWERED] = { .is_owners = true, .needs_words = true,
        .stages = ALL_STAGES & ~BIT(CLOSED),
        .fault = "it is closed", .hint = "New evidence or a challenge opens it again." },
    [SL_ACT_CHALLENGED] = { .needs_words = true, .stages = BIT(ANSWERED) | BIT(CLOSED),
        .fault = "there is no answer to challenge",
        .hint = "One that is over, or was challenged before, can be escalated." },
    [SL_ACT_ESCALATED] = { .needs_words = true, .stages = BIT(ASKED) | BIT(CHALLENGED),
        .fault = "nobody waits for an answer", .hint = "An answer is challenged first." },
    [SL_ACT_CLOSED] = { .is_owners = true, .needs_words = true,
        .stages = BIT(ASKED) | BIT(ANSWERED),
        .fault = "another agency waits for an answer, or it is closed already",
        .hint = "Answer what was challenged first." },
};
/* clang-format on */

/* What of the content of a deed is missing or does not fit; NULL: nothing. */
static const char *
content_fault(const struct sl_question *question, const struct sl_question_deed *deed)
{
    const bool is_answer = deed->act == SL_ACT_ANSWERED;

    if (rules[deed->act].needs_words && sl_str_trim(deed->words).len == 0) {
        return "it needs a reason in words";
    }
    if (is_answer && !sl_question_takes(question->set, deed->reply)) {
        return "a question of this kind has no such answer";
    }
    if (is_answer && deed->reply == SL_REPLY_PLANNED && deed->until < deed->day) {
        return "what is planned needs the day by which, and not one that is over";
    }
    return NULL;
}

/* What is asked more than the stage: NULL when nothing is against it. */
static const char *time_fault(const struct walk *walk, enum sl_question_act act)
{
    const struct sl_question_status *status = &walk->status;

    if (act == SL_ACT_ESCALATED && walk->stage == ASKED && !status->is_over) {
        return "its clock is not over";
    }
    if (act == SL_ACT_CLOSED && walk->stage == ASKED && status->is_raised) {
        return "it is not answered, and what raised it is still there";
    }
    if (act == SL_ACT_CLOSED && walk->until != 0) {
        return "what was planned is not done";
    }
    return NULL;
}

enum sl_status sl_question_check(
    const struct sl_question *question, const struct sl_question_deed *deed, struct sl_error *err
)
{
    const struct rule *rule = &rules[deed->act];
    const bool is_owner = sl_str_equal(deed->agency, question->owner);
    struct walk walk;

    SL_ASSERT(rule->stages != 0);
    if (is_owner != rule->is_owners) {
        return sl_fail(
            err,
            SL_DENIED,
            rule->is_owners ? "only '%.*s', who is asked, does that"
                            : "'%.*s' is asked: another agency does that",
            SL_STR_ARG(question->owner)
        );
    }
    const char *fault = content_fault(question, deed);
    if (fault != NULL) {
        return sl_fail(err, SL_INVALID, "%s", fault);
    }
    SL_TRY(walk_to(question, deed->day, &walk, err));
    if ((rule->stages & BIT(walk.stage)) == 0) {
        sl_fail(err, SL_INVALID, "%s", rule->fault);
        sl_fail_hint(err, "%s", rule->hint);
        return SL_INVALID;
    }
    fault = time_fault(&walk, deed->act);
    return fault == NULL ? SL_OK : sl_fail(err, SL_INVALID, "%s", fault);
}

/* 0: a sign of harm that waits; 1: anything else that does; 2: what does not. */
static int rank_of(const struct sl_question_attention *one)
{
    if (!sl_question_waits(one->state)) {
        return 2;
    }
    return one->meaning == SL_MEANS_SIGN ? 0 : 1;
}

int sl_question_compare(
    const struct sl_question_attention *left, const struct sl_question_attention *right
)
{
    if (left->over_count != right->over_count) {
        return left->over_count > right->over_count ? -1 : 1;
    }
    if (rank_of(left) != rank_of(right)) {
        return rank_of(left) - rank_of(right);
    }
    if (left->opened != right->opened) {
        return left->opened < right->opened ? -1 : 1;
    }
    return (left->number > right->number) - (left->number < right->number);
}
