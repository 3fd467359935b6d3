/* SPDX-License-Identifier: Apache-2.0 */
#include "record/words.h"

#include "base/buf.h"
#include "normal_cases.h"

static const struct sl_word_row rows[] = {
    {"ab",   "1"},
    { "abc", "2"},
    { "b",   "3"},
};
static const struct sl_word_table table = SL_WORD_TABLE(rows);

static void test_find_takes_whole_words_only(void **state)
{
    (void)state;
    check_table(&table);
    assert_string_equal(sl_word_find(&table, SL_STR("ab")), "1");
    assert_string_equal(sl_word_find(&table, SL_STR("abc")), "2");
    assert_null(sl_word_find(&table, SL_STR("a")));
    assert_null(sl_word_find(&table, SL_STR("abcd")));
    assert_null(sl_word_find(&table, SL_STR("")));
    /* Bytes behind the slice do not count. */
    assert_string_equal(sl_word_find(&table, sl_str_part(SL_STR("abc"), 0, 2)), "1");
}

static void test_edits_are_written_in_place(void **state)
{
    struct sl_words words;
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 100);
    sl_buf_add(&buf, SL_STR("kept one saint o brien"));
    assert_true(sl_words_split(&buf, 5, &words));
    SL_CHECK_U64(words.count, 4);
    SL_CHECK_STR(words.items[3].text, "brien");
    words.items[1].text = SL_STR("st");
    words.items[3].joined = true;
    sl_words_drop(&words, 0, 1);
    sl_words_write(&words, &buf, 5);
    SL_CHECK_STR(sl_buf_str(&buf), "kept st obrien");
    sl_words_drop(&words, 0, words.count);
    sl_words_write(&words, &buf, 5);
    SL_CHECK_STR(sl_buf_str(&buf), "kept ");
    sl_buf_finish(&buf);
}

static void test_too_many_words_are_refused(void **state)
{
    struct sl_words words;
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 1000);
    for (size_t i = 0; i < SL_WORDS_LIMIT; i++) {
        sl_buf_add(&buf, SL_STR("a "));
    }
    assert_true(sl_words_split(&buf, 0, &words));
    SL_CHECK_U64(words.count, SL_WORDS_LIMIT);
    sl_buf_add(&buf, SL_STR("a"));
    assert_false(sl_words_split(&buf, 0, &words));
    SL_CHECK_U64(words.count, 0);
    sl_buf_clear(&buf);
    assert_true(sl_words_split(&buf, 0, &words));
    SL_CHECK_U64(words.count, 0);
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find_takes_whole_words_only),
        cmocka_unit_test(test_edits_are_written_in_place),
        cmocka_unit_test(test_too_many_words_are_refused),
    };
    return cmocka_run_group_tests_name("record/words", tests, NULL, NULL);
}
