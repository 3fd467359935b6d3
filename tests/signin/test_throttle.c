/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/throttle.h"

#include "support/support.h"

#define NOW (INT64_C(5000) * SL_SIGNIN_HOUR_US)

static int64_t wait_after(uint64_t count, int64_t ago)
{
    const struct sl_failures failures = { .count = count, .last_us = NOW - ago };

    return sl_throttle_wait(&failures, SL_THROTTLE_FREE, NOW);
}

static void the_wait_doubles_up_to_a_limit(void **state)
{
    static const int64_t seconds[] = { 0,  0,   0,   2,   4,   8,   16,  32,
                                       64, 128, 256, 512, 900, 900, 900, 900 };

    (void)state;
    for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++) {
        SL_CHECK_I64(wait_after(i, 0), seconds[i] * SL_SIGNIN_SECOND_US);
    }
    SL_CHECK_I64(wait_after(UINT64_MAX, 0), SL_THROTTLE_MOST_US);
}

/* Whoever fails for ever, and however often: a quarter of an hour later one may try. */
static void nobody_is_locked_out_for_good(void **state)
{
    (void)state;
    SL_CHECK_I64(wait_after(1000000, SL_THROTTLE_MOST_US), 0);
    SL_CHECK_I64(wait_after(1000000, SL_THROTTLE_MOST_US - 1), 1);
    SL_CHECK_I64(wait_after(4, SL_SIGNIN_SECOND_US), 3 * SL_SIGNIN_SECOND_US);
    SL_CHECK_I64(wait_after(1000000, SL_THROTTLE_FORGET_US), 0);
}

static void a_clock_that_was_set_back_makes_nobody_wait_longer(void **state)
{
    (void)state;
    SL_CHECK_I64(wait_after(3, -100 * SL_SIGNIN_HOUR_US), SL_THROTTLE_FIRST_US);
    SL_CHECK_I64(wait_after(100, -100 * SL_SIGNIN_HOUR_US), SL_THROTTLE_MOST_US);
}

/* At most 100 failures in a row for an account, as NIST wants, in a day. */
static void a_day_has_few_tries(void **state)
{
    struct sl_failures failures = { 0 };
    int64_t now = NOW;
    unsigned tries = 0;

    (void)state;
    while (now < NOW + 24 * SL_SIGNIN_HOUR_US) {
        now += sl_throttle_wait(&failures, SL_THROTTLE_FREE, now);
        failures = (struct sl_failures){ .count = failures.count + 1, .last_us = now };
        tries++;
    }
    assert_in_range(tries, 90, 110);
}

static void what_is_counted_is_told_apart(void **state)
{
    const struct sl_digest here = sl_throttle_account(SL_STR("ann"), SL_STR("desk"), true);
    const struct sl_digest far = sl_throttle_account(SL_STR("ann"), SL_STR("desk"), false);
    const struct sl_digest farther = sl_throttle_account(SL_STR("ann"), SL_STR("other"), false);
    const struct sl_digest other = sl_throttle_account(SL_STR("annd"), SL_STR("esk"), true);
    const struct sl_digest place = sl_throttle_place(SL_STR("desk"));

    (void)state;
    assert_false(sl_digest_equal(&here, &far));
    assert_true(sl_digest_equal(&far, &farther)); /* from wherever: one account, one count */
    assert_false(sl_digest_equal(&here, &other));
    assert_false(sl_digest_equal(&here, &place));
}

/* The first try that waits is written down, and each time that there are twice as many. */
static void some_that_wait_are_noted(void **state)
{
    uint64_t noted = 0;

    (void)state;
    assert_false(sl_throttle_is_noted(0));
    for (uint64_t i = 1; i <= 1024; i++) {
        noted += sl_throttle_is_noted(i) ? 1 : 0;
    }
    assert_true(sl_throttle_is_noted(1));
    assert_false(sl_throttle_is_noted(3));
    SL_CHECK_U64(noted, 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_that_wait_are_noted),
        cmocka_unit_test(the_wait_doubles_up_to_a_limit),
        cmocka_unit_test(nobody_is_locked_out_for_good),
        cmocka_unit_test(a_clock_that_was_set_back_makes_nobody_wait_longer),
        cmocka_unit_test(a_day_has_few_tries),
        cmocka_unit_test(what_is_counted_is_told_apart),
    };
    return cmocka_run_group_tests_name("signin/throttle", tests, NULL, NULL);
}
