/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/people.h"

#include "support/support.h"

static const struct sl_date TODAY = { .year = 2024, .month = 6, .day = 30 };

static void
make(const struct sl_names *names, uint64_t seed, uint64_t number, struct sl_household *ret)
{
    const struct sl_people_plan plan = { .names = names, .seed = seed, .today = TODAY };
    sl_household_make(&plan, number, 200, ret);
}

static int open_names(void **state)
{
    struct sl_names *names = NULL;
    const enum sl_status status = sl_names_open(&names, NULL);
    *state = names;
    return status == SL_OK ? 0 : -1;
}

static int close_names(void **state)
{
    sl_names_close(*state);
    return 0;
}

static bool same_person(const struct sl_person *left, const struct sl_person *right)
{
    return left->number == right->number && left->sex == right->sex &&
           left->phone == right->phone && left->homes[1].postcode == right->homes[1].postcode &&
           sl_date_to_days(left->birth) == sl_date_to_days(right->birth) &&
           sl_text_equal(&left->given, &right->given) &&
           sl_text_equal(&left->surname, &right->surname);
}

static bool same_household(const struct sl_household *left, const struct sl_household *right)
{
    bool same = left->number == right->number && left->count == right->count;
    for (unsigned i = 0; same && i < left->count; i++) {
        same = same_person(&left->people[i], &right->people[i]);
    }
    return same;
}

static void test_same_number_same_household(void **state)
{
    struct sl_household first;
    struct sl_household second;
    for (uint64_t number = 0; number < 200; number++) {
        make(*state, 1, number, &first);
        make(*state, 1, number, &second);
        assert_true(same_household(&first, &second));
        make(*state, 2, number, &second);
        assert_false(same_household(&first, &second));
    }
}

/* What must hold in every household. */
static void check_household(const struct sl_household *household, uint64_t first_person)
{
    assert_in_range(household->count, 2, SL_HOUSEHOLD_LIMIT);
    const int32_t today = sl_date_to_days(TODAY);
    for (unsigned i = 0; i < household->count; i++) {
        const struct sl_person *person = &household->people[i];
        SL_CHECK_U64(person->number, first_person + i);
        assert_true(sl_date_valid(person->birth));
        assert_true(sl_date_to_days(person->birth) <= today);
        assert_true(person->given.len > 0 && person->surname.len > 0);
        assert_true(person->sex == 'F' || person->sex == 'M');
        assert_memory_equal(
            &person->homes[0], &household->people[0].homes[0], sizeof(struct sl_home)
        );
        if (person->twin != SL_NO_TWIN) {
            const struct sl_person *twin = &household->people[person->twin];
            assert_memory_equal(&twin->birth, &person->birth, sizeof(struct sl_date));
            assert_ptr_equal(&household->people[twin->twin], person);
            assert_false(sl_text_equal(&twin->given, &person->given));
        }
    }
}

static void test_households_make_sense(void **state)
{
    uint64_t persons = 0;
    uint64_t children = 0;
    uint64_t twins = 0;
    uint64_t moved = 0;
    for (uint64_t number = 0; number < 5000; number++) {
        struct sl_household household;
        const struct sl_people_plan plan = { .names = *state, .seed = 42, .today = TODAY };
        sl_household_make(&plan, number, persons, &household);
        check_household(&household, persons);
        persons += household.count;
        for (unsigned i = 0; i < household.count; i++) {
            children += household.people[i].role == SL_CHILD;
            twins += household.people[i].twin != SL_NO_TWIN;
            moved += household.people[i].moved;
        }
    }
    /* 1.5 % of births are of twins: near 3 % of children; 9 % of families and 8 % of children move.
     */
    SL_CHECK_NEAR((double)twins / (double)children, 0.03, 0.01);
    SL_CHECK_NEAR((double)moved / (double)persons, 0.13, 0.03);
    SL_CHECK_NEAR((double)persons / 5000.0, 3.65, 0.3);
}

/* Brothers and sisters who are no twins are at least a year apart, unless by default dates. */
static void test_siblings_are_a_year_apart(void **state)
{
    for (uint64_t number = 0; number < 1000; number++) {
        struct sl_household household;
        make(*state, 9, number, &household);
        for (unsigned i = 1; i < household.count; i++) {
            const struct sl_person *elder = &household.people[i - 1];
            const struct sl_person *child = &household.people[i];
            const bool siblings = elder->role == SL_CHILD && child->role == SL_CHILD;
            const bool exact = elder->birth.month != 1 && child->birth.month != 1;
            if (siblings && exact && child->twin == SL_NO_TWIN) {
                const int32_t gap = sl_date_to_days(child->birth) - sl_date_to_days(elder->birth);
                assert_in_range(gap, 365, 6 * 366);
            }
        }
    }
}

/*
 * Source: 943 476 5919 is the worked example for the check digit in Wikipedia, "NHS number"; it
 * ends in its check digit. Changing one digit must change the check digit: all weights are coprime
 * to 11.
 */
static void test_check_digit(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_people_check_digit(943476591), 9);
    for (uint64_t power = 1; power < 1000000000; power *= 10) {
        assert_true(sl_people_check_digit(943476591 - power) != 9);
    }
}

static void test_nhs_numbers(void **state)
{
    (void)state;
    unsigned none = 0;
    for (uint64_t person = 0; person < 20000; person++) {
        const uint64_t number = sl_people_nhs_number(person);
        none += number == 0;
        if (number != 0) {
            assert_in_range(number, UINT64_C(9000000000), UINT64_C(9999999999));
            SL_CHECK_U64(sl_people_check_digit(number / 10), number % 10);
            assert_true(number != sl_people_nhs_number(person + 1));
        }
    }
    /* Both tries fail for one in 121. */
    assert_in_range(none, 50, 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_number_same_household),
        cmocka_unit_test(test_households_make_sense),
        cmocka_unit_test(test_siblings_are_a_year_apart),
        cmocka_unit_test(test_check_digit),
        cmocka_unit_test(test_nhs_numbers),
    };
    return cmocka_run_group_tests_name("simulate/people", tests, open_names, close_names);
}
