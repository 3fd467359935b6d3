/* SPDX-License-Identifier: Apache-2.0 */
#include "link/possible.h"

#include "support/support.h"

static void test_pairs_ascend(void **state)
{
    struct sl_possibles possibles = { 0 };
    static const uint32_t ends[][2] = {
        {3,  9},
        { 1, 7},
        { 3, 4},
        { 0, 2},
        { 1, 2}
    };
    (void)state;
    sl_possibles_sort(&possibles); /* nothing is fine */
    for (size_t at = 0; at < 5; at++) {
        const struct sl_linkage_possible possible = { ends[at][0], ends[at][1], 1.0, 0.5 };
        SL_CHECK_OK(sl_possibles_add(&possibles, possible, NULL), NULL);
    }
    sl_possibles_sort(&possibles);
    SL_CHECK_U64(possibles.count, 5);
    for (size_t at = 1; at < possibles.count; at++) {
        const struct sl_linkage_possible *one = &possibles.items[at - 1];
        const struct sl_linkage_possible *two = &possibles.items[at];
        assert_true(one->left < two->left || (one->left == two->left && one->right < two->right));
    }
    sl_possibles_finish(&possibles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_ascend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
