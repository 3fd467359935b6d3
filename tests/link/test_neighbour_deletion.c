/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_deletion.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "similar.h"
#include "support/support.h"

static const struct sl_word_rules DEEP = { .one_len = 4, .two_len = 6, .two_limit = 24 };

static struct sl_word_set
set_of(const struct sl_dictionary *words, enum sl_family family, const struct sl_word_rules *rules)
{
    return (struct sl_word_set){
        .family = family,
        .rules = rules,
        .words = words->values,
        .count = words->count,
    };
}

/* The word without the letters at two places; SIZE_MAX leaves none out. */
static uint64_t hash_without(struct sl_str word, size_t first, size_t second)
{
    char bytes[SL_WORD_LIMIT];
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (i != first && i != second) {
            bytes[len++] = word.ptr[i];
        }
    }
    return sl_word_hash(SL_WORD_LETTERS, (struct sl_str){ bytes, len });
}

static bool holds(const struct sl_deletions *deletions, unsigned depth, uint64_t hash)
{
    const size_t first = depth == 0 ? 0 : deletions->ends[depth - 1];
    for (size_t i = first; i < deletions->ends[depth]; i++) {
        if (deletions->hashes[i] == hash) {
            return true;
        }
    }
    return false;
}

/* Whatever letters are left out, the rest is there under its own hash. */
static void test_every_rest_is_hashed(void **state)
{
    static const char *const WORDS[] = { "abcdef", "aabbaa", "mississippi", "aaaaaaaa" };
    struct sl_deletions deletions;
    (void)state;
    for (size_t w = 0; w < sizeof WORDS / sizeof WORDS[0]; w++) {
        const struct sl_str word = sl_str_from(WORDS[w]);
        sl_deletions_hash(&DEEP, word, &deletions);
        assert_true(holds(&deletions, 0, hash_without(word, SIZE_MAX, SIZE_MAX)));
        for (size_t i = 0; i < word.len; i++) {
            assert_true(holds(&deletions, 1, hash_without(word, i, SIZE_MAX)));
            for (size_t k = 0; k < i; k++) {
                assert_true(holds(&deletions, 2, hash_without(word, k, i)));
            }
        }
        assert_true(deletions.ends[1] - deletions.ends[0] <= word.len);
    }
}

static void test_only_rests_that_are_needed(void **state)
{
    static char bytes[SL_WORD_LIMIT + 1];
    struct sl_deletions deletions;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)('a' + i % 26);
    }
    for (size_t len = 0; len <= SL_WORD_LIMIT + 1; len++) {
        sl_deletions_hash(&DEEP, (struct sl_str){ bytes, len }, &deletions);
        const bool fits = len > 0 && len <= SL_WORD_LIMIT;
        const size_t one = fits && len >= 4 ? len : 0;
        const size_t two = len >= 6 && len <= 24 ? len * (len - 1) / 2 : 0;
        SL_CHECK_U64(deletions.ends[0], fits && len >= 3 ? 1 : 0);
        SL_CHECK_U64(deletions.ends[1] - deletions.ends[0], one);
        SL_CHECK_U64(deletions.ends[2] - deletions.ends[1], two);
        assert_true(deletions.ends[2] <= SL_DELETION_LIMIT);
    }
    sl_deletions_hash(&sl_word_rules_domain, (struct sl_str){ bytes, 40 }, &deletions);
    SL_CHECK_U64(deletions.ends[2], 1 + 40 + 780);
    assert_true(deletions.ends[2] <= SL_DELETION_LIMIT);
}

static void test_classes(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_word_class(&sl_word_rules_text, SL_STR("high")), SL_WORD_LETTERS);
    SL_CHECK_U64(sl_word_class(&sl_word_rules_text, SL_STR("12")), SL_WORD_NUMBER);
    SL_CHECK_U64(sl_word_class(&sl_word_rules_text, SL_STR("1")), SL_WORD_NONE);
    SL_CHECK_U64(sl_word_class(&sl_word_rules_text, SL_STR("12a")), SL_WORD_NONE);
    SL_CHECK_U64(sl_word_class(&sl_word_rules_code, SL_STR("12a")), SL_WORD_LETTERS);
    SL_CHECK_U64(sl_word_class(&sl_word_rules_code, SL_STR("")), SL_WORD_NONE);
    assert_true(
        sl_word_hash(SL_WORD_LETTERS, SL_STR("12")) != sl_word_hash(SL_WORD_NUMBER, SL_STR("12"))
    );
}

/* The evidence of OSA alone: the rules without Jaro-Winkler. */
static enum sl_evidence
expected(const struct sl_word_rules *rules, struct sl_str left, struct sl_str right)
{
    struct sl_word_rules slips = *rules;
    slips.like = 0;
    slips.alike = 0;
    slips.vague = 0;
    return sl_word_evidence(&slips, left, right);
}

static void check_join(const struct sl_word_set *set)
{
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists lists;
    SL_CHECK_OK(sl_deletion_join(set, 2, &pieces, NULL), NULL);
    SL_CHECK_OK(sl_pair_lists_init(&lists, set->count, &pieces, 2, NULL), NULL);
    for (uint32_t left = 0; left < set->count; left++) {
        uint64_t at = lists.starts[left];
        for (uint32_t right = 0; right < set->count; right++) {
            unsigned found = SL_EVIDENCE_NONE;
            if (at < lists.starts[left + 1] && sl_pair_right(lists.items[at]) == right) {
                found = sl_pair_grade(lists.items[at++]);
            }
            if (left != right) {
                const enum sl_evidence evidence =
                    expected(set->rules, set->words[left], set->words[right]);
                SL_CHECK_U64(found, evidence);
            }
        }
    }
    sl_pair_lists_finish(&lists);
}

static void test_join_as_compared(void **state)
{
    static const struct sl_word_rules *const RULES[] = {
        &sl_word_rules_name,     &sl_word_rules_text,  &sl_word_rules_code,
        &sl_word_rules_postcode, &sl_word_rules_local, &sl_word_rules_domain,
    };
    (void)state;
    for (size_t r = 0; r < sizeof RULES / sizeof RULES[0]; r++) {
        struct sl_dictionary words;
        sl_dictionary_init(&words);
        sl_similar_make(&words, SL_FAMILY_CODE, sl_test_seed() + r, 400);
        const struct sl_word_set set = set_of(&words, SL_FAMILY_CODE, RULES[r]);
        check_join(&set);
        sl_dictionary_finish(&words);
    }
}

#define PAIRS ((size_t)5500)
#define LEN   ((size_t)40)

/* So many rests that they are filed in several passes: each word has one partner, made by a slip.
 */
static void test_several_passes(void **state)
{
    char *bytes = sl_alloc(2 * PAIRS, LEN);
    struct sl_str *words = sl_alloc(2 * PAIRS, sizeof *words);
    struct sl_random random;
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists lists;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < PAIRS; i++) {
        char *word = bytes + 2 * i * LEN;
        for (size_t k = 0; k < LEN; k++) {
            word[k] = (char)('a' + sl_random_below(&random, 26));
        }
        memcpy(word + LEN, word, LEN);
        word[LEN + i % LEN] = '0';
        word[LEN + (i / LEN) % LEN] = '0';
        words[2 * i] = (struct sl_str){ word, LEN };
        words[2 * i + 1] = (struct sl_str){ word + LEN, LEN };
    }
    const struct sl_word_set set = { .family = SL_FAMILY_EMAIL,
                                     .rules = &sl_word_rules_domain,
                                     .words = words,
                                     .count = (size_t)2 * PAIRS };
    SL_CHECK_OK(sl_deletion_join(&set, 2, &pieces, NULL), NULL);
    SL_CHECK_OK(sl_pair_lists_init(&lists, set.count, &pieces, 2, NULL), NULL);
    for (uint32_t i = 0; i < 2 * PAIRS; i++) {
        SL_CHECK_U64(lists.starts[i + 1] - lists.starts[i], 1);
        SL_CHECK_U64(sl_pair_right(lists.items[lists.starts[i]]), i ^ 1);
    }
    sl_pair_lists_finish(&lists);
    sl_free(words);
    sl_free(bytes);
}

static enum sl_status join_once(void *context)
{
    struct sl_pair_pieces pieces = { 0 };
    enum sl_status status = sl_deletion_join(context, 1, &pieces, NULL);
    if (status == SL_OK) {
        status = sl_pair_pieces_status(&pieces, NULL);
    }
    sl_pair_pieces_finish(&pieces);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_dictionary words;
    (void)state;
    sl_dictionary_init(&words);
    sl_similar_make(&words, SL_FAMILY_CODE, sl_test_seed(), 60);
    struct sl_word_set set = set_of(&words, SL_FAMILY_CODE, &DEEP);
    assert_true(sl_test_failing_allocations(join_once, &set) >= 6);
    sl_dictionary_finish(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_rest_is_hashed),
        cmocka_unit_test(test_only_rests_that_are_needed),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_join_as_compared),
        cmocka_unit_test(test_several_passes),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
