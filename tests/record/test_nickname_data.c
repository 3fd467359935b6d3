/* SPDX-License-Identifier: Apache-2.0 */
#include "record/nickname_data.h"

#include "normal_cases.h"

static void test_groups_are_sorted(void **state)
{
    (void)state;
    check_table(&sl_nickname_groups);
    assert_true(sl_nickname_groups.count >= 250);
}

/* Every word is a normal given name of one word, and stands once in its group. */
static void test_groups_hold_normal_names(void **state)
{
    for (size_t i = 0; i < sl_nickname_groups.count; i++) {
        const struct sl_str head = sl_str_from(sl_nickname_groups.rows[i].word);
        struct sl_str list = sl_str_from(sl_nickname_groups.rows[i].value);
        struct sl_str name = { .len = 0 };
        SL_CHECK_BYTES(normal_of(*state, sl_fold_text, head), head);
        assert_true(list.len > 0);
        while (sl_str_split(&list, ' ', &name)) {
            assert_true(name.len > 0 && !sl_str_equal(name, head));
            SL_CHECK_BYTES(normal_of(*state, sl_fold_text, name), name);
            struct sl_str others = list;
            struct sl_str other = { .len = 0 };
            while (sl_str_split(&others, ' ', &other)) {
                assert_false(sl_str_equal(name, other));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups_are_sorted),
        cmocka_unit_test(test_groups_hold_normal_names),
    };
    return cmocka_run_group_tests_name("record/nickname_data", tests, group_open, group_close);
}
