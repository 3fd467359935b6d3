/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identifier.h"

#include "app/identity_fixture.h"
#include "store/identity_event.h"
#include "store/put.h"
#include "store/run.h"
#include "store/source.h"

static struct sl_identifier *open_identifier(struct identity_fixture *fixture)
{
    const struct sl_identify_options options = identity_options();
    struct sl_identifier *identifier = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_identifier_open(fixture->store, &options, &identifier, &err), &err);
    return identifier;
}

/* A nominal as one record in one transaction: it stays open. */
static int64_t put_nominal(struct identity_fixture *fixture, const char *key, const char *body)
{
    struct sl_run_file file = { .format = SL_STR("pole-jsonl"),
                                .name = SL_STR("one"),
                                .bytes = strlen(body) };
    const struct sl_put_record record = { .key = sl_str_from(key),
                                          .body = sl_str_from(body),
                                          .hash = sl_digest_of(sl_str_from(body)) };
    bool is_resumed = false;
    int64_t run = 0;
    struct sl_error err;

    file.hash = record.hash;
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_add(
            fixture->store, SL_STR("police"), SL_STR("records"), &file.source, &err
        ),
        &err
    );
    SL_CHECK_OK(
        sl_store_run_begin(fixture->store, &file, identity_clock(), &run, &is_resumed, &err), &err
    );
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, NULL, &err), &err);
    SL_CHECK_OK(sl_store_run_finish(fixture->store, run, identity_clock(), &err), &err);
    return run;
}

#define NOMINAL(key, given)                                                       \
    "{\"type\":\"person\",\"id\":\"" key "\",\"given_name\":\"" given             \
    "\",\"surname\":\"QUILLFETHER\",\"birth_date\":\"2016-03-04\",\"sex\":\"F\"," \
    "\"address\":\"7 QUERN LANE, BURY\",\"postcode\":\"BL9 7QX\"}"

/* One record in, linked and durable: the journal knows whose run it was. */
static void one_record_is_linked_in_its_transaction(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_identifier_result result;
    struct sl_identity_event event = { .id = 0 };
    struct sl_error err;

    identity_school(fixture, "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n");
    struct sl_identifier *identifier = open_identifier(fixture);
    const int64_t run = put_nominal(fixture, "nominal/1", NOMINAL("nominal/1", "EDDA"));
    SL_CHECK_OK(sl_identifier_follow(identifier, identity_clock(), run, true, &result, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    assert_false(result.was_full);
    SL_CHECK_U64(result.changed_mentions, 1);
    SL_CHECK_U64(result.turns.turns[SL_TURN_CREATED], 0);
    assert_true(identity_same(fixture, "bury/schools/person/1", "police/records/nominal/1"));
    const int64_t other = put_nominal(fixture, "nominal/2", NOMINAL("nominal/2", "OSWALD"));
    SL_CHECK_OK(
        sl_identifier_follow(identifier, identity_clock(), other, true, &result, &err), &err
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_U64(result.turns.turns[SL_TURN_CREATED], 1);
    const int64_t oswald = identity_of(fixture, "police/records/nominal/2");
    SL_CHECK_OK(sl_store_identity_event_next(fixture->store, 0, oswald, &event, &err), &err);
    SL_CHECK_I64(event.run, other);
    sl_identifier_close(identifier);
}

/* What was rolled back is forgotten; what comes next is right. */
static void a_rollback_is_forgotten(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_identifier_result result;
    struct sl_error err;

    identity_school(fixture, "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n");
    struct sl_identifier *identifier = open_identifier(fixture);
    const uint64_t before = identity_answer_hash(fixture->store);
    const int64_t run = put_nominal(fixture, "nominal/1", NOMINAL("nominal/1", "EDDA"));
    SL_CHECK_OK(sl_identifier_follow(identifier, identity_clock(), run, true, &result, &err), &err);
    sl_store_rollback(fixture->store);
    sl_identifier_forget(identifier);
    SL_CHECK_U64(identity_answer_hash(fixture->store), before);
    (void)put_nominal(fixture, "nominal/1", NOMINAL("nominal/1", "EDDA"));
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_identifier_follow(identifier, identity_clock(), 0, false, &result, &err), &err);
    assert_true(result.was_full);
    assert_true(identity_same(fixture, "bury/schools/person/1", "police/records/nominal/1"));
    sl_identifier_close(identifier);
}

/* A decision and a bond hold while records change, and a batch gives the same. */
static void a_new_version_is_bound(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_identifier_result result;
    struct sl_error err;

    identity_school(fixture, "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n");
    identity_nominal(
        fixture,
        "nominal/1",
        "\"given_name\":\"EDDA\",\"surname\":\"QUILLFETHER\",\"birth_date\":\"2016-03-04\","
        "\"sex\":\"F\",\"address\":\"7 QUERN LANE, BURY\",\"postcode\":\"BL9 7QX\""
    );
    struct sl_identifier *identifier = open_identifier(fixture);
    for (unsigned i = 0; i < 2; i++) {
        (void)put_nominal(
            fixture, "nominal/1", i == 0 ? NOMINAL("nominal/1", "ED") : NOMINAL("nominal/1", "EDI")
        );
        SL_CHECK_OK(
            sl_identifier_follow(identifier, identity_clock(), 0, true, &result, &err), &err
        );
        SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
        SL_CHECK_U64(result.changed_mentions, 1);
    }
    sl_identifier_close(identifier);
    const uint64_t followed = identity_answer_hash(fixture->store);
    identity_identify(fixture);
    SL_CHECK_U64(identity_answer_hash(fixture->store), followed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(one_record_is_linked_in_its_transaction),
        IDENTITY_TEST(a_rollback_is_forgotten),
        IDENTITY_TEST(a_new_version_is_bound),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
