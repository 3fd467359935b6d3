/* SPDX-License-Identifier: Apache-2.0 */
/* Each test goes from records to identities. */
#include "app/identify.h"

#include "app/identify_truth.h"
#include "app/identity_census.h"
#include "app/identity_fixture.h"
#include "app/rebuild.h"
#include "app/store_access.h"
#include "store/derived.h"
#include "store/identity_event.h"

#define AT_HOME "\"address\":\"7 QUERN LANE, BURY\",\"postcode\":\"BL9 7QX\""

static void twins_stay_two(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Harry,Male,BL9 7QX,\n"
        "2,04/03/2016,Quillfether,Henry,Male,BL9 7QX,\n"
        "3,04/03/2016,Quillfether,,Male,BL9 7QX,\n"
    );
    identity_nominal(
        fixture,
        "nominal/1",
        "\"given_name\":\"HENRY\",\"surname\":\"QUILLFETHER\",\"birth_date\":\"2016-03-04\","
        "\"sex\":\"M\"," AT_HOME
    );
    identity_identify(fixture);
    assert_false(identity_same(fixture, "bury/schools/person/1", "bury/schools/person/2"));
    assert_false(identity_same(fixture, "bury/schools/person/1", "bury/schools/person/3"));
    assert_false(identity_same(fixture, "bury/schools/person/2", "bury/schools/person/3"));
    assert_true(identity_same(fixture, "bury/schools/person/2", "police/records/nominal/1"));
}

static void siblings_stay_two(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Amina,Female,BL9 7QX,\n"
        "2,09/10/2014,Quillfether,Amira,Female,BL9 7QX,\n"
    );
    identity_patient(fixture, "p1", "Amina", "Quillfether", "2016-03-04", "");
    identity_identify(fixture);
    assert_false(identity_same(fixture, "bury/schools/person/1", "bury/schools/person/2"));
    assert_true(identity_same(fixture, "bury/schools/person/1", "nhs-north/patients/Patient/p1"));
}

/* The father has no date of birth, and the child's name: only that he is the father tells them. */
static void a_parent_with_the_childs_name_stays_another(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_school(fixture, "1,04/03/2016,Quillfether,Jonah,Male,BL9 7QX,\n");
    identity_nominal(
        fixture,
        "nominal/2",
        "\"given_name\":\"JONAH\",\"surname\":\"QUILLFETHER\",\"sex\":\"M\"," AT_HOME
    );
    identity_nominal(
        fixture,
        "nominal/1",
        "\"given_name\":\"JONAH\",\"surname\":\"QUILLFETHER\",\"birth_date\":\"2016-03-04\","
        "\"sex\":\"M\"," AT_HOME ",\"people\":[{\"id\":\"nominal/2\",\"role\":\"father\"}]"
    );
    identity_identify(fixture);
    assert_true(identity_same(fixture, "bury/schools/person/1", "police/records/nominal/1"));
    assert_false(identity_same(fixture, "bury/schools/person/1", "police/records/nominal/2"));
}

/* Nothing but the mother's surname and home, and a day on which the birth is expected. */
static void an_unborn_child_is_nobody_else(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_school(fixture, "1,04/03/2016,Quillfether,Amina,Female,BL9 7QX,\n");
    identity_nominal(
        fixture,
        "nominal/1",
        "\"given_name\":\"RUTH\",\"surname\":\"QUILLFETHER\",\"birth_date\":\"1990-05-17\","
        "\"sex\":\"F\"," AT_HOME
    );
    identity_nominal(
        fixture,
        "nominal/2",
        "\"surname\":\"QUILLFETHER\",\"expected_birth_date\":\"2026-09-04\"," AT_HOME
    );
    identity_identify(fixture);
    assert_true(identity_of(fixture, "police/records/nominal/2") != 0);
    assert_false(identity_same(fixture, "police/records/nominal/2", "police/records/nominal/1"));
    assert_false(identity_same(fixture, "police/records/nominal/2", "bury/schools/person/1"));
}

/* The council expects a child of the family; the trust has one born there in those weeks. */
static void an_expected_child_is_the_one_who_is_born(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_school(fixture, "1,04/03/2016,Quillfether,Amina,Female,BL9 7QX,\n");
    identity_nominal(
        fixture,
        "nominal/2",
        "\"surname\":\"QUILLFETHER\",\"expected_birth_date\":\"2026-03-04\"," AT_HOME
    );
    identity_patient(fixture, "p1", "Edda", "Quillfether", "2026-02-19", "9434765919");
    identity_patient(fixture, "p2", "Una", "Quillfether", "2024-03-04", "9990000018");
    identity_child(
        fixture,
        "referrals",
        "990000001",
        "<ExpectedPersonBirthDate>2026-03-04</ExpectedPersonBirthDate><Sex>U</Sex>"
    );
    identity_identify(fixture);
    assert_true(identity_same(fixture, "police/records/nominal/2", "nhs-north/patients/Patient/p1")
    );
    assert_false(
        identity_same(fixture, "bury/referrals/child/990000001", "police/records/nominal/2")
    );
    assert_false(identity_same(fixture, "police/records/nominal/2", "nhs-north/patients/Patient/p2")
    );
    assert_false(identity_same(fixture, "police/records/nominal/2", "bury/schools/person/1"));
}

/* "Baby" is no name: her number says that she is Edda now. */
static void a_baby_is_known_by_her_number(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_patient(fixture, "p1", "Baby Girl", "Quillfether", "2024-03-04", "9434765919");
    identity_patient(fixture, "p2", "Edda", "Quillfether", "2024-03-04", "9434765919");
    identity_patient(fixture, "p3", "Baby Girl", "Quillfether", "2024-03-04", "");
    identity_patient(fixture, "p4", "Una", "Ormskerry", "2024-05-06", "");
    identity_patient(fixture, "p5", "Baby Girl", "Ormskerry", "2024-05-06", "9990000018");
    identity_identify(fixture);
    assert_true(
        identity_same(fixture, "nhs-north/patients/Patient/p1", "nhs-north/patients/Patient/p2")
    );
    assert_false(
        identity_same(fixture, "nhs-north/patients/Patient/p1", "nhs-north/patients/Patient/p3")
    );
    assert_false(/* her twin may have no name yet */
                 identity_same(
                     fixture, "nhs-north/patients/Patient/p4", "nhs-north/patients/Patient/p5"
                 )
    );
}

static void a_changed_name_is_the_same_child(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_patient(fixture, "p1", "Edda", "Quillfether", "2016-03-04", "9434765919");
    identity_school(fixture, "1,04/03/2016,Ormskerry,Edda,Female,BL9 7QX,9434765919\n");
    identity_identify(fixture);
    assert_true(identity_same(fixture, "bury/schools/person/1", "nhs-north/patients/Patient/p1"));
}

/* The trust has the birth name, the school the new surname, the police another given name. */
static void three_names_to_three_agencies_are_one_child(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_patient(fixture, "p1", "Elizabeth", "Quillfether", "2016-03-04", "9434765919");
    identity_school(fixture, "1,04/03/2016,Ormskerry,Elizabeth,Female,BL9 7QX,9434765919\n");
    identity_nominal(
        fixture,
        "nominal/1",
        "\"given_name\":\"LIZZIE\",\"surname\":\"ORMSKERRY\",\"birth_date\":\"2016-03-04\","
        "\"sex\":\"F\"," AT_HOME
    );
    identity_identify(fixture);
    assert_true(identity_same(fixture, "bury/schools/person/1", "nhs-north/patients/Patient/p1"));
    assert_true(identity_same(fixture, "bury/schools/person/1", "police/records/nominal/1"));
}

/*
 * A council's child left care by adoption: nothing but numbers leads from what it knew to the child
 * of the same name and date of birth.
 */
static void an_adoption_seals_the_former_identity(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_take(
        fixture,
        "bury",
        "ssda903",
        "ssda903-csv",
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
        "777,2,04/03/2016,WBRI,A123456789012,,\n"
    );
    identity_take(
        fixture,
        "bury",
        "ssda903",
        "ssda903-csv",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
        "PL_POST,URN\n"
        "777,01/05/2020,S,E1,N1,A3,PR1,01/02/2022,E11,,BL9 7QX,BL9 7QX,XXXXXX\n"
    );
    identity_identify(fixture);
    SL_CHECK_U64(fixture->result.turns.sealed, 1);
    SL_CHECK_U64(fixture->result.new_mention_count, 1);
    SL_CHECK_U64(fixture->result.outcomes[SL_OUTCOME_NONE], 1);
    identity_identify(fixture);
    SL_CHECK_U64(fixture->result.turns.sealed, 0);
}

/* The council says that she was adopted; the trust was not told, and has both whom she was and is.
 */
static void an_adoption_seals_what_others_had(void **state)
{
    static const char who[] = "\"birth_date\":\"2016-03-04\",\"sex\":\"F\"";
    struct identity_fixture *fixture = *state;
    char person[300];

    identity_take(
        fixture,
        "bury",
        "csc",
        "dfe-csc-json",
        "[{\"la_child_id\":\"777\",\"purge\":false,\"child_details\":{\"first_name\":\"Edda\","
        "\"surname\":\"Quillfether\",\"date_of_birth\":\"2016-03-04\",\"sex\":\"F\","
        "\"postcode\":\"BL9 7QX\",\"uasc_flag\":false,\"purge\":false},"
        "\"social_care_episodes\":[{\"social_care_episode_id\":\"777-01\","
        "\"referral_date\":\"2020-05-01\",\"closure_date\":\"2022-02-01\","
        "\"closure_reason\":\"RC1\"}]}]\n"
    );
    identity_patient(fixture, "p1", "Edda", "QUILLFETHER", "2016-03-04", "");
    (void
    )snprintf(person, sizeof person, "\"given_name\":\"Edda\",\"surname\":\"Quillfether\",%s", who);
    identity_nominal(fixture, "nominal/1", person);
    (void)snprintf(
        person,
        sizeof person,
        "\"given_name\":\"Edda\",\"surname\":\"Ormskerry\",\"postcode\":\"BL9 7QY\",%s",
        who
    );
    identity_nominal(fixture, "nominal/2", person);
    identity_identify(fixture);
    assert_false(identity_same(fixture, "police/records/nominal/2", "nhs-north/patients/Patient/p1")
    );
    assert_false(identity_same(fixture, "police/records/nominal/1", "nhs-north/patients/Patient/p1")
    );
}

/* The partnership has the situation, and nobody in it was joined with another. */
static void check_apart(const struct sl_truth_quality *quality, const char *kind)
{
    for (size_t i = 0; i < quality->kind_count; i++) {
        if (strcmp(quality->kinds[i].name, kind) == 0) {
            SL_CHECK_U64(quality->kinds[i].joined_persons, 0);
            return;
        }
    }
    fail_msg("nobody is in the situation '%s'", kind);
}

/* Small as it is, the partnership has twins, unborn children and parents with the child's name. */
static void a_partnership_comes_out_well(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_truth_quality quality;
    char truth[400];
    struct sl_error err;

    (void)snprintf(truth, sizeof truth, "%s/truth", fixture->out);
    SL_CHECK_OK(sl_identify_truth(fixture->store, truth, &quality, &err), &err);
    assert_true(sl_truth_share(quality.child_found_pairs, quality.child_wrong_pairs) > 0.99);
    assert_true(quality.child_found_pairs * 100 > quality.child_true_pairs * 95);
    SL_CHECK_U64(quality.twin_pairs_joined, 0);
    check_apart(&quality, "twins");
    check_apart(&quality, "unborn");
    check_apart(&quality, "same_name");
}

/* Again with nothing new, and with a new model: ids stay. */
static void to_ask_again_changes_nothing(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_identify_options options = identity_options();
    const uint64_t before = identity_answer_hash(fixture->store);
    struct sl_error err;

    options.thread_count = 1;
    SL_CHECK_OK(sl_identify(fixture->store, &options, &fixture->result, &err), &err);
    SL_CHECK_U64(identity_answer_hash(fixture->store), before);
    SL_CHECK_U64(fixture->result.new_mention_count, 0);
    assert_false(fixture->result.was_learned);
    options.must_learn = true;
    SL_CHECK_OK(sl_identify(fixture->store, &options, &fixture->result, &err), &err);
    assert_true(fixture->result.was_learned);
    assert_true(fixture->result.bond_count > 0);
    SL_CHECK_U64(fixture->result.turns.turns[SL_TURN_RETIRED], 0);
}

static uint64_t event_count(struct sl_store *store)
{
    struct sl_identity_event event = { .id = 0 };
    uint64_t count = 0;

    while (sl_store_identity_event_next(store, event.id, 0, &event, NULL) == SL_OK) {
        count++;
    }
    return count;
}

/* All that is derived, the answer too, is made again, and the journal does not tell it twice. */
static void a_rebuild_gives_the_same(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_rebuild_result result;
    struct sl_error err;

    identity_identify(fixture);
    const uint64_t before = identity_answer_hash(fixture->store);
    const uint64_t events = event_count(fixture->store);
    assert_true(events > 0);
    sl_store_close(fixture->store);
    fixture->store = NULL;
    store_equip(&fixture->folder, fixture->path);
    struct sl_access *access = store_access(fixture->path, SL_STORE_WRITE);
    SL_CHECK_OK(sl_rebuild(access, &options, &result, &err), &err);
    sl_access_close(access);
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, &err), &err);
    SL_CHECK_U64(identity_answer_hash(fixture->store), before);
    SL_CHECK_U64(event_count(fixture->store), events);
    SL_CHECK_U64(result.identity_count, fixture->result.identity_count);
}

/* The answer can be dropped and made again, to the bit: it follows from what is kept. */
static void what_is_derived_is_made_again(void **state)
{
    struct identity_fixture *fixture = *state;
    const uint64_t before = identity_answer_hash(fixture->store);

    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_derived_drop(fixture->store, SL_STR("membership"), NULL), NULL);
    SL_CHECK_OK(sl_store_derived_drop(fixture->store, SL_STR("review"), NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    assert_true(identity_answer_hash(fixture->store) != before);
    identity_identify(fixture);
    SL_CHECK_U64(identity_answer_hash(fixture->store), before);
}

/* What was published stays together when a record says a little less than before. */
static void what_was_published_is_bound(void **state)
{
    struct identity_fixture *fixture = *state;

    identity_school(fixture, "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n");
    identity_patient(fixture, "p1", "Edda", "Quillfether", "2016-03-04", "");
    identity_identify(fixture);
    SL_CHECK_U64(fixture->result.bond_count, 0);
    assert_true(identity_same(fixture, "bury/schools/person/1", "nhs-north/patients/Patient/p1"));
    identity_school(fixture, "1,04/03/2016,Quillfether,Eda,Female,BL9 7QX,\n");
    identity_identify(fixture);
    SL_CHECK_U64(fixture->result.bond_count, 1);
    assert_true(identity_same(fixture, "bury/schools/person/1", "nhs-north/patients/Patient/p1"));
}

static enum sl_status identify_again(void *context)
{
    struct identity_fixture *fixture = context;
    const struct sl_identify_options options = { .thread_count = 1, .at = identity_clock() };
    struct sl_identify_result result;

    return sl_identify(fixture->store, &options, &result, NULL);
}

/* Memory fails now and then; each time the last answer is as it was. */
static void failing_allocations_change_nothing(void **state)
{
    struct identity_fixture *fixture = *state;
    const uint64_t before = identity_answer_hash(fixture->store);
    uint64_t failed = 0;

    for (uint64_t allowed = 0;; allowed = allowed * 3 / 2 + 7) {
        sl_memory_fail_after(allowed);
        const enum sl_status status = identify_again(fixture);
        sl_memory_fail_after(UINT64_MAX);
        if (status == SL_OK) {
            break;
        }
        SL_CHECK_STATUS(status, SL_NO_MEMORY);
        SL_CHECK_U64(identity_answer_hash(fixture->store), before);
        failed++;
    }
    assert_true(failed > 5);
    SL_CHECK_U64(identity_answer_hash(fixture->store), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(twins_stay_two),
        IDENTITY_TEST(siblings_stay_two),
        IDENTITY_TEST(a_parent_with_the_childs_name_stays_another),
        IDENTITY_TEST(an_unborn_child_is_nobody_else),
        IDENTITY_TEST(an_expected_child_is_the_one_who_is_born),
        IDENTITY_TEST(a_baby_is_known_by_her_number),
        IDENTITY_TEST(a_changed_name_is_the_same_child),
        IDENTITY_TEST(three_names_to_three_agencies_are_one_child),
        IDENTITY_TEST(an_adoption_seals_the_former_identity),
        IDENTITY_TEST(an_adoption_seals_what_others_had),
        IDENTITY_TEST(a_partnership_comes_out_well),
        IDENTITY_TEST(to_ask_again_changes_nothing),
        IDENTITY_TEST(a_rebuild_gives_the_same),
        IDENTITY_TEST(what_is_derived_is_made_again),
        IDENTITY_TEST(what_was_published_is_bound),
        IDENTITY_TEST(failing_allocations_change_nothing),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
