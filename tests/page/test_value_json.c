/* SPDX-License-Identifier: Apache-2.0 */
#include "page/value_json.h"

#include <string.h>

#include "base/json.h"
#include "page_text.h"

static void test_parse(void **state)
{
    const struct sl_str json =
        SL_STR("{\"a\":[1,\"x\\u00e9\",{}],\"b\":{\"c\":null,\"d\":true},\"e\":false,\"a2\":-1.5e2}"
        );
    struct sl_value value;
    struct page_text text;
    struct sl_error err;

    (void)state;
    page_text_open(&text);
    SL_CHECK_OK(sl_value_parse_json(json, &text.arena, &value, &err), &err);
    SL_CHECK_U64(value.count, 4);
    const struct sl_value list = sl_value_get(value, SL_STR("a"));
    check_value(&text, list, SL_VALUE_LIST, "1,x\xC3\xA9,[object Object]");
    const struct sl_value map = sl_value_get(value, SL_STR("b"));
    SL_CHECK_I64(sl_value_get(map, SL_STR("c")).kind, SL_VALUE_NULL);
    check_value(&text, sl_value_get(map, SL_STR("d")), SL_VALUE_BOOL, "true");
    check_value(&text, sl_value_get(value, SL_STR("a2")), SL_VALUE_NUMBER, "-150");
    SL_CHECK_OK(sl_value_parse_json(SL_STR("\"<\""), &text.arena, &value, &err), &err);
    check_value(&text, value, SL_VALUE_TEXT, "<");
    page_text_close(&text);
}

static void test_twice(void **state)
{
    struct sl_value value;
    struct page_text text;
    struct sl_error err;

    (void)state;
    page_text_open(&text);
    SL_CHECK_OK(
        sl_value_parse_json(
            SL_STR("{\"a\":1,\"b\":2,\"a\":3,\"c\":[{\"a\":4}]}"), &text.arena, &value, &err
        ),
        &err
    );
    SL_CHECK_U64(value.count, 3);
    SL_CHECK_STR(value.members[0].name, "a");
    SL_CHECK_NEAR(value.members[0].value.number, 3, 0);
    page_text_close(&text);
}

static void test_refused(void **state)
{
    char deep[2 * SL_JSON_DEPTH_LIMIT + 4];
    struct sl_value value = sl_value_null();
    struct page_text text;
    struct sl_error err;

    (void)state;
    page_text_open(&text);
    SL_CHECK_STATUS(sl_value_parse_json(SL_STR("[1,]"), &text.arena, &value, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.detail), "column 4");
    SL_CHECK_STATUS(sl_value_parse_json(SL_STR(""), &text.arena, &value, &err), SL_INVALID);
    memset(deep, '[', sizeof(deep));
    SL_CHECK_STATUS(
        sl_value_parse_json(
            (struct sl_str){ .ptr = deep, .len = sizeof(deep) }, &text.arena, &value, &err
        ),
        SL_LIMIT
    );
    SL_CHECK_I64(value.kind, SL_VALUE_NULL);
    page_text_close(&text);
}

static enum sl_status parse_one(void *context)
{
    struct sl_value value;
    struct page_text text;

    (void)context;
    page_text_open(&text);
    const enum sl_status status =
        sl_value_parse_json(SL_STR("{\"a\":[1,2,3,\"\\n\"],\"b\":{}}"), &text.arena, &value, NULL);
    page_text_close(&text);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse_one, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_twice),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
