/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/expected.h"

#include "support/support.h"

#define HOME "7 QUERN LANE, BURY"

/* Somebody at home of a list of its own, unless said otherwise. */
static struct sl_listed
person(int64_t mention, const char *given, const char *birth, const char *address)
{
    struct sl_mention_row row = { .mention = mention };

    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        row.values[i] = SL_STR("");
    }
    row.values[SL_MENTION_GIVEN_NAME] = sl_str_from(given);
    row.values[SL_MENTION_SURNAME] = SL_STR("Quillfether");
    row.values[SL_MENTION_BIRTH_DATE] = sl_str_from(birth);
    row.values[SL_MENTION_POSTCODE] = SL_STR("BL9 7QX");
    row.values[SL_MENTION_ADDRESS] = sl_str_from(address);
    return sl_listed_of(mention, SL_LISTING_ONCE, &row);
}

static struct sl_listed child(int64_t mention, const char *given, const char *birth)
{
    return person(mention, given, birth, HOME);
}

/* With whom the first is held, the sum of their numbers; the same from everybody's side. */
static int64_t held(const struct sl_listed *people, size_t count)
{
    struct sl_listing listing = { 0 };
    struct sl_mention_holds holds = { 0 };
    struct sl_mention_holds all = { 0 };
    struct sl_mention_holds each = { 0 };
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        SL_CHECK_OK(sl_listing_add(&listing, &people[i], NULL), NULL);
    }
    SL_CHECK_OK(sl_expected_holds(&listing, &people[0], &holds, NULL), NULL);
    SL_CHECK_OK(sl_expected_all_holds(&listing, &all, NULL), NULL);
    for (size_t i = 0; i < count; i++) {
        SL_CHECK_OK(sl_expected_holds(&listing, &people[i], &each, NULL), NULL);
    }
    sl_mention_holds_settle(&holds);
    sl_mention_holds_settle(&all);
    sl_mention_holds_settle(&each);
    SL_CHECK_U64(each.count, all.count);
    for (size_t i = 0; i < holds.count; i++) {
        const struct sl_mention_hold *hold = &holds.items[i];
        assert_true(hold->kind == SL_MENTION_TOGETHER && hold->reason == SL_HELD_LISTED);
        sum += hold->left == people[0].mention ? hold->right : hold->left;
    }
    sl_mention_holds_finish(&holds);
    sl_mention_holds_finish(&all);
    sl_mention_holds_finish(&each);
    sl_listing_finish(&listing);
    return sum;
}

static int64_t held_two(struct sl_listed one, struct sl_listed two)
{
    return held((struct sl_listed[]){ one, two }, 2);
}

static void who_is_born_at_that_home_in_time_is_the_one(void **state)
{
    const struct sl_listed expected = child(1, "", "20260300");

    (void)state;
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20260219")), 2);
    SL_CHECK_I64(held_two(child(2, "Edda", "20260219"), expected), 1);
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20251201")), 2);
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20260430")), 2);
    SL_CHECK_I64(held_two(expected, child(2, "", "20260331")), 2);
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20260200")), 2);
    SL_CHECK_I64(held_two(child(1, "", "20260100"), child(2, "Edda", "20251020")), 2);
    SL_CHECK_I64(held_two(expected, person(2, "Edda", "20260219", "7, Quern Ln., Bury")), 2);
}

static void others_are_not(void **state)
{
    const struct sl_listed expected = child(1, "", "20260300");
    struct sl_listed boy = child(2, "Edd", "20260219");
    struct sl_listed girl = expected;

    (void)state;
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20251130")), 0);
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20260501")), 0);
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20250301")), 0);
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "")), 0);
    SL_CHECK_I64(held_two(expected, child(2, "Edda", "20260000")), 0);
    SL_CHECK_I64(held_two(expected, person(2, "Edda", "20260219", "9 QUERN LANE, BURY")), 0);
    SL_CHECK_I64(held_two(expected, person(2, "Edda", "20260219", "77 QUERN LANE, BURY")), 0);
    SL_CHECK_I64(held_two(expected, person(2, "Edda", "20260219", "")), 0);
    SL_CHECK_I64(held_two(child(1, "Una", "20260300"), child(2, "Edda", "20260219")), 0);
    SL_CHECK_I64(held_two(child(1, "Edda", "20260219"), child(2, "Edda", "20260219")), 0);
    boy.house++; /* another family */
    SL_CHECK_I64(held_two(expected, boy), 0);
    boy.house--;
    boy.sex = 'm';
    girl.sex = 'f';
    SL_CHECK_I64(held_two(expected, boy), 2);
    SL_CHECK_I64(held_two(girl, boy), 0);
}

/* Twins are born, or expected: whoever is meant, people are asked. */
static void of_twins_nobody_knows_which(void **state)
{
    const struct sl_listed expected = child(1, "", "20260300");
    const struct sl_listed edda = child(2, "Edda", "20260219");
    const struct sl_listed una = child(4, "Una", "20260219");
    struct sl_listed second = child(8, "", "20260300");
    struct sl_listed again = edda;

    (void)state;
    SL_CHECK_I64(held((struct sl_listed[]){ expected, edda, una }, 3), 0);
    SL_CHECK_I64(held((struct sl_listed[]){ edda, expected, una }, 3), 0);
    again.mention = 4;
    again.source = 4; /* another agency has her, too */
    SL_CHECK_I64(held((struct sl_listed[]){ expected, edda, again }, 3), 6);
    SL_CHECK_I64(held((struct sl_listed[]){ expected, second, edda }, 3), 10);
    second.source = expected.source;
    SL_CHECK_I64(held((struct sl_listed[]){ expected, second, edda }, 3), 0);
    SL_CHECK_I64(held((struct sl_listed[]){ edda, second, expected }, 3), 0);
    second.kind = SL_LISTING_REGISTER;
    SL_CHECK_I64(held((struct sl_listed[]){ second, edda }, 2), 2);
}

/* Two agencies expect a child there: it is one, where it is expected at one time. */
static void two_may_expect_one(void **state)
{
    (void)state;
    SL_CHECK_I64(held_two(child(1, "", "20260300"), child(2, "", "20260400")), 2);
    SL_CHECK_I64(held_two(child(1, "", "20260300"), child(2, "", "20260100")), 0);
}

/* One council gives one child one number; two councils give it two. */
static void a_council_with_two_numbers_has_two(void **state)
{
    struct sl_listed expected = child(1, "", "20260300");
    struct sl_listed edda = child(2, "Edda", "20260219");

    (void)state;
    expected.council = edda.council = 5;
    expected.child_number = edda.child_number = 6;
    SL_CHECK_I64(held_two(expected, edda), 2);
    edda.child_number = 7;
    SL_CHECK_I64(held_two(expected, edda), 0);
    edda.council = 8;
    SL_CHECK_I64(held_two(expected, edda), 2);
}

/* Pairs are found whether or not they are held, and of one who is no longer there. */
static void pairs_are_all_who_may_be(void **state)
{
    const struct sl_listed expected = child(1, "", "20260300");
    const struct sl_listed edda = child(2, "Edda", "20260219");
    const struct sl_listed una = child(4, "Una", "20260219");
    struct sl_listing listing = { 0 };
    struct sl_mention_holds pairs = { 0 };

    (void)state;
    SL_CHECK_OK(sl_expected_pairs(&listing, &expected, &pairs, NULL), NULL);
    SL_CHECK_U64(pairs.count, 0);
    SL_CHECK_OK(sl_listing_add(&listing, &edda, NULL), NULL);
    SL_CHECK_OK(sl_listing_add(&listing, &una, NULL), NULL);
    SL_CHECK_OK(sl_expected_pairs(&listing, &expected, &pairs, NULL), NULL);
    SL_CHECK_U64(pairs.count, 2);
    SL_CHECK_OK(sl_listing_add(&listing, &expected, NULL), NULL);
    pairs.count = 0;
    SL_CHECK_OK(sl_expected_pairs(&listing, &edda, &pairs, NULL), NULL);
    SL_CHECK_U64(pairs.count, 1);
    pairs.count = 0;
    SL_CHECK_OK(sl_expected_all_pairs(&listing, &pairs, NULL), NULL);
    SL_CHECK_U64(pairs.count, 2);
    sl_listing_remove(&listing, 2);
    pairs.count = 0;
    SL_CHECK_OK(sl_expected_all_pairs(&listing, &pairs, NULL), NULL);
    SL_CHECK_U64(pairs.count, 1);
    sl_mention_holds_finish(&pairs);
    sl_listing_finish(&listing);
}

/* Of so many nobody is held. */
static void a_house_may_be_full(void **state)
{
    struct sl_listed people[40];

    (void)state;
    for (int64_t i = 0; i < 40; i++) {
        people[i] = child(i + 1, i == 0 ? "" : "Edda", i == 0 ? "20260300" : "20260219");
    }
    assert_true(held(people, 32) > 0);
    SL_CHECK_I64(held(people, 33), 0);
    SL_CHECK_I64(held(people, 40), 0);
}

static enum sl_status hold(void *context)
{
    const struct sl_listed expected = child(1, "", "20260300");
    struct sl_mention_holds holds = { 0 };

    const enum sl_status status = sl_expected_holds(context, &expected, &holds, NULL);
    sl_mention_holds_finish(&holds);
    return status;
}

static void failing_allocations(void **state)
{
    const struct sl_listed expected = child(1, "", "20260300");
    const struct sl_listed edda = child(2, "Edda", "20260219");
    struct sl_listing listing = { 0 };

    (void)state;
    SL_CHECK_OK(sl_listing_add(&listing, &expected, NULL), NULL);
    SL_CHECK_OK(sl_listing_add(&listing, &edda, NULL), NULL);
    assert_true(sl_test_failing_allocations(hold, &listing) > 0);
    sl_listing_finish(&listing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_born_at_that_home_in_time_is_the_one),
        cmocka_unit_test(others_are_not),
        cmocka_unit_test(of_twins_nobody_knows_which),
        cmocka_unit_test(two_may_expect_one),
        cmocka_unit_test(a_council_with_two_numbers_has_two),
        cmocka_unit_test(pairs_are_all_who_may_be),
        cmocka_unit_test(a_house_may_be_full),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
