/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of two persons begins and ends with the record that says it. */
#include "app/identifier.h"

#include "app/identity_census.h"
#include "app/identity_fixture.h"

#define GIRL(people)                                                                     \
    "\"given_name\":\"EDDA\",\"surname\":\"QUILLFETHER\",\"birth_date\":\"2016-03-04\"," \
    "\"sex\":\"F\",\"address\":\"7 QUERN LANE, BURY\",\"postcode\":\"BL9 "               \
    "7QX\",\"people\":[" people "]"
#define BORN "bury/early-help/child/990000001"
#define BARE "bury/referrals/child/990000001"

/* Follow the files step by step; the answer, and that of a run over everybody after it. */
static void follow_both(
    struct identity_fixture *fixture,
    struct sl_identifier *identifier,
    uint64_t *ret_followed,
    uint64_t *ret_run
)
{
    struct sl_identifier_result result;
    struct sl_error err;

    SL_CHECK_OK(sl_identifier_follow(identifier, identity_clock(), 0, false, &result, &err), &err);
    assert_false(result.was_full);
    *ret_followed = identity_answer_hash(fixture->store);
    identity_identify(fixture);
    *ret_run = identity_answer_hash(fixture->store);
    SL_CHECK_OK(sl_identifier_reopen(identifier, fixture->store, &err), &err);
}

static void follow(struct identity_fixture *fixture, struct sl_identifier *identifier)
{
    uint64_t followed = 0;
    uint64_t run = 0;

    follow_both(fixture, identifier, &followed, &run);
    SL_CHECK_U64(run, followed);
}

static void a_relation_comes_and_goes(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_identifier *identifier = NULL;
    struct sl_error err;

    identity_nominal(fixture, "nominal/2", GIRL(""));
    SL_CHECK_OK(sl_identifier_open(fixture->store, &options, &identifier, &err), &err);
    identity_nominal(fixture, "nominal/1", GIRL("{\"id\":\"nominal/2\",\"role\":\"twin\"}"));
    follow(fixture, identifier);
    assert_false(identity_same(fixture, "police/records/nominal/1", "police/records/nominal/2"));
    identity_nominal(fixture, "nominal/1", GIRL(""));
    follow(fixture, identifier);
    assert_true(identity_same(fixture, "police/records/nominal/1", "police/records/nominal/2"));
    sl_identifier_close(identifier);
}

/* An unborn child of whom one system states the council's number alone, until it is born. */
static void a_number_alone_comes_and_goes(void **state)
{
    static const char unborn[] = "<ExpectedPersonBirthDate>2026-04-09</ExpectedPersonBirthDate>"
                                 "<Sex>U</Sex>";
    static const char born[] = "<PersonBirthDate>2024-04-09</PersonBirthDate><Sex>M</Sex>";
    static const char girl[] = "<PersonBirthDate>2009-11-20</PersonBirthDate><Sex>F</Sex>";
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_identifier *identifier = NULL;
    struct sl_error err;

    identity_child(fixture, "early-help", "990000001", born);
    SL_CHECK_OK(sl_identifier_open(fixture->store, &options, &identifier, &err), &err);
    identity_child(fixture, "referrals", "990000001", unborn);
    identity_child(fixture, "referrals", "990000002", unborn);
    follow(fixture, identifier);
    assert_true(
        identity_same(fixture, "bury/early-help/child/990000001", "bury/referrals/child/990000001")
    );
    assert_false(
        identity_same(fixture, "bury/early-help/child/990000001", "bury/referrals/child/990000002")
    );
    identity_child(fixture, "referrals", "990000001", girl);
    follow(fixture, identifier);
    sl_identifier_close(identifier);
}

/* One number was given to two children: who has it alone is neither, until one of them has not. */
static void a_number_of_two_is_nobodys(void **state)
{
    static const char boy[] = "<PersonBirthDate>2024-04-09</PersonBirthDate><Sex>M</Sex>";
    static const char girl[] = "<PersonBirthDate>2009-11-20</PersonBirthDate><Sex>F</Sex>";
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_identifier *identifier = NULL;
    struct sl_error err;

    identity_child(fixture, "early-help", "990000001", boy);
    identity_child(fixture, "referrals", "990000001", "<Sex>U</Sex>");
    SL_CHECK_OK(sl_identifier_open(fixture->store, &options, &identifier, &err), &err);
    assert_true(identity_same(fixture, BORN, BARE));
    identity_child(fixture, "leaving-care", "990000001", girl);
    follow(fixture, identifier);
    assert_false(identity_same(fixture, BORN, "bury/leaving-care/child/990000001"));
    assert_false(identity_same(fixture, BORN, BARE));
    assert_false(identity_same(fixture, BARE, "bury/leaving-care/child/990000001"));
    identity_child(fixture, "leaving-care", "990000001", boy);
    follow(fixture, identifier);
    assert_true(identity_same(fixture, BORN, BARE));
    sl_identifier_close(identifier);
}

/* A line without a given name is the girl of that birth who lives there, until there are two. */
static void a_twin_comes_and_goes(void **state)
{
    static const char line[] = "bury/schools/person/1";
    static const char first[] = "nhs-north/patients/Patient/p1";
    static const char second[] = "nhs-north/patients/Patient/p2";
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_identifier *identifier = NULL;
    struct sl_error err;

    identity_school(fixture, "1,04/03/2016,Quillfether,,Female,BL9 7QX,\n");
    identity_patient(fixture, "p1", "Kayan", "Quillfether", "2016-03-04", "");
    SL_CHECK_OK(sl_identifier_open(fixture->store, &options, &identifier, &err), &err);
    assert_true(identity_same(fixture, line, first));
    identity_patient(fixture, "p2", "Emily", "Quillfether", "2016-03-04", "");
    follow(fixture, identifier);
    assert_false(identity_same(fixture, line, first) || identity_same(fixture, line, second));
    identity_patient(fixture, "p2", "Emily", "Quillfether", "2013-11-27", "");
    follow(fixture, identifier);
    assert_true(identity_same(fixture, line, first));
    assert_false(identity_same(fixture, line, second));
    identity_patient(fixture, "p1", "Emily", "Quillfether", "2013-11-27", "");
    identity_patient(fixture, "p2", "Kayan", "Quillfether", "2016-03-04", "");
    follow(fixture, identifier);
    assert_true(identity_same(fixture, line, second));
    assert_false(identity_same(fixture, line, first));
    sl_identifier_close(identifier);
}

#define EXPECTED(day, home)                                                        \
    "\"surname\":\"QUILLFETHER\",\"expected_birth_date\":\"" day "\",\"address\":" \
    "\"" home " QUERN LANE, BURY\",\"postcode\":\"BL9 7QX\""

/* Who is expected is who is born there, until a twin is; or until it is expected elsewhere. */
static void a_birth_comes_and_goes(void **state)
{
    static const char expected[] = "police/records/nominal/2";
    static const char first[] = "nhs-north/patients/Patient/p1";
    static const char second[] = "nhs-north/patients/Patient/p2";
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    struct sl_identifier *identifier = NULL;
    uint64_t answers[2] = { 0, 0 };
    struct sl_error err;

    identity_nominal(fixture, "nominal/2", EXPECTED("2026-03-04", "7"));
    SL_CHECK_OK(sl_identifier_open(fixture->store, &options, &identifier, &err), &err);
    identity_patient(fixture, "p1", "Edda", "Quillfether", "2026-02-19", "9434765919");
    follow(fixture, identifier);
    assert_true(identity_same(fixture, expected, first));
    identity_patient(fixture, "p2", "Una", "Quillfether", "2026-02-19", "9990000018");
    follow(fixture, identifier);
    assert_false(identity_same(fixture, expected, first));
    assert_false(identity_same(fixture, expected, second));
    identity_patient(fixture, "p1", "Edda", "Quillfether", "2023-02-19", "9434765919");
    follow(fixture, identifier);
    assert_true(identity_same(fixture, expected, second));
    identity_nominal(fixture, "nominal/2", EXPECTED("2026-03-04", "9"));
    follow_both(fixture, identifier, &answers[0], &answers[1]);
    assert_true(answers[0] != answers[1]); /* who is just parted is listed once, by any run */
    assert_false(identity_same(fixture, expected, second));
    identity_nominal(fixture, "nominal/2", EXPECTED("2023-02-24", "7"));
    follow(fixture, identifier);
    assert_true(identity_same(fixture, expected, first));
    sl_identifier_close(identifier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(a_relation_comes_and_goes),  IDENTITY_TEST(a_number_alone_comes_and_goes),
        IDENTITY_TEST(a_number_of_two_is_nobodys), IDENTITY_TEST(a_twin_comes_and_goes),
        IDENTITY_TEST(a_birth_comes_and_goes),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
