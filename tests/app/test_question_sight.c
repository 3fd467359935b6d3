/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_sight.h"

#include "app/question_house.h"

/* What a user may know of question 1. */
static struct sl_question_seen seen_by(struct child_house *house, const char *user)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = SL_STR("test") };
    const struct sl_store_question stored = question_stored(house, 1);
    struct sl_access *access = question_door(house, user, 1);
    struct sl_question_sight sight;
    struct sl_question_seen seen = { .identity = 0 };
    struct sl_error err;

    SL_CHECK_OK(sl_access_may(access, SL_MAY_QUESTION, &deed, &err), &err);
    SL_CHECK_OK(sl_question_sight_open(&sight, access, &err), &err);
    SL_CHECK_OK(sl_question_sight_judge(&sight, &stored, &house->arena, &seen, &err), &err);
    sl_question_sight_finish(&sight);
    sl_access_close(access);
    return seen;
}

static void the_team_and_who_works_with_the_child(void **state)
{
    struct child_house *house = *state;

    (void)question_missing(house, 0);
    const struct sl_question_seen seen = seen_by(house, "manager");
    assert_true(seen.is_seen && seen.is_all);
    SL_CHECK_I64(seen.identity, house->child);
    SL_CHECK_U64(seen.question.deed_count, 1);
    assert_false(seen_by(house, "worker").is_seen);
    child_tie(house, "worker", 2, "c1");
    assert_true(seen_by(house, "worker").is_seen);
    assert_false(seen_by(house, "boss").is_seen);
}

/* Only the existence of intelligence is shared: nobody learns by a question what it says. */
static void existence_is_not_enough(void **state)
{
    struct child_house *house = *state;
    static const char told[] =
        "{\"type\":\"event\",\"id\":\"q1\",\"kind\":\"intelligence\",\"start\":\"2026-03-01\","
        "\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}]}\n";

    people_take(&house->people, "police", told);
    people_update(&house->people, false);
    struct sl_raised_proof proof = question_proof(house, 1, "q1");
    const struct sl_raised raised = question_raised("missing", house->child, &proof, 1);
    (void)question_run(house, &raised, 1, 0);
    child_tie(house, "worker", 2, "c1");
    assert_true(seen_by(house, "manager").is_seen);
    assert_false(seen_by(house, "worker").is_seen);
}

static void a_seal_hides_the_question(void **state)
{
    struct child_house *house = *state;

    (void)question_missing(house, 0);
    child_seal(house, 1, "m1");
    assert_false(seen_by(house, "manager").is_seen);
    child_let_in(house, 1, "m1", "manager");
    assert_true(seen_by(house, "manager").is_seen);
    child_seal(house, 1, "n1");
    assert_false(seen_by(house, "manager").is_seen);
}

/* New evidence that is sealed is not there: neither the deed, nor that it was raised again. */
static void a_seal_hides_what_is_new(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof proofs[] = { question_proof(house, 1, "m1"),
                                        question_proof(house, 1, "i1") };
    const struct sl_raised more = question_raised("missing", house->child, proofs, 2);

    (void)question_missing(house, 0);
    (void)question_run(house, &more, 1, 1);
    child_seal(house, 1, "i1");
    const struct sl_question_seen seen = seen_by(house, "manager");
    assert_true(seen.is_seen);
    assert_false(seen.is_all);
    SL_CHECK_U64(seen.question.deed_count, 1);
    assert_true(seen.hides[1] && !seen.hides[0]);
}

/* A code that the agreement leaves out may be what a condition compared. */
static void a_field_that_is_left_out_hides_it(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof proof = question_proof(house, 2, "p1");
    const struct sl_raised raised = question_raised("missing", house->child, &proof, 1);

    (void)question_run(house, &raised, 1, 0);
    child_tie(house, "practitioner", 1, "n1");
    assert_true(seen_by(house, "practitioner").is_seen);
    child_withhold(house, 2, "c1", SL_SHARE_BIT(SL_ATTRIBUTE_CATEGORY));
    assert_false(seen_by(house, "practitioner").is_seen);
}

/* What was taken back since was there when it raised the question. */
static void what_is_lost_hides_nothing(void **state)
{
    struct child_house *house = *state;

    (void)question_missing(house, 0);
    people_take(
        &house->people,
        "police",
        "{\"type\":\"event\",\"id\":\"m1\",\"kind\":\"incident\",\"start\":\"2026-01-02\","
        "\"people\":[{\"id\":\"n3\",\"role\":\"subject\"}]}\n"
    );
    people_update(&house->people, false);
    (void)question_run(house, NULL, 0, 1);
    assert_true(seen_by(house, "manager").is_seen);
}

static enum sl_status judge(void *context)
{
    struct child_house *house = context;
    const struct sl_access_opening opening = { .store = house->people.store_path,
                                               .mode = SL_STORE_READ,
                                               .now_us = ACCESS_NOW };
    const struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = SL_STR("test") };
    struct sl_store_question stored;
    struct sl_question_sight sight = { .access = NULL };
    struct sl_question_seen seen;
    struct sl_access *access = NULL;
    struct sl_arena arena;

    sl_arena_init(&arena, (size_t)16 << 20);
    enum sl_status status = sl_access_open_as(&opening, SL_STR("manager"), &access, NULL);
    if (status == SL_OK) {
        status = sl_access_may(access, SL_MAY_QUESTION, &deed, NULL);
    }
    if (status == SL_OK) {
        status = sl_store_question_get(sl_access_store(access), 1, &arena, &stored, NULL);
    }
    if (status == SL_OK) {
        status = sl_question_sight_open(&sight, access, NULL);
        if (status == SL_OK) {
            status = sl_question_sight_judge(&sight, &stored, &arena, &seen, NULL);
        }
        sl_question_sight_finish(&sight);
    }
    sl_access_close(access);
    sl_arena_finish(&arena);
    return status;
}

static void memory_may_run_out(void **state)
{
    struct child_house *house = *state;

    (void)question_missing(house, 0);
    assert_true(sl_test_failing_allocations(judge, house) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(the_team_and_who_works_with_the_child),
        QUESTION_TEST(existence_is_not_enough),
        QUESTION_TEST(a_seal_hides_the_question),
        QUESTION_TEST(a_seal_hides_what_is_new),
        QUESTION_TEST(a_field_that_is_left_out_hides_it),
        QUESTION_TEST(what_is_lost_hides_nothing),
        QUESTION_TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
