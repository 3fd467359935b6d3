/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/listing.h"

#include "support/support.h"

/* A line of a list: source 7 unless said otherwise. */
static struct sl_listed
line(int64_t mention, const char *given, const char *surname, const char *birth, const char *home)
{
    struct sl_mention_row row = { .mention = mention };

    row.values[SL_MENTION_GIVEN_NAME] = sl_str_from(given);
    row.values[SL_MENTION_SURNAME] = sl_str_from(surname);
    row.values[SL_MENTION_BIRTH_DATE] = sl_str_from(birth);
    row.values[SL_MENTION_POSTCODE] = sl_str_from(home);
    return sl_listed_of(7, SL_LISTING_ONCE, &row);
}

static bool are_two(struct sl_listed left, struct sl_listed right)
{
    const bool result = sl_listed_are_two(&left, &right);
    assert_true(result == sl_listed_are_two(&right, &left));
    return result;
}

static void one_birth_and_two_names_are_two(void **state)
{
    const struct sl_listed henry = line(1, "Henry", "Cole", "20210402", "M31 4FU");

    (void)state;
    assert_true(are_two(henry, line(2, "Harry", "Cole", "20210402", "M31 4FU")));
    assert_true(are_two(henry, line(2, "", "Cole", "20210402", "M31 4FU")));
    assert_true(are_two(henry, line(2, "Harry", "Cole", "20210402", "BL1 1AA")));
    assert_true(are_two(henry, line(2, "Harry", "Khan", "20210402", "M31 4FU")));
    assert_true(are_two(henry, line(2, "Harry", "Cole", "20220402", "m314fu")));
    assert_true(are_two(henry, line(2, "Harry", "Cole", "20210204", "M31 4FU")));
}

static void what_may_be_one_is_left_alone(void **state)
{
    const struct sl_listed henry = line(1, "Henry", "Cole", "20210402", "M31 4FU");
    struct sl_listed elsewhere = line(2, "Harry", "Cole", "20210402", "M31 4FU");
    struct sl_listed numbered = line(2, "Harry", "Cole", "20210402", "M31 4FU");
    struct sl_listed same = henry;

    (void)state;
    elsewhere.source = 8;
    assert_false(are_two(henry, elsewhere));
    same.numbers[1] = numbered.numbers[1] = 5;
    assert_false(are_two(same, numbered));
    assert_false(are_two(henry, line(2, "HENRY", "Cole", "20210402", "M31 4FU")));
    assert_false(are_two(henry, line(2, "Harry", "Khan", "20210402", "BL1 1AA")));
    assert_false(are_two(henry, line(2, "Harry", "Cole", "20230405", "M31 4FU")));
    assert_false(are_two(henry, line(2, "Harry", "Cole", "20210400", "M31 4FU")));
    assert_false(are_two(henry, line(2, "Harry", "Cole", "", "M31 4FU")));
}

/* A force writes down Henry and Harry for one boy, and a boy without a name. */
static void of_a_register_nobody_is_two(void **state)
{
    struct sl_listed henry = line(1, "Henry", "Cole", "20210402", "M31 4FU");
    struct sl_listed harry = line(2, "Harry", "Cole", "20210402", "M31 4FU");
    struct sl_listed nameless = line(3, "", "Cole", "20220402", "M31 4FU");

    (void)state;
    assert_true(are_two(henry, nameless));
    henry.kind = harry.kind = nameless.kind = SL_LISTING_REGISTER;
    assert_false(are_two(henry, harry));
    assert_false(are_two(henry, nameless));
}

/* The maternity ward wrote "Baby Boy": he may be Henry, whose phone it is, but Harry is not. */
static void of_patients_one_phone_tells(void **state)
{
    struct sl_listed henry = line(1, "Henry", "Cole", "20210402", "M31 4FU");
    struct sl_listed harry = line(2, "Harry", "Cole", "20210402", "M31 4FU");
    struct sl_listed nameless = line(3, "", "Cole", "20210402", "M31 4FU");
    struct sl_listed other = line(4, "", "Cole", "20210402", "M31 4FU");

    (void)state;
    henry.kind = harry.kind = nameless.kind = other.kind = SL_LISTING_PATIENTS;
    assert_true(are_two(henry, nameless));
    henry.phone = nameless.phone = 5;
    assert_false(are_two(henry, nameless));
    harry.phone = other.phone = 5;
    assert_true(are_two(henry, harry));
    assert_true(are_two(nameless, other));
    henry.phone = 6;
    assert_true(are_two(henry, nameless));
}

/* Sophie was written down as Sophia; Heidi Hill was adopted, and is Heidi Cooper. */
static void two_numbers_are_two(void **state)
{
    struct sl_listed left = line(1, "Sophia", "Cole", "20210402", "M31 4FU");
    struct sl_listed right = line(2, "Sophia", "Cole", "20210402", "M31 4FU");
    struct sl_listed renamed = line(3, "Sophia", "Hill", "20210402", "M31 4FU");

    (void)state;
    left.numbers[2] = 5;
    right.numbers[2] = renamed.numbers[2] = 6;
    assert_false(are_two(left, right)); /* a council may have a child twice */
    assert_true(are_two(left, renamed));
    left.numbers[0] = 7;
    assert_false(are_two(left, right));
    right.numbers[0] = 8;
    assert_true(are_two(left, right));
    right.numbers[2] = 5;
    assert_false(are_two(left, right));
}

static struct sl_listed numbered(int64_t mention, const char *given, const char *child_id)
{
    struct sl_mention_row row = { .mention = mention };

    row.values[SL_MENTION_GIVEN_NAME] = sl_str_from(given);
    row.values[SL_MENTION_CHILD_ID] = sl_str_from(child_id);
    return sl_listed_of(mention, SL_LISTING_ONCE, &row);
}

/* Put lines into a listing; what the first is held together with, by the last of them. */
static int64_t whose(const struct sl_listed *lines, size_t count)
{
    struct sl_listing listing = { 0 };
    struct sl_mention_holds holds = { 0 };
    struct sl_mention_holds all = { 0 };

    for (size_t i = 0; i < count; i++) {
        SL_CHECK_OK(sl_listing_add(&listing, &lines[i], NULL), NULL);
    }
    SL_CHECK_OK(sl_listing_number_holds(&listing, &lines[0], &holds, NULL), NULL);
    SL_CHECK_OK(sl_listing_all_numbers(&listing, &all, NULL), NULL);
    const int64_t right = holds.count == 0 ? 0 : holds.items[0].right;
    SL_CHECK_U64(all.count, holds.count);
    assert_true(holds.count == 0 || holds.items[0].kind == SL_MENTION_TOGETHER);
    sl_mention_holds_finish(&holds);
    sl_mention_holds_finish(&all);
    sl_listing_finish(&listing);
    return right;
}

/* A return of an unborn child states the council's number alone. */
static void a_number_alone_is_whose_it_is(void **state)
{
    const struct sl_listed bare = numbered(1, "", "bury/51");
    const struct sl_listed maisie = numbered(2, "Maisie", "bury/51");
    const struct sl_listed mason = numbered(3, "Mason", "bury/51");
    const struct sl_listed other = numbered(4, "Maisie", "bolton/51");
    const struct sl_listed unnumbered = numbered(5, "Maisie", "");
    const struct sl_listed nothing = numbered(6, "", "");

    (void)state;
    SL_CHECK_I64(whose((struct sl_listed[]){ bare, maisie }, 2), 2);
    SL_CHECK_I64(whose((struct sl_listed[]){ bare, other, unnumbered, nothing }, 4), 0);
    SL_CHECK_I64(whose((struct sl_listed[]){ nothing, unnumbered }, 2), 0);
    SL_CHECK_I64(whose((struct sl_listed[]){ maisie, mason }, 2), 0); /* their weight says */
    SL_CHECK_I64(whose((struct sl_listed[]){ bare, maisie, mason }, 3), 0);
}

/* Which numbers, births and names no one child has. */
static void who_contradicts_is_another(void **state)
{
    struct sl_listed one = line(1, "Maisie", "Cole", "20210402", "M31 4FU");
    struct sl_listed two = line(2, "Maisie", "Hill", "20210302", "BL1 1AA");

    (void)state;
    assert_false(sl_listed_contradict(&one, &two));
    two.birth = 20190302;
    assert_true(sl_listed_contradict(&one, &two) && sl_listed_contradict(&two, &one));
    two.birth = 0;
    assert_false(sl_listed_contradict(&one, &two));
    two.given = one.given + 1;
    assert_true(sl_listed_contradict(&one, &two));
    one.numbers[1] = two.numbers[1] = 5;
    assert_false(sl_listed_contradict(&one, &two));
    one.numbers[0] = 6;
    assert_false(sl_listed_contradict(&one, &two));
    two.numbers[0] = 7;
    assert_true(sl_listed_contradict(&one, &two));
}

/* Nobody knows what a number says that everybody has. */
static void a_number_of_many_is_nobodys(void **state)
{
    struct sl_listed lines[SL_LISTED_NUMBER_LIMIT + 1];
    int64_t bare[SL_LISTED_NUMBER_LIMIT + 1];
    struct sl_listing listing = { 0 };

    (void)state;
    for (unsigned i = 0; i <= SL_LISTED_NUMBER_LIMIT; i++) {
        lines[i] = numbered(i + 1, i == 0 ? "" : "Maisie", "bury/51");
    }
    SL_CHECK_I64(whose(lines, SL_LISTED_NUMBER_LIMIT), SL_LISTED_NUMBER_LIMIT);
    SL_CHECK_I64(whose(lines, SL_LISTED_NUMBER_LIMIT + 1), 0);
    SL_CHECK_OK(sl_listing_add(&listing, &lines[1], NULL), NULL);
    SL_CHECK_U64(sl_listing_bare(&listing, lines[0].child_number, bare), 0);
    SL_CHECK_OK(sl_listing_add(&listing, &lines[0], NULL), NULL);
    SL_CHECK_U64(sl_listing_bare(&listing, lines[0].child_number, bare), 1);
    SL_CHECK_I64(bare[0], 1);
    sl_listing_finish(&listing);
}

/* Whoever is added, in whatever order: the same pairs are held, each from the later one. */
static void a_listing_finds_whom_to_hold(void **state)
{
    const size_t families = 800;
    struct sl_listing listing = { 0 };
    struct sl_mention_holds holds = { 0 };

    (void)state;
    for (int64_t i = 0; i < (int64_t)(families * 3); i++) {
        static const char *const names[] = { "Riya", "Roya", "Riya" };
        struct sl_listed listed = line(i + 1, names[i % 3], "Das", "20201012", "BL1 1TW");
        listed.source = (uint32_t)(i / 3) + 1;
        SL_CHECK_OK(sl_listing_holds(&listing, &listed, &holds, NULL), NULL);
        SL_CHECK_OK(sl_listing_add(&listing, &listed, NULL), NULL);
    }
    sl_mention_holds_settle(&holds);
    SL_CHECK_U64(holds.count, families * 2);
    SL_CHECK_I64(holds.items[0].left, 1);
    SL_CHECK_I64(holds.items[0].right, 2);
    const struct sl_listed *found = sl_listing_find(&listing, 5);
    assert_non_null(found);
    SL_CHECK_U64(found->source, 2);
    const struct sl_listed copy = *found;
    sl_listing_remove(&listing, 4);
    sl_listing_remove(&listing, 4);
    assert_null(sl_listing_find(&listing, 4));
    holds.count = 0;
    SL_CHECK_OK(sl_listing_holds(&listing, &copy, &holds, NULL), NULL);
    sl_mention_holds_settle(&holds);
    SL_CHECK_U64(holds.count, 1);
    SL_CHECK_I64(holds.items[0].right, 6);
    sl_mention_holds_finish(&holds);
    sl_listing_finish(&listing);
}

static enum sl_status add(void *context)
{
    const struct sl_listed listed = line(1, "Riya", "Das", "20201012", "BL1 1TW");
    struct sl_listing listing = { 0 };

    (void)context;
    const enum sl_status status = sl_listing_add(&listing, &listed, NULL);
    sl_listing_finish(&listing);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(add, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_birth_and_two_names_are_two),
        cmocka_unit_test(what_may_be_one_is_left_alone),
        cmocka_unit_test(of_a_register_nobody_is_two),
        cmocka_unit_test(of_patients_one_phone_tells),
        cmocka_unit_test(two_numbers_are_two),
        cmocka_unit_test(a_number_alone_is_whose_it_is),
        cmocka_unit_test(who_contradicts_is_another),
        cmocka_unit_test(a_number_of_many_is_nobodys),
        cmocka_unit_test(a_listing_finds_whom_to_hold),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
