/* SPDX-License-Identifier: Apache-2.0 */
#include "page/escape.h"

#include "base/hash.h"
#include "support/support.h"

static void check_escaped(const char *text, const char *expected)
{
    struct sl_buf buf;

    sl_buf_init(&buf, 4096);
    sl_escape_add(&buf, sl_str_from(text));
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
}

/* Source: Nunjucks 3.2.4, lib.js, escapeMap. */
static void test_escaped(void **state)
{
    (void)state;
    check_escaped("", "");
    check_escaped("plain text, größer", "plain text, größer");
    check_escaped("<b>\"&'\\", "&lt;b&gt;&quot;&amp;&#39;&#92;");
    check_escaped("a<", "a&lt;");
    check_escaped("&amp;", "&amp;amp;");
    check_escaped("`=/", "`=/");
}

/* No byte that could end a text or an attribute is left, and nothing is lost. */
static void test_any_bytes(void **state)
{
    struct sl_random random;
    struct sl_buf buf;

    (void)state;
    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&buf, 4096);
    for (int round = 0; round < 1000; round++) {
        char bytes[16];
        const size_t len = (size_t)sl_random_below(&random, sizeof(bytes));
        size_t others = 0;
        for (size_t i = 0; i < len; i++) {
            bytes[i] = (char)sl_random_below(&random, 128);
            others += sl_str_find(SL_STR("&<>\"'\\"), (struct sl_str){ &bytes[i], 1 }) == 6;
        }
        sl_buf_clear(&buf);
        sl_escape_add(&buf, (struct sl_str){ .ptr = bytes, .len = len });
        const struct sl_str escaped = sl_buf_str(&buf);
        SL_CHECK_U64(sl_str_find(escaped, SL_STR("<")), escaped.len);
        SL_CHECK_U64(sl_str_find(escaped, SL_STR("\"")), escaped.len);
        SL_CHECK_U64(sl_str_find(escaped, SL_STR("'")), escaped.len);
        assert_true(escaped.len >= others + 4 * (len - others));
    }
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escaped),
        cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
