/* SPDX-License-Identifier: Apache-2.0 */
#include "link/osa.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

#define LEN_LIMIT 100u

struct known {
    const char *left, *right;
    unsigned distance;
    const char *source;
};

/* clang-format off */
static const struct known KNOWN[] = {
    { "ca", "abc", 3, "RapidFuzz documentation, rapidfuzz.distance.OSA" },
    { "kitten", "sitting", 3, "textbook example of edit distance (no swaps)" },
    { "saturday", "sunday", 3, "the same" },
    { "jellyfish", "jellyfihs", 1, "jellyfish documentation, damerau_levenshtein_distance" },
    { "ab", "ba", 1, "Damerau 1964: a transposition is one error" },
    { "abcd", "acbd", 1, "the same" },
    { "word", "wrd", 1, "Damerau 1964: a missing letter is one error" },
    { "word", "woord", 1, "Damerau 1964: an extra letter is one error" },
    { "word", "ward", 1, "Damerau 1964: a wrong letter is one error" },
    { "", "abc", 3, "definition" },
    { "", "", 0, "definition" },
    { "abc", "abc", 0, "definition" },
};
/* clang-format on */

static unsigned smaller(unsigned left, unsigned right)
{
    return left < right ? left : right;
}

/* The plain table of the definition. */
static unsigned table_distance(struct sl_str left, struct sl_str right)
{
    unsigned table[LEN_LIMIT + 1][LEN_LIMIT + 1] = { { 0 } };
    for (size_t i = 0; i <= left.len; i++) {
        for (size_t k = 0; k <= right.len; k++) {
            if (i == 0 || k == 0) {
                table[i][k] = (unsigned)(i + k);
                continue;
            }
            unsigned best = table[i - 1][k - 1] + (left.ptr[i - 1] != right.ptr[k - 1]);
            best = smaller(best, table[i - 1][k] + 1);
            best = smaller(best, table[i][k - 1] + 1);
            if (i > 1 && k > 1 && left.ptr[i - 1] == right.ptr[k - 2] &&
                left.ptr[i - 2] == right.ptr[k - 1]) {
                best = smaller(best, table[i - 2][k - 2] + 1);
            }
            table[i][k] = best;
        }
    }
    return table[left.len][right.len];
}

/* A random word of up to `limit` letters out of few; or one with some slips. */
static size_t make_word(struct sl_random *random, char *bytes, size_t limit)
{
    const uint64_t letters = 1 + sl_random_below(random, 4);
    const size_t len = sl_random_below(random, limit + 1);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)('a' + sl_random_below(random, letters));
    }
    return len;
}

static size_t make_slips(struct sl_random *random, char *bytes, size_t len, size_t limit)
{
    for (uint64_t slips = sl_random_below(random, 4); slips > 0 && len > 1; slips--) {
        const size_t at = sl_random_below(random, len - 1);
        const char letter = bytes[at];
        switch (sl_random_below(random, 4)) {
        case 0:
            bytes[at] = 'a';
            break;
        case 1:
            bytes[at] = bytes[at + 1];
            bytes[at + 1] = letter;
            break;
        case 2:
            memmove(bytes + at, bytes + at + 1, len - at - 1);
            len--;
            break;
        default:
            if (len < limit) {
                memmove(bytes + at + 1, bytes + at, len - at);
                bytes[at] = 'b';
                len++;
            }
            break;
        }
    }
    return len;
}

static void test_known_distances(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
        const struct sl_str left = sl_str_from(KNOWN[i].left);
        const struct sl_str right = sl_str_from(KNOWN[i].right);
        SL_CHECK_U64(sl_osa_distance(left, right, SL_OSA_LIMIT), KNOWN[i].distance);
        SL_CHECK_U64(sl_osa_distance(right, left, SL_OSA_LIMIT), KNOWN[i].distance);
        SL_CHECK_U64(table_distance(left, right), KNOWN[i].distance);
    }
}

/* Every way of computing it, chosen by limit and length, gives what the table gives. */
static void test_all_ways_as_the_table(void **state)
{
    static const unsigned LIMITS[] = { 0, 1, 2, 3, 5, 20, SL_OSA_LIMIT };
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 30000; round++) {
        const size_t limit = round % 30 == 0 ? LEN_LIMIT : 4 + round % 13;
        char left_bytes[LEN_LIMIT];
        char right_bytes[LEN_LIMIT];
        const size_t left_len = make_word(&random, left_bytes, limit);
        size_t right_len = left_len;
        memcpy(right_bytes, left_bytes, left_len);
        if (round % 3 == 0) {
            right_len = make_word(&random, right_bytes, limit);
        } else {
            right_len = make_slips(&random, right_bytes, right_len, limit);
        }
        const struct sl_str left = { left_bytes, left_len };
        const struct sl_str right = { right_bytes, right_len };
        const unsigned expected = table_distance(left, right);
        for (size_t i = 0; i < sizeof LIMITS / sizeof LIMITS[0]; i++) {
            const unsigned cut = smaller(expected, LIMITS[i] + 1);
            SL_CHECK_U64(sl_osa_distance(left, right, LIMITS[i]), cut);
        }
        if (limit <= SL_OSA_PACK_LEN && left_len > 0 && right_len > 0 && expected > 0) {
            SL_CHECK_U64(
                sl_osa_packed_distance(sl_osa_pack(left), sl_osa_pack(right)), smaller(expected, 3)
            );
        }
    }
}

static void test_properties(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed() + 1);
    for (unsigned round = 0; round < 5000; round++) {
        char left_bytes[LEN_LIMIT];
        char right_bytes[LEN_LIMIT];
        const struct sl_str left = { left_bytes, make_word(&random, left_bytes, 30) };
        const struct sl_str right = { right_bytes, make_word(&random, right_bytes, 30) };
        const unsigned distance = sl_osa_distance(left, right, SL_OSA_LIMIT);
        const size_t longer = left.len > right.len ? left.len : right.len;
        const size_t shorter = left.len + right.len - longer;
        SL_CHECK_U64(distance, sl_osa_distance(right, left, SL_OSA_LIMIT));
        SL_CHECK_U64(sl_osa_distance(left, left, SL_OSA_LIMIT), 0);
        assert_true(distance <= longer);
        assert_true(distance >= longer - shorter);
        assert_true((distance == 0) == sl_str_equal(left, right));
    }
}

static void test_packing(void **state)
{
    (void)state;
    const struct sl_osa_letters full = sl_osa_pack(SL_STR("abcdefghijklmnop"));
    assert_true(full.low == UINT64_C(0x6867666564636261));
    assert_true(full.high == UINT64_C(0x706f6e6d6c6b6a69));
    const struct sl_osa_letters longer = sl_osa_pack(SL_STR("abcdefghijklmnopq"));
    assert_true(longer.low == 0 && longer.high == 0);
    const struct sl_osa_letters other = sl_osa_pack(SL_STR("bacdefghijklmnpo"));
    SL_CHECK_U64(sl_osa_packed_distance(full, other), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_distances),
        cmocka_unit_test(test_all_ways_as_the_table),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_packing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
