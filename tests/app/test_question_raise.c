/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_raise.h"

#include "app/question_house.h"

static void opens_once(void **state)
{
    struct child_house *house = *state;

    struct sl_question_raised told = question_missing(house, 0);
    SL_CHECK_U64(told.opened, 1);
    SL_CHECK_U64(access_entries(house->access.ledger, "investigator", SL_VERB_WRITE, 0), 1);
    told = question_missing(house, 1);
    SL_CHECK_U64(told.opened + told.again + told.back + told.faded, 0);
    SL_CHECK_U64(told.known, 1);
    /* An evaluation that has nothing to add writes nothing. */
    SL_CHECK_U64(access_entries(house->access.ledger, "investigator", SL_VERB_WRITE, 0), 1);
    const struct sl_store_question question = question_stored(house, 1);
    SL_CHECK_STR(question.indicator, "missing");
    SL_CHECK_STR(question.asks, "Why?");
    SL_CHECK_I64(question.source, 1);
    SL_CHECK_STR(question.key, "n1");
    SL_CHECK_STR(question.question.owner, "police");
    SL_CHECK_I64(question.question.clock_days, 1);
    SL_CHECK_U64(question.question.deed_count, 1);
    SL_CHECK_I64(question.question.deeds[0].day, ACCESS_DAY);
}

static void new_evidence_asks_again(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof proofs[] = { question_proof(house, 1, "m1"),
                                        question_proof(house, 2, "p1") };
    const struct sl_raised more = question_raised("missing", house->child, proofs, 2);
    struct sl_raised_proof only = question_proof(house, 2, "p1");
    const struct sl_raised less = question_raised("missing", house->child, &only, 1);

    (void)question_missing(house, 0);
    SL_CHECK_U64(question_run(house, &more, 1, 1).again, 1);
    SL_CHECK_U64(question_run(house, &less, 1, 2).known, 1);
    SL_CHECK_U64(question_run(house, NULL, 0, 3).faded, 1);
    SL_CHECK_U64(question_run(house, NULL, 0, 4).faded, 0);
    SL_CHECK_U64(question_run(house, &less, 1, 5).back, 1);
    const struct sl_store_question question = question_stored(house, 1);
    SL_CHECK_U64(question.question.deed_count, 4);
    SL_CHECK_U64(question.proof_count, 2);
}

/* Whose team is asked: that of whom the child is allocated to, else of the latest record. */
static void asks_whom_it_concerns(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof both[] = { question_proof(house, 1, "m1"),
                                      question_proof(house, 2, "p1") };
    const struct sl_raised raised = question_raised("pattern", house->child, both, 2);
    struct sl_raised_proof proof = both[0];
    const struct sl_raised other = question_raised("missing", house->child, &proof, 1);

    (void)question_run(house, &raised, 1, 0);
    SL_CHECK_STR(question_stored(house, 1).question.owner, "oldham");
    child_tie(house, "worker", 2, "c1");
    (void)question_run(house, &other, 1, 0);
    SL_CHECK_STR(question_stored(house, 2).question.owner, "oldham");
    SL_CHECK_STR(question_stored(house, 2).key, "n1");
}

/* Two children who become one: both questions stay, and what is new goes to the first. */
static void goes_with_who_is_joined(void **state)
{
    struct child_house *house = *state;
    const int64_t other = picture_mention(&house->people, 2, "c1");
    struct sl_raised_proof one = question_proof(house, 1, "m1");
    struct sl_raised_proof two = question_proof(house, 2, "p1");
    struct sl_raised_proof all[] = { one, two, question_proof(house, 1, "i1") };
    const struct sl_raised joined = question_raised("missing", house->child, all, 3);

    picture_is(&house->people, 2, "c1", other);
    struct sl_raised raised[] = { question_raised("missing", house->child, &one, 1),
                                  question_raised("missing", other, &two, 1) };
    SL_CHECK_U64(question_run(house, raised, 2, 0).opened, 2);
    SL_CHECK_STR(question_stored(house, 2).key, "c1");
    picture_is(&house->people, 2, "c1", house->child);
    const struct sl_question_raised told = question_run(house, &joined, 1, 1);
    SL_CHECK_U64(told.opened, 0);
    SL_CHECK_U64(told.again, 1);
    SL_CHECK_U64(told.known, 1);
    SL_CHECK_U64(told.faded, 0);
    SL_CHECK_U64(question_stored(house, 1).question.deed_count, 2);
    SL_CHECK_U64(question_stored(house, 2).question.deed_count, 1);
}

/* One who becomes two: the question stays with the key that raised it, the other has their own. */
static void stays_where_one_is_split(void **state)
{
    struct child_house *house = *state;
    const int64_t other = picture_mention(&house->people, 2, "c1");
    struct sl_raised_proof both[] = { question_proof(house, 1, "m1"),
                                      question_proof(house, 2, "p1") };
    struct sl_raised_proof police = question_proof(house, 1, "m1");
    struct sl_raised_proof oldham = question_proof(house, 2, "p1");
    const struct sl_raised whole = question_raised("missing", house->child, both, 2);

    (void)question_run(house, &whole, 1, 0);
    const bool is_police = sl_str_equal(question_stored(house, 1).key, SL_STR("n1"));
    picture_is(&house->people, 2, "c1", other);
    const struct sl_raised raised[] = { question_raised("missing", house->child, &police, 1),
                                        question_raised("missing", other, &oldham, 1) };
    const struct sl_question_raised told = question_run(house, raised, 2, 1);
    SL_CHECK_U64(told.known, 1);
    SL_CHECK_U64(told.opened, 1);
    SL_CHECK_U64(told.faded, 0);
    SL_CHECK_STR(question_stored(house, 2).key, is_police ? "c1" : "n1");
}

static void groups_are_known_by_a_mark(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof first[] = { question_proof(house, 1, "m1") };
    struct sl_raised_proof more[] = { question_proof(house, 1, "m1"),
                                      question_proof(house, 1, "i1") };
    struct sl_raised_proof else_[] = { question_proof(house, 2, "p1") };
    struct sl_raised raised = question_raised("pattern", house->child, first, 1);

    raised.subject = SL_RAISED_GROUP;
    SL_CHECK_U64(question_run(house, &raised, 1, 0).opened, 1);
    raised = question_raised("pattern", picture_mention(&house->people, 2, "c2"), more, 2);
    raised.subject = SL_RAISED_GROUP;
    SL_CHECK_U64(question_run(house, &raised, 1, 1).again, 1);
    raised = question_raised("pattern", house->child, else_, 1);
    raised.subject = SL_RAISED_GROUP;
    SL_CHECK_U64(question_run(house, &raised, 1, 2).opened, 1);
}

static void an_operation_is_known_by_its_name(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof proof = question_proof(house, 1, "m1");
    struct sl_raised raised = question_raised("pattern", 0, &proof, 1);

    raised.subject = SL_RAISED_OPERATION;
    raised.about = SL_STR("op1");
    SL_CHECK_U64(question_run(house, &raised, 1, 0).opened, 1);
    SL_CHECK_U64(question_run(house, &raised, 1, 1).known, 1);
    raised.about = SL_STR("op2");
    SL_CHECK_U64(question_run(house, &raised, 1, 2).opened, 1);
    SL_CHECK_I64(question_stored(house, 2).source, 0);
    SL_CHECK_STR(question_stored(house, 2).question.owner, "police");
}

/* What only one person has looked at says nothing of what is gone; what asks nothing opens none. */
static void only_what_was_evaluated_counts(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof proof = question_proof(house, 1, "m1");
    const struct sl_raised shown = question_raised("shown", house->child, &proof, 1);
    const struct sl_raised absent = question_raised("absent", house->child, &proof, 1);
    struct sl_question_evaluation evaluation = { .indicators = &question_catalogue };
    struct sl_access *access = question_door(house, "investigator", 1);
    struct sl_question_sight sight;
    struct sl_question_raised told = { .opened = 9 };
    struct sl_error err;

    (void)question_missing(house, 0);
    SL_CHECK_OK(sl_question_sight_open(&sight, access, &err), &err);
    SL_CHECK_OK(sl_question_raise(&sight, &evaluation, &told, &err), &err);
    SL_CHECK_U64(told.faded + told.opened, 0);
    evaluation.raised = &shown;
    evaluation.raised_count = 1;
    SL_CHECK_OK(sl_question_raise(&sight, &evaluation, &told, &err), &err);
    SL_CHECK_U64(told.opened, 0);
    evaluation.raised = &absent;
    SL_CHECK_STATUS(sl_question_raise(&sight, &evaluation, &told, &err), SL_NOT_FOUND);
    sl_question_sight_finish(&sight);
    sl_access_close(access);
}

/* What people decided is not derived: it is there when everything derived is made again. */
static void outlives_a_rebuild(void **state)
{
    struct child_house *house = *state;

    (void)question_missing(house, 0);
    people_update(&house->people, true);
    SL_CHECK_U64(question_stored(house, 1).question.deed_count, 1);
    SL_CHECK_U64(question_missing(house, 1).known, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(opens_once),
        QUESTION_TEST(new_evidence_asks_again),
        QUESTION_TEST(asks_whom_it_concerns),
        QUESTION_TEST(goes_with_who_is_joined),
        QUESTION_TEST(stays_where_one_is_split),
        QUESTION_TEST(groups_are_known_by_a_mark),
        QUESTION_TEST(an_operation_is_known_by_its_name),
        QUESTION_TEST(only_what_was_evaluated_counts),
        QUESTION_TEST(outlives_a_rebuild),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
