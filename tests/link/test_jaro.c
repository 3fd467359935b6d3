/* SPDX-License-Identifier: Apache-2.0 */
#include "link/jaro.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

#define WINKLER_1990 \
    "W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules, ASA 1990, 354-359"
#define WINKLER_2006                                                                               \
    "W. E. Winkler, Overview of Record Linkage and Current Research Directions, US Census Bureau " \
    "RR 2006-2, table of string comparators"

struct known {
    const char *left, *right;
    double jaro, winkler;
    const char *source;
};

/* clang-format off */
static const struct known KNOWN[] = {
    { "MARTHA", "MARHTA", 0.944, 0.961, WINKLER_1990 },
    { "DWAYNE", "DUANE", 0.822, 0.840, WINKLER_1990 },
    { "DIXON", "DICKSONX", 0.767, 0.813, WINKLER_1990 },
    { "SHACKLEFORD", "SHACKELFORD", 0.970, 0.982, WINKLER_2006 },
    { "DUNNINGHAM", "CUNNIGHAM", 0.896, 0.896, WINKLER_2006 },
    { "NICHLESON", "NICHULSON", 0.926, 0.956, WINKLER_2006 },
    { "JONES", "JOHNSON", 0.790, 0.832, WINKLER_2006 },
    { "MASSEY", "MASSIE", 0.889, 0.933, WINKLER_2006 },
    { "ABROMS", "ABRAMS", 0.889, 0.922, WINKLER_2006 },
    { "JERALDINE", "GERALDINE", 0.926, 0.926, WINKLER_2006 },
    { "MICHELLE", "MICHAEL", 0.869, 0.921, WINKLER_2006 },
    { "JULIES", "JULIUS", 0.889, 0.933, WINKLER_2006 },
    { "TANYA", "TONYA", 0.867, 0.880, WINKLER_2006 },
    { "SEAN", "SUSAN", 0.783, 0.805, WINKLER_2006 },
    { "JON", "JOHN", 0.917, 0.933, WINKLER_2006 },
    { "", "", 1, 1, "definition" },
    { "a", "a", 1, 1, "definition" },
    { "a", "b", 0, 0, "definition" },
    { "a", "", 0, 0, "definition" },
};
/* clang-format on */

static void test_published_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
        const struct sl_str left = sl_str_from(KNOWN[i].left);
        const struct sl_str right = sl_str_from(KNOWN[i].right);
        SL_CHECK_NEAR(sl_jaro(left, right), KNOWN[i].jaro, 0.0006);
        SL_CHECK_NEAR(sl_jaro_winkler(left, right), KNOWN[i].winkler, 0.0006);
    }
}

/* The definition, letter by letter, without bits. */
static struct sl_jaro_match plain_match(struct sl_str left, struct sl_str right)
{
    const size_t longer = left.len > right.len ? left.len : right.len;
    const size_t reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
    char left_common[200] = { 0 };
    char right_common[200] = { 0 };
    char taken[200] = { 0 };
    struct sl_jaro_match match = { 0 };
    size_t left_count = 0;
    for (size_t i = 0; i < right.len; i++) {
        for (size_t k = 0; k < left.len; k++) {
            if (!taken[k] && left.ptr[k] == right.ptr[i] && k + reach >= i && k <= i + reach) {
                taken[k] = 1;
                right_common[match.common++] = right.ptr[i];
                break;
            }
        }
    }
    for (size_t k = 0; k < left.len; k++) {
        if (taken[k]) {
            left_common[left_count++] = left.ptr[k];
        }
    }
    for (size_t i = 0; i < match.common; i++) {
        match.swaps += left_common[i] != right_common[i];
    }
    match.swaps /= 2;
    return match;
}

static size_t make_word(struct sl_random *random, char *bytes, size_t limit)
{
    const uint64_t letters = 1 + sl_random_below(random, 5);
    const size_t len = sl_random_below(random, limit + 1);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)('a' + sl_random_below(random, letters));
    }
    return len;
}

static void check_pair(struct sl_str left, struct sl_str right)
{
    const struct sl_jaro_match match = sl_jaro_match(left, right);
    const struct sl_jaro_match plain = plain_match(left, right);
    const struct sl_jaro_match back = sl_jaro_match(right, left);
    SL_CHECK_U64(match.common, plain.common);
    SL_CHECK_U64(match.swaps, plain.swaps);
    SL_CHECK_U64(back.common, plain.common);
    SL_CHECK_U64(back.swaps, plain.swaps);
    const double similarity = sl_jaro_winkler(left, right);
    assert_true(similarity >= 0.0 && similarity <= 1.0);
    assert_true(sl_jaro(left, right) <= similarity);
    SL_CHECK_NEAR(similarity, sl_jaro_winkler(right, left), 0);
}

static void test_bits_and_flags_as_defined(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 20000; round++) {
        char left_bytes[200];
        char right_bytes[200];
        const size_t limit = round % 10 == 0 ? 200 : 1 + round % 20;
        const struct sl_str left = { left_bytes, make_word(&random, left_bytes, limit) };
        const struct sl_str right = { right_bytes, make_word(&random, right_bytes, limit) };
        check_pair(left, right);
        SL_CHECK_NEAR(sl_jaro_winkler(left, left), 1, 0);
    }
}

/* Thousandths agree with the floating similarity but for rounding, and bound it from below. */
static void test_thousandths(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 20000; round++) {
        char left_bytes[20];
        char right_bytes[20];
        const struct sl_str left = { left_bytes, make_word(&random, left_bytes, 20) };
        const struct sl_str right = { right_bytes, make_word(&random, right_bytes, 20) };
        if (left.len == 0 || right.len == 0) {
            continue;
        }
        unsigned prefix = 0;
        while (prefix < left.len && prefix < right.len && left.ptr[prefix] == right.ptr[prefix]) {
            prefix++;
        }
        const unsigned permille =
            sl_jaro_winkler_permille(left.len, right.len, sl_jaro_match(left, right), prefix);
        const double exact = 1000 * sl_jaro_winkler(left, right);
        assert_true(permille <= exact + 1e-9 && permille > exact - 1 - 1e-9);
    }
    /* JON and JOHN: 14/15. */
    const struct sl_jaro_match match = { .common = 3 };
    SL_CHECK_U64(sl_jaro_winkler_permille(3, 4, match, 2), 933);
    const struct sl_jaro_match all = { .common = 5 };
    SL_CHECK_U64(sl_jaro_winkler_permille(5, 5, all, 5), 1000);
    const struct sl_jaro_match none = { 0 };
    SL_CHECK_U64(sl_jaro_winkler_permille(5, 5, none, 4), 0);
}

static void test_longest_names(void **state)
{
    static char bytes[SL_JARO_LIMIT_BYTES + 1];
    (void)state;
    memset(bytes, 'a', sizeof bytes);
    const struct sl_str longest = { bytes, SL_JARO_LIMIT_BYTES };
    const struct sl_str shorter = { bytes, SL_JARO_LIMIT_BYTES - 1 };
    const struct sl_str too_long = { bytes, SL_JARO_LIMIT_BYTES + 1 };
    assert_true(sl_jaro(longest, shorter) > 0.99);
    SL_CHECK_NEAR(sl_jaro(too_long, shorter), 0, 0);
    SL_CHECK_NEAR(sl_jaro(too_long, too_long), 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_values),
        cmocka_unit_test(test_bits_and_flags_as_defined),
        cmocka_unit_test(test_thousandths),
        cmocka_unit_test(test_longest_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
