/* SPDX-License-Identifier: Apache-2.0 */
#include "page/method.h"

#include "page_text.h"

static void test_methods(void **state)
{
    const struct sl_value items[] = { text_of("a"), sl_value_number(1) };
    struct page_text text;
    struct sl_page *page = &text.page;

    (void)state;
    page_text_open(&text);
    const struct sl_value list = sl_value_list(items, 2);
    const struct sl_value with_list[] = { list, list };
    const struct sl_value with_text[] = { list, text_of("a") };
    const struct sl_value of_text[] = { text_of("bab"), text_of("a") };
    const struct sl_value of_nothing[] = { sl_value_undefined(), text_of("a") };
    check_value(&text, sl_method_concat(page, with_list, 2), SL_VALUE_LIST, "a,1,a,1");
    check_value(&text, sl_method_concat(page, with_text, 2), SL_VALUE_LIST, "a,1,a");
    check_value(&text, sl_method_concat(page, of_nothing, 2), SL_VALUE_UNDEFINED, "undefined");
    check_value(&text, sl_method_includes(page, with_text, 2), SL_VALUE_BOOL, "true");
    check_value(&text, sl_method_includes(page, with_list, 2), SL_VALUE_BOOL, "false");
    check_value(&text, sl_method_includes(page, of_text, 2), SL_VALUE_BOOL, "true");
    check_value(&text, sl_method_includes(page, of_nothing, 2), SL_VALUE_UNDEFINED, "undefined");
    check_value(&text, sl_method_join(page, &list, 1), SL_VALUE_TEXT, "a,1");
    check_value(&text, sl_method_join(page, with_text, 2), SL_VALUE_TEXT, "aa1");
    check_value(&text, sl_method_join(page, of_nothing, 1), SL_VALUE_UNDEFINED, "undefined");
    page_text_close(&text);
}

static enum sl_status concat(void *context)
{
    const struct sl_value both[] = { sl_value_list(NULL, 0), text_of("a") };
    struct page_text text;

    (void)context;
    page_text_open(&text);
    (void)sl_method_concat(&text.page, both, 2);
    const enum sl_status status = sl_page_status(&text.page, NULL);
    page_text_close(&text);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(concat, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
