/* SPDX-License-Identifier: Apache-2.0 */
#include "page/operator.h"

#include <math.h>

#include "page_text.h"

/* Source: the same expressions in JavaScript (Node 20). */
static void test_add(void **state)
{
    const struct sl_value one = sl_value_number(1);
    struct page_text text;
    struct sl_page *page = &text.page;

    (void)state;
    page_text_open(&text);
    check_value(&text, sl_value_add(page, one, one), SL_VALUE_NUMBER, "2");
    check_value(&text, sl_value_add(page, one, sl_value_null()), SL_VALUE_NUMBER, "1");
    check_value(&text, sl_value_add(page, one, sl_value_undefined()), SL_VALUE_NUMBER, "NaN");
    check_value(&text, sl_value_add(page, one, text_of("2")), SL_VALUE_TEXT, "12");
    check_value(
        &text, sl_value_add(page, text_of("x"), sl_value_undefined()), SL_VALUE_TEXT, "xundefined"
    );
    check_value(&text, sl_value_add(page, safe_of("<"), safe_of(">")), SL_VALUE_TEXT, "<>");
    check_value(&text, sl_value_add(page, sl_value_list(&one, 1), one), SL_VALUE_TEXT, "11");
    check_value(&text, sl_value_join(page, one, one), SL_VALUE_TEXT, "11");
    check_value(&text, sl_value_compute('*', text_of("3"), text_of("4")), SL_VALUE_NUMBER, "12");
    check_value(&text, sl_value_compute('-', one, text_of("x")), SL_VALUE_NUMBER, "NaN");
    check_value(&text, sl_value_compute('/', one, sl_value_number(4)), SL_VALUE_NUMBER, "0.25");
    check_value(
        &text, sl_value_compute('%', sl_value_number(-7), sl_value_number(3)), SL_VALUE_NUMBER, "-1"
    );
    page_text_close(&text);
}

static void test_same(void **state)
{
    const struct sl_value items[2] = { sl_value_null(), sl_value_null() };
    const struct sl_value nan = sl_value_number((double)NAN);

    (void)state;
    assert_true(sl_value_same(text_of("a"), text_of("a")));
    assert_false(sl_value_same(text_of("1"), sl_value_number(1)));
    assert_true(sl_value_equal(text_of("1"), sl_value_number(1)));
    assert_false(sl_value_same(nan, nan));
    assert_true(sl_value_same(sl_value_undefined(), sl_value_undefined()));
    assert_false(sl_value_same(sl_value_undefined(), sl_value_null()));
    assert_true(sl_value_equal(sl_value_undefined(), sl_value_null()));
    assert_false(sl_value_equal(sl_value_null(), sl_value_number(0)));
    assert_false(sl_value_equal(sl_value_null(), text_of("")));
    assert_true(sl_value_equal(sl_value_bool(true), sl_value_number(1)));
    assert_false(sl_value_same(safe_of("a"), text_of("a")));
    assert_true(sl_value_equal(safe_of("a"), text_of("a")));
    assert_true(sl_value_same(sl_value_list(items, 2), sl_value_list(items, 2)));
    assert_false(sl_value_same(sl_value_list(items, 2), sl_value_list(items + 1, 1)));
    assert_true(sl_value_same(sl_value_bool(false), sl_value_bool(false)));
    assert_true(sl_value_same(sl_value_map(NULL, 0), sl_value_map(NULL, 0)));
}

static void test_order(void **state)
{
    const struct sl_value nothing = sl_value_undefined();

    (void)state;
    assert_true(sl_value_less(sl_value_number(1), sl_value_number(2)));
    assert_false(sl_value_less(sl_value_number(2), sl_value_number(2)));
    assert_true(sl_value_at_most(sl_value_number(2), sl_value_number(2)));
    assert_true(sl_value_less(text_of("10"), text_of("9")));
    assert_true(sl_value_less(sl_value_number(9), text_of("10")));
    assert_false(sl_value_less(nothing, sl_value_number(1)));
    assert_false(sl_value_at_most(nothing, nothing));
}

static void test_in(void **state)
{
    const struct sl_value items[] = { sl_value_null(), text_of("a"), sl_value_number(3) };
    const struct sl_member member = { .name = SL_STR("3"), .value = sl_value_null() };
    struct page_text text;
    struct sl_page *page = &text.page;

    (void)state;
    page_text_open(&text);
    const struct sl_value list = sl_value_list(items, 3);
    assert_true(sl_value_in(page, text_of("a"), list));
    assert_true(sl_value_in(page, sl_value_null(), list));
    assert_false(sl_value_in(page, sl_value_undefined(), list));
    assert_false(sl_value_in(page, text_of("3"), list));
    assert_true(sl_value_in(page, sl_value_number(3), sl_value_map(&member, 1)));
    assert_true(sl_value_in(page, text_of("bc"), text_of("abcd")));
    assert_true(sl_value_in(page, text_of(""), text_of("")));
    assert_false(sl_value_in(page, text_of("x"), text_of("abcd")));
    SL_CHECK_STATUS(sl_page_status(page, NULL), SL_OK);
    assert_false(sl_value_in(page, text_of("x"), sl_value_undefined()));
    SL_CHECK_STATUS(sl_page_status(page, NULL), SL_INVALID);
    page_text_close(&text);
}

static void test_tests(void **state)
{
    const struct sl_value nothing = sl_value_undefined();

    (void)state;
    assert_true(sl_value_is(SL_TEST_UNDEFINED, nothing, nothing));
    assert_false(sl_value_is(SL_TEST_DEFINED, nothing, nothing));
    assert_true(sl_value_is(SL_TEST_DEFINED, sl_value_null(), nothing));
    assert_true(sl_value_is(SL_TEST_NULL, sl_value_null(), nothing));
    assert_true(sl_value_is(SL_TEST_ESCAPED, safe_of(""), nothing));
    assert_false(sl_value_is(SL_TEST_ESCAPED, text_of(""), nothing));
    assert_true(sl_value_is(SL_TEST_STRING, text_of(""), nothing));
    assert_false(sl_value_is(SL_TEST_STRING, safe_of(""), nothing));
    assert_true(sl_value_is(SL_TEST_MAPPING, sl_value_map(NULL, 0), nothing));
    assert_true(sl_value_is(SL_TEST_MAPPING, safe_of(""), nothing));
    assert_false(sl_value_is(SL_TEST_MAPPING, sl_value_list(NULL, 0), nothing));
    assert_true(sl_value_is(SL_TEST_NUMBER, sl_value_number(0), nothing));
    assert_false(sl_value_is(SL_TEST_TRUTHY, sl_value_number(0), nothing));
    assert_true(sl_value_is(SL_TEST_SAME_AS, text_of("a"), text_of("a")));
    assert_false(sl_value_is(SL_TEST_EQUAL, text_of("1"), sl_value_number(1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add), cmocka_unit_test(test_same),  cmocka_unit_test(test_order),
        cmocka_unit_test(test_in),  cmocka_unit_test(test_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
