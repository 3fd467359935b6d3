/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/screen.h"
#include "told.h"

static void check_row(const struct sl_screen_cell *cells, size_t count, const char *expected)
{
    struct sl_buf buf;
    sl_buf_init(&buf, 4096);
    sl_screen_row(&buf, cells, count);
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
}

static void test_rows(void **state)
{
    (void)state;
    check_row(
        (struct sl_screen_cell[]){
            {SL_STR("ab"),             4},
            { SL_STR("one two three"), 8},
            { SL_STR("z"),             3}
    },
        3,
        "ab   one two  z\n     three\n"
    );
    check_row(
        (struct sl_screen_cell[]){
            {SL_STR("abcdefg"), 3}
    },
        1,
        "abc\ndef\ng\n"
    );
    check_row(
        (struct sl_screen_cell[]){
            {SL_STR("a\nb"), 3}
    },
        1,
        "a\nb\n"
    );
    check_row(
        (struct sl_screen_cell[]){
            {SL_STR(""),   3},
            { SL_STR("b"), 3}
    },
        2,
        "    b\n"
    );
    /* Two blanks at the break leave none behind. */
    check_row(
        (struct sl_screen_cell[]){
            {SL_STR("Way,  Stock"), 6}
    },
        1,
        "Way,\nStock\n"
    );
    check_row(NULL, 0, "\n");
}

static void test_nothing_reaches_the_terminal(void **state)
{
    (void)state;
    check_row(
        (struct sl_screen_cell[]){
            {SL_STR("a\x1b[2J\xE2\x80\xAE"
                     "b\xFF\xC2\x9B"),
             20}
    },
        1,
        "a?[2J?b??\n"
    );
}

static void test_widths(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_screen_width(SL_STR("a\xCC\x81")), 1);
    SL_CHECK_U64(sl_screen_width(SL_STR("\xE4\xBD\xA0\xE5\xA5\xBD")), 4);
    /* Wide letters are broken before they would stand out of their cell. */
    check_row(
        (struct sl_screen_cell[]){
            {SL_STR("\xE4\xBD\xA0\xE5\xA5\xBD"), 3},
            { SL_STR("x"),                       2}
    },
        2,
        "\xE4\xBD\xA0  x\n\xE5\xA5\xBD\n"
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_nothing_reaches_the_terminal),
        cmocka_unit_test(test_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
