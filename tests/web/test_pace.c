/* SPDX-License-Identifier: Apache-2.0 */
#include "web/pace.h"

#include "base/hash.h"
#include "support/support.h"

#define MINUTE INT64_C(60000000)
#define BEGIN  INT64_C(1700000000000000)

static void so_many_and_then_one_by_one(void **state)
{
    struct sl_pace *pace = NULL;
    int64_t wait_us = 0;

    (void)state;
    SL_CHECK_STATUS(sl_pace_open(6, MINUTE, &pace, NULL), SL_OK);
    for (unsigned i = 0; i < 6; i++) {
        assert_true(sl_pace_check(pace, 1, BEGIN, &wait_us));
        assert_true(sl_pace_take(pace, 1, BEGIN, &wait_us));
    }
    assert_false(sl_pace_check(pace, 1, BEGIN, &wait_us));
    assert_false(sl_pace_take(pace, 1, BEGIN, &wait_us));
    SL_CHECK_I64(wait_us, MINUTE / 6);
    assert_false(sl_pace_take(pace, 1, BEGIN + MINUTE / 6 - 1, &wait_us));
    SL_CHECK_I64(wait_us, 1);
    assert_true(sl_pace_take(pace, 1, BEGIN + MINUTE / 6, &wait_us));
    assert_false(sl_pace_take(pace, 1, BEGIN + MINUTE / 6, &wait_us));
    /* Somebody else is not meant. */
    assert_true(sl_pace_take(pace, 2, BEGIN, &wait_us));
    /* Who waits for a window has all of it again. */
    for (unsigned i = 0; i < 6; i++) {
        assert_true(sl_pace_take(pace, 1, BEGIN + 3 * MINUTE, &wait_us));
    }
    assert_false(sl_pace_take(pace, 1, BEGIN + 3 * MINUTE, &wait_us));
    sl_pace_close(pace);
}

static void a_clock_set_back_makes_nobody_wait_for_long(void **state)
{
    struct sl_pace *pace = NULL;
    int64_t wait_us = 0;

    (void)state;
    SL_CHECK_STATUS(sl_pace_open(2, MINUTE, &pace, NULL), SL_OK);
    assert_true(sl_pace_take(pace, 1, BEGIN + 100 * MINUTE, &wait_us));
    assert_false(sl_pace_take(pace, 1, BEGIN, &wait_us));
    assert_true(wait_us <= MINUTE / 2);
    assert_true(sl_pace_take(pace, 1, BEGIN + wait_us, &wait_us));
    sl_pace_close(pace);
}

/* In no window are there twice as many as there may be, however they come. */
static void no_window_has_more(void **state)
{
    enum { TRIES = 3000, MOST = 5, TWICE = 10 };
    static int64_t taken[TRIES];
    struct sl_pace *pace = NULL;
    struct sl_random random;
    int64_t now = BEGIN;
    int64_t wait_us = 0;
    size_t count = 0;

    (void)state;
    sl_random_init(&random, sl_test_seed());
    SL_CHECK_STATUS(sl_pace_open(MOST, MINUTE, &pace, NULL), SL_OK);
    for (unsigned i = 0; i < TRIES; i++) {
        now += (int64_t)sl_random_below(&random, (uint64_t)MINUTE / 4);
        if (sl_pace_take(pace, 9, now, &wait_us)) {
            taken[count++] = now;
        }
    }
    assert_true(count > TWICE);
    for (size_t i = TWICE; i < count; i++) {
        assert_true(taken[i] - taken[i - TWICE] >= MINUTE);
    }
    sl_pace_close(pace);
}

/* More come than there are places: nobody new is refused, and no memory is asked for. */
static void many_come(void **state)
{
    const uint64_t most = UINT64_C(5) * SL_PACE_SLOTS;
    struct sl_pace *pace = NULL;
    int64_t wait_us = 0;

    (void)state;
    SL_CHECK_STATUS(sl_pace_open(1, MINUTE, &pace, NULL), SL_OK);
    for (uint64_t who = 1; who <= most; who++) {
        assert_true(sl_pace_take(pace, who, BEGIN + (int64_t)who, &wait_us));
    }
    assert_false(sl_pace_take(pace, most, BEGIN + (int64_t)most, &wait_us));
    sl_pace_close(pace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(so_many_and_then_one_by_one),
        cmocka_unit_test(a_clock_set_back_makes_nobody_wait_for_long),
        cmocka_unit_test(no_window_has_more),
        cmocka_unit_test(many_come),
    };
    return cmocka_run_group_tests_name("web/pace", tests, NULL, NULL);
}
