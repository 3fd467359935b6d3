/* SPDX-License-Identifier: Apache-2.0 */
#include "record/name_data.h"

#include "normal_cases.h"

static void check_values(const struct sl_word_table *table, const char *const *values, size_t count)
{
    check_table(table);
    for (size_t i = 0; i < table->count; i++) {
        bool known = false;
        for (size_t k = 0; k < count; k++) {
            known = known || strcmp(table->rows[i].value, values[k]) == 0;
        }
        assert_true(known);
    }
}

static void test_tables_are_sorted_and_of_known_values(void **state)
{
    static const char *const titles[] = { "any", "front" };
    static const char *const unnamed[] = { "core", "kind", "mark" };
    static const char *const none[] = { "" };
    (void)state;
    check_values(&sl_name_titles, titles, 2);
    check_values(&sl_name_unnamed, unnamed, 3);
    check_values(&sl_name_particles, none, 1);
    check_values(&sl_name_customary, none, 1);
}

/* A title that is also a word for a nameless child would be taken for both. */
static void test_tables_do_not_overlap(void **state)
{
    (void)state;
    for (size_t i = 0; i < sl_name_titles.count; i++) {
        const struct sl_str word = sl_str_from(sl_name_titles.rows[i].word);
        assert_null(sl_word_find(&sl_name_unnamed, word));
        assert_null(sl_word_find(&sl_name_customary, word));
    }
    for (size_t i = 0; i < sl_name_particles.count; i++) {
        assert_null(sl_word_find(&sl_name_customary, sl_str_from(sl_name_particles.rows[i].word)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_are_sorted_and_of_known_values),
        cmocka_unit_test(test_tables_do_not_overlap),
    };
    return cmocka_run_group_tests_name("record/name_data", tests, group_open, group_close);
}
