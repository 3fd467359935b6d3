/* SPDX-License-Identifier: Apache-2.0 */
#include "record/nickname.h"

#include "normal_cases.h"
#include "record/nickname_data.h"

static bool related(const char *left, const char *right)
{
    const bool forth = sl_nickname_related(sl_str_from(left), sl_str_from(right));
    assert_true(forth == sl_nickname_related(sl_str_from(right), sl_str_from(left)));
    return forth;
}

static void test_related(void **state)
{
    (void)state;
    assert_true(related("william", "bill"));
    assert_true(related("bill", "willie"));
    assert_true(related("elizabeth", "betty"));
    assert_true(related("margaret", "peggy"));
    assert_true(related("james", "jas"));
    assert_true(related("john", "sean"));
    assert_true(related("katarzyna", "kasia"));
    assert_true(related("stanislaw", "staszek"));
    assert_true(related("mohammed", "mo"));
    assert_true(related("sian", "jane"));
    assert_true(related("aleksandra", "ola"));
    assert_true(related("gheorghe", "gigi"));
}

static void test_not_related(void **state)
{
    (void)state;
    assert_false(related("albert", "alan")); /* although both are "al" */
    assert_true(related("albert", "al"));
    assert_true(related("alan", "al"));
    assert_false(related("william", "william"));
    assert_false(related("william", "mary"));
    assert_false(related("william", ""));
    assert_false(related("", ""));
    assert_false(related("zzz", "william"));
    assert_false(related("bill smith", "william"));
}

/* What is listed is related, once each, and the other way round. */
static void check_list(struct sl_str name)
{
    struct sl_str names[SL_NICKNAME_LIMIT];
    struct sl_str back[SL_NICKNAME_LIMIT];
    const size_t count = sl_nickname_find(name, names, SL_NICKNAME_LIMIT);
    assert_true(count > 0 && count < SL_NICKNAME_LIMIT);
    for (size_t i = 0; i < count; i++) {
        assert_true(sl_nickname_related(name, names[i]));
        assert_true(sl_nickname_related(names[i], name));
        for (size_t k = 0; k < i; k++) {
            assert_false(sl_str_equal(names[i], names[k]));
        }
        const size_t back_count = sl_nickname_find(names[i], back, SL_NICKNAME_LIMIT);
        size_t found = 0;
        for (size_t k = 0; k < back_count; k++) {
            found += sl_str_equal(back[k], name) ? 1 : 0;
        }
        SL_CHECK_U64(found, 1);
    }
}

static void test_lists_are_symmetric(void **state)
{
    (void)state;
    for (size_t i = 0; i < sl_nickname_groups.count; i++) {
        check_list(sl_str_from(sl_nickname_groups.rows[i].word));
    }
    for (size_t i = 0; i < sl_nickname_index.count; i++) {
        check_list(sl_str_from(sl_nickname_index.rows[i].word));
    }
}

static void test_find_keeps_to_its_limit(void **state)
{
    struct sl_str names[3] = { { .len = 0 } };
    (void)state;
    SL_CHECK_U64(sl_nickname_find(SL_STR("william"), names, 2), 2);
    assert_null(names[2].ptr);
    SL_CHECK_U64(sl_nickname_find(SL_STR("william"), names, 0), 0);
    SL_CHECK_U64(sl_nickname_find(SL_STR("zzz"), names, 3), 0);
    SL_CHECK_U64(sl_nickname_find(SL_STR(""), names, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_related),
        cmocka_unit_test(test_not_related),
        cmocka_unit_test(test_lists_are_symmetric),
        cmocka_unit_test(test_find_keeps_to_its_limit),
    };
    return cmocka_run_group_tests_name("record/nickname", tests, group_open, group_close);
}
