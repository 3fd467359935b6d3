/* SPDX-License-Identifier: Apache-2.0 */
#include "store/question.h"

#include "sharing/user.h"
#include "store/fixture.h"
#include "store/user.h"

#define HOUR INT64_C(3600000000)

static struct sl_store_question question_of(int64_t source, const char *key)
{
    return (struct sl_store_question){
        .subject = SL_RAISED_CHILD,
        .source = source,
        .key = sl_str_from(key),
        .indicator = SL_STR("sign-missing"),
        .wording = SL_STR("Missing from home or care"),
        .asks = SL_STR("Has a strategy discussion been considered?"),
        .question = {
            .owner = SL_STR("bolton"),
            .set = SL_SET_SIGNS,
            .meaning = SL_MEANS_SIGN,
            .clock_days = 1,
        },
    };
}

/* Open one that two marks have raised; the store has a transaction open. */
static enum sl_status open_question(
    struct sl_store *store,
    const struct sl_store_question *question,
    int64_t *ret_id,
    struct sl_error *err
)
{
    const struct sl_question_deed raised = { .act = SL_ACT_RAISED, .day = 20 };
    struct sl_store_question_proof proof = {
        {.record = 1, .mark = 70},
        0
    };

    SL_TRY(sl_store_question_add(store, question, ret_id, err));
    SL_TRY(sl_store_question_deed_add(store, *ret_id, &raised, HOUR, &proof.deed, err));
    SL_TRY(sl_store_question_proof_add(store, *ret_id, &proof, err));
    proof.proof.mark = 60;
    return sl_store_question_proof_add(store, *ret_id, &proof, err);
}

/* Users, a record, and a transaction. */
static void prepare(struct store_fixture *fixture)
{
    struct sl_error err;

    store_add_users(fixture);
    (void)store_take_in(fixture, "one", "k", "a");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
}

static void kept_as_it_was_opened(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_store_question opened = question_of(fixture->source, "n1");
    struct sl_store_question found;
    struct sl_error err;
    int64_t id = 0;

    prepare(fixture);
    SL_CHECK_OK(open_question(fixture->store, &opened, &id, &err), &err);
    SL_CHECK_OK(sl_store_question_get(fixture->store, id, &fixture->arena, &found, &err), &err);
    SL_CHECK_I64(found.id, id);
    SL_CHECK_U64(found.subject, SL_RAISED_CHILD);
    SL_CHECK_I64(found.source, fixture->source);
    SL_CHECK_STR(found.key, "n1");
    SL_CHECK_STR(found.about, "");
    SL_CHECK_STR(found.indicator, "sign-missing");
    SL_CHECK_STR(found.wording, "Missing from home or care");
    SL_CHECK_STR(found.asks, "Has a strategy discussion been considered?");
    SL_CHECK_STR(found.question.owner, "bolton");
    SL_CHECK_U64(found.question.set, SL_SET_SIGNS);
    SL_CHECK_U64(found.question.meaning, SL_MEANS_SIGN);
    SL_CHECK_I64(found.question.clock_days, 1);
    SL_CHECK_U64(found.question.deed_count, 1);
    SL_CHECK_U64(found.question.deeds[0].act, SL_ACT_RAISED);
    SL_CHECK_I64(found.question.deeds[0].day, 20);
    SL_CHECK_STR(found.question.deeds[0].by, "");
    SL_CHECK_I64(found.when[0].at, HOUR);
    SL_CHECK_U64(found.proof_count, 2);
    SL_CHECK_I64(found.proofs[0].proof.mark, 60);
    SL_CHECK_I64(found.proofs[1].proof.record, 1);
    SL_CHECK_I64(found.proofs[1].deed, found.when[0].id);
    SL_CHECK_STATUS(
        sl_store_question_get(fixture->store, id + 1, &fixture->arena, &found, &err), SL_NOT_FOUND
    );
    sl_store_rollback(fixture->store);
}

static void deeds_are_added(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_store_question opened = question_of(fixture->source, "n1");
    const struct sl_question_deed answer = {
        .act = SL_ACT_ANSWERED,
        .day = 21,
        .by = SL_STR("ann"),
        .agency = SL_STR("bolton"),
        .reply = SL_REPLY_PLANNED,
        .until = 25,
        .words = SL_STR("it is on Friday"),
    };
    struct sl_question_deed given = answer;
    struct sl_store_question found;
    struct sl_error err;
    int64_t id = 0, deed = 0, first = 0;

    prepare(fixture);
    given.act = SL_ACT_ALLOCATED;
    given.user = SL_STR("bob");
    given.words = SL_STR("");
    SL_CHECK_OK(open_question(fixture->store, &opened, &id, &err), &err);
    SL_CHECK_OK(
        sl_store_question_deed_add(fixture->store, id, &given, 2 * HOUR, &first, &err), &err
    );
    SL_CHECK_OK(
        sl_store_question_deed_add(fixture->store, id, &answer, 3 * HOUR, &deed, &err), &err
    );
    assert_true(first < deed);
    SL_CHECK_OK(sl_store_question_get(fixture->store, id, &fixture->arena, &found, &err), &err);
    SL_CHECK_U64(found.question.deed_count, 3);
    SL_CHECK_STR(found.question.deeds[1].user, "bob");
    SL_CHECK_STR(found.question.deeds[1].words, "");
    SL_CHECK_I64(found.question.deeds[1].until, 0);
    SL_CHECK_U64(found.question.deeds[2].reply, SL_REPLY_PLANNED);
    SL_CHECK_I64(found.question.deeds[2].until, 25);
    SL_CHECK_STR(found.question.deeds[2].by, "ann");
    SL_CHECK_STR(found.question.deeds[2].agency, "bolton");
    SL_CHECK_STR(found.question.deeds[2].words, "it is on Friday");
    SL_CHECK_I64(found.when[2].id, deed);
    /* The same deed brings a mark once; another one may bring it again. */
    const struct sl_store_question_proof again = { found.proofs[0].proof, deed };
    SL_CHECK_OK(sl_store_question_proof_add(fixture->store, id, &found.proofs[0], &err), &err);
    SL_CHECK_OK(sl_store_question_proof_add(fixture->store, id, &again, &err), &err);
    SL_CHECK_OK(sl_store_question_get(fixture->store, id, &fixture->arena, &found, &err), &err);
    SL_CHECK_U64(found.proof_count, 3);
    SL_CHECK_I64(found.proofs[0].deed, found.when[0].id);
    SL_CHECK_I64(found.proofs[1].deed, deed);
    given.user = SL_STR("nobody");
    SL_CHECK_STATUS(
        sl_store_question_deed_add(fixture->store, id, &given, HOUR, &deed, &err), SL_NOT_FOUND
    );
    sl_store_rollback(fixture->store);
}

static void found_by_what_it_is_bound_to(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store *store = fixture->store;
    const struct sl_store_question opened = question_of(fixture->source, "n1");
    struct sl_store_question operation = question_of(0, "");
    struct sl_store_question found;
    struct sl_error err;
    int64_t first = 0, second = 0, third = 0, id = 0;

    prepare(fixture);
    operation.subject = SL_RAISED_OPERATION;
    operation.about = SL_STR("op9");
    SL_CHECK_OK(open_question(store, &opened, &first, &err), &err);
    SL_CHECK_OK(open_question(store, &operation, &second, &err), &err);
    SL_CHECK_OK(open_question(store, &opened, &third, &err), &err);
    const struct sl_str key = SL_STR("n1");
    SL_CHECK_OK(sl_store_question_of_mention(store, fixture->source, key, first, &id, &err), &err);
    SL_CHECK_I64(id, third);
    SL_CHECK_STATUS(
        sl_store_question_of_mention(store, fixture->source, key, third, &id, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_question_about(store, SL_STR("op9"), 0, &id, &err), &err);
    SL_CHECK_I64(id, second);
    SL_CHECK_OK(sl_store_question_of_mark(store, 60, first, &id, &err), &err);
    SL_CHECK_I64(id, second);
    SL_CHECK_STATUS(sl_store_question_of_mark(store, 61, 0, &id, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_question_next(store, first, &fixture->arena, &found, &err), &err);
    SL_CHECK_I64(found.id, second);
    SL_CHECK_I64(found.source, 0);
    SL_CHECK_STR(found.about, "op9");
    SL_CHECK_STATUS(
        sl_store_question_next(store, third, &fixture->arena, &found, &err), SL_NOT_FOUND
    );
    sl_store_rollback(store);
}

/* The agency of whom the child is allocated to today, by this key. */
static void knows_whose_the_child_is(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store *store = fixture->store;
    struct sl_store_tie tie = {
        .user = SL_STR("pat"),
        .kind = SL_USER_TIE_ALLOCATED,
        .source = fixture->source,
        .key = SL_STR("n1"),
        .held = {10,              20  },
        .given = { SL_STR("root"), HOUR},
    };
    struct sl_str agency = SL_STR("");
    struct sl_error err;
    int64_t id = 0;

    prepare(fixture);
    SL_CHECK_OK(sl_store_tie_add(store, &tie, &id, &err), &err);
    tie.user = SL_STR("ann");
    SL_CHECK_OK(sl_store_tie_add(store, &tie, &id, &err), &err);
    const struct {
        const char *key, *agency;
        int32_t day;
    } rows[] = {
        {"n1",  "police", 10},
        { "n1", "police", 20},
        { "n1", NULL,     21},
        { "n1", NULL,     9 },
        { "n2", NULL,     10},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_mention mention = { fixture->source, sl_str_from(rows[i].key), 0 };
        const enum sl_status status =
            sl_store_question_agency(store, &mention, rows[i].day, &fixture->arena, &agency, &err);
        SL_CHECK_STATUS(status, rows[i].agency == NULL ? SL_NOT_FOUND : SL_OK);
        if (rows[i].agency != NULL) {
            SL_CHECK_STR(agency, rows[i].agency);
        }
    }
    sl_store_rollback(store);
}

static void refuses_what_cannot_be_kept(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_question opened = question_of(fixture->source + 5, "n1");
    struct sl_error err;
    int64_t id = 0;

    prepare(fixture);
    SL_CHECK_STATUS(sl_store_question_add(fixture->store, &opened, &id, &err), SL_NOT_FOUND);
    opened.source = fixture->source;
    opened.key = SL_STR("");
    SL_CHECK_STATUS(sl_store_question_add(fixture->store, &opened, &id, &err), SL_INVALID);
    opened.key = SL_STR("n1");
    opened.asks = SL_STR("");
    SL_CHECK_STATUS(sl_store_question_add(fixture->store, &opened, &id, &err), SL_INVALID);
    sl_store_rollback(fixture->store);
}

static enum sl_status open_and_read(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct store_fixture *fixture = context;
    const struct sl_store_question opened = question_of(fixture->source, "n1");
    struct sl_store_question found;
    int64_t id = 0;

    SL_TRY(open_question(store, &opened, &id, NULL));
    return sl_store_question_get(store, id, arena, &found, NULL);
}

static void memory_may_run_out(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    prepare(fixture);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    store_failing(fixture, open_and_read, fixture);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(kept_as_it_was_opened),        STORE_TEST(deeds_are_added),
        STORE_TEST(found_by_what_it_is_bound_to), STORE_TEST(knows_whose_the_child_is),
        STORE_TEST(refuses_what_cannot_be_kept),  STORE_TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
