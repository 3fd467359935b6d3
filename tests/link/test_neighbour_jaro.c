/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_jaro.h"

#include "base/memory.h"
#include "link/jaro.h"
#include "similar.h"
#include "support/support.h"

/* The evidence of Jaro-Winkler alone. */
static enum sl_evidence
expected(const struct sl_word_set *set, uint32_t left, uint32_t right, bool alone)
{
    const struct sl_word_rules *rules = set->rules;
    const struct sl_str one = set->words[left];
    const struct sl_str other = set->words[right];
    if (sl_word_class(rules, one) != SL_WORD_LETTERS ||
        sl_word_class(rules, other) != SL_WORD_LETTERS || one.len < 2 || other.len < 2 ||
        one.ptr[0] != other.ptr[0] || one.ptr[1] != other.ptr[1]) {
        return SL_EVIDENCE_NONE;
    }
    unsigned prefix = 0;
    while (prefix < one.len && prefix < other.len && one.ptr[prefix] == other.ptr[prefix]) {
        prefix++;
    }
    const enum sl_evidence evidence = sl_jaro_evidence(
        rules, sl_jaro_winkler_permille(one.len, other.len, sl_jaro_match(one, other), prefix)
    );
    return alone || sl_evidence_carries(set->family, evidence) ? evidence : SL_EVIDENCE_NONE;
}

static bool is_alone(const struct sl_word_set *set, uint32_t word)
{
    return set->alone == NULL || set->alone[word] != SL_NUMBER_NONE;
}

static void check_join(const struct sl_word_set *set)
{
    struct sl_jaro_index index;
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists lists;
    SL_CHECK_OK(sl_jaro_index_init(&index, set, NULL), NULL);
    SL_CHECK_OK(sl_jaro_join(&index, 2, &pieces, NULL), NULL);
    SL_CHECK_OK(sl_pair_lists_init(&lists, set->count, &pieces, 2, NULL), NULL);
    for (uint32_t left = 0; left < set->count; left++) {
        uint64_t at = lists.starts[left];
        for (uint32_t right = 0; right < set->count; right++) {
            unsigned found = SL_EVIDENCE_NONE;
            if (at < lists.starts[left + 1] && sl_pair_right(lists.items[at]) == right) {
                found = sl_pair_grade(lists.items[at++]);
            }
            const bool alone = is_alone(set, left) && is_alone(set, right);
            if (left != right) {
                SL_CHECK_U64(found, expected(set, left, right, alone));
            }
        }
    }
    sl_pair_lists_finish(&lists);
    sl_jaro_index_finish(&index);
}

static void check_search(const struct sl_word_set *set, uint32_t known)
{
    const struct sl_word_set half = {
        .family = set->family, .rules = set->rules, .words = set->words, .count = known
    };
    struct sl_jaro_index index;
    SL_CHECK_OK(sl_jaro_index_init(&index, &half, NULL), NULL);
    for (uint32_t query = 0; query < set->count; query++) {
        struct sl_pairs pairs = { 0 };
        sl_jaro_search(&index, set->words[query], &pairs);
        SL_CHECK_OK(sl_pairs_settle(&pairs, NULL), NULL);
        size_t at = 0;
        for (uint32_t word = 0; word < known; word++) {
            unsigned found = SL_EVIDENCE_NONE;
            if (at < pairs.count && sl_pair_right(pairs.items[at]) == word) {
                found = sl_pair_grade(pairs.items[at++]);
            }
            const enum sl_evidence evidence =
                word == query ? SL_EVIDENCE_NONE : expected(set, query, word, true);
            SL_CHECK_U64(found, evidence);
        }
        sl_pairs_finish(&pairs);
    }
    sl_jaro_index_finish(&index);
}

static void test_as_compared(void **state)
{
    static const struct sl_word_rules *const RULES[] = { &sl_word_rules_name, &sl_word_rules_text };
    static const enum sl_family FAMILIES[] = { SL_FAMILY_NAME, SL_FAMILY_TEXT };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct sl_dictionary words;
        sl_dictionary_init(&words);
        sl_similar_make(&words, SL_FAMILY_NAME, sl_test_seed() + i, 500);
        struct sl_word_set set = {
            .family = FAMILIES[i], .rules = RULES[i], .words = words.values, .count = words.count
        };
        check_join(&set);
        check_search(&set, words.count / 2);
        uint32_t *alone = sl_alloc(words.count, sizeof *alone);
        for (uint32_t word = 0; word < words.count; word++) {
            alone[word] = word % 3 == 0 ? SL_NUMBER_NONE : word;
        }
        set.alone = alone;
        check_join(&set);
        sl_free(alone);
        sl_dictionary_finish(&words);
    }
}

/* Many copies of few letters, and more letters than a bag tells apart. */
static void test_full_bags(void **state)
{
    const struct sl_str words[] = {
        SL_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        SL_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"),
        SL_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        SL_STR("aa"),
        SL_STR("aab"),
        SL_STR("aaaaaaaaaaaaaa"),
        SL_STR("aa11111111111111111111"),
        SL_STR("aa1111111111111111111"),
        SL_STR("aabbccddeeffgghhiijjkkllmmnnooppqqrrssttuuvvwwxxyyzzabcdefghijkl"),
        SL_STR("aabbccddeeffgghhiijjkkllmmnnooppqqrrssttuuvvwwxxyyzzabcdefghijk"),
    };
    (void)state;
    const struct sl_word_set set = { .family = SL_FAMILY_NAME,
                                     .rules = &sl_word_rules_name,
                                     .words = words,
                                     .count = sizeof words / sizeof words[0] };
    check_join(&set);
    check_search(&set, 9);
}

static void test_rules_without_similarity(void **state)
{
    const struct sl_str words[] = { SL_STR("martha"), SL_STR("marhta") };
    struct sl_jaro_index index;
    struct sl_pairs pairs = { 0 };
    (void)state;
    const struct sl_word_set set = {
        .family = SL_FAMILY_CODE, .rules = &sl_word_rules_code, .words = words, .count = 2
    };
    SL_CHECK_OK(sl_jaro_index_init(&index, &set, NULL), NULL);
    sl_jaro_search(&index, SL_STR("martha"), &pairs);
    SL_CHECK_U64(pairs.count, 0);
    sl_jaro_index_finish(&index);
}

static enum sl_status join_once(void *context)
{
    struct sl_jaro_index index;
    struct sl_pair_pieces pieces = { 0 };
    SL_TRY(sl_jaro_index_init(&index, context, NULL));
    enum sl_status status = sl_jaro_join(&index, 1, &pieces, NULL);
    if (status == SL_OK) {
        status = sl_pair_pieces_status(&pieces, NULL);
    }
    sl_pair_pieces_finish(&pieces);
    sl_jaro_index_finish(&index);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_dictionary words;
    (void)state;
    sl_dictionary_init(&words);
    sl_similar_make(&words, SL_FAMILY_NAME, sl_test_seed(), 60);
    struct sl_word_set set = { .family = SL_FAMILY_NAME,
                               .rules = &sl_word_rules_name,
                               .words = words.values,
                               .count = words.count };
    assert_true(sl_test_failing_allocations(join_once, &set) >= 10);
    sl_dictionary_finish(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_compared),
        cmocka_unit_test(test_full_bags),
        cmocka_unit_test(test_rules_without_similarity),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
