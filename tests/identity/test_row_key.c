/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/row_key.h"

#include <string.h>

#include "identity/identity_id.h"
#include "support/support.h"

static void keys_are_read_back(void **state)
{
    static const int64_t mentions[] = { 1, 1024, 123456789, SL_IDENTITY_LIMIT - 1 };

    (void)state;
    for (size_t i = 0; i < sizeof mentions / sizeof mentions[0]; i++) {
        for (unsigned ordinal = 0; ordinal < SL_MENTION_ROW_LIMIT; ordinal++) {
            const struct sl_row_key key = sl_row_key_print(mentions[i], ordinal);
            unsigned back = 99;
            SL_CHECK_I64(sl_row_key_parse(sl_row_key_str(&key), &back), mentions[i]);
            SL_CHECK_U64(back, ordinal);
        }
    }
}

/* The linkage names a cluster by its first key in byte order: that must be the lowest mention. */
static void the_order_of_keys_is_that_of_mentions(void **state)
{
    struct sl_row_key last = sl_row_key_print(1, 0);

    (void)state;
    for (int64_t mention = 1; mention < SL_IDENTITY_LIMIT / 3; mention = mention * 3 + 1) {
        for (unsigned ordinal = mention == 1 ? 1 : 0; ordinal < 3; ordinal++) {
            const struct sl_row_key key = sl_row_key_print(mention, ordinal);
            assert_true(strcmp(last.text, key.text) < 0);
            last = key;
        }
    }
}

static void another_value_has_another_hash(void **state)
{
    struct sl_mention_row rows[2] = {
        {.mention = 5 },
        { .mention = 5, .ordinal = 1 }
    };

    (void)state;
    rows[0].values[SL_MENTION_GIVEN_NAME] = SL_STR("Amina");
    const int64_t one = sl_rows_hash(rows, 1);
    const int64_t two = sl_rows_hash(rows, 2);
    rows[0].values[SL_MENTION_GIVEN_NAME] = (struct sl_str){ 0 };
    rows[0].values[SL_MENTION_SURNAME] = SL_STR("Amina");
    const int64_t moved = sl_rows_hash(rows, 1);
    assert_true(one != two && one != moved && two != moved);
    assert_true(one >= 0 && two >= 0 && moved >= 0);
    rows[0].mention = 6;
    SL_CHECK_I64(sl_rows_hash(rows, 1), moved);
}

/* A list writes a name in one way, but for capitals, blanks and points. */
static void values_are_told_apart_by_letters(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_row_text_hash(SL_STR("M44 6TR")), sl_row_text_hash(SL_STR("m446tr")));
    SL_CHECK_U64(sl_row_text_hash(SL_STR(" -.")), 0);
    assert_true(sl_row_text_hash(SL_STR("Riya")) != sl_row_text_hash(SL_STR("Roya")));
    assert_true(sl_row_text_hash(SL_STR("\xd8\xb1")) != sl_row_text_hash(SL_STR("\xd8\xb2")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_read_back),
        cmocka_unit_test(the_order_of_keys_is_that_of_mentions),
        cmocka_unit_test(another_value_has_another_hash),
        cmocka_unit_test(values_are_told_apart_by_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
