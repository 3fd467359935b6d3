/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/genogram_svg.h"

#include "drawn.h"

/* Are tags closed in the order in which they were opened? Ours have no comments and no CDATA. */
static void check_well_formed(struct sl_str text)
{
    struct sl_str open[32] = { { .len = 0 } };
    size_t depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '<') {
            assert_true(text.ptr[i] != '>' && (unsigned char)text.ptr[i] >= '\n');
            continue;
        }
        const struct sl_str rest = sl_str_part(text, i + 1, text.len);
        struct sl_str tag = sl_str_part(rest, 0, sl_str_find(rest, SL_STR(">")));
        assert_true(tag.len < rest.len);
        i += tag.len + 1;
        const bool is_closing = tag.ptr[0] == '/';
        const bool is_empty = tag.ptr[tag.len - 1] == '/';
        tag = sl_str_part(tag, is_closing ? 1 : 0, tag.len);
        tag = sl_str_part(tag, 0, sl_str_find(tag, SL_STR(" ")));
        if (is_closing) {
            assert_true(depth > 0);
            depth--;
            assert_true(sl_str_equal(open[depth], tag));
        } else if (!is_empty) {
            assert_true(depth < 32);
            open[depth++] = tag;
        }
    }
    SL_CHECK_U64(depth, 0);
}

static void test_alone_and_accessible(void **state)
{
    struct drawn drawn;
    (void)state;
    drawn_open(&drawn);
    check_well_formed(sl_buf_str(&drawn.out));
    /* The one address is the name of the format. */
    SL_CHECK_U64(drawn_count(&drawn, "http"), 1);
    SL_CHECK_U64(drawn_count(&drawn, "href"), 0);
    SL_CHECK_U64(drawn_count(&drawn, "url("), 0);
    SL_CHECK_U64(drawn_count(&drawn, "<script"), 0);
    SL_CHECK_U64(drawn_count(&drawn, "role=\"img\" aria-labelledby=\"genogram-title\""), 1);
    SL_CHECK_U64(
        drawn_count(&drawn, "<title id=\"genogram-title\">Genogram of Aisha Brien</title>"), 1
    );
    SL_CHECK_U64(
        drawn_count(
            &drawn, "<desc id=\"genogram-words\">Family: Aisha Brien, the child, born 23 Nov 2009; "
        ),
        1
    );
    SL_CHECK_U64(
        drawn_count(
            &drawn, " Around the child: Zbigniew, same address 14 Example Street, Oldham.</desc>"
        ),
        1
    );
    drawn_close(&drawn);
}

static void test_hostile_name(void **state)
{
    struct drawn drawn;
    (void)state;
    drawn_open(&drawn);
    SL_CHECK_U64(drawn_count(&drawn, "<b>"), 0);
    assert_true(drawn_count(&drawn, "&quot;];&lt;b&gt;&amp; Hill?") > 1);
    SL_CHECK_U64(drawn_count(&drawn, "\xE2\x80\xAE"), 0);
    drawn_close(&drawn);
}

static void test_no_room(void **state)
{
    struct drawn drawn;
    struct sl_buf small;
    (void)state;
    drawn_open(&drawn);
    sl_buf_init(&small, 200);
    sl_genogram_svg(&drawn.genogram, &drawn.layout, &small);
    SL_CHECK_STATUS(sl_buf_status(&small, NULL), SL_LIMIT);
    sl_buf_finish(&small);
    drawn.genogram.left_out = 3;
    sl_buf_clear(&drawn.out);
    sl_genogram_svg(&drawn.genogram, &drawn.layout, &drawn.out);
    SL_CHECK_U64(drawn_count(&drawn, "3 more people are in the picture"), 1);
    drawn_close(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alone_and_accessible),
        cmocka_unit_test(test_hostile_name),
        cmocka_unit_test(test_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
