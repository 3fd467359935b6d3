/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/xml_read.h"

#include "base/buf.h"
#include "support/support.h"

static enum sl_status read_text(
    const char *text, struct sl_arena *arena, struct sl_xml_node **ret_root, struct sl_error *err
)
{
    size_t line = 0;
    return sl_xml_read(sl_str_from(text), arena, ret_root, &line, err);
}

static void test_tree(void **state)
{
    struct sl_arena arena;
    struct sl_xml_node *root = NULL;
    struct sl_error err;
    (void)state;
    sl_arena_init(&arena, 65536);
    SL_CHECK_OK(
        read_text("<A>\n<B> x &amp; <!-- -->y<![CDATA[<z>]]> </B>\n<C/></A>", &arena, &root, &err),
        &err
    );
    SL_CHECK_STR(root->name, "A");
    SL_CHECK_STR(sl_xml_find(root, SL_STR("B"))->text, "x & y<z>");
    SL_CHECK_U64(sl_xml_find(root, SL_STR("C"))->line, 2);
    assert_null(sl_xml_find(root, SL_STR("D")));
    assert_null(sl_xml_find(NULL, SL_STR("D")));
    sl_arena_finish(&arena);
}

static void test_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "<A>",
        "<A></B>",
        "<A>&b;</A>",
        "<!DOCTYPE A [<!ENTITY b 'c'>]><A>&b;</A>",
        "<!DOCTYPE A SYSTEM '/etc/passwd'><A/>",
        "<A>\xFF</A>",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sl_arena arena;
        struct sl_xml_node *root = NULL;
        struct sl_error err;
        sl_arena_init(&arena, 65536);
        SL_CHECK_STATUS(read_text(texts[i], &arena, &root, &err), SL_INVALID);
        sl_arena_finish(&arena);
    }
}

static void test_depth(void **state)
{
    struct sl_arena arena;
    struct sl_xml_node *root = NULL;
    struct sl_buf text;
    (void)state;
    sl_arena_init(&arena, 65536);
    sl_buf_init(&text, 4096);
    for (unsigned i = 0; i <= SL_XML_DEPTH_LIMIT; i++) {
        sl_buf_add(&text, SL_STR("<A>"));
    }
    for (unsigned i = 0; i <= SL_XML_DEPTH_LIMIT; i++) {
        sl_buf_add(&text, SL_STR("</A>"));
    }
    SL_CHECK_STATUS(read_text(text.ptr, &arena, &root, NULL), SL_LIMIT);
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests_name("xml_read", tests, NULL, NULL);
}
