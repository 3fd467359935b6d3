/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/json_write.h"

#include "support/support.h"

static void test_nesting(void **state)
{
    (void)state;
    struct sl_buf buf;
    sl_buf_init(&buf, 4096);
    struct sl_json_writer json = { .buf = &buf };
    sl_json_open(&json, NULL, '{');
    sl_json_text(&json, "a", SL_STR("x"));
    sl_json_text_if(&json, "none", SL_STR(""));
    sl_json_open(&json, "list", '[');
    sl_json_number(&json, NULL, 7);
    sl_json_bool(&json, NULL, true);
    sl_json_open(&json, NULL, '{');
    sl_json_close(&json, '}');
    sl_json_close(&json, ']');
    sl_json_day(&json, "day", 0);
    sl_json_close(&json, '}');
    SL_CHECK_STR(sl_buf_str(&buf), "{\"a\":\"x\",\"list\":[7,true,{}],\"day\":\"1970-01-01\"}");
    sl_buf_finish(&buf);
}

/* RFC 8259, section 7: quotes, reverse solidus and control characters must be escaped. */
static void test_escapes(void **state)
{
    (void)state;
    struct sl_buf buf;
    sl_buf_init(&buf, 4096);
    struct sl_json_writer json = { .buf = &buf };
    sl_json_text(&json, NULL, SL_STR("O'Neill \"Bo\" \\ \n\x1f W\xc3\xb3jcik"));
    SL_CHECK_STR(sl_buf_str(&buf), "\"O'Neill \\\"Bo\\\" \\\\ \\u000a\\u001f W\xc3\xb3jcik\"");
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_escapes),
    };
    return cmocka_run_group_tests_name("simulate/json_write", tests, NULL, NULL);
}
