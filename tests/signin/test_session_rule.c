/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/session_rule.h"

#include "support/support.h"

#define BEGUN (INT64_C(1000) * SL_SIGNIN_HOUR_US)

/* A session begun at BEGUN and used at `seen`, as it stands at `now`; both after BEGUN. */
static enum sl_session_state state_at(int64_t seen, int64_t now)
{
    const struct sl_session_times times = { .begun_at = BEGUN, .seen_at = BEGUN + seen };

    return sl_session_state(&times, BEGUN + now);
}

static void a_session_lasts_while_it_is_used(void **state)
{
    (void)state;
    SL_CHECK_I64(state_at(0, 0), SL_SESSION_OPEN);
    SL_CHECK_I64(state_at(0, SL_SESSION_IDLE_US - 1), SL_SESSION_OPEN);
    SL_CHECK_I64(state_at(0, SL_SESSION_IDLE_US), SL_SESSION_IDLE);
    SL_CHECK_I64(state_at(SL_SIGNIN_HOUR_US, SL_SIGNIN_HOUR_US + 1), SL_SESSION_OPEN);
}

static void no_use_keeps_it_for_ever(void **state)
{
    (void)state;
    SL_CHECK_I64(state_at(SL_SESSION_AGE_US - 1, SL_SESSION_AGE_US - 1), SL_SESSION_OPEN);
    SL_CHECK_I64(state_at(SL_SESSION_AGE_US - 1, SL_SESSION_AGE_US), SL_SESSION_OLD);
}

static void an_end_counts_before_all_else(void **state)
{
    const struct sl_session_times times = { .begun_at = BEGUN, .seen_at = BEGUN, .ended_at = 1 };

    (void)state;
    SL_CHECK_I64(sl_session_state(&times, BEGUN), SL_SESSION_ENDED);
}

/* A clock that was put back would make every session young again. */
static void a_clock_that_was_set_back_closes_it(void **state)
{
    const int64_t seen = SL_SIGNIN_HOUR_US;

    (void)state;
    SL_CHECK_I64(state_at(seen, seen - SL_SIGNIN_SKEW_US), SL_SESSION_OPEN);
    SL_CHECK_I64(state_at(seen, seen - SL_SIGNIN_SKEW_US - 1), SL_SESSION_AHEAD);
}

static void use_is_noted_once_a_minute(void **state)
{
    const struct sl_session_times times = { .begun_at = BEGUN, .seen_at = BEGUN };

    (void)state;
    assert_false(sl_session_notes(&times, BEGUN + SL_SESSION_NOTE_US - 1));
    assert_true(sl_session_notes(&times, BEGUN + SL_SESSION_NOTE_US));
    assert_true(SL_SESSION_NOTE_US < SL_SESSION_IDLE_US);
}

static void each_state_has_its_words(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_str_from(sl_session_state_words(SL_SESSION_ENDED)), "was ended");
    SL_CHECK_STR(
        sl_str_from(sl_session_state_words(SL_SESSION_IDLE)), "was not used for 30 minutes"
    );
    SL_CHECK_I64(SL_SESSION_IDLE_US, 30 * SL_SIGNIN_MINUTE_US);
    SL_CHECK_I64(SL_SESSION_AGE_US, 12 * SL_SIGNIN_HOUR_US);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_lasts_while_it_is_used),
        cmocka_unit_test(no_use_keeps_it_for_ever),
        cmocka_unit_test(an_end_counts_before_all_else),
        cmocka_unit_test(a_clock_that_was_set_back_closes_it),
        cmocka_unit_test(use_is_noted_once_a_minute),
        cmocka_unit_test(each_state_has_its_words),
    };
    return cmocka_run_group_tests_name("signin/session_rule", tests, NULL, NULL);
}
