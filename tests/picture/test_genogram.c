/* SPDX-License-Identifier: Apache-2.0 */
#include "family.h"
#include "picture/genogram.h"

static void test_genogram(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    struct sl_buf out;
    sl_buf_init(&out, (size_t)1 << 20);
    tell_family(&told);
    sl_picture_genogram(told_make(&told), &out);
    SL_CHECK_STR(
        sl_buf_str(&out),
        "digraph genogram {\n"
        "  rankdir=TB;\n"
        "  node [fontname=\"sans-serif\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=10];\n"
        "  p0 [label=\"AISHA OBRIEN\\nborn 2009-11-23\", shape=circle, peripheries=2, "
        "penwidth=2];\n"
        "  p1 [label=\"\xE2\x95\xB3 RICO \\\"R\\\" HILL\\ndied 2024-05-20\", shape=square, "
        "color=gray40];\n"
        "  p2 [label=\"n3\", shape=box, style=rounded];\n"
        "  p2 -> p0 [label=\"mother of\", tooltip=\"#8\"];\n"
        "  p0 -> p1 [label=\"same phone\", tooltip=\"#1 #7\", style=dashed, dir=none, "
        "constraint=false];\n"
        "  p0 -> p1 [label=\"same event\", tooltip=\"#3\", style=dashed, dir=none, "
        "constraint=false];\n"
        "}\n"
    );
    sl_buf_finish(&out);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_genogram),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
