/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/text.h"

#include "support/support.h"

static struct sl_text text_of(const char *text)
{
    struct sl_text made = { .len = 0 };
    sl_text_set(&made, sl_str_from(text));
    return made;
}

static void test_edits_keep_the_rest(void **state)
{
    (void)state;
    struct sl_text text = text_of("Oldham");
    sl_text_insert(&text, 3, 'x');
    SL_CHECK_STR(sl_text_str(&text), "Oldxham");
    sl_text_remove(&text, 0);
    SL_CHECK_STR(sl_text_str(&text), "ldxham");
    sl_text_replace(&text, 2, 1, SL_STR("--"));
    SL_CHECK_STR(sl_text_str(&text), "ld--ham");
    sl_text_cut(&text, 4);
    SL_CHECK_STR(sl_text_str(&text), "ld--");
    sl_text_add_number(&text, 42, 5);
    SL_CHECK_STR(sl_text_str(&text), "ld--00042");
    assert_false(sl_text_equal(&text, &(struct sl_text){ .len = 0 }));
}

static void test_edits_outside_change_nothing(void **state)
{
    (void)state;
    struct sl_text text = text_of("Bury");
    sl_text_insert(&text, 5, 'x');
    sl_text_remove(&text, 4);
    sl_text_cut(&text, 9);
    sl_text_replace(&text, 3, 2, SL_STR("x"));
    SL_CHECK_STR(sl_text_str(&text), "Bury");
}

static void test_limit_cuts_off(void **state)
{
    (void)state;
    struct sl_text text = { .len = 0 };
    for (unsigned i = 0; i < SL_TEXT_LIMIT_BYTES + 5u; i++) {
        sl_text_add(&text, SL_STR("a"));
    }
    SL_CHECK_U64(text.len, SL_TEXT_LIMIT_BYTES);
    sl_text_insert(&text, 1, 'b');
    sl_text_replace(&text, 0, 1, SL_STR("ccc"));
    SL_CHECK_U64(text.len, SL_TEXT_LIMIT_BYTES);
    SL_CHECK_STR(sl_str_part(sl_text_str(&text), 0, 4), "ccca");
}

static void test_marks(void **state)
{
    (void)state;
    struct sl_text small = text_of("Wójcik Łukasz żółć");
    sl_text_unmark(&small);
    SL_CHECK_STR(sl_text_str(&small), "Wojcik Lukasz zolc");
    struct sl_text capital = text_of("Wójcik Łukasz żółć");
    sl_text_upper(&capital);
    SL_CHECK_STR(sl_text_str(&capital), "WÓJCIK ŁUKASZ ŻÓŁĆ");
    sl_text_unmark(&capital);
    SL_CHECK_STR(sl_text_str(&capital), "WOJCIK LUKASZ ZOLC");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edits_keep_the_rest),
        cmocka_unit_test(test_edits_outside_change_nothing),
        cmocka_unit_test(test_limit_cuts_off),
        cmocka_unit_test(test_marks),
    };
    return cmocka_run_group_tests_name("simulate/text", tests, NULL, NULL);
}
