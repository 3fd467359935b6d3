/* SPDX-License-Identifier: Apache-2.0 */
#include "normal_cases.h"
#include "record/nickname_data.h"

static bool in_list(struct sl_str list, struct sl_str name)
{
    struct sl_str item = { .len = 0 };
    while (sl_str_split(&list, ' ', &item)) {
        if (sl_str_equal(item, name)) {
            return true;
        }
    }
    return false;
}

static struct sl_str list_of(const struct sl_word_table *table, struct sl_str name)
{
    return sl_str_from(sl_word_find(table, name));
}

static void test_index_is_sorted(void **state)
{
    (void)state;
    check_table(&sl_nickname_index);
}

/* Each name of a group leads to it. */
static void test_groups_are_indexed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sl_nickname_groups.count; i++) {
        const struct sl_str head = sl_str_from(sl_nickname_groups.rows[i].word);
        struct sl_str list = sl_str_from(sl_nickname_groups.rows[i].value);
        struct sl_str name = { .len = 0 };
        while (sl_str_split(&list, ' ', &name)) {
            if (!in_list(list_of(&sl_nickname_index, name), head)) {
                fail_msg(
                    "the row \"%.*s\" of the index lacks \"%.*s\"",
                    SL_STR_ARG(name),
                    SL_STR_ARG(head)
                );
            }
        }
    }
}

/* The index names no other group. */
static void test_index_leads_to_groups(void **state)
{
    (void)state;
    for (size_t i = 0; i < sl_nickname_index.count; i++) {
        const struct sl_str name = sl_str_from(sl_nickname_index.rows[i].word);
        struct sl_str heads = sl_str_from(sl_nickname_index.rows[i].value);
        struct sl_str head = { .len = 0 };
        assert_true(heads.len > 0);
        while (sl_str_split(&heads, ' ', &head)) {
            if (!in_list(list_of(&sl_nickname_groups, head), name)) {
                fail_msg("the group \"%.*s\" lacks \"%.*s\"", SL_STR_ARG(head), SL_STR_ARG(name));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index_is_sorted),
        cmocka_unit_test(test_groups_are_indexed),
        cmocka_unit_test(test_index_leads_to_groups),
    };
    return cmocka_run_group_tests_name("record/nickname_index", tests, group_open, group_close);
}
