/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/house.h"

#include "support/support.h"

static const struct sl_date TODAY = { .year = 2026, .month = 6, .day = 30 };

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

/* What must hold of everybody in every house. */
static void check_house(const struct sl_house *house)
{
    const struct sl_household *household = &house->household;
    const int32_t today = sl_date_to_days(TODAY);
    unsigned children = 0;
    for (unsigned i = 0; i < household->count; i++) {
        const struct sl_person *person = &household->people[i];
        const struct sl_kin *kin = &house->kin[i];
        SL_CHECK_I64(kin->birth_day, sl_date_to_days(person->birth));
        children += person->role == SL_CHILD;
        assert_int_equal(kin->birth_day > today, person->role == SL_UNBORN);
        assert_int_equal(
            sl_house_is_child(house, i, today),
            person->role == SL_CHILD || person->role == SL_FORMER
        );
        if (person->role == SL_CHILD || person->role == SL_UNBORN) {
            assert_int_equal(household->people[kin->mother].role, SL_MOTHER);
            const int32_t age = kin->birth_day - house->kin[kin->mother].birth_day;
            assert_true(age > 17 * 365);
        }
        if (kin->former != SL_NOBODY) {
            SL_CHECK_U64(house->kin[kin->former].former, i);
            SL_CHECK_I64(house->kin[kin->former].birth_day, kin->birth_day);
            assert_true(kin->adopted_day > kin->birth_day && kin->adopted_day < today);
        }
        if (kin->renamed_day > 0) {
            const struct sl_person before = sl_house_guise(house, i, kin->renamed_day - 1);
            const struct sl_person after = sl_house_guise(house, i, kin->renamed_day);
            assert_true(sl_text_equal(&before.surname, &kin->former_surname));
            assert_true(sl_text_equal(&after.surname, &person->surname));
        }
    }
    SL_CHECK_U64(house->child_count, children);
}

static void test_houses_make_sense(void **state)
{
    const struct sl_people_plan plan = { .names = *state, .seed = 3, .today = TODAY };
    unsigned roles[SL_FORMER + 1] = { 0 };
    unsigned renamed = 0;
    for (uint64_t number = 0; number < 5000; number++) {
        struct sl_house house;
        sl_house_make(&plan, number, &house);
        check_house(&house);
        for (unsigned i = 0; i < house.household.count; i++) {
            roles[house.household.people[i].role]++;
            renamed += house.kin[i].renamed_day > 0;
        }
    }
    for (unsigned role = 0; role <= SL_FORMER; role++) {
        assert_true(roles[role] > 0);
    }
    assert_true(renamed > 0);
}

static void test_same_number_same_house(void **state)
{
    const struct sl_people_plan plan = { .names = *state, .seed = 3, .today = TODAY };
    for (uint64_t number = 0; number < 100; number++) {
        struct sl_house first;
        struct sl_house second;
        sl_house_make(&plan, number, &first);
        sl_house_make(&plan, number, &second);
        SL_CHECK_U64(first.household.count, second.household.count);
        const unsigned last = first.household.count - 1;
        assert_true(
            sl_text_equal(&first.household.people[last].given, &second.household.people[last].given)
        );
        SL_CHECK_I64(first.kin[last].birth_day, second.kin[last].birth_day);
    }
}

/* Nobody is left who refers to somebody that was left out. */
static void test_limit(void **state)
{
    const struct sl_people_plan plan = { .names = *state, .seed = 4, .today = TODAY };
    for (uint64_t number = 0; number < 500; number++) {
        struct sl_house house;
        sl_house_make(&plan, number, &house);
        if (house.child_count < 2) {
            continue;
        }
        sl_house_limit(&house, 1);
        SL_CHECK_U64(house.child_count, 1);
        for (unsigned i = 0; i < house.household.count; i++) {
            const struct sl_kin *kin = &house.kin[i];
            const unsigned others[] = { kin->mother,
                                        kin->father,
                                        kin->step_father,
                                        kin->former,
                                        house.household.people[i].twin };
            for (unsigned j = 0; j < 5; j++) {
                assert_true(others[j] == SL_NOBODY || others[j] < house.household.count);
            }
        }
    }
}

static void test_home_changes_with_the_move(void **state)
{
    const struct sl_people_plan plan = { .names = *state, .seed = 5, .today = TODAY };
    unsigned moved = 0;
    for (uint64_t number = 0; number < 500; number++) {
        struct sl_house house;
        sl_house_make(&plan, number, &house);
        for (unsigned i = 0; i < house.household.count; i++) {
            const struct sl_person *person = &house.household.people[i];
            const int32_t day = house.kin[i].moved_day;
            if (person->moved) {
                moved++;
                assert_memory_equal(
                    &(struct sl_home[]){ sl_house_home(&house, i, day - 1) },
                    &person->homes[0],
                    sizeof(struct sl_home)
                );
                assert_memory_equal(
                    &(struct sl_home[]){ sl_house_home(&house, i, day) },
                    &person->homes[1],
                    sizeof(struct sl_home)
                );
            }
        }
    }
    assert_true(moved > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_houses_make_sense),
        cmocka_unit_test(test_same_number_same_house),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_home_changes_with_the_move),
    };
    return cmocka_run_group_tests_name("simulate/house", tests, open_names, close_names);
}
