/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_decide.h"

#include "app/identity_census.h"
#include "app/identity_fixture.h"
#include "identity/identity_id.h"

#define ONE    "bury/schools/person/1"
#define TWO    "bury/schools/person/2"
#define POLICE "police/records/nominal/1"

/* Two girls of one list, and what the police know of the first. */
static void add_girls(struct identity_fixture *fixture)
{
    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
        "2,09/10/2014,Ormskerry,Una,Female,BL9 7QX,\n"
    );
    identity_nominal(
        fixture,
        "nominal/1",
        "\"given_name\":\"EDDA\",\"surname\":\"QUILLFETHER\",\"birth_date\":\"2016-03-04\","
        "\"sex\":\"F\",\"address\":\"7 QUERN LANE, BURY\",\"postcode\":\"BL9 7QX\""
    );
    identity_identify(fixture);
    assert_true(identity_same(fixture, ONE, POLICE));
}

static enum sl_status decide(
    struct identity_fixture *fixture,
    enum sl_decision_kind kind,
    const char *const *names,
    size_t count,
    struct sl_identity_decided *ret_decided
)
{
    const struct sl_identify_options options = identity_options();
    const struct sl_identity_request request = {
        .kind = kind,
        .names = names,
        .name_count = count,
        .reason = SL_STR("seen at home"),
        .decided_by = SL_STR("A. Worker"),
    };
    struct sl_error err;

    return sl_identity_decide(fixture->store, &request, &options, ret_decided, &err);
}

/* Whoever asks for an identity that is no more is told where it went. */
static void check_gone(struct identity_fixture *fixture, int64_t gone, int64_t into)
{
    const struct sl_identity_id id = sl_identity_print(gone);
    struct sl_identity_named named;
    struct sl_error err;
    int64_t now = 0;

    SL_CHECK_OK(sl_identity_follow(fixture->store, gone, &now, &err), &err);
    SL_CHECK_I64(now, into);
    SL_CHECK_STATUS(
        sl_identity_find(fixture->store, sl_str_from(id.text), &named, &err), SL_NOT_FOUND
    );
    assert_non_null(strstr(err.message, "any more"));
    assert_non_null(strstr(err.hint, sl_identity_print(into).text));
}

static void a_join_is_kept_and_taken_back(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *const names[] = { POLICE, TWO };
    const char *const number[] = { "1" };
    struct sl_identity_decided decided;

    add_girls(fixture);
    const int64_t one = identity_of(fixture, ONE);
    const int64_t two = identity_of(fixture, TWO);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_JOIN, names, 2, &decided), SL_OK);
    SL_CHECK_U64(decided.result.turns.turns[SL_TURN_JOINED], 1);
    assert_true(identity_same(fixture, ONE, TWO));
    SL_CHECK_I64(identity_of(fixture, TWO), one < two ? one : two);
    check_gone(fixture, one < two ? two : one, one < two ? one : two);
    identity_identify(fixture);
    assert_true(identity_same(fixture, ONE, TWO));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_RELEASE, number, 1, &decided), SL_OK);
    SL_CHECK_U64(decided.decision_count, 1);
    SL_CHECK_I64(identity_of(fixture, ONE), one);
    SL_CHECK_I64(identity_of(fixture, TWO), two); /* the id comes back */
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_RELEASE, number, 1, &decided), SL_INVALID);
}

static void a_split_is_kept_and_taken_back(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *const names[] = { ONE, POLICE };
    const char *const about[] = { POLICE };
    struct sl_identity_decided decided;

    add_girls(fixture);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_SPLIT, names, 2, &decided), SL_OK);
    SL_CHECK_U64(decided.result.turns.turns[SL_TURN_SPLIT], 1);
    assert_false(identity_same(fixture, ONE, POLICE));
    identity_identify(fixture);
    assert_false(identity_same(fixture, ONE, POLICE));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_RELEASE, about, 1, &decided), SL_OK);
    assert_true(identity_same(fixture, ONE, POLICE));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_RELEASE, about, 1, &decided), SL_NOT_FOUND);
}

#define BORN "bury/early-help/child/990000001"
#define BARE "bury/referrals/child/990000001"

/* Whoever has a council's number is whom it names, until a person says otherwise. */
static void a_number_gives_way(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *const number[] = { BORN, BARE };
    const char *const apart[] = { BORN, TWO };
    const char *const joined[] = { BARE, TWO };
    const char *const about[] = { BARE };
    struct sl_identity_decided decided;

    identity_child(fixture, "early-help", "990000001", "<Sex>M</Sex>");
    identity_child(fixture, "referrals", "990000001", "<Sex>U</Sex>");
    add_girls(fixture);
    assert_true(identity_same(fixture, BORN, BARE));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_SPLIT, number, 2, &decided), SL_OK);
    SL_CHECK_U64(decided.result.conflict_count, 0);
    assert_false(identity_same(fixture, BORN, BARE));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_RELEASE, about, 1, &decided), SL_OK);
    assert_true(identity_same(fixture, BORN, BARE));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_HOLD_APART, apart, 2, &decided), SL_OK);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_JOIN, joined, 2, &decided), SL_OK);
    SL_CHECK_U64(decided.result.conflict_count, 0);
    assert_true(identity_same(fixture, BARE, TWO));
    identity_identify(fixture);
    SL_CHECK_U64(fixture->result.conflict_count, 0);
    assert_true(identity_same(fixture, BARE, TWO));
    assert_false(identity_same(fixture, BORN, BARE));
}

static size_t reviews_of(struct identity_fixture *fixture, const char *name)
{
    const int64_t identity = identity_of(fixture, name);
    struct sl_review_cursor *cursor = NULL;
    struct sl_stored_review review;
    size_t count = 0;
    bool has_one = true;

    SL_CHECK_OK(sl_store_reviews_open(fixture->store, identity, &cursor, NULL), NULL);
    for (;; count++) {
        SL_CHECK_OK(sl_review_cursor_next(cursor, &review, &has_one, NULL), NULL);
        if (!has_one) {
            break;
        }
    }
    sl_review_cursor_close(cursor);
    return count;
}

/* A number that was given to two is nobody's again when a decision about it is taken back. */
static void a_number_of_two_is_decided(void **state)
{
    static const char boy[] = "<PersonBirthDate>2024-04-09</PersonBirthDate><Sex>M</Sex>";
    static const char girl[] = "<PersonBirthDate>2009-11-20</PersonBirthDate><Sex>F</Sex>";
    struct identity_fixture *fixture = *state;
    const char *const number[] = { BORN, BARE };
    const char *const about[] = { BARE };
    struct sl_identity_decided decided;

    identity_child(fixture, "early-help", "990000001", boy);
    identity_child(fixture, "leaving-care", "990000001", girl);
    identity_child(fixture, "referrals", "990000001", "<Sex>U</Sex>");
    identity_identify(fixture);
    assert_false(identity_same(fixture, BORN, BARE));
    SL_CHECK_U64(reviews_of(fixture, BARE), 2); /* people are asked */
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_JOIN, number, 2, &decided), SL_OK);
    assert_true(identity_same(fixture, BORN, BARE));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_RELEASE, about, 1, &decided), SL_OK);
    assert_false(identity_same(fixture, BORN, BARE));
    const uint64_t decided_hash = identity_answer_hash(fixture->store);
    identity_identify(fixture);
    SL_CHECK_U64(identity_answer_hash(fixture->store), decided_hash);
}

/* Where a join and what is held apart contradict each other, apart wins, and it is told. */
/* Two girls were born there in the time of one who was expected: a decision says whose it is, and
 * when it is taken back, it is nobody's, though the girls are like nobody else. */
static void who_was_expected_is_decided(void **state)
{
    static const char expected[] = "police/records/nominal/2";
    static const char first[] = "nhs-north/patients/Patient/p1";
    struct identity_fixture *fixture = *state;
    const char *const names[] = { expected, first };
    const char *const number[] = { "1" };
    struct sl_identity_decided decided;

    identity_nominal(
        fixture,
        "nominal/2",
        "\"surname\":\"QUILLFETHER\",\"expected_birth_date\":\"2026-03-04\","
        "\"address\":\"7 QUERN LANE, BURY\",\"postcode\":\"BL9 7QX\""
    );
    identity_patient(fixture, "p1", "Edda", "Quillfether", "2026-02-19", "9434765919");
    identity_identify(fixture);
    assert_true(identity_same(fixture, expected, first));
    identity_patient(fixture, "p2", "Una", "Quillfether", "2025-12-07", "9990000018");
    identity_identify(fixture);
    assert_false(identity_same(fixture, expected, first));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_JOIN, names, 2, &decided), SL_OK);
    assert_true(identity_same(fixture, expected, first));
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_RELEASE, number, 1, &decided), SL_OK);
    assert_false(identity_same(fixture, expected, first));
    const uint64_t released = identity_answer_hash(fixture->store);
    identity_identify(fixture);
    SL_CHECK_U64(identity_answer_hash(fixture->store), released);
}

static void a_contradiction_is_told(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *const apart[] = { ONE, TWO };
    const char *const join[] = { POLICE, TWO, ONE };
    struct sl_identity_decided decided;

    add_girls(fixture);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_HOLD_APART, apart, 2, &decided), SL_OK);
    SL_CHECK_U64(decided.result.conflict_count, 0);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_JOIN, join, 3, &decided), SL_OK);
    assert_true(decided.result.conflict_count > 0);
    SL_CHECK_I64(decided.result.conflicts[0].decision, decided.decisions[0]);
    assert_false(identity_same(fixture, ONE, TWO));
}

static void what_makes_no_sense_is_refused(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *const same[] = { ONE, ONE };
    const char *const foreign[] = { ONE, TWO };
    const char *const nobody[] = { ONE, "bury/schools/person/999" };
    const char *const all[] = { ONE, ONE, POLICE };
    struct sl_identity_decided decided;

    add_girls(fixture);
    const uint64_t before = identity_answer_hash(fixture->store);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_JOIN, same, 2, &decided), SL_INVALID);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_JOIN, same, 1, &decided), SL_USAGE);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_SPLIT, foreign, 2, &decided), SL_INVALID);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_SPLIT, all, 3, &decided), SL_INVALID);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_HOLD_APART, all, 3, &decided), SL_USAGE);
    SL_CHECK_STATUS(decide(fixture, SL_DECISION_HOLD_APART, nobody, 2, &decided), SL_NOT_FOUND);
    SL_CHECK_U64(identity_answer_hash(fixture->store), before);
}

/* Identities that may be one, or any two. */
static void pick_two(struct identity_fixture *fixture, struct sl_random *random, int64_t two[2])
{
    struct sl_membership_cursor *cursor = NULL;
    struct sl_review_cursor *reviews = NULL;
    struct sl_stored_review review;
    struct sl_membership member = { .mention = 0 };
    bool has_one = true;

    for (unsigned i = 0; i < 2; i++) {
        uint64_t skip = 1 + sl_random_below(random, 700);
        SL_CHECK_OK(sl_store_memberships_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
        for (; skip > 0 && has_one; skip--) {
            SL_CHECK_OK(sl_membership_cursor_next(cursor, &member, &has_one, NULL), NULL);
        }
        two[i] = member.identity;
        sl_membership_cursor_close(cursor);
    }
    SL_CHECK_OK(sl_store_reviews_open(fixture->store, 0, &reviews, NULL), NULL);
    has_one = sl_random_below(random, 2) == 0;
    for (uint64_t skip = sl_random_below(random, 4); has_one; skip--) {
        SL_CHECK_OK(sl_review_cursor_next(reviews, &review, &has_one, NULL), NULL);
        if (has_one && skip == 0) {
            two[0] = review.low;
            two[1] = review.high;
            has_one = false;
        }
    }
    sl_review_cursor_close(reviews);
}

/* A decision of any kind about somebody; it may be refused. */
static void decide_something(struct identity_fixture *fixture, struct sl_random *random)
{
    static const enum sl_decision_kind kinds[] = { SL_DECISION_JOIN,       SL_DECISION_SPLIT,
                                                   SL_DECISION_HOLD_APART, SL_DECISION_JOIN,
                                                   SL_DECISION_SPLIT,      SL_DECISION_RELEASE };
    const enum sl_decision_kind kind = kinds[sl_random_below(random, 6)];
    char texts[2][300];
    const char *const names[] = { texts[0], texts[1] };
    struct sl_identity_decided decided;
    struct sl_identity_mention *mentions = NULL;
    int64_t two[2];
    size_t count = 0;

    pick_two(fixture, random, two);
    for (unsigned i = 0; i < 2; i++) {
        const struct sl_identity_id id = sl_identity_print(two[i]);
        (void)snprintf(texts[i], sizeof texts[i], "%s", id.text);
    }
    if (kind == SL_DECISION_SPLIT) {
        SL_CHECK_OK(
            sl_identity_mentions(fixture->store, two[0], &fixture->arena, &mentions, &count, NULL),
            NULL
        );
        const struct sl_identity_mention *one = &mentions[sl_random_below(random, count)];
        (void)snprintf(
            texts[1],
            sizeof texts[1],
            "%.*s/%.*s/%.*s",
            SL_STR_ARG(one->agency),
            SL_STR_ARG(one->system),
            SL_STR_ARG(one->mention.key)
        );
    }
    (void)decide(fixture, kind, names, kind == SL_DECISION_RELEASE ? 1 : 2, &decided);
}

/* Whatever people decide: judging whom it touches says what judging everybody says. */
static void whom_it_touches_is_enough(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_random random;
    struct sl_error err;
    uint64_t changes = 0;

    sl_random_init(&random, sl_test_seed());
    for (unsigned trial = 0; trial < 12; trial++) {
        const uint64_t before = identity_answer_hash(fixture->store);
        for (unsigned i = 0; i < 5; i++) {
            decide_something(fixture, &random);
        }
        const uint64_t after = identity_answer_hash(fixture->store);
        changes += after != before ? 1 : 0;
        SL_CHECK_OK(sl_identify(fixture->store, &options, &fixture->result, &err), &err);
        SL_CHECK_U64(identity_answer_hash(fixture->store), after);
        SL_CHECK_U64(fixture->result.turns.moved_mentions, 0);
    }
    assert_true(changes > 6);
}

/* Memory fails now and then: nothing is decided, and nobody is another than before. */
static void failing_allocations_decide_nothing(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *const names[] = { ONE, TWO };
    struct sl_identity_decided decided;
    unsigned failed = 0;
    int64_t last = 0;

    add_girls(fixture);
    const uint64_t before = identity_answer_hash(fixture->store);
    for (uint64_t allowed = 0;; allowed += 1 + allowed / 16) {
        sl_memory_fail_after(allowed);
        const enum sl_status status = decide(fixture, SL_DECISION_JOIN, names, 2, &decided);
        sl_memory_fail_after(UINT64_MAX);
        if (status == SL_OK) {
            break;
        }
        SL_CHECK_STATUS(status, SL_NO_MEMORY);
        /* What could not be taken back for want of memory is when a transaction next begins. */
        SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
        sl_store_rollback(fixture->store);
        SL_CHECK_U64(identity_answer_hash(fixture->store), before);
        SL_CHECK_OK(sl_store_decision_last(fixture->store, &last, NULL), NULL);
        SL_CHECK_I64(last, 0);
        failed++;
    }
    assert_true(failed > 10);
    assert_true(identity_same(fixture, ONE, TWO));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(a_join_is_kept_and_taken_back),
        IDENTITY_TEST(a_split_is_kept_and_taken_back),
        IDENTITY_TEST(a_number_gives_way),
        IDENTITY_TEST(a_number_of_two_is_decided),
        IDENTITY_TEST(who_was_expected_is_decided),
        IDENTITY_TEST(a_contradiction_is_told),
        IDENTITY_TEST(what_makes_no_sense_is_refused),
        IDENTITY_TEST(whom_it_touches_is_enough),
        IDENTITY_TEST(failing_allocations_decide_nothing),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
