/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_door.h"

#include "app/access_fixture.h"
#include "app/identity_fixture.h"
#include "store/source.h"

/* The police's people, and a decision that the first two are one; who the second was before. */
static int64_t make_people(struct identity_fixture *fixture, struct sl_identity_id *ret_joined)
{
    static const char *const names[] = { "police/records/q/1", "police/records/q/2" };
    const struct sl_identify_options options = identity_options();
    const struct sl_identity_request request = {
        .kind = SL_DECISION_JOIN,
        .names = names,
        .name_count = 2,
        .reason = SL_STR("q/2 is her name as a witness"),
        .decided_by = SL_STR("A. Worker"),
    };
    struct sl_identity_decided decided;
    struct sl_error err;

    identity_nominal(
        fixture,
        "q/1",
        "\"given_name\":\"Edda\",\"surname\":\"Quillfether\",\"birth_date\":\"2016-03-04\""
    );
    identity_nominal(
        fixture,
        "q/2",
        "\"given_name\":\"Una\",\"surname\":\"Ormskerry\",\"birth_date\":\"2014-10-09\""
    );
    identity_identify(fixture);
    *ret_joined = sl_identity_print(identity_of(fixture, names[1]));
    SL_CHECK_OK(sl_identity_decide(fixture->store, &request, &options, &decided, &err), &err);
    return decided.decisions[0];
}

static void seal(struct identity_fixture *fixture, const char *key)
{
    struct sl_store_seal one = {
        .key = sl_str_from(key),
        .reason = SL_STR("a protected witness"),
        .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    struct sl_store *store = fixture->store;
    int64_t id = 0;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_source_find(store, SL_STR("police"), SL_STR("records"), &one.source, &err), &err
    );
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(store, &one, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

static enum sl_status
look_at(struct identity_fixture *fixture, const char *name, struct sl_identity_shown *ret_shown)
{
    SL_CLEANUP(sl_access_close_ptr)
    struct sl_access *access = access_open(fixture->path, "data_steward");

    return sl_identity_look(access, sl_str_from(name), &fixture->arena, ret_shown, NULL);
}

static void look(struct identity_fixture *fixture, struct sl_identity_shown *ret_shown)
{
    SL_CHECK_OK(look_at(fixture, "police/records/q/1", ret_shown), NULL);
}

static enum sl_status judge(
    struct identity_fixture *fixture,
    enum sl_decision_kind kind,
    const char *const *names,
    size_t count,
    struct sl_error *err
)
{
    const struct sl_access_opening opening = { .store = fixture->path,
                                               .mode = SL_STORE_WRITE,
                                               .now_us = ACCESS_NOW };
    const struct sl_identify_options options = identity_options();
    const struct sl_identity_request request = {
        .kind = kind, .names = names, .name_count = count, .reason = SL_STR("looked at again")
    };
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_identity_decided decided;

    SL_TRY(sl_access_open_as(&opening, SL_STR("data_steward"), &access, err));
    return sl_identity_judge(access, &request, &options, &decided, err);
}

/* Neither the history nor a decision tells that there was somebody who is sealed, and nobody takes
 * back what they may not see. */
static void what_is_sealed_has_no_history(void **state)
{
    struct identity_fixture *fixture = *state;
    struct access_fixture access;
    struct sl_identity_shown shown;
    struct sl_error absent;
    struct sl_error err;
    char number[32];

    struct sl_identity_id joined;

    const int64_t decision = make_people(fixture, &joined);
    access_equip(&access, &fixture->folder, fixture->store);
    SL_CHECK_OK(look_at(fixture, joined.text, &shown), NULL);
    assert_true(shown.asked != 0);
    look(fixture, &shown);
    SL_CHECK_U64(shown.mention_count, 2);
    SL_CHECK_U64(shown.event_count, 2);
    SL_CHECK_U64(shown.decision_count, 1);
    seal(fixture, "q/2");
    sl_store_close(fixture->store);
    fixture->store = NULL;
    look(fixture, &shown);
    SL_CHECK_U64(shown.mention_count, 1);
    SL_CHECK_U64(shown.decision_count, 0);
    SL_CHECK_U64(shown.event_count, 1);
    SL_CHECK_U64(shown.events[0].kind, SL_IDENTITY_CREATED);
    SL_CHECK_STATUS(look_at(fixture, joined.text, &shown), SL_NOT_FOUND);
    look(fixture, &shown);

    const struct sl_identity_id id = sl_identity_print(shown.identity);
    const char *const twice[] = { id.text, id.text };
    const char *const none[] = { "999999" };
    const char *const sealed[] = { number };
    (void)snprintf(number, sizeof number, "%lld", (long long)decision);
    SL_CHECK_STATUS(judge(fixture, SL_DECISION_JOIN, twice, 2, &err), SL_INVALID);
    SL_CHECK_STATUS(judge(fixture, SL_DECISION_RELEASE, none, 1, &absent), SL_NOT_FOUND);
    SL_CHECK_STATUS(judge(fixture, SL_DECISION_RELEASE, sealed, 1, &err), SL_NOT_FOUND);
    assert_string_equal(absent.hint, err.hint);
    assert_string_equal(absent.detail, err.detail);
    SL_CHECK_U64(access_entries(access.ledger, "data_steward", SL_VERB_DECIDE, 0), 2);
}

static struct sl_identify_result run(struct identity_fixture *fixture, const char *user)
{
    const struct sl_access_opening opening = { .store = fixture->path,
                                               .mode = SL_STORE_WRITE,
                                               .now_us = ACCESS_NOW };
    const struct sl_identify_options options = identity_options();
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_identify_result result;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    SL_CHECK_OK(sl_identity_run(access, &options, &result, &err), &err);
    return result;
}

/* How many possible matches of q/1 a user is told of. */
static void check_list(struct identity_fixture *fixture, const char *user, size_t expected)
{
    SL_CLEANUP(sl_access_close_ptr)
    struct sl_access *access = access_open(fixture->path, user);
    struct sl_review_list list;
    struct sl_error err;

    SL_CHECK_OK(
        sl_identity_list(access, SL_STR("police/records/q/1"), 1000, &fixture->arena, &list, &err),
        &err
    );
    SL_CHECK_U64(list.total, expected);
}

/* Somebody like q/2, who may be the one of whom she is a part. */
static void put_like(struct identity_fixture *fixture)
{
    const int64_t left = identity_of(fixture, "police/records/q/1");
    const int64_t right = identity_of(fixture, "police/records/q/4");
    const struct sl_stored_review review = {
        .low = left < right ? left : right,
        .high = left < right ? right : left,
        .weight_millibits = 5000,
    };
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_review_put(fixture->store, &review, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* A pair that is there by what is sealed alone is not, for those to whom it is. */
static void what_is_sealed_makes_no_pair(void **state)
{
    struct identity_fixture *fixture = *state;
    struct access_fixture access;
    struct sl_test_folder folder;

    struct sl_identity_id joined;

    (void)make_people(fixture, &joined);
    identity_nominal(
        fixture,
        "q/4",
        "\"given_name\":\"Una\",\"surname\":\"Ormskerry\",\"birth_date\":\"2011-12-24\""
    );
    identity_identify(fixture);
    put_like(fixture);
    sl_test_folder_open(&folder);
    access_equip(&access, &folder, fixture->store);
    check_list(fixture, "data_steward", 1);
    seal(fixture, "q/2");
    check_list(fixture, "data_steward", 0);
    sl_test_folder_close(&folder);
}

/* Whoever runs the linkage counts nobody who is sealed to them; whom a seal lets in does. */
static void what_is_sealed_is_not_counted(void **state)
{
    struct identity_fixture *fixture = *state;
    struct access_fixture access;
    struct sl_test_folder folder; /* that of the fixture has a ledger already */
    struct sl_error err;

    struct sl_identity_id joined;

    (void)make_people(fixture, &joined);
    identity_nominal(
        fixture,
        "q/3",
        "\"given_name\":\"Ida\",\"surname\":\"Fennimast\",\"birth_date\":\"2012-02-01\""
    );
    sl_test_folder_open(&folder);
    access_equip(&access, &folder, fixture->store);
    sl_store_close(fixture->store);
    const struct sl_identify_result first = run(fixture, "data_steward");
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, &err), &err);
    seal(fixture, "q/2");
    seal(fixture, "q/3");
    struct sl_store_seal_name name = {
        .key = SL_STR("q/3"), .user = SL_STR("all"), .listed = {SL_STR("root"), ACCESS_NOW}
    };
    SL_CHECK_OK(
        sl_store_source_find(
            fixture->store, SL_STR("police"), SL_STR("records"), &name.source, &err
        ),
        &err
    );
    int64_t id = 0;
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_seal_name_add(fixture->store, &name, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    sl_store_close(fixture->store);
    fixture->store = NULL;
    struct sl_identify_result result = run(fixture, "data_steward");
    SL_CHECK_U64(result.mention_count, first.mention_count - 2);
    SL_CHECK_U64(result.identity_count, first.identity_count - 1); /* q/1 and q/2 are one */
    result = run(fixture, "all");
    SL_CHECK_U64(result.mention_count, first.mention_count - 1);
    SL_CHECK_U64(result.identity_count, first.identity_count);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(what_is_sealed_has_no_history),
        IDENTITY_TEST(what_is_sealed_makes_no_pair),
        IDENTITY_TEST(what_is_sealed_is_not_counted),
    };
    return cmocka_run_group_tests_name(
        "app/identity_door_sealed", tests, identity_group_set_up, identity_group_tear_down
    );
}
