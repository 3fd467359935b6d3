/* SPDX-License-Identifier: Apache-2.0 */
#include "page/page.h"

#include "page_text.h"

static void test_put(void **state)
{
    const struct sl_value items[] = { text_of("<"), text_of("b") };
    struct page_text text;

    (void)state;
    page_text_open(&text);
    sl_page_add(&text.page, SL_STR("<p>"));
    sl_page_put(&text.page, text_of("<&"));
    sl_page_put(&text.page, safe_of("<br>"));
    sl_page_put(&text.page, sl_value_undefined());
    sl_page_put(&text.page, sl_value_null());
    sl_page_put(&text.page, sl_value_number(1.5));
    sl_page_put(&text.page, sl_value_bool(false));
    sl_page_put(&text.page, sl_value_list(items, 2));
    SL_CHECK_STR(sl_buf_str(&text.out), "<p>&lt;&amp;<br>1.5false&lt;,b");
    page_text_close(&text);
}

static void test_take(void **state)
{
    struct page_text text;

    (void)state;
    page_text_open(&text);
    sl_page_add(&text.page, SL_STR("kept"));
    const size_t mark = sl_page_mark(&text.page);
    sl_page_add(&text.page, SL_STR("<i>"));
    const struct sl_value plain = sl_page_take_text(&text.page, mark);
    sl_page_add(&text.page, SL_STR("<b>"));
    const struct sl_value safe = sl_page_take_safe(&text.page, mark);
    sl_page_add(&text.page, SL_STR("dropped"));
    sl_page_drop(&text.page, mark);
    SL_CHECK_STR(sl_buf_str(&text.out), "kept");
    SL_CHECK_I64(plain.kind, SL_VALUE_TEXT);
    SL_CHECK_STR(sl_value_str(plain), "<i>");
    SL_CHECK_I64(safe.kind, SL_VALUE_SAFE);
    SL_CHECK_STR(sl_value_str(safe), "<b>");
    page_text_close(&text);
}

static void test_depth(void **state)
{
    struct page_text text;

    (void)state;
    page_text_open(&text);
    for (unsigned i = 0; i < SL_PAGE_DEPTH_LIMIT; i++) {
        assert_true(sl_page_enter(&text.page));
    }
    assert_false(sl_page_enter(&text.page));
    SL_CHECK_STATUS(sl_page_status(&text.page, NULL), SL_LIMIT);
    assert_false(sl_page_goes_on(&text.page));
    for (unsigned i = 0; i < SL_PAGE_DEPTH_LIMIT; i++) {
        sl_page_leave(&text.page);
    }
    SL_CHECK_U64(text.page.depth, 0);
    page_text_close(&text);
}

static void test_limits(void **state)
{
    const struct sl_value item = sl_value_null();
    struct page_text text;

    (void)state;
    page_text_open(&text);
    text.out.limit_bytes = 4;
    sl_page_add(&text.page, SL_STR("12345"));
    SL_CHECK_STATUS(sl_page_status(&text.page, NULL), SL_LIMIT);
    SL_CHECK_I64(sl_page_list(&text.page, &item, 1).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_I64(sl_page_take_text(&text.page, 0).kind, SL_VALUE_UNDEFINED);
    page_text_close(&text);

    page_text_open(&text);
    text.arena.limit_bytes = sizeof(struct sl_value) / 2;
    SL_CHECK_I64(sl_page_list(&text.page, &item, 1).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_STATUS(sl_page_status(&text.page, NULL), SL_LIMIT);
    page_text_close(&text);

    page_text_open(&text);
    sl_page_fail(&text.page, SL_INVALID);
    sl_page_fail(&text.page, SL_LIMIT);
    SL_CHECK_STATUS(sl_page_status(&text.page, NULL), SL_INVALID);
    page_text_close(&text);
}

static enum sl_status build(void *context)
{
    const struct sl_value item = text_of("x");
    const struct sl_member member = { .name = SL_STR("m"), .value = item };
    struct page_text text;

    (void)context;
    page_text_open(&text);
    sl_page_add(&text.page, SL_STR("text"));
    (void)sl_page_take_text(&text.page, 0);
    sl_page_put(&text.page, sl_page_list(&text.page, &item, 1));
    (void)sl_page_map(&text.page, &member, 1);
    const enum sl_status status = sl_page_status(&text.page, NULL);
    page_text_close(&text);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(build, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put),       cmocka_unit_test(test_take),
        cmocka_unit_test(test_depth),     cmocka_unit_test(test_limits),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
