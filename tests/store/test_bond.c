/* SPDX-License-Identifier: Apache-2.0 */
#include "store/bond.h"

#include "store/fixture.h"

static void a_mention_has_one_bond(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_stored_bond bond = { .mention = 0 };
    const struct sl_stored_bond bonds[] = {
        {7,  1},
        { 3, 1},
        { 7, 2},
        { 9, 1},
    };
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    for (size_t i = 0; i < sizeof bonds / sizeof bonds[0]; i++) {
        SL_CHECK_OK(sl_store_bond_put(fixture->store, &bonds[i], NULL), NULL);
    }
    SL_CHECK_OK(sl_store_bond_remove(fixture->store, 9, NULL), NULL);
    SL_CHECK_OK(sl_store_bond_remove(fixture->store, 9, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    store_reopen(fixture);
    SL_CHECK_OK(sl_store_bond_next(fixture->store, 0, &bond, NULL), NULL);
    SL_CHECK_I64(bond.mention, 3);
    SL_CHECK_I64(bond.other, 1);
    SL_CHECK_OK(sl_store_bond_next(fixture->store, 3, &bond, NULL), NULL);
    SL_CHECK_I64(bond.mention, 7);
    SL_CHECK_I64(bond.other, 2);
    SL_CHECK_STATUS(sl_store_bond_next(fixture->store, 7, &bond, NULL), SL_NOT_FOUND);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_mention_has_one_bond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
