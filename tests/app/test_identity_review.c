/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_review.h"

#include <math.h>

#include "app/identity_fixture.h"
#include "store/derived.h"

static void put_pair(
    struct identity_fixture *fixture, const char *one, const char *two, int64_t weight_millibits
)
{
    const int64_t left = identity_of(fixture, one);
    const int64_t right = identity_of(fixture, two);
    const struct sl_stored_review review = {
        .low = left < right ? left : right,
        .high = left < right ? right : left,
        .weight_millibits = weight_millibits,
    };

    SL_CHECK_OK(sl_store_review_put(fixture->store, &review, NULL), NULL);
}

/* Three girls who might be one, as the list would have them. */
static void put_girls(struct identity_fixture *fixture)
{
    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
        "2,09/10/2014,Ormskerry,Una,Female,BL9 7QX,\n"
        "3,09/10/2012,Fennimast,Ida,Female,BL9 7QX,\n"
    );
    identity_identify(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_derived_drop(fixture->store, SL_STR("review"), NULL), NULL);
    put_pair(fixture, "bury/schools/person/1", "bury/schools/person/2", 1500);
    put_pair(fixture, "bury/schools/person/1", "bury/schools/person/3", -3000);
    put_pair(fixture, "bury/schools/person/2", "bury/schools/person/3", 1000);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
}

static void pairs_come_with_their_reasons(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_review_wanted wanted = { .limit = 2 };
    struct sl_review_list list;
    struct sl_error err;

    put_girls(fixture);
    SL_CHECK_OK(sl_identity_review(fixture->store, &wanted, &fixture->arena, &list, &err), &err);
    SL_CHECK_U64(list.total, 3);
    SL_CHECK_U64(list.count, 2);
    SL_CHECK_I64(list.pairs[0].pair.weight_millibits, 1500);
    SL_CHECK_U64(list.pairs[0].outcome, SL_OUTCOME_MANY); /* the second girl may be the third */
    SL_CHECK_STR(list.pairs[0].left.agency, "bury");
    SL_CHECK_STR(list.pairs[0].left.mention.key, "person/1");
    SL_CHECK_STR(list.pairs[0].right.mention.key, "person/2");
    bool has_postcode = false;
    for (size_t i = 0; i < list.pairs[0].reason_count; i++) {
        const struct sl_review_reason *reason = &list.pairs[0].reasons[i];
        if (sl_str_equal(reason->field, SL_STR("postcode"))) {
            has_postcode = reason->bits > 0;
            SL_CHECK_STR(reason->left, "bl97qx");
        }
    }
    assert_true(has_postcode);
}

static void one_person_may_be_asked_for(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_review_list list;
    struct sl_error err;

    put_girls(fixture);
    const struct sl_review_wanted wanted = { .identity =
                                                 identity_of(fixture, "bury/schools/person/3"),
                                             .limit = 9 };
    SL_CHECK_OK(sl_identity_review(fixture->store, &wanted, &fixture->arena, &list, &err), &err);
    SL_CHECK_U64(list.total, 2);
    SL_CHECK_U64(list.pairs[1].outcome, SL_OUTCOME_LOW);
}

/* Everybody may be seen, but nobody's postcode. */
static enum sl_status
see_all(void *context, const struct sl_stored_review *pair, bool *ret_is_seen, struct sl_error *err)
{
    (void)context;
    (void)pair;
    (void)err;
    *ret_is_seen = true;
    return SL_OK;
}

static bool look_past_postcodes(
    void *context, const struct sl_stored_mention *mention, int64_t identity, uint32_t *ret_fields
)
{
    (void)context;
    (void)mention;
    (void)identity;
    *ret_fields = ~(UINT32_C(1) << SL_MENTION_POSTCODE);
    return true;
}

/* That a field agrees tells its value to who knows the other side: it is no reason, and no weight.
 */
static void what_may_not_be_told_is_no_reason(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_review_wanted wanted = { .limit = 1 };
    struct sl_review_list whole;
    struct sl_review_list list;
    struct sl_error err;
    double bits = 0;

    put_girls(fixture);
    SL_CHECK_OK(sl_identity_review(fixture->store, &wanted, &fixture->arena, &whole, &err), &err);
    wanted.see_pair = see_all;
    wanted.look = look_past_postcodes;
    SL_CHECK_OK(sl_identity_review(fixture->store, &wanted, &fixture->arena, &list, &err), &err);
    for (size_t i = 0; i < whole.pairs[0].reason_count; i++) {
        const struct sl_review_reason *reason = &whole.pairs[0].reasons[i];
        bits += sl_str_equal(reason->field, SL_STR("postcode")) ? reason->bits : 0;
    }
    assert_true(bits > 0);
    SL_CHECK_U64(list.pairs[0].reason_count, whole.pairs[0].reason_count - 1);
    for (size_t i = 0; i < list.pairs[0].reason_count; i++) {
        assert_false(sl_str_equal(list.pairs[0].reasons[i].field, SL_STR("postcode")));
    }
    assert_true(fabs(whole.pairs[0].mention_bits - bits - list.pairs[0].mention_bits) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(pairs_come_with_their_reasons),
        IDENTITY_TEST(what_may_not_be_told_is_no_reason),
        IDENTITY_TEST(one_person_may_be_asked_for),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
