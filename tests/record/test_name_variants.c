/* SPDX-License-Identifier: Apache-2.0 */
#include "normal_cases.h"
#include "record/name.h"
#include "record/name_data.h"

static void test_table_is_sorted(void **state)
{
    (void)state;
    check_table(&sl_name_variants);
}

static void test_one_spelling_stands_for_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < sl_name_variants.count; i++) {
        const struct sl_word_row *row = &sl_name_variants.rows[i];
        if (sl_word_find(&sl_name_variants, sl_str_from(row->value)) != NULL) {
            fail_msg("\"%s\" stands for \"%s\" and for another", row->value, row->word);
        }
    }
}

static void test_words_are_normal_forms(void **state)
{
    for (size_t i = 0; i < sl_name_variants.count; i++) {
        const struct sl_str word = sl_str_from(sl_name_variants.rows[i].word);
        SL_CHECK_BYTES(normal_of(*state, sl_name_surname_normal, word), word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_is_sorted),
        cmocka_unit_test(test_one_spelling_stands_for_all),
        cmocka_unit_test(test_words_are_normal_forms),
    };
    return cmocka_run_group_tests_name("record/name_variants", tests, group_open, group_close);
}
