/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_rules.h"

#include "support/support.h"

/* Numbers are unique, words and checks are there. */
static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < SL_CIN_RULE_COUNT; i++) {
        assert_true(sl_cin_rules[i].words.len > 0);
        assert_non_null(sl_cin_rules[i].check);
        for (size_t j = 0; j < i; j++) {
            assert_false(sl_str_equal(sl_cin_rules[i].number, sl_cin_rules[j].number));
            assert_true(sl_cin_rules[i].check != sl_cin_rules[j].check);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests_name("cin_rules", tests, NULL, NULL);
}
