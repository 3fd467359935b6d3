/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

static const struct sl_str NOTHING = { .ptr = NULL, .len = 0 };

static void test_from_takes_all_or_nothing(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_str_from("").len, 0);
    SL_CHECK_U64(sl_str_from("abc").len, 3);
    SL_CHECK_U64(sl_str_from(NULL).len, 0);
    SL_CHECK_U64(SL_STR("a\0b").len, 3);
}

static void test_equal_compares_lengths_and_bytes(void **state)
{
    (void)state;
    assert_true(sl_str_equal(SL_STR("a\0b"), SL_STR("a\0b")));
    assert_false(sl_str_equal(SL_STR("a\0b"), SL_STR("a\0c")));
    assert_false(sl_str_equal(SL_STR("ab"), SL_STR("abc")));
    assert_true(sl_str_equal(NOTHING, SL_STR("")));
    assert_true(sl_str_equal(NOTHING, NOTHING));
}

static void test_compare_orders_by_unsigned_bytes(void **state)
{
    /* Ascending: each is smaller than all that follow. */
    static const struct sl_str ascending[] = {
        {NULL,        0},
        { "\0",       1},
        { "A",        1},
        { "a",        1},
        { "a\0",      2},
        { "ab",       2},
        { "\xC3\xA9", 2},
    };
    const size_t count = sizeof ascending / sizeof ascending[0];
    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            const int order = sl_str_compare(ascending[i], ascending[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

static void test_starts_and_ends(void **state)
{
    (void)state;
    assert_true(sl_str_starts(SL_STR("rec-12"), SL_STR("rec-")));
    assert_false(sl_str_starts(SL_STR("rec"), SL_STR("rec-")));
    assert_true(sl_str_starts(NOTHING, NOTHING));
    assert_true(sl_str_ends(SL_STR("a.csv"), SL_STR(".csv")));
    assert_true(sl_str_ends(SL_STR("a.csv"), SL_STR("")));
    assert_false(sl_str_ends(SL_STR("csv"), SL_STR(".csv")));
    assert_false(sl_str_ends(SL_STR("a.csv"), SL_STR(".CSV")));
}

static void test_find_gives_the_first_place(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_str_find(SL_STR("abcabc"), SL_STR("bc")), 1);
    SL_CHECK_U64(sl_str_find(SL_STR("abc"), SL_STR("x")), 3);
    SL_CHECK_U64(sl_str_find(SL_STR("abc"), SL_STR("abcd")), 3);
    SL_CHECK_U64(sl_str_find(SL_STR("abc"), SL_STR("")), 0);
    SL_CHECK_U64(sl_str_find(NOTHING, SL_STR("a")), 0);
    SL_CHECK_U64(sl_str_find(NOTHING, NOTHING), 0);
    SL_CHECK_U64(sl_str_find(SL_STR("a\0b"), SL_STR("b")), 2);
}

static void test_part_is_clamped(void **state)
{
    const struct sl_str text = SL_STR("abcdef");
    (void)state;
    SL_CHECK_STR(sl_str_part(text, 1, 2), "bc");
    SL_CHECK_STR(sl_str_part(text, 4, 99), "ef");
    SL_CHECK_STR(sl_str_part(text, 4, SIZE_MAX), "ef");
    SL_CHECK_STR(sl_str_part(text, 6, 1), "");
    SL_CHECK_STR(sl_str_part(text, SIZE_MAX, SIZE_MAX), "");
    SL_CHECK_STR(sl_str_part(NOTHING, 0, 1), "");
}

static void test_trim_drops_ascii_blanks_only(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_str_trim(SL_STR(" \t\r\n\v\fa b\n ")), "a b");
    SL_CHECK_STR(sl_str_trim(SL_STR(" \t ")), "");
    SL_CHECK_STR(sl_str_trim(NOTHING), "");
    SL_CHECK_STR(sl_str_trim(SL_STR("\xC2\xA0x")), "\xC2\xA0x"); /* a no-break space stays */
    SL_CHECK_STR(sl_str_trim(SL_STR("\x08x\x0E")), "\x08x\x0E"); /* so do other controls */
}

/* Split a text and join the parts again with '|', an end mark behind each. */
static void check_split(struct sl_str text, const char *joined)
{
    char out[64];
    size_t len = 0;
    struct sl_str part = SL_STR("untouched");
    while (sl_str_split(&text, ',', &part)) {
        assert_true(len + part.len + 1 < sizeof out);
        if (part.len > 0) {
            memcpy(out + len, part.ptr, part.len);
        }
        len += part.len;
        out[len++] = '|';
        part = SL_STR("untouched");
    }
    SL_CHECK_STR(part, "untouched");
    SL_CHECK_STR(((struct sl_str){ .ptr = out, .len = len }), joined);
    assert_null(text.ptr);
}

static void test_split_gives_every_part(void **state)
{
    (void)state;
    check_split(SL_STR("a,b,c"), "a|b|c|");
    check_split(SL_STR("a,"), "a||");
    check_split(SL_STR(","), "||");
    check_split(SL_STR("a"), "a|");
    check_split(SL_STR(""), "|");
    check_split(NOTHING, "");
}

static void test_random_parts_agree_with_each_other(void **state)
{
    struct sl_random random;
    char bytes[24];
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (int round = 0; round < 20000; round++) {
        const size_t len = (size_t)sl_random_below(&random, sizeof bytes + 1);
        for (size_t i = 0; i < len; i++) {
            bytes[i] = (char)('a' + (char)sl_random_below(&random, 2));
        }
        const struct sl_str text = { .ptr = bytes, .len = len };
        const struct sl_str part = sl_str_part(
            text, (size_t)sl_random_below(&random, 26), (size_t)sl_random_below(&random, 5)
        );
        const size_t found = sl_str_find(text, part);
        assert_true(part.len == 0 ? found == 0 : found < text.len);
        const struct sl_str rest = sl_str_part(text, found, SIZE_MAX);
        assert_true(sl_str_starts(rest, part));
        assert_true(sl_str_ends(sl_str_part(text, 0, found + part.len), part));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_takes_all_or_nothing),
        cmocka_unit_test(test_equal_compares_lengths_and_bytes),
        cmocka_unit_test(test_compare_orders_by_unsigned_bytes),
        cmocka_unit_test(test_starts_and_ends),
        cmocka_unit_test(test_find_gives_the_first_place),
        cmocka_unit_test(test_part_is_clamped),
        cmocka_unit_test(test_trim_drops_ascii_blanks_only),
        cmocka_unit_test(test_split_gives_every_part),
        cmocka_unit_test(test_random_parts_agree_with_each_other),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
