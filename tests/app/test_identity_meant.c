/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_meant.h"

#include "app/identifier.h"
#include "app/identity_decide.h"
#include "app/identity_fixture.h"
#include "app/identity_publish.h"
#include "store/source.h"

#define ONE   "bury/schools/person/1"
#define TWO   "bury/schools/person/2"
#define MEANT "bury/sightline/c-1"

/* A note of Bury's, as it comes in; the rest of its object behind its id. */
static void take_note(struct identity_fixture *fixture, const char *rest)
{
    char line[500];

    (void)snprintf(
        line, sizeof line, "{\"note\":\"n-1\",\"by\":\"u\",\"at\":\"2026-03-31T09:30\",%s}\n", rest
    );
    identity_take(fixture, "bury", "sightline", "sightline-note", line);
}

static bool is_published(struct identity_fixture *fixture)
{
    struct sl_error err;
    int64_t as_of = 0;
    bool is = false;

    SL_CHECK_OK(sl_store_as_of(fixture->store, &as_of, &err), &err);
    SL_CHECK_OK(sl_identity_is_published(fixture->store, as_of, &is, &err), &err);
    return is;
}

/* Settle the note's child as the first girl. */
static void settle(struct identity_fixture *fixture, bool was_published)
{
    struct sl_identity_meant meant = {
        .meant.key = SL_STR("c-1"),
        .anchor.key = SL_STR("person/1"),
        .reason = SL_STR("the writer chose"),
        .decided_by = SL_STR("A. Worker"),
        .at = identity_clock(),
    };
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_find(
            fixture->store, SL_STR("bury"), SL_STR("sightline"), &meant.meant.source, &err
        ),
        &err
    );
    SL_CHECK_OK(
        sl_store_source_find(
            fixture->store, SL_STR("bury"), SL_STR("schools"), &meant.anchor.source, &err
        ),
        &err
    );
    SL_CHECK_OK(
        sl_identity_meant_settle(fixture->store, &meant, was_published, &fixture->arena, &err), &err
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

static void add_girls(struct identity_fixture *fixture)
{
    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
        "2,09/10/2014,Ormskerry,Una,Female,BL9 7QX,\n"
    );
    identity_identify(fixture);
    assert_false(identity_same(fixture, ONE, TWO));
}

/* What is published at once is what a linkage of everybody publishes, to the bit. */
static void as_a_linkage_of_everybody(void **state)
{
    struct identity_fixture *fixture = *state;

    add_girls(fixture);
    assert_true(is_published(fixture));
    take_note(fixture, "\"child\":\"c-1\",\"kind\":\"visit\",\"happened\":\"2026-03\"");
    assert_false(is_published(fixture));
    settle(fixture, true);
    assert_true(is_published(fixture));
    assert_true(identity_same(fixture, MEANT, ONE));
    const uint64_t at_once = identity_answer_hash(fixture->store);
    identity_identify(fixture);
    SL_CHECK_U64(identity_answer_hash(fixture->store), at_once);
    assert_true(identity_same(fixture, MEANT, ONE));
    SL_CHECK_U64(fixture->result.turns.turns[SL_TURN_CREATED], 0);
}

/* Whoever follows records one by one comes to the same. */
static void as_an_identifier(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_identifier *identifier = NULL;
    struct sl_identifier_result result;
    struct sl_error err;

    add_girls(fixture);
    take_note(fixture, "\"child\":\"c-1\",\"kind\":\"visit\",\"happened\":\"2026-03\"");
    settle(fixture, true);
    const uint64_t at_once = identity_answer_hash(fixture->store);
    SL_CHECK_OK(sl_identifier_open(fixture->store, &options, &identifier, &err), &err);
    identity_school(fixture, "3,01/01/2015,Zanthoxyl,Ivo,Male,BL9 7QY,\n");
    SL_CHECK_OK(sl_identifier_follow(identifier, identity_clock(), 0, false, &result, &err), &err);
    sl_identifier_close(identifier);
    assert_true(identity_same(fixture, MEANT, ONE));
    const uint64_t followed = identity_answer_hash(fixture->store);
    assert_true(followed != at_once); /* somebody has come */
    identity_identify(fixture);
    SL_CHECK_U64(identity_answer_hash(fixture->store), followed);
}

/* Where somebody waits for a linkage already, it finds the decision. */
static void a_linkage_that_is_due_finds_it(void **state)
{
    struct identity_fixture *fixture = *state;

    add_girls(fixture);
    identity_school(fixture, "3,01/01/2015,Zanthoxyl,Ivo,Male,BL9 7QY,\n");
    take_note(fixture, "\"child\":\"c-1\",\"kind\":\"visit\",\"happened\":\"2026-03\"");
    settle(fixture, false);
    assert_false(is_published(fixture));
    assert_true(identity_same(fixture, MEANT, ONE)); /* the note is on the picture at once */
    identity_identify(fixture);
    assert_true(is_published(fixture));
    assert_true(identity_same(fixture, MEANT, ONE));
}

static void withdrawn_and_written_again(void **state)
{
    struct identity_fixture *fixture = *state;

    add_girls(fixture);
    take_note(fixture, "\"child\":\"c-1\",\"kind\":\"visit\",\"happened\":\"2026-03\"");
    settle(fixture, true);
    take_note(fixture, "\"withdrawn\":true");
    settle(fixture, true);
    SL_CHECK_I64(identity_of(fixture, MEANT), 0);
    const uint64_t at_once = identity_answer_hash(fixture->store);
    identity_identify(fixture);
    SL_CHECK_U64(identity_answer_hash(fixture->store), at_once);
}

/* The decision is one like others: a person takes it back. */
static void it_can_be_taken_back(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    const char *const names[] = { MEANT };
    const struct sl_identity_request request = {
        .kind = SL_DECISION_RELEASE,
        .names = names,
        .name_count = 1,
        .reason = SL_STR("it was her sister"),
        .decided_by = SL_STR("S. Steward"),
    };
    struct sl_identity_decided decided;
    struct sl_error err;

    add_girls(fixture);
    take_note(fixture, "\"child\":\"c-1\",\"kind\":\"visit\",\"happened\":\"2026-03\"");
    settle(fixture, true);
    SL_CHECK_OK(sl_identity_decide(fixture->store, &request, &options, &decided, &err), &err);
    assert_false(identity_same(fixture, MEANT, ONE));
    identity_identify(fixture);
    assert_false(identity_same(fixture, MEANT, ONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(as_a_linkage_of_everybody),      IDENTITY_TEST(as_an_identifier),
        IDENTITY_TEST(a_linkage_that_is_due_finds_it), IDENTITY_TEST(withdrawn_and_written_again),
        IDENTITY_TEST(it_can_be_taken_back),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
