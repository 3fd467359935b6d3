/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_words.h"

#include "similar.h"
#include "support/support.h"

/* All that two different words say. */
static enum sl_evidence
expected(const struct sl_word_set *set, struct sl_str left, struct sl_str right)
{
    return set->family == SL_FAMILY_NAME ? sl_name_word_evidence(left, right)
                                         : sl_word_evidence(set->rules, left, right);
}

static void check_join(const struct sl_word_set *set)
{
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists lists;
    SL_CHECK_OK(sl_words_join(set, 2, &pieces, NULL), NULL);
    SL_CHECK_OK(sl_pair_lists_init(&lists, set->count, &pieces, 2, NULL), NULL);
    for (uint32_t left = 0; left < set->count; left++) {
        uint64_t at = lists.starts[left];
        for (uint32_t right = 0; right < set->count; right++) {
            unsigned found = SL_EVIDENCE_NONE;
            if (at < lists.starts[left + 1] && sl_pair_right(lists.items[at]) == right) {
                found = sl_pair_grade(lists.items[at++]);
            }
            if (left != right) {
                SL_CHECK_U64(found, expected(set, set->words[left], set->words[right]));
            }
        }
    }
    sl_pair_lists_finish(&lists);
}

static void check_search(const struct sl_word_set *set, uint32_t known)
{
    struct sl_word_set half = *set;
    struct sl_word_index index;
    half.count = known;
    SL_CHECK_OK(sl_word_index_init(&index, &half, NULL), NULL);
    for (uint32_t query = 0; query < set->count; query++) {
        struct sl_pairs pairs = { 0 };
        sl_word_index_search(&index, set->words[query], &pairs);
        SL_CHECK_OK(sl_pairs_settle(&pairs, NULL), NULL);
        size_t at = 0;
        for (uint32_t word = 0; word < known; word++) {
            unsigned found = SL_EVIDENCE_NONE;
            if (at < pairs.count && sl_pair_right(pairs.items[at]) == word) {
                found = sl_pair_grade(pairs.items[at++]);
            }
            const enum sl_evidence evidence =
                word == query ? SL_EVIDENCE_NONE
                              : expected(set, set->words[query], set->words[word]);
            SL_CHECK_U64(found, evidence);
        }
        SL_CHECK_U64(
            sl_word_index_find(&index, set->words[query]), query < known ? query : SL_NUMBER_NONE
        );
        sl_pairs_finish(&pairs);
    }
    sl_word_index_finish(&index);
}

static void check_family(enum sl_family family, const struct sl_word_rules *rules)
{
    struct sl_dictionary made;
    struct sl_dictionary words;
    sl_dictionary_init(&made);
    sl_dictionary_init(&words);
    sl_similar_make(&made, family, sl_test_seed(), 500);
    for (uint32_t i = 0; i < made.count; i++) { /* the words of the values */
        struct sl_str rest = made.values[i];
        struct sl_str word;
        uint32_t number;
        while (sl_str_split(&rest, ' ', &word)) {
            SL_CHECK_OK(sl_dictionary_add(&words, word, &number, NULL), NULL);
        }
    }
    const struct sl_word_set set = {
        .family = family, .rules = rules, .words = words.values, .count = words.count
    };
    check_join(&set);
    check_search(&set, words.count / 2);
    sl_dictionary_finish(&words);
    sl_dictionary_finish(&made);
}

static void test_names_as_compared(void **state)
{
    (void)state;
    check_family(SL_FAMILY_NAME, &sl_word_rules_name);
}

static void test_words_of_texts_as_compared(void **state)
{
    (void)state;
    check_family(SL_FAMILY_TEXT, &sl_word_rules_text);
}

static void test_codes_as_compared(void **state)
{
    (void)state;
    check_family(SL_FAMILY_CODE, &sl_word_rules_code);
}

/* Only what comes from OSA. */
static void test_letters_alone(void **state)
{
    const struct sl_str words[] = {
        SL_STR("william"),  SL_STR("bill"),       SL_STR("wiliam"),
        SL_STR("willaims"), SL_STR("williamson"),
    };
    struct sl_word_index index;
    struct sl_pairs pairs = { 0 };
    (void)state;
    const struct sl_word_set set = { .family = SL_FAMILY_NAME,
                                     .rules = &sl_word_rules_name,
                                     .words = words,
                                     .count = sizeof words / sizeof words[0] };
    SL_CHECK_OK(sl_word_index_init(&index, &set, NULL), NULL);
    sl_word_index_letters(&index, SL_STR("william"), &pairs);
    SL_CHECK_OK(sl_pairs_settle(&pairs, NULL), NULL);
    SL_CHECK_U64(pairs.count, 2);
    SL_CHECK_U64(pairs.items[0], sl_pair_make(0, 2, SL_EVIDENCE_ONE));
    SL_CHECK_U64(pairs.items[1], sl_pair_make(0, 3, SL_EVIDENCE_TWO));
    sl_pairs_finish(&pairs);
    sl_word_index_finish(&index);
}

static enum sl_status join_once(void *context)
{
    struct sl_pair_pieces pieces = { 0 };
    enum sl_status status = sl_words_join(context, 1, &pieces, NULL);
    if (status == SL_OK) {
        status = sl_pair_pieces_status(&pieces, NULL);
    }
    sl_pair_pieces_finish(&pieces);
    return status;
}

static enum sl_status search_once(void *context)
{
    struct sl_word_index index;
    struct sl_pairs pairs = { 0 };
    SL_TRY(sl_word_index_init(&index, context, NULL));
    sl_word_index_search(&index, SL_STR("william"), &pairs);
    const enum sl_status status = pairs.status;
    sl_pairs_finish(&pairs);
    sl_word_index_finish(&index);
    return status;
}

static void test_failing_allocations(void **state)
{
    const struct sl_str words[] = { SL_STR("william"), SL_STR("bill"), SL_STR("wiliam") };
    struct sl_word_set set = {
        .family = SL_FAMILY_NAME, .rules = &sl_word_rules_name, .words = words, .count = 3
    };
    (void)state;
    assert_true(sl_test_failing_allocations(join_once, &set) >= 15);
    assert_true(sl_test_failing_allocations(search_once, &set) >= 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_as_compared),
        cmocka_unit_test(test_words_of_texts_as_compared),
        cmocka_unit_test(test_codes_as_compared),
        cmocka_unit_test(test_letters_alone),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
