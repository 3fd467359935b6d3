/* SPDX-License-Identifier: Apache-2.0 */
#include "drawn.h"
#include "picture/genogram_impl.h"

static void test_symbols(void **state)
{
    struct drawn drawn;
    (void)state;
    drawn_open(&drawn);
    /* The child twice, as the one in question; the dead crossed; ages within. */
    SL_CHECK_U64(drawn_count(&drawn, " r=\"24.5\""), 1);
    SL_CHECK_U64(drawn_count(&drawn, "<text class=\"age\""), 4);
    SL_CHECK_U64(drawn_count(&drawn, ">14</text>"), 1);
    SL_CHECK_U64(drawn_count(&drawn, ">born Jul 1981, died 12</text>"), 1);
    SL_CHECK_U64(drawn_count(&drawn, ">due 9 Aug 2024</text>"), 1);
    SL_CHECK_U64(drawn_count(&drawn, ">stepfather</text>"), 1);
    SL_CHECK_U64(drawn_count(&drawn, ">brother</text>"), 1);
    /* The stepfather and the carer, each with its words. */
    SL_CHECK_U64(drawn_count(&drawn, "<path class=\"said\""), 3); /* and the legend */
    SL_CHECK_U64(drawn_count(&drawn, "Ber carer of Aisha Brien, #1"), 1);
    drawn_close(&drawn);
}

static void test_sentences(void **state)
{
    struct drawn drawn;
    struct sl_buf text;
    (void)state;
    drawn_open(&drawn);
    sl_buf_init(&text, 1000);
    sl_genogram_add_sentence(&drawn.genogram, 0, &text);
    SL_CHECK_STR(sl_buf_str(&text), "Aisha Brien, the child, born 23 Nov 2009");
    sl_buf_clear(&text);
    sl_genogram_add_sentence(&drawn.genogram, 1, &text);
    SL_CHECK_STR(sl_buf_str(&text), "Siobhan Brien, mother, born 2 Feb 1985, lives with the child");
    sl_buf_clear(&text);
    sl_genogram_add_sources(&drawn.genogram, drawn.genogram.persons[1].tie, &text);
    SL_CHECK_STR(sl_buf_str(&text), "#1 #2");
    sl_buf_finish(&text);
    drawn_close(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
