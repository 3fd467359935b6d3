/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_manage.h"

#include "app/question_house.h"

static const struct sl_question_asked all = { .all = true };

static struct sl_question_doing doing_of(enum sl_question_act act)
{
    return (struct sl_question_doing){ .question = 1, .act = act, .words = SL_STR("because") };
}

static void answered_challenged_and_closed(void **state)
{
    struct child_house *house = *state;
    const struct sl_question_doing answer = doing_of(SL_ACT_ANSWERED);
    const struct sl_question_doing dispute = doing_of(SL_ACT_CHALLENGED);
    const struct sl_question_doing close = doing_of(SL_ACT_CLOSED);
    struct sl_question_line *lines = NULL;
    struct sl_error err;

    (void)question_missing(house, 0);
    child_tie(house, "worker", 2, "c1");
    SL_CHECK_STATUS(question_do(house, "worker", &answer, 0, &err), SL_DENIED);
    SL_CHECK_STATUS(question_do(house, "practitioner", &close, 0, &err), SL_INVALID);
    SL_CHECK_OK(question_do(house, "practitioner", &answer, 0, &err), &err);
    SL_CHECK_STATUS(question_do(house, "practitioner", &dispute, 0, &err), SL_DENIED);
    SL_CHECK_OK(question_do(house, "worker", &dispute, 1, &err), &err);
    SL_CHECK_STATUS(question_do(house, "practitioner", &close, 1, &err), SL_INVALID);
    SL_CHECK_U64(question_list(house, "manager", &all, 1, &lines), 1);
    SL_CHECK_U64(lines[0].status.state, SL_QUESTION_CHALLENGED);
    SL_CHECK_OK(question_do(house, "practitioner", &answer, 2, &err), &err);
    SL_CHECK_OK(question_do(house, "practitioner", &close, 2, &err), &err);
    SL_CHECK_U64(question_list(house, "manager", &all, 2, &lines), 1);
    SL_CHECK_U64(lines[0].status.state, SL_QUESTION_CLOSED);
    const struct sl_store_question stored = question_stored(house, 1);
    SL_CHECK_U64(stored.question.deed_count, 5);
    SL_CHECK_STR(stored.question.deeds[2].by, "worker");
    SL_CHECK_STR(stored.question.deeds[2].agency, "oldham");
    SL_CHECK_STR(stored.question.deeds[2].words, "because");
}

/* What was decided before somebody else did something is not done. */
static void overtaken(void **state)
{
    struct child_house *house = *state;
    struct sl_question_doing doing = doing_of(SL_ACT_ANSWERED);
    struct sl_error err;

    (void)question_missing(house, 0);
    doing.reply = SL_REPLY_NOT_KNOWN;
    doing.deed_count = 1;
    SL_CHECK_OK(question_do(house, "practitioner", &doing, 0, &err), &err);
    SL_CHECK_STATUS(question_do(house, "manager", &doing, 0, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "something was done with the question in the meantime");
    doing.deed_count = 2;
    SL_CHECK_OK(question_do(house, "manager", &doing, 0, &err), &err);
    SL_CHECK_U64(question_stored(house, 1).question.deed_count, 3);
}

/* Those of the own agency who may answer today; and whoever may not allocate is not told. */
static void colleagues(void **state)
{
    struct child_house *house = *state;
    struct sl_access *access = question_door(house, "manager", 0);
    struct sl_term *users = NULL;
    struct sl_error err;
    unsigned count = 0;

    SL_CHECK_OK(sl_question_colleagues(access, &house->arena, &users, &count, &err), &err);
    SL_CHECK_U64(count, 4);
    SL_CHECK_STR(users[0].name, "all");
    SL_CHECK_STR(users[1].name, "investigator");
    SL_CHECK_STR(users[2].name, "manager");
    SL_CHECK_STR(users[3].words, "practitioner");
    sl_access_close(access);
    access = question_door(house, "practitioner", 0);
    SL_CHECK_STATUS(sl_question_colleagues(access, &house->arena, &users, &count, &err), SL_DENIED);
    sl_access_close(access);
}

static void every_deed_is_in_the_ledger(void **state)
{
    struct child_house *house = *state;
    const char *ledger = house->access.ledger;
    const struct sl_question_doing answer = doing_of(SL_ACT_ANSWERED);
    struct access_count count = { .verb = SL_VERB_DECIDE, .outcome = SL_OUTCOME_ALLOWED };
    const struct sl_ledger_filter filter = { .user = SL_STR("practitioner") };
    struct sl_error err;

    (void)question_missing(house, 0);
    SL_CHECK_OK(question_do(house, "practitioner", &answer, 0, &err), &err);
    SL_CHECK_OK(sl_ledger_show(ledger, &filter, access_note, &count, &err), &err);
    SL_CHECK_U64(count.count, 1);
    SL_CHECK_STR(sl_str_from(count.detail), "question 1 answered: done: because");
    SL_CHECK_STATUS(question_do(house, "leader", &answer, 0, &err), SL_DENIED);
    SL_CHECK_U64(access_entries(ledger, "leader", SL_VERB_DECIDE, SL_OUTCOME_REFUSED), 1);
    SL_CHECK_STATUS(question_do(house, "worker", &answer, 0, &err), SL_NOT_FOUND);
    SL_CHECK_STR(sl_str_from(err.message), "there is no question 1");
    SL_CHECK_U64(access_entries(ledger, "worker", SL_VERB_DECIDE, SL_OUTCOME_FAILED), 1);
    struct sl_question_doing absent = answer;
    absent.question = 2;
    SL_CHECK_STATUS(question_do(house, "practitioner", &absent, 0, &err), SL_NOT_FOUND);
    SL_CHECK_STR(sl_str_from(err.message), "there is no question 2");
}

static void managers_allocate(void **state)
{
    struct child_house *house = *state;
    struct sl_question_doing allocate = { .question = 1,
                                          .act = SL_ACT_ALLOCATED,
                                          .user = SL_STR("practitioner") };
    struct sl_question_line *lines = NULL;
    struct sl_error err;

    (void)question_missing(house, 0);
    SL_CHECK_STATUS(question_do(house, "practitioner", &allocate, 0, &err), SL_DENIED);
    SL_CHECK_OK(question_do(house, "manager", &allocate, 0, &err), &err);
    SL_CHECK_U64(question_list(house, "manager", &all, 0, &lines), 1);
    SL_CHECK_STR(lines[0].status.user, "practitioner");
    allocate.user = SL_STR("worker");
    SL_CHECK_STATUS(question_do(house, "manager", &allocate, 0, &err), SL_NOT_FOUND);
    allocate.user = SL_STR("nobody");
    SL_CHECK_STATUS(question_do(house, "manager", &allocate, 0, &err), SL_NOT_FOUND);
    allocate.user = SL_STR("");
    SL_CHECK_OK(question_do(house, "manager", &allocate, 0, &err), &err);
    SL_CHECK_U64(question_list(house, "manager", &all, 0, &lines), 1);
    SL_CHECK_STR(lines[0].status.user, "");
}

/* Who may not know of sealed evidence answers the rest; those who may are asked again. */
static void nobody_answers_what_is_hidden(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof proofs[] = { question_proof(house, 1, "m1"),
                                        question_proof(house, 1, "i1") };
    const struct sl_raised more = question_raised("missing", house->child, proofs, 2);
    const struct sl_question_doing answer = doing_of(SL_ACT_ANSWERED);
    const struct sl_question_doing close = doing_of(SL_ACT_CLOSED);
    struct sl_question_line *lines = NULL;
    struct sl_error err;

    (void)question_missing(house, 0);
    child_seal(house, 1, "i1");
    child_let_in(house, 1, "i1", "manager");
    (void)question_run(house, &more, 1, 0);
    SL_CHECK_OK(question_do(house, "practitioner", &answer, 0, &err), &err);
    SL_CHECK_OK(question_do(house, "practitioner", &close, 0, &err), &err);
    SL_CHECK_U64(question_list(house, "practitioner", &all, 0, &lines), 1);
    SL_CHECK_U64(lines[0].status.state, SL_QUESTION_CLOSED);
    SL_CHECK_U64(lines[0].seen.question.deed_count, 3);
    SL_CHECK_U64(question_list(house, "manager", &all, 0, &lines), 1);
    SL_CHECK_U64(lines[0].status.state, SL_QUESTION_RE_RAISED);
    /* Who knows of all of it answers all of it. */
    SL_CHECK_OK(question_do(house, "manager", &answer, 1, &err), &err);
    SL_CHECK_U64(question_list(house, "manager", &all, 1, &lines), 1);
    SL_CHECK_U64(lines[0].status.state, SL_QUESTION_ANSWERED);
    SL_CHECK_U64(question_run(house, &more, 1, 2).known, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(answered_challenged_and_closed),
        QUESTION_TEST(overtaken),
        QUESTION_TEST(colleagues),
        QUESTION_TEST(every_deed_is_in_the_ledger),
        QUESTION_TEST(managers_allocate),
        QUESTION_TEST(nobody_answers_what_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
