/* SPDX-License-Identifier: Apache-2.0 */
#include "page/filter.h"

#include "page_text.h"

/* filter(value, first, second, third); arguments that are undefined at the end are left out. */
struct call {
    struct sl_value (*filter)(struct sl_page *, const struct sl_value *, size_t);
    struct sl_value args[4];
    enum sl_value_kind kind;
    const char *expected;
};

#define T(literal)                                                              \
    {                                                                           \
        .kind = SL_VALUE_TEXT, .count = sizeof(literal) - 1, .text = "" literal \
    }
#define S(literal)                                                              \
    {                                                                           \
        .kind = SL_VALUE_SAFE, .count = sizeof(literal) - 1, .text = "" literal \
    }
#define N(value)                                   \
    {                                              \
        .kind = SL_VALUE_NUMBER, .number = (value) \
    }
#define B(value)                                \
    {                                           \
        .kind = SL_VALUE_BOOL, .truth = (value) \
    }
#define NONE                       \
    {                              \
        .kind = SL_VALUE_UNDEFINED \
    }

static const struct sl_value items[] = { T("a"), { .kind = SL_VALUE_NULL }, S("<"), N(0) };
#define LIST                                              \
    {                                                     \
        .kind = SL_VALUE_LIST, .count = 4, .items = items \
    }
#define MAP                  \
    {                        \
        .kind = SL_VALUE_MAP \
    }

/* Source: the same calls in Nunjucks 3.2.4; those marked with * would throw there. */
/* clang-format off */
static const struct call calls[] = {
    { sl_filter_capitalize, { T("abC dE") }, SL_VALUE_TEXT, "Abc de" },
    { sl_filter_capitalize, { S("xY") }, SL_VALUE_SAFE, "Xy" },
    { sl_filter_capitalize, { NONE }, SL_VALUE_TEXT, "" },
    { sl_filter_lower, { S("A<B>") }, SL_VALUE_TEXT, "a<b>" },
    { sl_filter_default, { NONE, T("d") }, SL_VALUE_TEXT, "d" },
    { sl_filter_default, { T(""), T("d") }, SL_VALUE_TEXT, "" },
    { sl_filter_default, { T(""), T("d"), B(true) }, SL_VALUE_TEXT, "d" },
    { sl_filter_default, { S(""), T("d"), B(true) }, SL_VALUE_SAFE, "" },
    { sl_filter_escape, { T("<") }, SL_VALUE_SAFE, "&lt;" },
    { sl_filter_escape, { S("<") }, SL_VALUE_SAFE, "<" },
    { sl_filter_escape, { NONE }, SL_VALUE_SAFE, "" },
    { sl_filter_escape, { N(2) }, SL_VALUE_SAFE, "2" },
    { sl_filter_indent, { T("a\nb\n"), N(2) }, SL_VALUE_TEXT, "a\n  b\n  " },
    { sl_filter_indent, { S("a\n\nb"), N(2), B(true) }, SL_VALUE_SAFE, "  a\n  \n  b" },
    { sl_filter_indent, { T("a\nb") }, SL_VALUE_TEXT, "a\n    b" },
    { sl_filter_indent, { NONE, N(2) }, SL_VALUE_TEXT, "" },
    { sl_filter_indent, { B(false), N(2) }, SL_VALUE_TEXT, "" },
    { sl_filter_int, { T(" 12.9x") }, SL_VALUE_NUMBER, "12" },
    { sl_filter_int, { T("-3") }, SL_VALUE_NUMBER, "-3" },
    { sl_filter_int, { T("x"), N(7) }, SL_VALUE_NUMBER, "7" },
    { sl_filter_int, { T("-") }, SL_VALUE_UNDEFINED, "undefined" },
    { sl_filter_join, { LIST }, SL_VALUE_TEXT, "a<0" },
    { sl_filter_join, { LIST, T("; ") }, SL_VALUE_TEXT, "a; ; <; 0" },
    { sl_filter_length, { LIST }, SL_VALUE_NUMBER, "4" },
    { sl_filter_length, { T("\xC3\xB6x") }, SL_VALUE_NUMBER, "2" },
    { sl_filter_length, { MAP }, SL_VALUE_NUMBER, "0" },
    { sl_filter_length, { NONE }, SL_VALUE_NUMBER, "0" },
    { sl_filter_length, { B(false) }, SL_VALUE_NUMBER, "0" },
    { sl_filter_length, { N(5) }, SL_VALUE_UNDEFINED, "undefined" },
    { sl_filter_replace, { T("aXbX"), T("X"), T("--") }, SL_VALUE_TEXT, "a--b--" },
    { sl_filter_replace, { T("aXbX"), T("X"), T("-"), N(1) }, SL_VALUE_TEXT, "a-bX" },
    { sl_filter_replace, { S("aX"), T("X"), N(3) }, SL_VALUE_SAFE, "a3" },
    { sl_filter_replace, { T("aX"), NONE, T("y") }, SL_VALUE_TEXT, "aX" },
    { sl_filter_replace, { N(11), N(1), T("x") }, SL_VALUE_TEXT, "xx" },
    { sl_filter_safe, { T("<b>") }, SL_VALUE_SAFE, "<b>" },
    { sl_filter_safe, { NONE }, SL_VALUE_SAFE, "" },
    { sl_filter_string, { N(1.5) }, SL_VALUE_TEXT, "1.5" },
    { sl_filter_string, { S("x") }, SL_VALUE_SAFE, "x" },
    { sl_filter_trim, { T(" a ") }, SL_VALUE_TEXT, "a" },
    { sl_filter_trim, { S(" a ") }, SL_VALUE_SAFE, "a" },
    { sl_filter_trim, { NONE }, SL_VALUE_TEXT, "" }, /* * */
};
/* clang-format on */

static size_t count_of(const struct call *call)
{
    size_t count = 4;
    while (count > 1 && call->args[count - 1].kind == SL_VALUE_UNDEFINED) {
        count--;
    }
    return count;
}

static void test_filters(void **state)
{
    struct page_text text;

    (void)state;
    page_text_open(&text);
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        const struct call *call = &calls[i];
        const struct sl_value value = call->filter(&text.page, call->args, count_of(call));
        check_value(&text, value, call->kind, call->expected);
    }
    page_text_close(&text);
}

static void test_select(void **state)
{
    const struct sl_value list = LIST;
    struct page_text text;

    (void)state;
    page_text_open(&text);
    const struct sl_value nothing = sl_value_undefined();
    check_value(
        &text, sl_filter_select(&text.page, list, SL_TEST_TRUTHY, nothing), SL_VALUE_LIST, "a,<"
    );
    check_value(
        &text,
        sl_filter_select(&text.page, list, SL_TEST_EQUAL, sl_value_number(0)),
        SL_VALUE_LIST,
        "0"
    );
    check_value(
        &text, sl_filter_select(&text.page, nothing, SL_TEST_TRUTHY, nothing), SL_VALUE_LIST, ""
    );
    page_text_close(&text);
}

static enum sl_status filter_all(void *context)
{
    struct page_text text;

    (void)context;
    page_text_open(&text);
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        (void)calls[i].filter(&text.page, calls[i].args, count_of(&calls[i]));
    }
    const enum sl_status status = sl_page_status(&text.page, NULL);
    page_text_close(&text);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(filter_all, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_select),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
