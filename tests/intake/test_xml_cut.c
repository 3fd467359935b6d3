/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/xml_cut.h"

#include <string.h>

#include "base/memory.h"
#include "intake/format.h"
#include "support/support.h"

/* What is cut out: "line:text|", "!" in front of a broken one, "+" of one that is too long. */
static void check_cut(struct sl_str bytes, const char *expected)
{
    struct sl_xml_cut cut = { .name = SL_STR("A") };
    struct sl_test_folder folder;
    struct sl_stream stream;
    struct sl_buf shown;
    struct sl_buf before;
    struct sl_error err;
    enum sl_xml_piece piece = SL_XML_NO_MORE;
    sl_buf_init(&shown, 65536);
    sl_buf_init(&before, 65536);
    sl_test_folder_open(&folder);
    SL_CHECK_OK(sl_stream_open(&stream, sl_test_folder_write(&folder, "in", bytes), &err), &err);
    SL_CHECK_OK(sl_xml_cut_open(&cut, &stream, SL_STR("R"), &before, &err), &err);
    for (;;) {
        struct sl_str text = SL_STR("");
        uint64_t line = 0;
        SL_CHECK_OK(sl_xml_cut_next(&cut, &stream, &piece, &text, &line, &err), &err);
        if (piece == SL_XML_NO_MORE) {
            break;
        }
        sl_buf_add(&shown, piece == SL_XML_BROKEN ? SL_STR("!") : SL_STR(""));
        sl_buf_addf(&shown, "%llu:", (unsigned long long)line);
        sl_buf_add(&shown, piece == SL_XML_TOO_LONG ? SL_STR("+") : text);
        sl_buf_add_byte(&shown, '|');
    }
    SL_CHECK_STR(sl_buf_str(&shown), expected);
    sl_stream_close(&stream);
    sl_test_folder_close(&folder);
    sl_buf_finish(&shown);
    sl_buf_finish(&before);
}

static void test_cut(void **state)
{
    (void)state;
    check_cut(SL_STR("<R></R>"), "");
    check_cut(
        SL_STR("<R><A>1</A>\n<A x='>'/><B/>\n<A>\n2</A ></R>"),
        "1:<A>1</A>|2:<A x='>'/>|3:<A>\n2</A >|"
    );
    check_cut(
        SL_STR("<R><!-- <A> --><A><![CDATA[</A>]]><!-- </A> --></A><?x <A>?></R>"),
        "1:<A><![CDATA[</A>]]><!-- </A> --></A>|"
    );
    check_cut(SL_STR("<R><AB/><A><AB>1</AB></A></R>"), "1:<A><AB>1</AB></A>|");
    check_cut(SL_STR("<R><A>1<A>2</A></R>"), "!1:<A>1|1:<A>2</A>|");
    check_cut(SL_STR("<R>\n<A>1"), "!2:<A>1|");
}

/* An element longer than a record may be costs itself only. */
static void test_too_long(void **state)
{
    const size_t len = SL_SPLIT_RECORD_LIMIT_BYTES * 3;
    char *bytes = sl_alloc(len + 32, 1);
    (void)state;
    memset(bytes, ' ', len + 32);
    memcpy(bytes, "<R><A>", 6);
    memcpy(bytes + len, "</A><A>2</A></R>", 16);
    check_cut((struct sl_str){ bytes, len + 16 }, "1:+|1:<A>2</A>|");
    sl_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_too_long),
    };
    return cmocka_run_group_tests_name("xml_cut", tests, NULL, NULL);
}
