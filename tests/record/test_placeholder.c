/* SPDX-License-Identifier: Apache-2.0 */
#include "record/placeholder.h"

#include "normal_cases.h"

static void test_table_ascends(void **state)
{
    (void)state;
    assert_true(sl_placeholder_count() > 30);
    for (size_t i = 0; i < sl_placeholder_count(); i++) {
        assert_true(sl_placeholder(sl_placeholder_get(i)));
        assert_true(i == 0 || sl_str_compare(sl_placeholder_get(i - 1), sl_placeholder_get(i)) < 0);
    }
}

/* A word of the table in its folded form, or it would never be met. */
static void test_table_is_folded(void **state)
{
    for (size_t i = 0; i < sl_placeholder_count(); i++) {
        const struct sl_str word = sl_placeholder_get(i);
        SL_CHECK_BYTES(normal_of(*state, sl_fold_text, word), word);
    }
}

static void test_whole_values_only(void **state)
{
    (void)state;
    assert_true(sl_placeholder(SL_STR("")));
    assert_true(sl_placeholder(SL_STR("unknown")));
    assert_true(sl_placeholder(SL_STR("n a")));
    assert_true(sl_placeholder(SL_STR("not stated")));
    assert_false(sl_placeholder(SL_STR("unknown street")));
    assert_false(sl_placeholder(SL_STR("nan")));
    assert_false(sl_placeholder(SL_STR("test")));
    assert_false(sl_placeholder(SL_STR("noname")));
}

static void test_fillers(void **state)
{
    (void)state;
    assert_true(sl_placeholder(SL_STR("xx")));
    assert_true(sl_placeholder(SL_STR("xxx xxx")));
    assert_true(sl_placeholder(SL_STR("0000")));
    assert_true(sl_placeholder(SL_STR("9999 99 99")));
    assert_false(sl_placeholder(SL_STR("x")));
    assert_false(sl_placeholder(SL_STR("99")));
    assert_false(sl_placeholder(SL_STR("0")));
    assert_false(sl_placeholder(SL_STR("1111")));
    assert_false(sl_placeholder(SL_STR("00001")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_ascends),
        cmocka_unit_test(test_table_is_folded),
        cmocka_unit_test(test_whole_values_only),
        cmocka_unit_test(test_fillers),
    };
    return cmocka_run_group_tests_name("record/placeholder", tests, group_open, group_close);
}
