/* SPDX-License-Identifier: Apache-2.0 */
#include "link/compare_impl.h"
#include "link/neighbour_values.h"
#include "similar.h"
#include "support/support.h"

/*
 * The pairs must be those of values that are single words, and the lists those of words that stand
 * in values of several, each as the words' evidence has it.
 */
static void check_words(enum sl_family family, const struct sl_word_rules *rules)
{
    struct sl_dictionary values;
    struct sl_value_index index;
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists similar;
    struct sl_pair_lists pairs;
    sl_dictionary_init(&values);
    sl_similar_make(&values, family, sl_test_seed(), 300);
    const struct sl_neighbour_source source = { .family = family,
                                                .values = values.values,
                                                .count = values.count };
    SL_CHECK_OK(sl_value_index_init(&index, &source, NULL), NULL);
    SL_CHECK_OK(sl_value_join_words(&index, rules, 2, &pieces, &similar, NULL), NULL);
    SL_CHECK_OK(sl_pair_lists_init(&pairs, values.count, &pieces, 1, NULL), NULL);
    SL_CHECK_U64(similar.count, index.words.count);
    for (uint32_t left = 0; left < index.words.count; left++) {
        for (uint64_t i = similar.starts[left]; i < similar.starts[left + 1]; i++) {
            const uint32_t right = sl_pair_right(similar.items[i]);
            SL_CHECK_U64(
                sl_pair_grade(similar.items[i]),
                sl_carried_evidence(family, index.words.values[left], index.words.values[right])
            );
        }
        const uint32_t value = index.alone[left];
        for (uint64_t i = value == SL_NUMBER_NONE ? 0 : pairs.starts[value];
             value != SL_NUMBER_NONE && i < pairs.starts[value + 1];
             i++) {
            const uint32_t other = sl_pair_right(pairs.items[i]);
            SL_CHECK_U64(sl_value_token_count(&index, other), 1);
        }
    }
    assert_true(similar.starts[similar.count] > 20);
    assert_true(pairs.starts[pairs.count] > 20);
    sl_pair_lists_finish(&similar);
    sl_pair_lists_finish(&pairs);
    sl_value_index_finish(&index);
    sl_dictionary_finish(&values);
}

static void test_names(void **state)
{
    (void)state;
    check_words(SL_FAMILY_NAME, &sl_word_rules_name);
}

static void test_texts(void **state)
{
    (void)state;
    check_words(SL_FAMILY_TEXT, &sl_word_rules_text);
}

static void test_single_words_need_no_lists(void **state)
{
    const struct sl_str values[] = { SL_STR("smith"), SL_STR("smyth"), SL_STR("bill") };
    struct sl_value_index index;
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists similar;
    struct sl_pair_lists pairs;
    (void)state;
    const struct sl_neighbour_source source = { .family = SL_FAMILY_NAME,
                                                .values = values,
                                                .count = 3 };
    SL_CHECK_OK(sl_value_index_init(&index, &source, NULL), NULL);
    SL_CHECK_OK(sl_value_join_words(&index, &sl_word_rules_name, 1, &pieces, &similar, NULL), NULL);
    SL_CHECK_U64(similar.count, 0);
    SL_CHECK_OK(sl_pair_lists_init(&pairs, 3, &pieces, 1, NULL), NULL);
    SL_CHECK_U64(pairs.starts[3], 2);
    SL_CHECK_U64(pairs.items[0], 1 << SL_GRADE_BITS | sl_grade_of(SL_LEVEL_CLOSE));
    sl_pair_lists_finish(&similar);
    sl_pair_lists_finish(&pairs);
    sl_value_index_finish(&index);
}

/* Evidence that does not carry over is left out before the best is kept, not after. */
static void test_search_for_what_carries_over(void **state)
{
    const struct sl_str words[] = { SL_STR("bolton"), SL_STR("manchester"), SL_STR("mansfield") };
    struct sl_word_index index;
    struct sl_neighbour_list list;
    (void)state;
    const struct sl_word_set set = {
        .family = SL_FAMILY_TEXT, .rules = &sl_word_rules_text, .words = words, .count = 3
    };
    SL_CHECK_OK(sl_word_index_init(&index, &set, NULL), NULL);
    sl_neighbour_list_init(&list);
    SL_CHECK_U64(sl_word_search(&index, SL_STR("manchesstr"), false, 0, &list), 1);
    SL_CHECK_U64(list.similar[0], 1 << SL_GRADE_BITS | SL_EVIDENCE_LIKE);
    SL_CHECK_U64(sl_word_search(&index, SL_STR("manchesstr"), true, 1, &list), 1);
    SL_CHECK_U64(list.similar[1], 1 << SL_GRADE_BITS | SL_EVIDENCE_TWO);
    sl_neighbour_list_finish(&list);
    sl_word_index_finish(&index);
}

static enum sl_status join_once(void *context)
{
    struct sl_value_index index;
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists similar;
    SL_TRY(sl_value_index_init(&index, context, NULL));
    enum sl_status status =
        sl_value_join_words(&index, &sl_word_rules_name, 1, &pieces, &similar, NULL);
    sl_pair_lists_finish(&similar);
    if (status == SL_OK) {
        status = sl_pair_pieces_status(&pieces, NULL);
    }
    sl_pair_pieces_finish(&pieces);
    sl_value_index_finish(&index);
    return status;
}

static void test_failing_allocations(void **state)
{
    const struct sl_str values[] = {
        SL_STR("john smith"), SL_STR("jon smyth"), SL_STR("john"), SL_STR("jon")
    };
    struct sl_neighbour_source source = { .family = SL_FAMILY_NAME, .values = values, .count = 4 };
    (void)state;
    assert_true(sl_test_failing_allocations(join_once, &source) >= 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_single_words_need_no_lists),
        cmocka_unit_test(test_search_for_what_carries_over),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
