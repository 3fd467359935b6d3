/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/question.h"

#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "example.h"

#define DEED_LIMIT 256u
#define MARK_COUNT 6u
#define RUN_LIMIT  4u

static int32_t day_of(const char *text)
{
    return example_moment(text).day;
}

/* Monday to Friday are 2026-06-01 to 2026-06-05, a week without a bank holiday. */
static struct sl_question_deed raised(const char *day)
{
    return (struct sl_question_deed){ .act = SL_ACT_RAISED, .day = day_of(day) };
}

/* By oldham, who is asked, or for a challenge and an escalation by the police. */
static struct sl_question_deed deed_of(enum sl_question_act act, const char *day)
{
    const bool is_others = act == SL_ACT_CHALLENGED || act == SL_ACT_ESCALATED;

    return (struct sl_question_deed){
        .act = act,
        .day = day_of(day),
        .by = SL_STR("ann"),
        .agency = is_others ? SL_STR("police") : SL_STR("oldham"),
        .words = SL_STR("because"),
    };
}

static struct sl_question_deed answer_of(enum sl_question_reply reply, const char *day)
{
    struct sl_question_deed deed = deed_of(SL_ACT_ANSWERED, day);

    deed.reply = reply;
    return deed;
}

static struct sl_question question_of(const struct sl_question_deed *deeds, size_t count)
{
    return (struct sl_question){
        .owner = SL_STR("oldham"),
        .set = SL_SET_SIGNS,
        .meaning = SL_MEANS_SIGN,
        .clock_days = sl_question_days(SL_MEANS_SIGN),
        .deeds = deeds,
        .deed_count = count,
    };
}

static struct sl_question_status status_on(const struct sl_question *question, const char *day)
{
    struct sl_question_status status;
    struct sl_error err;

    SL_CHECK_OK(sl_question_status_on(question, day_of(day), &status, &err), &err);
    return status;
}

static void follows_its_deeds(void **state)
{
    struct sl_question_deed plan = answer_of(SL_REPLY_PLANNED, "2026-06-02");
    const struct sl_question_deed deeds[] = {
        raised("2026-06-01"),
        plan,
        raised("2026-06-08"),
        answer_of(SL_REPLY_NOT_KNOWN, "2026-06-08"),
        answer_of(SL_REPLY_DONE, "2026-06-10"),
        deed_of(SL_ACT_CHALLENGED, "2026-06-11"),
        deed_of(SL_ACT_ESCALATED, "2026-06-16"),
        answer_of(SL_REPLY_NOT_NEEDED, "2026-06-18"),
        {.act = SL_ACT_FADED, .day = day_of("2026-06-19")},
        deed_of(SL_ACT_CLOSED, "2026-06-22"),
        { .act = SL_ACT_BACK, .day = day_of("2026-06-23")},
        raised("2026-06-24"),
    };
    const struct {
        const char *day;
        enum sl_question_state state;
        const char *due; /* NULL: no clock runs */
        unsigned round;
        bool is_raised, is_over;
    } rows[] = {
        {"2026-06-01",  SL_QUESTION_OPEN,       "2026-06-02", 1, true,  false},
        { "2026-06-02", SL_QUESTION_ANSWERED,   "2026-06-04", 1, true,  false},
        { "2026-06-04", SL_QUESTION_DUE_SOON,   "2026-06-04", 1, true,  false},
        { "2026-06-05", SL_QUESTION_OVER,       "2026-06-04", 1, true,  true },
        { "2026-06-08", SL_QUESTION_RE_RAISED,  "2026-06-09", 2, true,  false},
        { "2026-06-09", SL_QUESTION_DUE_SOON,   "2026-06-09", 2, true,  false},
        { "2026-06-10", SL_QUESTION_ANSWERED,   NULL,         2, true,  false},
        { "2026-06-11", SL_QUESTION_CHALLENGED, "2026-06-15", 2, true,  false},
        { "2026-06-15", SL_QUESTION_CHALLENGED, "2026-06-15", 2, true,  false},
        { "2026-06-16", SL_QUESTION_ESCALATED,  "2026-06-17", 2, true,  false},
        { "2026-06-18", SL_QUESTION_ANSWERED,   NULL,         2, true,  false},
        { "2026-06-19", SL_QUESTION_ANSWERED,   NULL,         2, false, false},
        { "2026-06-22", SL_QUESTION_CLOSED,     NULL,         2, false, false},
        { "2026-06-23", SL_QUESTION_CLOSED,     NULL,         2, true,  false},
        { "2026-06-24", SL_QUESTION_RE_RAISED,  "2026-06-25", 3, true,  false},
        { "2026-06-26", SL_QUESTION_OVER,       "2026-06-25", 3, true,  true },
    };
    struct sl_question_deed told[sizeof(deeds) / sizeof(deeds[0])];
    (void)state;
    memcpy(told, deeds, sizeof(deeds));
    told[1].until = day_of("2026-06-04");
    const struct sl_question question = question_of(told, sizeof(deeds) / sizeof(deeds[0]));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_question_status status = status_on(&question, rows[i].day);
        SL_CHECK_U64(status.state, rows[i].state);
        SL_CHECK_I64(status.due, rows[i].due == NULL ? 0 : day_of(rows[i].due));
        SL_CHECK_U64(status.round, rows[i].round);
        assert_true(status.is_raised == rows[i].is_raised);
        assert_true(status.is_over == rows[i].is_over);
        SL_CHECK_I64(status.opened, day_of("2026-06-01"));
    }
    assert_ptr_equal(status_on(&question, "2026-06-17").dispute, &told[6]);
    assert_ptr_equal(status_on(&question, "2026-06-24").answer, &told[7]);
    assert_null(status_on(&question, "2026-06-18").dispute);
}

/* Weekends and bank holidays are no days of the clock: Easter 2026 is from 3 to 6 April. */
static void counts_working_days(void **state)
{
    const struct sl_question_deed deeds[] = { raised("2026-04-02") };
    struct sl_question question = question_of(deeds, 1);
    (void)state;

    SL_CHECK_I64(status_on(&question, "2026-04-06").due, day_of("2026-04-07"));
    SL_CHECK_U64(status_on(&question, "2026-04-06").state, SL_QUESTION_OPEN);
    SL_CHECK_U64(status_on(&question, "2026-04-07").state, SL_QUESTION_DUE_SOON);
    SL_CHECK_U64(status_on(&question, "2026-04-08").state, SL_QUESTION_OVER);
    question.clock_days = sl_question_days(SL_MEANS_VULNERABILITY);
    SL_CHECK_I64(status_on(&question, "2026-04-06").due, day_of("2026-04-13"));
    question.clock_days = 30000;
    struct sl_question_status status;
    SL_CHECK_STATUS(
        sl_question_status_on(&question, day_of("2026-04-06"), &status, NULL), SL_UNSUPPORTED
    );
}

static void is_allocated(void **state)
{
    struct sl_question_deed deeds[] = { raised("2026-06-01"),
                                        deed_of(SL_ACT_ALLOCATED, "2026-06-01"),
                                        deed_of(SL_ACT_ALLOCATED, "2026-06-03") };
    const struct sl_question question = question_of(deeds, 3);
    (void)state;

    deeds[1].user = SL_STR("bo");
    SL_CHECK_STR(status_on(&question, "2026-06-01").user, "bo");
    SL_CHECK_STR(status_on(&question, "2026-06-03").user, "");
    SL_CHECK_U64(status_on(&question, "2026-06-01").state, SL_QUESTION_OPEN);
}

/* What can be done, and what is said when it cannot, by what was done before. */
static void only_what_fits_is_done(void **state)
{
    const struct sl_question_deed first = raised("2026-06-01");
    const struct sl_question_deed done = answer_of(SL_REPLY_DONE, "2026-06-01");
    const struct sl_question_deed gone = { .act = SL_ACT_FADED, .day = first.day };
    const struct sl_question_deed disputed = deed_of(SL_ACT_CHALLENGED, "2026-06-01");
    const struct sl_question_deed closed = deed_of(SL_ACT_CLOSED, "2026-06-01");
    struct sl_question_deed planned = answer_of(SL_REPLY_PLANNED, "2026-06-01");
    (void)state;
    planned.until = day_of("2026-06-10");
    const struct {
        struct sl_question_deed before[3];
        size_t count;
        const char *day;
        enum sl_question_act act;
        enum sl_status status;
    } rows[] = {
        {{ first },                  1, "2026-06-01", SL_ACT_ANSWERED,   SL_OK     },
        { { first },                 1, "2026-06-01", SL_ACT_ALLOCATED,  SL_OK     },
        { { first },                 1, "2026-06-01", SL_ACT_CLOSED,     SL_INVALID},
        { { first, gone },           2, "2026-06-01", SL_ACT_CLOSED,     SL_OK     },
        { { first, done },           2, "2026-06-01", SL_ACT_CLOSED,     SL_OK     },
        { { first, planned },        2, "2026-06-01", SL_ACT_CLOSED,     SL_INVALID},
        { { first, planned, done },  3, "2026-06-01", SL_ACT_CLOSED,     SL_OK     },
        { { first, done, disputed }, 3, "2026-06-01", SL_ACT_CLOSED,     SL_INVALID},
        { { first, done, disputed }, 3, "2026-06-01", SL_ACT_ANSWERED,   SL_OK     },
        { { first, done, disputed }, 3, "2026-06-01", SL_ACT_ESCALATED,  SL_OK     },
        { { first },                 1, "2026-06-01", SL_ACT_CHALLENGED, SL_INVALID},
        { { first, done },           2, "2026-06-01", SL_ACT_CHALLENGED, SL_OK     },
        { { first, done, closed },   3, "2026-06-01", SL_ACT_CHALLENGED, SL_OK     },
        { { first, done, closed },   3, "2026-06-01", SL_ACT_ANSWERED,   SL_INVALID},
        { { first, done, closed },   3, "2026-06-01", SL_ACT_CLOSED,     SL_INVALID},
        { { first, done, closed },   3, "2026-06-01", SL_ACT_ALLOCATED,  SL_INVALID},
        { { first },                 1, "2026-06-02", SL_ACT_ESCALATED,  SL_INVALID},
        { { first },                 1, "2026-06-03", SL_ACT_ESCALATED,  SL_OK     },
        { { first, done },           2, "2026-06-03", SL_ACT_ESCALATED,  SL_INVALID},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_question question = question_of(rows[i].before, rows[i].count);
        struct sl_question_deed deed = deed_of(rows[i].act, rows[i].day);
        SL_CHECK_STATUS(sl_question_check(&question, &deed, NULL), rows[i].status);
        deed.agency =
            sl_str_equal(deed.agency, SL_STR("oldham")) ? SL_STR("police") : SL_STR("oldham");
        SL_CHECK_STATUS(sl_question_check(&question, &deed, NULL), SL_DENIED);
        deed = deed_of(rows[i].act, rows[i].day);
        deed.words = SL_STR(" ");
        SL_CHECK_STATUS(
            sl_question_check(&question, &deed, NULL),
            deed.act == SL_ACT_ALLOCATED ? rows[i].status : SL_INVALID
        );
    }
}

static void answers_fit_the_set(void **state)
{
    const struct sl_question_deed first = raised("2026-06-01");
    struct sl_question question = question_of(&first, 1);
    struct sl_question_deed deed = answer_of(SL_REPLY_UNRELATED, "2026-06-01");
    (void)state;

    SL_CHECK_STATUS(sl_question_check(&question, &deed, NULL), SL_INVALID);
    question.set = SL_SET_PATTERNS;
    SL_CHECK_STATUS(sl_question_check(&question, &deed, NULL), SL_OK);
    deed.reply = SL_REPLY_PLANNED;
    SL_CHECK_STATUS(sl_question_check(&question, &deed, NULL), SL_INVALID);
    deed.until = deed.day - 1;
    SL_CHECK_STATUS(sl_question_check(&question, &deed, NULL), SL_INVALID);
    deed.until = deed.day;
    SL_CHECK_STATUS(sl_question_check(&question, &deed, NULL), SL_OK);
    for (unsigned set = 0; set < SL_INDICATOR_SET_COUNT; set++) {
        assert_true(sl_question_takes((enum sl_indicator_set)set, SL_REPLY_NOT_KNOWN));
    }
    for (unsigned meaning = 0; meaning < SL_INDICATOR_MEANING_COUNT; meaning++) {
        assert_true(sl_question_days((enum sl_indicator_meaning)meaning) >= 1);
    }
}

/* A question while evaluations and people go on: marks are bits of a set. */
struct world {
    struct sl_question_deed deeds[DEED_LIMIT];
    size_t count;
    unsigned known;
};

static size_t proofs_of(unsigned marks, struct sl_raised_proof *proofs)
{
    size_t count = 0;

    for (unsigned mark = 0; mark < MARK_COUNT; mark++) {
        if ((marks & (1u << mark)) != 0) {
            proofs[count++] = (struct sl_raised_proof){ .record = 1, .mark = (int64_t)mark + 1 };
        }
    }
    return count;
}

static struct sl_question world_question(const struct world *world)
{
    return question_of(world->deeds, world->count);
}

static struct sl_question_status world_status(const struct world *world, int32_t day)
{
    const struct sl_question question = world_question(world);
    struct sl_question_status status = { .round = 0 };
    struct sl_error err;

    if (world->count > 0) {
        SL_CHECK_OK(sl_question_status_on(&question, day, &status, &err), &err);
    }
    return status;
}

/* One evaluation on a day. Returns whether it added anything. */
static bool evaluate(struct world *world, unsigned marks, int32_t day)
{
    struct sl_raised_proof known[MARK_COUNT], proofs[MARK_COUNT];
    const size_t known_count = proofs_of(world->known, known);
    const size_t proof_count = proofs_of(marks, proofs);
    const bool is_raised = world_status(world, day).is_raised;
    enum sl_question_act act;

    if (!sl_question_next(is_raised, known, known_count, proofs, proof_count, &act)) {
        return false;
    }
    world->deeds[world->count++] = (struct sl_question_deed){ .act = act, .day = day };
    world->known |= marks;
    return true;
}

/* The same evaluations in another order, but for the last one, and each up to three times. */
static void evaluate_all(
    struct world *world, const unsigned *runs, size_t count, int32_t day, struct sl_random *random
)
{
    unsigned order[RUN_LIMIT];

    memcpy(order, runs, count * sizeof(*runs));
    for (size_t i = 0; i + 1 < count; i++) {
        const size_t j = i + (size_t)sl_random_below(random, count - 1 - i);
        const unsigned kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    for (size_t i = 0; i < count; i++) {
        (void)evaluate(world, order[i], day);
        for (uint64_t again = sl_random_below(random, 3); again > 0; again--) {
            assert_false(evaluate(world, order[i], day));
        }
    }
}

/* Somebody does something, if it can be done; the same in both worlds. */
static void act_in(struct world *one, struct world *other, int32_t day, struct sl_random *random)
{
    const enum sl_question_act act = (enum sl_question_act
    )(SL_ACT_ALLOCATED + sl_random_below(random, SL_QUESTION_ACT_COUNT - SL_ACT_ALLOCATED));
    struct sl_question_deed deed = deed_of(act, "2026-06-01");
    const struct sl_question first = world_question(one), second = world_question(other);

    deed.day = day;
    deed.reply = (enum sl_question_reply)sl_random_below(random, SL_REPLY_UNRELATED);
    deed.until = day + (int32_t)sl_random_below(random, 4);
    const enum sl_status status = sl_question_check(&first, &deed, NULL);
    SL_CHECK_STATUS(sl_question_check(&second, &deed, NULL), status);
    if (status == SL_OK) {
        one->deeds[one->count++] = deed;
        other->deeds[other->count++] = deed;
    }
}

static void check_same(const struct world *one, const struct world *other, int32_t day)
{
    const struct sl_question_status left = world_status(one, day);
    const struct sl_question_status right = world_status(other, day);

    SL_CHECK_U64(left.state, right.state);
    SL_CHECK_U64(left.round, right.round);
    SL_CHECK_I64(left.from, right.from);
    SL_CHECK_I64(left.due, right.due);
    SL_CHECK_I64(left.opened, right.opened);
    assert_true(left.is_raised == right.is_raised);
    assert_true(left.is_over == right.is_over);
    SL_CHECK_U64(one->known, other->known);
}

/* Lost evidence changes nothing but that it is no longer raised; only a person closes. */
static void check_loss(const struct world *world, int32_t day, struct sl_random *random)
{
    static struct world lost;
    const struct sl_question_status before = world_status(world, day);
    const unsigned left = world->known & (unsigned)sl_random_u64(random);

    lost = *world;
    (void)evaluate(&lost, left, day);
    const struct sl_question_status after = world_status(&lost, day);
    SL_CHECK_U64(after.state, before.state);
    SL_CHECK_U64(after.round, before.round);
    SL_CHECK_I64(after.due, before.due);
    assert_true(after.is_raised == (left != 0));
    const bool is_closed = before.state == SL_QUESTION_CLOSED;
    size_t last = world->count - 1;
    while (last > 0 && world->deeds[last].by.len == 0) {
        last--;
    }
    assert_true(!is_closed || world->deeds[last].act == SL_ACT_CLOSED);
}

static void any_order_gives_the_same(void **state)
{
    static struct world once, often;
    struct sl_random random;
    (void)state;

    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 400; round++) {
        int32_t day = day_of("2026-06-01");
        once = often = (struct world){ .count = 0 };
        for (unsigned step = 0; step < 1 + round / 20; step++) {
            unsigned runs[RUN_LIMIT];
            const size_t count = 1 + (size_t)sl_random_below(&random, RUN_LIMIT);
            for (size_t i = 0; i < count; i++) {
                runs[i] = (unsigned)sl_random_below(&random, 1u << MARK_COUNT) &
                          (unsigned)sl_random_u64(&random);
                (void)evaluate(&once, runs[i], day);
            }
            evaluate_all(&often, runs, count, day, &random);
            if (once.count > 0) {
                act_in(&once, &often, day, &random);
                check_loss(&once, day, &random);
            }
            check_same(&once, &often, day);
            day += (int32_t)sl_random_below(&random, 4);
        }
    }
}

/* More overdue clocks, then signs of harm that wait, then what waits, then age. */
static void stands_in_order(void **state)
{
    const struct sl_question_attention rows[] = {
        {2,  SL_MEANS_RESPONSE,      SL_QUESTION_ANSWERED,   90, 9 },
        { 1, SL_MEANS_SIGN,          SL_QUESTION_OPEN,       80, 8 },
        { 1, SL_MEANS_RESPONSE,      SL_QUESTION_ESCALATED,  20, 7 },
        { 0, SL_MEANS_SIGN,          SL_QUESTION_OVER,       10, 6 },
        { 0, SL_MEANS_SIGN,          SL_QUESTION_CHALLENGED, 11, 1 },
        { 0, SL_MEANS_VULNERABILITY, SL_QUESTION_OVER,       3,  2 },
        { 0, SL_MEANS_RESPONSE,      SL_QUESTION_OPEN,       4,  3 },
        { 0, SL_MEANS_RESPONSE,      SL_QUESTION_OPEN,       4,  4 },
        { 0, SL_MEANS_SIGN,          SL_QUESTION_ANSWERED,   1,  5 },
        { 0, SL_MEANS_SIGN,          SL_QUESTION_CLOSED,     2,  10},
    };
    const size_t count = sizeof(rows) / sizeof(rows[0]);
    (void)state;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            const int order = sl_question_compare(&rows[i], &rows[j]);
            SL_CHECK_I64((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

static void terms_have_names(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SL_QUESTION_STATE_COUNT; i++) {
        assert_true(sl_question_state_terms()[i].name.len > 0);
    }
    for (unsigned i = 0; i < SL_QUESTION_REPLY_COUNT; i++) {
        const struct sl_str name = sl_question_reply_terms()[i].name;
        SL_CHECK_U64(sl_term_find(sl_question_reply_terms(), SL_QUESTION_REPLY_COUNT, name), i);
    }
    for (unsigned i = 0; i < SL_QUESTION_ACT_COUNT; i++) {
        const struct sl_str name = sl_question_act_terms()[i].name;
        SL_CHECK_U64(sl_term_find(sl_question_act_terms(), SL_QUESTION_ACT_COUNT, name), i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_its_deeds),   cmocka_unit_test(counts_working_days),
        cmocka_unit_test(is_allocated),        cmocka_unit_test(only_what_fits_is_done),
        cmocka_unit_test(answers_fit_the_set), cmocka_unit_test(any_order_gives_the_same),
        cmocka_unit_test(stands_in_order),     cmocka_unit_test(terms_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
