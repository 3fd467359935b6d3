/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/xml_write.h"

#include "support/support.h"

static void test_elements(void **state)
{
    (void)state;
    struct sl_buf buf;
    sl_buf_init(&buf, 4096);
    sl_xml_open(&buf, "Child");
    sl_xml_word(&buf, "Sex", "F");
    sl_xml_day(&buf, "Day", 31);
    sl_xml_text(&buf, "Name", SL_STR("<A> & \"B\""));
    sl_xml_close(&buf, "Child");
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "<Child><Sex>F</Sex><Day>1970-02-01</Day><Name>&lt;A&gt; &amp; \"B\"</Name></Child>"
    );
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements),
    };
    return cmocka_run_group_tests_name("simulate/xml_write", tests, NULL, NULL);
}
