/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/care.h"

#include "simulate/incident.h"
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

/* Both happened, and one not before the other; what has not happened is 0. */
static void check_order(int32_t first, int32_t second)
{
    if (second > 0) {
        assert_true(first > 0);
        assert_true(first <= second);
    }
}

/* What was begun has ended before the case was closed. */
static void check_closed(int32_t begun, int32_t ended, int32_t closed)
{
    if (closed > 0 && begun > 0) {
        assert_true(ended > 0);
        assert_true(ended <= closed);
    }
}

static void check_referral(const struct sl_referral *referral, int32_t today)
{
    assert_true(referral->day <= today);
    check_order(referral->day, referral->assessment_from);
    check_order(referral->assessment_from, referral->assessment_until);
    check_order(referral->day, referral->enquiry);
    check_order(referral->enquiry, referral->conference);
    check_order(referral->conference, referral->protection_from);
    check_order(referral->protection_from, referral->protection_until);
    check_order(referral->plan_from, referral->plan_until);
    check_closed(referral->protection_from, referral->protection_until, referral->closed);
    check_closed(referral->assessment_from, referral->assessment_until, referral->closed);
    check_closed(referral->plan_from, referral->plan_until, referral->closed);
    check_closed(referral->enquiry, referral->enquiry_until, referral->closed);
    for (unsigned i = 0; i < referral->placement_count; i++) {
        const struct sl_placement *placement = &referral->placements[i];
        check_order(placement->from, placement->until);
        check_closed(placement->from, placement->until, referral->closed);
        if (i > 0) {
            SL_CHECK_I64(placement->from, referral->placements[i - 1].until);
        }
    }
    if (referral->no_further_action) {
        assert_true(referral->assessment_from == 0 && referral->enquiry == 0);
    }
}

/* Source of the rates: rates_data.h, CIN17 and CLA24, for each 10,000 children. */
static void test_rates_are_those_published(void **state)
{
    const struct sl_people_plan plan = { .names = *state, .seed = 11, .today = TODAY };
    const int32_t today = sl_date_to_days(TODAY);
    double children = 0;
    double referred = 0;
    double protected = 0;
    double looked_after = 0;
    for (uint64_t number = 0; number < 30000; number++) {
        static struct sl_house house;
        static struct sl_care care;
        sl_house_make(&plan, number, &house);
        sl_household_number(&house.household, number * 20);
        sl_care_make(&house, plan.seed, today, &care);
        children += house.child_count;
        for (unsigned i = 0; i < care.count; i++) {
            const struct sl_referral *referral = &care.referrals[i];
            check_referral(referral, today);
            referred += today - referral->day < 365;
            protected += referral->protection_from > 0 && referral->protection_until == 0;
        }
        for (unsigned i = 0; i < house.household.count; i++) {
            looked_after += sl_care_placement(&care, i, today) != NULL;
        }
    }
    SL_CHECK_NEAR(referred / children * 10000, 548, 60);
    SL_CHECK_NEAR(protected / children * 10000, 43, 12);
    SL_CHECK_NEAR(looked_after / children * 10000, 70, 18);
}

static void test_unanswered(void **state)
{
    const struct sl_people_plan plan = { .names = *state, .seed = 12, .today = TODAY };
    const int32_t today = sl_date_to_days(TODAY);
    unsigned seen = 0;
    for (uint64_t number = 0; number < 50; number++) {
        struct sl_house house;
        struct sl_care care;
        static struct sl_incidents incidents;
        sl_house_make(&plan, number, &house);
        const unsigned child = house.household.people[1].role == SL_CHILD ? 1 : 2;
        if (today - house.kin[child].birth_day < 2 * 366) {
            continue;
        }
        house.kin[child].needs = SL_NEED_UNANSWERED;
        sl_care_make(&house, plan.seed, today, &care);
        SL_CHECK_U64(care.count, 1);
        assert_false(care.referrals[0].answered);
        SL_CHECK_I64(care.referrals[0].closed, 0);
        SL_CHECK_I64(care.referrals[0].assessment_from, 0);
        sl_incidents_make(&house, &care, plan.seed, today, &incidents);
        unsigned notices = 0;
        for (unsigned i = 0; i < incidents.count; i++) {
            notices += incidents.items[i].kind == SL_EVENT_PROTECTION_NOTICE &&
                       incidents.items[i].parts[0].person == child;
        }
        SL_CHECK_U64(notices, 1);
        seen++;
    }
    assert_true(seen > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates_are_those_published),
        cmocka_unit_test(test_unanswered),
    };
    return cmocka_run_group_tests_name("simulate/care", tests, open_names, close_names);
}
