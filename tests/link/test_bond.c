/* SPDX-License-Identifier: Apache-2.0 */
#include "link/bond.h"

#include <limits.h>

#include "support/support.h"

#define GROUPS 5u

/* Groups 0 and 3 are apart, and 1 and 3; 0 and 4 were together before, 1 and 2, too. */
static void test_bonds_hold_through_joins(void **state)
{
    uint32_t groups[GROUPS] = { 0, 1, 2, 3, 4 };
    uint32_t next[GROUPS] = {
        SL_KNOWN_NONE, SL_KNOWN_NONE, SL_KNOWN_NONE, SL_KNOWN_NONE, SL_KNOWN_NONE
    };
    uint32_t before[GROUPS] = { 0, 1, 1, SL_KNOWN_NONE, 0 };
    int latest[GROUPS] = { INT_MAX, 2000, 1990, INT_MAX, INT_MAX };
    struct sl_known_apart aparts[] = {
        {0,  3, 3            },
        { 1, 3, SL_KNOWN_NONE},
        { 3, 0, 0            },
        { 3, 1, SL_KNOWN_NONE},
    };
    const struct sl_known known = { .groups = groups,
                                    .next = next,
                                    .before = before,
                                    .latest = latest,
                                    .aparts = aparts,
                                    .apart_count = 4 };
    struct sl_bond items[2 * GROUPS];
    uint32_t links[4] = { 0 };
    const uint32_t local[GROUPS] = { 0, 1, 2, 3, UINT32_MAX };
    const struct sl_bonds bonds = { &known, links, items, local };
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, 1 << 20);
    for (uint32_t at = 0; at < 4; at++) {
        SL_CHECK_OK(sl_bond_start(&bonds, at, at, &arena), NULL);
    }
    assert_true(sl_bond_apart(&bonds, 0, 3) && sl_bond_apart(&bonds, 3, 1));
    assert_false(sl_bond_apart(&bonds, 0, 1) || sl_bond_apart(&bonds, 2, 3));
    assert_true(sl_bond_before(&bonds, 1, 2));
    assert_false(sl_bond_before(&bonds, 0, 1) || sl_bond_before(&bonds, 0, 3));
    SL_CHECK_OK(sl_bond_join(&bonds, 4, 0, 2, &arena), NULL);
    assert_true(sl_bond_apart(&bonds, 4, 3) && sl_bond_apart(&bonds, 3, 4));
    assert_true(sl_bond_before(&bonds, 4, 1));
    assert_int_equal(items[4].latest, 1990);
    SL_CHECK_OK(sl_bond_join(&bonds, 5, 4, 1, &arena), NULL);
    assert_true(sl_bond_apart(&bonds, 5, 3) && sl_bond_apart(&bonds, 3, 5));
    SL_CHECK_U64(items[5].label_count, 2);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bonds_hold_through_joins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
