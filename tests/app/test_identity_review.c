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

static void pairs_come_with_their_steps(void **state)
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
    const struct sl_waterfall *waterfall = &list.pairs[0].waterfall;
    bool has_postcode = false;
    for (size_t i = 0; i < waterfall->count; i++) {
        if (sl_str_equal(waterfall->steps[i].name, SL_STR("postcode"))) {
            has_postcode = waterfall->steps[i].bits > 0;
            SL_CHECK_STR(waterfall->steps[i].left, "bl97qx");
            SL_CHECK_STR(waterfall->steps[i].shown[1], "BL9 7QX");
        }
    }
    assert_true(has_postcode);
}

/* The steps without the total, in bits. */
static double sum_of(const struct sl_waterfall *waterfall)
{
    double bits = 0.0;

    for (size_t i = 0; i + 1 < waterfall->count; i++) {
        bits += waterfall->steps[i].bits;
    }
    return bits;
}

/* Weights are kept in thousandths of a bit; four corrections of less than 0.005 may be left out. */
static void all_steps_add_up_to_the_weight(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_review_wanted wanted = { .limit = 1000 };
    struct sl_review_list list;
    size_t whole_count = 0;
    struct sl_error err;

    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Edda,Female,BL8 7TR,\n2,09/10/2014,Ormskerry,Una,Female,BL9 "
        "7QX,\n"
    );
    identity_patient(fixture, "p1", "Edda", "Quillfether", "2016-08-15", "");
    identity_patient(fixture, "p2", "Una", "Fennimast", "2014-10-09", "");
    identity_identify(fixture);
    SL_CHECK_OK(sl_identity_review(fixture->store, &wanted, &fixture->arena, &list, &err), &err);
    assert_true(list.count > 0);
    for (size_t i = 0; i < list.count; i++) {
        const struct sl_review_pair *pair = &list.pairs[i];
        const struct sl_waterfall *waterfall = &pair->waterfall;
        const struct sl_step *total = &waterfall->steps[waterfall->count - 1];
        SL_CHECK_U64(total->kind, SL_STEP_TOTAL);
        assert_true(fabs(sum_of(waterfall) - total->bits) < 0.02);
        assert_true(
            fabs(total->bits + pair->other_bits - (double)pair->pair.weight_millibits / 1000.0) <
            1e-9
        );
        whole_count += fabs(pair->other_bits) < 0.001 ? 1 : 0;
    }
    assert_true(whole_count > 0); /* two of a mention each: nothing else is recorded of them */
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
    const struct sl_waterfall *all = &whole.pairs[0].waterfall;
    const struct sl_waterfall *open = &list.pairs[0].waterfall;
    for (size_t i = 0; i < all->count; i++) {
        bits += sl_str_equal(all->steps[i].name, SL_STR("postcode")) ? all->steps[i].bits : 0;
    }
    assert_true(bits > 0);
    SL_CHECK_U64(open->count, all->count - 1);
    for (size_t i = 0; i < open->count; i++) {
        assert_false(sl_str_equal(open->steps[i].name, SL_STR("postcode")));
    }
    assert_true(fabs(all->weight_bits - bits - open->weight_bits) < 1e-9);
    assert_true(fabs(whole.pairs[0].other_bits + bits - list.pairs[0].other_bits) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(pairs_come_with_their_steps),
        IDENTITY_TEST(all_steps_add_up_to_the_weight),
        IDENTITY_TEST(what_may_not_be_told_is_no_reason),
        IDENTITY_TEST(one_person_may_be_asked_for),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
