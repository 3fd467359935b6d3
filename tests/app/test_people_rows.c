/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_rows.h"

#include "support/support.h"

static void rows_flags_and_keys_are_made(void **state)
{
    static struct sl_people_rows rows;
    struct sl_stored_mention mention = { .id = 1024,
                                         .key = SL_STR("p/1"),
                                         .flags = SL_MENTION_NAMED };
    const struct sl_said name = { .kind = SL_SAID_NAME,
                                  .first = SL_STR("Ann"),
                                  .second = SL_STR("Hall") };

    (void)state;
    SL_CHECK_OK(sl_people_rows_open(&rows, NULL), NULL);
    sl_people_rows_begin(&rows);
    sl_people_rows_add(&rows, 1, &name);
    SL_CHECK_OK(sl_people_rows_make(&rows, SL_STR("police"), &mention, NULL), NULL);
    SL_CHECK_U64(rows.row_count, 1);
    SL_CHECK_U64(mention.flags, SL_MENTION_NAMED | SL_MENTION_DESCRIBED);
    assert_true(rows.keys.key_count > 2);
    assert_true(rows.keys.word_count == 3);
    sl_people_rows_begin(&rows);
    SL_CHECK_OK(sl_people_rows_make(&rows, SL_STR("police"), &mention, NULL), NULL);
    SL_CHECK_U64(rows.row_count, 0);
    SL_CHECK_U64(mention.flags, SL_MENTION_NAMED);
    SL_CHECK_U64(rows.keys.key_count, 0);
    sl_people_rows_finish(&rows);
    sl_people_rows_finish(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rows_flags_and_keys_are_made) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
