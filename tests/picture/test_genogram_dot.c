/* SPDX-License-Identifier: Apache-2.0 */
#include "kin.h"
#include "picture/genogram.h"

static void test_dot(void **state)
{
    static const char *const shown[] = {
        "digraph genogram {\n",
        "  p0 [label=\"Aisha Brien\\nborn 23 Nov 2009\", shape=circle, style=filled, "
        "fillcolor=\"#e3efe8\", peripheries=2, penwidth=2];\n",
        "[label=\"\xE2\x95\xB3 Tariq Hussain\\nborn Jul 1981\\ndied 12 Apr 2019\", shape=square, "
        "color=gray40];\n",
        /* A name cannot end its label, nor turn the writing round. */
        "[label=\"\\\"];<b>& Hill?\", shape=square",
        "shape=triangle];\n",
        " -> f0 [tooltip=\"\", dir=none, weight=4];\n",
        "  f0 -> p0 [tooltip=\"#1 #1 \", dir=none];\n",
        " [label=\"step-parent of\", tooltip=\"#1\", style=dashed];\n",
        "  o0 [label=\"Zbigniew\", shape=diamond];\n",
        "  p0 -> o0 [label=\"same address 14 Example Street, Oldham\", tooltip=\"#9\", "
        "style=dashed, dir=none, minlen=2];\n",
    };
    struct told told;
    struct sl_genogram genogram;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_kin(&told);
    sl_buf_init(&out, (size_t)1 << 20);
    SL_CHECK_OK(sl_genogram_make(told_make(&told), &told.arena, &genogram, NULL), NULL);
    sl_genogram_dot(&genogram, &out);
    SL_CHECK_OK(sl_buf_status(&out, NULL), NULL);
    const char *at = out.ptr;
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        const char *next = strstr(at, shown[i]);
        if (next == NULL) {
            fail_msg("not there, or not in its place: %s in\n%s", shown[i], out.ptr);
        } else {
            at = next;
        }
    }
    assert_true(sl_str_ends(sl_buf_str(&out), SL_STR("\n}\n")));
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_full_buffer(void **state)
{
    struct told told;
    struct sl_genogram genogram;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_kin(&told);
    sl_buf_init(&out, 100);
    SL_CHECK_OK(sl_genogram_make(told_make(&told), &told.arena, &genogram, NULL), NULL);
    sl_genogram_dot(&genogram, &out);
    SL_CHECK_STATUS(sl_buf_status(&out, NULL), SL_LIMIT);
    sl_buf_finish(&out);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dot),
        cmocka_unit_test(test_full_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
