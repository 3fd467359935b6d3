/* SPDX-License-Identifier: Apache-2.0 */
#include "page/value.h"

#include <math.h>

#include "page_text.h"

static const struct sl_value two[] = {
    {.kind = SL_VALUE_NUMBER, .number = 1},
    { .kind = SL_VALUE_TEXT,             .count = 1, .text = "b" },
};
static const struct sl_member members[] = {
    {{ "a", 1 },  { .kind = SL_VALUE_NUMBER, .number = 1 }},
    { { "b", 1 }, { .kind = SL_VALUE_NULL }               },
};

static void test_truth(void **state)
{
    (void)state;
    assert_false(sl_value_truth(sl_value_undefined()));
    assert_false(sl_value_truth(sl_value_null()));
    assert_false(sl_value_truth(sl_value_bool(false)));
    assert_true(sl_value_truth(sl_value_bool(true)));
    assert_false(sl_value_truth(sl_value_number(0)));
    assert_false(sl_value_truth(sl_value_number((double)NAN)));
    assert_true(sl_value_truth(sl_value_number(-1)));
    assert_false(sl_value_truth(text_of("")));
    assert_true(sl_value_truth(text_of("false")));
    assert_true(sl_value_truth(safe_of(""))); /* an object in JavaScript */
    assert_true(sl_value_truth(sl_value_list(NULL, 0)));
    assert_true(sl_value_truth(sl_value_map(NULL, 0)));
}

static void test_numbers(void **state)
{
    (void)state;
    SL_CHECK_NEAR(sl_value_to_number(text_of(" 12.5\n")), 12.5, 0);
    SL_CHECK_NEAR(sl_value_to_number(text_of("")), 0, 0);
    SL_CHECK_NEAR(sl_value_to_number(sl_value_bool(true)), 1, 0);
    SL_CHECK_NEAR(sl_value_to_number(sl_value_null()), 0, 0);
    SL_CHECK_NEAR(sl_value_to_number(sl_value_number(-3)), -3, 0);
    assert_true(isnan(sl_value_to_number(sl_value_undefined())));
    assert_true(isnan(sl_value_to_number(text_of("12 px"))));
    assert_true(isnan(sl_value_to_number(sl_value_list(two, 2))));
}

static void test_get(void **state)
{
    const struct sl_value map = sl_value_map(members, 2);
    const struct sl_value list = sl_value_list(two, 2);

    (void)state;
    SL_CHECK_NEAR(sl_value_get(map, SL_STR("a")).number, 1, 0);
    SL_CHECK_I64(sl_value_get(map, SL_STR("b")).kind, SL_VALUE_NULL);
    SL_CHECK_I64(sl_value_get(map, SL_STR("length")).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_NEAR(sl_value_get(list, SL_STR("length")).number, 2, 0);
    SL_CHECK_NEAR(
        sl_value_get(text_of("a\xC3\xB6\xF0\x9F\x98\x80"), SL_STR("length")).number, 4, 0
    );
    SL_CHECK_STR(sl_value_str(sl_value_get(safe_of("<b>"), SL_STR("val"))), "<b>");
    SL_CHECK_I64(sl_value_get(text_of("x"), SL_STR("val")).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_I64(sl_value_get(sl_value_undefined(), SL_STR("a")).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_STR(sl_value_str(sl_value_at(list, sl_value_number(1))), "b");
    SL_CHECK_I64(sl_value_at(list, sl_value_number(2)).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_I64(sl_value_at(list, sl_value_number(-1)).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_NEAR(sl_value_at(map, text_of("a")).number, 1, 0);
}

static void test_rounds(void **state)
{
    const struct sl_value pair = sl_value_list(two, 2);
    const struct sl_value pairs = sl_value_list(&pair, 1);
    const struct sl_value map = sl_value_map(members, 2);

    (void)state;
    SL_CHECK_U64(sl_value_rounds(sl_value_list(two, 2), false), 2);
    SL_CHECK_U64(sl_value_rounds(map, false), 0);
    SL_CHECK_U64(sl_value_rounds(map, true), 2);
    SL_CHECK_U64(sl_value_rounds(text_of("abc"), false), 0);
    SL_CHECK_U64(sl_value_rounds(sl_value_undefined(), true), 0);
    SL_CHECK_STR(sl_value_str(sl_value_first(map, 0, true)), "a");
    SL_CHECK_I64(sl_value_second(map, 1).kind, SL_VALUE_NULL);
    SL_CHECK_NEAR(sl_value_first(pairs, 0, true).number, 1, 0);
    SL_CHECK_STR(sl_value_str(sl_value_second(pairs, 0)), "b");
    SL_CHECK_I64(sl_value_first(pairs, 0, false).kind, SL_VALUE_LIST);
}

/* Source: what String(x) gives in JavaScript (Node 20). */
static void test_print(void **state)
{
    const struct sl_value inner[] = { sl_value_null(), sl_value_list(two, 2), text_of("<") };
    struct page_text text;

    (void)state;
    page_text_open(&text);
    check_value(&text, sl_value_undefined(), SL_VALUE_UNDEFINED, "undefined");
    check_value(&text, sl_value_null(), SL_VALUE_NULL, "null");
    check_value(&text, sl_value_bool(true), SL_VALUE_BOOL, "true");
    check_value(&text, sl_value_number(-0.0), SL_VALUE_NUMBER, "0");
    check_value(&text, sl_value_number(-32), SL_VALUE_NUMBER, "-32");
    check_value(&text, sl_value_number(9007199254740991), SL_VALUE_NUMBER, "9007199254740991");
    check_value(&text, sl_value_number(0.1), SL_VALUE_NUMBER, "0.1");
    check_value(&text, sl_value_number(1.0 / 3), SL_VALUE_NUMBER, "0.3333333333333333");
    check_value(&text, sl_value_number((double)NAN), SL_VALUE_NUMBER, "NaN");
    check_value(&text, sl_value_number(-(double)INFINITY), SL_VALUE_NUMBER, "-Infinity");
    check_value(&text, sl_value_list(inner, 3), SL_VALUE_LIST, ",1,b,<");
    check_value(&text, sl_value_map(members, 2), SL_VALUE_MAP, "[object Object]");
    page_text_close(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truth),  cmocka_unit_test(test_numbers), cmocka_unit_test(test_get),
        cmocka_unit_test(test_rounds), cmocka_unit_test(test_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
