/* SPDX-License-Identifier: Apache-2.0 */
#include "family.h"

static void test_counts_and_order(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell_family(&told);
    const struct sl_picture *picture = told_make(&told);
    /* Not the record of the man with the same phone. */
    SL_CHECK_U64(picture->holder_count, 2);
    SL_CHECK_STR(picture->holders[0].agency, "oldham");
    SL_CHECK_U64(picture->holders[0].record_count, 3);
    SL_CHECK_STR(picture->holders[1].agency, "police");
    SL_CHECK_U64(picture->holders[1].record_count, 4);
    SL_CHECK_I64(picture->holders[1].latest.day, told_day("2024-05-03"));
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_and_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
