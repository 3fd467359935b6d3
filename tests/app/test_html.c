/* SPDX-License-Identifier: Apache-2.0 */
#include "app/html.h"

#include "support/support.h"

static void test_text_is_always_escaped(void **state)
{
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 1000);
    sl_html_raw(&buf, "<b>");
    sl_html_text(&buf, SL_STR("<script>\"a\" & 'b'</script>"));
    SL_CHECK_STR(
        sl_buf_str(&buf), "<b>&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
    );
    sl_buf_clear(&buf);
    sl_html_text(&buf, SL_STR("Zo\xC3\xAB\x1B\x7F"));
    SL_CHECK_STR(sl_buf_str(&buf), "Zo\xC3\xAB\xEF\xBF\xBD\xEF\xBF\xBD");
    sl_buf_finish(&buf);
}

static void test_attributes_cannot_be_left(void **state)
{
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 1000);
    sl_html_attr(&buf, "title", SL_STR("\" onload=\"x"));
    SL_CHECK_STR(sl_buf_str(&buf), " title=\"&quot; onload=&quot;x\"");
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_always_escaped),
        cmocka_unit_test(test_attributes_cannot_be_left),
    };
    return cmocka_run_group_tests_name("app/html", tests, NULL, NULL);
}
