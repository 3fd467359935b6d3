/* SPDX-License-Identifier: Apache-2.0 */
#include "link/propose.h"

#include <string.h>

#include "sightline/linkage.h"
#include "support/support.h"

/* A column of 1,000 filled values, of which so many are distinct. */
static struct sl_evidence column(const char *name, uint64_t distinct_count)
{
    return (struct sl_evidence){
        .name = sl_str_from(name),
        .record_count = 1000,
        .filled_count = 1000,
        .told_apart_count = 1000,
        .distinct_count = distinct_count,
    };
}

static struct sl_evidence with_trait(struct sl_evidence evidence, enum sl_trait trait, uint64_t n)
{
    evidence.trait_counts[trait] = n;
    return evidence;
}

static struct sl_proposal propose_one(struct sl_evidence evidence)
{
    struct sl_proposal proposal;

    sl_propose(&evidence, 1, &proposal);
    assert_non_null(proposal.reason);
    assert_true(strlen(proposal.reason) > 0);
    return proposal;
}

static void check_field(struct sl_evidence evidence, enum sl_kind kind)
{
    const struct sl_proposal proposal = propose_one(evidence);
    SL_CHECK_U64(proposal.use, SL_USE_FIELD);
    SL_CHECK_STR(sl_str_from(sl_kind_name(proposal.kind)), sl_kind_name(kind));
}

static void test_believes_a_name_that_the_values_bear_out(void **state)
{
    (void)state;
    check_field(column("surname", 300), SL_KIND_SURNAME);
    check_field(with_trait(column("dob", 800), SL_TRAIT_DATE, 700), SL_KIND_DOB);
    SL_CHECK_U64(propose_one(column("dob", 800)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(with_trait(column("by", 80), SL_TRAIT_YEAR, 700)).use, SL_USE_NONE);
}

static void test_knows_values_without_a_name(void **state)
{
    (void)state;
    check_field(with_trait(column("x", 900), SL_TRAIT_EMAIL, 800), SL_KIND_EMAIL);
    check_field(with_trait(column("x", 900), SL_TRAIT_NHS_NUMBER, 990), SL_KIND_NHS_NUMBER);
    check_field(with_trait(column("x", 700), SL_TRAIT_POSTCODE, 850), SL_KIND_POSTCODE);
    check_field(with_trait(column("x", 900), SL_TRAIT_PHONE, 850), SL_KIND_PHONE);
    check_field(with_trait(column("x", 2), SL_TRAIT_SEX, 950), SL_KIND_SEX);
    check_field(column("x", 12), SL_KIND_CATEGORY);
    SL_CHECK_U64(propose_one(column("x", 500)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(with_trait(column("x", 500), SL_TRAIT_DATE, 1000)).use, SL_USE_NONE);
}

static void test_leaves_out_what_misleads(void **state)
{
    struct sl_evidence repeated = column("name", 800);
    struct sl_evidence empty = column("surname", 0);

    (void)state;
    SL_CHECK_U64(propose_one(column("cluster", 400)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(column("cluster", 1000)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(column("mother_surname", 400)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(column("notes", 400)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(column("date_of_referral", 400)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(column("surname", 1)).use, SL_USE_NONE);
    repeated.joined_count = 900;
    repeated.repeat_count = 890;
    SL_CHECK_U64(propose_one(repeated).use, SL_USE_NONE);
    repeated.repeat_count = 700;
    SL_CHECK_U64(propose_one(repeated).use, SL_USE_FIELD);
    empty.filled_count = 0;
    SL_CHECK_U64(propose_one(empty).use, SL_USE_NONE);
}

static void test_chooses_the_id(void **state)
{
    const struct sl_evidence columns[] = {
        column("upn", 1000),
        column("crime_number", 1000),
        column("rec_id", 1000),
        column("code", 1000),
    };
    struct sl_evidence repeated = column("rec_id", 700);
    struct sl_proposal proposals[4];

    (void)state;
    sl_propose(columns, 4, proposals);
    SL_CHECK_U64(proposals[0].use, SL_USE_FIELD);
    SL_CHECK_U64(proposals[1].use, SL_USE_NONE);
    SL_CHECK_U64(proposals[2].use, SL_USE_ID);
    sl_propose(columns, 2, proposals);
    SL_CHECK_U64(proposals[1].use, SL_USE_ID);
    sl_propose(&columns[3], 1, proposals);
    SL_CHECK_U64(proposals[0].use, SL_USE_ID);
    check_field(repeated, SL_KIND_IDENTIFIER);
    /* Distinct among those that could be told apart: still an id. */
    repeated.told_apart_count = 700;
    SL_CHECK_U64(propose_one(repeated).use, SL_USE_ID);
}

/* An id may look like a placeholder ("9999") as long as each is there once. */
static void test_an_id_may_look_like_a_placeholder(void **state)
{
    struct sl_evidence id = column("id", 997);

    (void)state;
    id.filled_count = 997;
    id.told_apart_count = 997;
    SL_CHECK_U64(propose_one(id).use, SL_USE_FIELD); /* three records have none */
    id.placeholder_count = 3;
    id.distinct_placeholder_count = 3;
    SL_CHECK_U64(propose_one(id).use, SL_USE_ID);
    id.distinct_placeholder_count = 2;
    SL_CHECK_U64(propose_one(id).use, SL_USE_FIELD);
}

/* Few values, each often: a source; many: what the values say; one: nothing; the first only. */
static void test_finds_where_records_come_from(void **state)
{
    const struct sl_evidence two[] = { column("agency", 4), column("source", 3) };
    struct sl_proposal proposals[2];

    (void)state;
    SL_CHECK_U64(propose_one(column("source", 3)).use, SL_USE_SOURCE);
    SL_CHECK_U64(propose_one(column("source", 200)).use, SL_USE_SOURCE);
    SL_CHECK_U64(propose_one(column("source", 201)).use, SL_USE_NONE);
    SL_CHECK_U64(propose_one(column("source", 1)).use, SL_USE_NONE);
    sl_propose(two, 2, proposals);
    SL_CHECK_U64(proposals[0].use, SL_USE_SOURCE);
    SL_CHECK_U64(proposals[1].use, SL_USE_NONE);
}

static void test_dates_are_whole_or_in_three_parts(void **state)
{
    const struct sl_evidence columns[] = {
        with_trait(column("by", 80), SL_TRAIT_YEAR, 1000),
        with_trait(column("bm", 12), SL_TRAIT_MONTH, 1000),
        with_trait(column("bd", 31), SL_TRAIT_DAY, 1000),
        with_trait(column("dob", 900), SL_TRAIT_DATE, 1000),
    };
    struct sl_proposal proposals[4];

    (void)state;
    sl_propose(columns, 3, proposals);
    SL_CHECK_U64(proposals[0].use, SL_USE_FIELD);
    SL_CHECK_U64(proposals[2].kind, SL_KIND_DAY);
    sl_propose(columns, 2, proposals);
    SL_CHECK_U64(proposals[0].use, SL_USE_NONE);
    SL_CHECK_U64(proposals[1].use, SL_USE_NONE);
    sl_propose(columns, 1, proposals); /* a year alone */
    SL_CHECK_U64(proposals[0].use, SL_USE_FIELD);
    SL_CHECK_U64(proposals[0].kind, SL_KIND_DOB);
    sl_propose(columns + 1, 1, proposals); /* a month alone */
    SL_CHECK_U64(proposals[0].use, SL_USE_NONE);
    sl_propose(columns, 4, proposals);
    SL_CHECK_U64(proposals[0].use, SL_USE_NONE);
    SL_CHECK_U64(proposals[3].use, SL_USE_FIELD);
}

static void test_proposes_no_more_than_can_be_compared(void **state)
{
    struct sl_evidence columns[SL_FIELD_LIMIT + 5];
    struct sl_proposal proposals[SL_FIELD_LIMIT + 5];
    size_t field_count = 0;

    (void)state;
    for (size_t i = 0; i < SL_FIELD_LIMIT + 5; i++) {
        columns[i] = column("phone", 900);
    }
    sl_propose(columns, SL_FIELD_LIMIT + 5, proposals);
    for (size_t i = 0; i < SL_FIELD_LIMIT + 5; i++) {
        field_count += proposals[i].use == SL_USE_FIELD ? 1 : 0;
    }
    SL_CHECK_U64(field_count, SL_FIELD_LIMIT);
}

static void test_finds_the_column_of_a_kind(void **state)
{
    const struct sl_str names[] = { SL_STR("id"), SL_STR("Forename"), SL_STR("middle_name") };

    (void)state;
    SL_CHECK_U64(sl_propose_find(names, 3, SL_KIND_GIVEN_NAME), 1);
    SL_CHECK_U64(sl_propose_find(names, 3, SL_KIND_SURNAME), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_believes_a_name_that_the_values_bear_out),
        cmocka_unit_test(test_knows_values_without_a_name),
        cmocka_unit_test(test_leaves_out_what_misleads),
        cmocka_unit_test(test_chooses_the_id),
        cmocka_unit_test(test_an_id_may_look_like_a_placeholder),
        cmocka_unit_test(test_finds_where_records_come_from),
        cmocka_unit_test(test_dates_are_whole_or_in_three_parts),
        cmocka_unit_test(test_proposes_no_more_than_can_be_compared),
        cmocka_unit_test(test_finds_the_column_of_a_kind),
    };
    return cmocka_run_group_tests_name("link/propose", tests, NULL, NULL);
}
