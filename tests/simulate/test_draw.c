/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/draw.h"

#include "base/date.h"
#include "support/support.h"

static void test_chance(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    unsigned count = 0;
    for (unsigned i = 0; i < 20000; i++) {
        count += sl_draw_chance(&random, 300);
        assert_false(sl_draw_chance(&random, 0));
        assert_true(sl_draw_chance(&random, 1000));
    }
    SL_CHECK_NEAR(count / 20000.0, 0.3, 0.02);
}

static void test_between_reaches_both_ends(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    unsigned seen[5] = { 0 };
    for (unsigned i = 0; i < 1000; i++) {
        const int32_t number = sl_draw_between(&random, -2, 2);
        assert_in_range(number + 2, 0, 4);
        seen[number + 2]++;
    }
    for (unsigned i = 0; i < 5; i++) {
        assert_true(seen[i] > 100);
    }
    SL_CHECK_I64(sl_draw_between(&random, 7, 7), 7);
}

static void test_weighted(void **state)
{
    (void)state;
    static const unsigned WEIGHTS[] = { 0, 1, 3 };
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    unsigned seen[3] = { 0 };
    for (unsigned i = 0; i < 20000; i++) {
        seen[sl_draw_weighted(&random, WEIGHTS, 3)]++;
    }
    SL_CHECK_U64(seen[0], 0);
    SL_CHECK_NEAR(seen[2] / 20000.0, 0.75, 0.02);
}

/* The mean of the waiting times is the reverse of the rate. */
static void test_wait(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    double sum = 0;
    for (unsigned i = 0; i < 20000; i++) {
        const int32_t days = sl_draw_wait(&random, 2.0);
        assert_true(days >= 1);
        sum += days;
    }
    SL_CHECK_NEAR(sum / 20000, 365.25 / 2, 6);
}

/* 2026-03-27 is a Friday. */
static void test_working_days(void **state)
{
    (void)state;
    const int32_t friday = sl_date_to_days((struct sl_date){ 2026, 3, 27 });
    SL_CHECK_I64(sl_draw_office_day(friday), friday);
    SL_CHECK_I64(sl_draw_office_day(friday + 1), friday + 3);
    SL_CHECK_I64(sl_draw_office_day(friday + 2), friday + 3);
    SL_CHECK_I64(sl_draw_working_days(friday, 1), friday + 3);
    SL_CHECK_I64(sl_draw_working_days(friday, 15), friday + 21);
}

static void test_begin_tells_things_apart(void **state)
{
    (void)state;
    struct sl_random first;
    struct sl_random second;
    sl_draw_begin(&first, 1, 2, 3);
    sl_draw_begin(&second, 1, 2, 3);
    SL_CHECK_U64(sl_random_u64(&first), sl_random_u64(&second));
    sl_draw_begin(&second, 1, 2, 4);
    assert_true(sl_random_u64(&first) != sl_random_u64(&second));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chance),       cmocka_unit_test(test_between_reaches_both_ends),
        cmocka_unit_test(test_weighted),     cmocka_unit_test(test_wait),
        cmocka_unit_test(test_working_days), cmocka_unit_test(test_begin_tells_things_apart),
    };
    return cmocka_run_group_tests_name("simulate/draw", tests, NULL, NULL);
}
