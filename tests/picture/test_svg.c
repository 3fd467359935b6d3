/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/svg.h"

#include "support/support.h"

static void check_text(const char *text, const char *expected)
{
    struct sl_buf out;
    struct sl_svg svg = { .out = &out };
    sl_buf_init(&out, 1000);
    sl_svg_text(&svg, sl_str_from(text));
    SL_CHECK_STR(sl_buf_str(&out), expected);
    sl_buf_finish(&out);
}

static void test_text(void **state)
{
    (void)state;
    check_text("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c'");
    check_text("\x01\x1b[2J", "??[2J");
    check_text("Zo\xC3\xAB", "Zo\xC3\xAB");
    check_text("\xEF\xBF\xBE", "?"); /* U+FFFE, which XML does not have */
    check_text(
        "\xE2\x80\xAE"
        "a",
        "?a"
    ); /* turns the writing round */
}

static void test_numbers(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0,       "0"   },
        { 12,     "12"  },
        { 12.34,  "12.3"},
        { -0.06,  "-0.1"},
        { 99.999, "100" },
    };
    struct sl_buf out;
    struct sl_svg svg = { .out = &out };
    (void)state;
    sl_buf_init(&out, 100);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sl_buf_clear(&out);
        sl_svg_number(&svg, cases[i].value);
        SL_CHECK_STR(sl_buf_str(&out), cases[i].text);
    }
    sl_buf_finish(&out);
}

static void test_lines(void **state)
{
    static const struct sl_svg_lines lines = { "more", 10, 8, 2 };
    struct sl_buf out;
    struct sl_svg svg = { .out = &out };
    (void)state;
    sl_buf_init(&out, 1000);
    sl_buf_init(&svg.text, 1000);
    sl_buf_add(&svg.text, SL_STR("one two three four"));
    const double below = sl_svg_lines_of_text(&svg, &lines, (struct sl_svg_point){ 1, 2 });
    SL_CHECK_STR(
        sl_buf_str(&out),
        "<text class=\"more\" x=\"1\" y=\"2\">one two</text>"
        "<text class=\"more\" x=\"1\" y=\"12\">three\xE2\x80\xA6</text>"
    );
    assert_true(below > 21.9 && below < 22.1);
    SL_CHECK_U64(svg.text.len, 0);
    sl_buf_finish(&svg.text);
    sl_buf_finish(&out);
}

static void test_shapes(void **state)
{
    static const char *const begins[] = { "<rect ", "<circle ", "<path ", "<path " };
    const struct sl_svg_point at = { 50, 50 };
    struct sl_buf out;
    struct sl_svg svg = { .out = &out };
    (void)state;
    sl_buf_init(&out, 1000);
    for (unsigned shape = SL_SVG_SQUARE; shape <= SL_SVG_TRIANGLE; shape++) {
        sl_buf_clear(&out);
        sl_svg_symbol(&svg, "symbol", shape, at, 20);
        assert_true(sl_str_starts(sl_buf_str(&out), sl_str_from(begins[shape])));
        assert_true(sl_str_ends(sl_buf_str(&out), SL_STR("/>")));
    }
    sl_buf_clear(&out);
    sl_svg_cross(&svg, "line", at, 20);
    SL_CHECK_STR(
        sl_buf_str(&out),
        "<line class=\"line\" x1=\"40\" y1=\"40\" x2=\"60\" y2=\"60\"/>"
        "<line class=\"line\" x1=\"40\" y1=\"60\" x2=\"60\" y2=\"40\"/>"
    );
    sl_buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
