/* SPDX-License-Identifier: Apache-2.0 */
#include "link/token.h"

#include "support/support.h"

static void test_split(void **state)
{
    struct sl_tokens tokens;
    (void)state;
    assert_true(sl_tokens_split(SL_STR("12 high  st "), &tokens));
    SL_CHECK_U64(tokens.count, 3);
    SL_CHECK_STR(tokens.words[0], "12");
    SL_CHECK_STR(tokens.words[1], "high");
    SL_CHECK_STR(tokens.words[2], "st");
    assert_true(sl_tokens_split(SL_STR(""), &tokens));
    SL_CHECK_U64(tokens.count, 0);
}

static void test_split_at_the_limit(void **state)
{
    char bytes[2 * (SL_TOKEN_LIMIT + 1)];
    struct sl_tokens tokens;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = i % 2 == 0 ? 'a' : ' ';
    }
    assert_true(sl_tokens_split((struct sl_str){ bytes, (size_t)2 * SL_TOKEN_LIMIT }, &tokens));
    SL_CHECK_U64(tokens.count, SL_TOKEN_LIMIT);
    assert_false(sl_tokens_split((struct sl_str){ bytes, sizeof bytes }, &tokens));
    SL_CHECK_U64(tokens.count, 0);
}

static void split_sorted(const char *text, struct sl_tokens *tokens)
{
    assert_true(sl_tokens_split(sl_str_from(text), tokens));
    sl_tokens_sort(tokens);
}

static void test_parts_of_two_bags(void **state)
{
    struct sl_tokens left;
    struct sl_tokens right;
    struct sl_token_parts parts;
    (void)state;
    split_sorted("c a b a", &left);
    split_sorted("a d b", &right);
    SL_CHECK_STR(left.words[0], "a");
    SL_CHECK_STR(left.words[3], "c");
    sl_tokens_part(&left, &right, &parts);
    SL_CHECK_U64(parts.common.count, 2);
    SL_CHECK_STR(parts.common.words[0], "a");
    SL_CHECK_STR(parts.common.words[1], "b");
    SL_CHECK_U64(parts.left.count, 2); /* the second a counts for itself */
    SL_CHECK_STR(parts.left.words[0], "a");
    SL_CHECK_STR(parts.left.words[1], "c");
    SL_CHECK_U64(parts.right.count, 1);
    SL_CHECK_STR(parts.right.words[0], "d");
}

static void test_digits(void **state)
{
    (void)state;
    assert_true(sl_token_is_number(SL_STR("012")));
    assert_false(sl_token_is_number(SL_STR("12a")));
    assert_false(sl_token_is_number(SL_STR("")));
    assert_true(sl_token_has_digit(SL_STR("m13")));
    assert_false(sl_token_has_digit(SL_STR("high")));
}

static void test_letters(void **state)
{
    char letters[6];
    (void)state;
    SL_CHECK_U64(sl_token_letters(SL_STR("ann marie"), letters, 6), 7);
    SL_CHECK_U64(sl_token_letters(SL_STR("a n n a"), letters, 6), 4);
    SL_CHECK_STR(((struct sl_str){ letters, 4 }), "anna");
    SL_CHECK_U64(sl_token_letters(SL_STR("ab cd ef"), letters, 6), 6);
    assert_true(sl_token_same_letters(SL_STR("ann marie"), SL_STR("annmarie")));
    assert_true(sl_token_same_letters(SL_STR("a b"), SL_STR("ab ")));
    assert_false(sl_token_same_letters(SL_STR("ann marie"), SL_STR("annmari")));
    assert_false(sl_token_same_letters(SL_STR("ab"), SL_STR("ba")));
    assert_true(sl_token_same_letters(SL_STR(""), SL_STR(" ")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_split_at_the_limit),
        cmocka_unit_test(test_parts_of_two_bags),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
