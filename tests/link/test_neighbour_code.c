/* SPDX-License-Identifier: Apache-2.0 */
#include "similar.h"
#include "support/support.h"

static void test_random_codes_as_compared(void **state)
{
    (void)state;
    sl_similar_check_random(SL_FAMILY_CODE, 800);
}

static void test_random_postcodes_as_compared(void **state)
{
    (void)state;
    sl_similar_check_random(SL_FAMILY_POSTCODE, 800);
}

static void test_failing_allocations(void **state)
{
    (void)state;
    sl_similar_check_memory(SL_FAMILY_CODE);
    sl_similar_check_memory(SL_FAMILY_POSTCODE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_codes_as_compared),
        cmocka_unit_test(test_random_postcodes_as_compared),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
