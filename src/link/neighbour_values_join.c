/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/compare_impl.h"
#include "link/neighbour_values.h"

/* From pairs of words to what is known of values. */
struct turning {
    const struct sl_value_index *index;
    const uint8_t *of_many;  /* whether a word stands in a value of several words; or NULL */
    struct sl_pairs *pieces; /* pairs of words; afterwards of values */
    struct sl_pairs *carried;
};

static enum sl_status mark_words_of_many(const struct sl_value_index *index, uint8_t **ret_marks)
{
    uint8_t *marks = sl_calloc(index->words.count, sizeof(*marks));
    if (marks == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t value = 0; value < index->source.count; value++) {
        const uint64_t end = index->token_starts[value + 1];
        if (sl_value_token_count(index, value) > 1) {
            for (uint64_t i = index->token_starts[value]; i < end; i++) {
                marks[index->tokens[i]] = 1;
            }
        }
    }
    *ret_marks = marks;
    return SL_OK;
}

static enum sl_status turn_piece(void *context, size_t number, unsigned worker)
{
    (void)worker;
    const struct turning *turning = context;
    const struct sl_value_index *index = turning->index;
    struct sl_pairs *piece = &turning->pieces[number];
    size_t kept = 0;
    for (size_t i = 0; i < piece->count; i++) {
        const uint32_t left = sl_pair_left(piece->items[i]);
        const uint32_t right = sl_pair_right(piece->items[i]);
        const enum sl_evidence evidence = sl_pair_grade(piece->items[i]);
        if (turning->of_many != NULL && turning->of_many[left] != 0 &&
            turning->of_many[right] != 0 && sl_evidence_carries(index->source.family, evidence)) {
            sl_pairs_add(&turning->carried[number], left, right, evidence);
        }
        if (index->alone[left] != SL_NUMBER_NONE && index->alone[right] != SL_NUMBER_NONE) {
            const unsigned grade = sl_grade_of(sl_evidence_level(evidence));
            piece->items[kept++] = sl_pair_make(index->alone[left], index->alone[right], grade);
        }
    }
    piece->count = kept;
    return SL_OK;
}

/* Turn the pieces from `first` on. The carried pieces are made into lists. */
static enum sl_status turn_pieces(
    struct turning *turning,
    size_t piece_count,
    unsigned thread_count,
    struct sl_pair_lists *ret_similar,
    struct sl_error *err
)
{
    const struct sl_value_index *index = turning->index;
    uint8_t *of_many SL_CLEANUP(sl_free_ptr) = NULL;
    if (index->many_count == 0) {
        return sl_threads_run(thread_count, piece_count, turn_piece, turning, err);
    }
    if (mark_words_of_many(index, &of_many) != SL_OK) {
        return sl_fail_memory(err);
    }
    turning->of_many = of_many;
    struct sl_pair_pieces carried = { 0 };
    size_t first;
    SL_TRY(sl_pair_pieces_add(&carried, piece_count, &first, err));
    turning->carried = carried.pieces;
    enum sl_status status = sl_threads_run(thread_count, piece_count, turn_piece, turning, err);
    if (status == SL_OK) {
        status = sl_pair_lists_init(ret_similar, index->words.count, &carried, thread_count, err);
    }
    sl_pair_pieces_finish(&carried);
    return status;
}

enum sl_status sl_value_join_words(
    const struct sl_value_index *index,
    const struct sl_word_rules *rules,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_pair_lists *ret_similar,
    struct sl_error *err
)
{
    *ret_similar = (struct sl_pair_lists){ 0 };
    const struct sl_word_set set = sl_value_index_words(index, rules);
    const size_t first = pieces->count;
    SL_TRY(sl_words_join(&set, thread_count, pieces, err));
    SL_TRY(sl_pair_pieces_status(pieces, err));
    struct turning turning = { .index = index, .pieces = pieces->pieces + first };
    return turn_pieces(&turning, pieces->count - first, thread_count, ret_similar, err);
}

static void keep_carried(enum sl_family family, struct sl_pairs *pairs)
{
    size_t kept = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        if (sl_evidence_carries(family, sl_pair_grade(pairs->items[i]))) {
            pairs->items[kept++] = pairs->items[i];
        }
    }
    pairs->count = kept;
}

size_t sl_word_search(
    const struct sl_word_index *words,
    struct sl_str word,
    bool carried_only,
    size_t similar_count,
    struct sl_neighbour_list *list
)
{
    struct sl_pairs *pairs = &list->words;
    pairs->count = 0;
    sl_word_index_search(words, word, pairs);
    if (carried_only) {
        keep_carried(words->set.family, pairs);
    }
    if (sl_pairs_settle(pairs, NULL) != SL_OK || sl_array_reserve(
                                                     &list->similar,
                                                     &list->similar_capacity,
                                                     similar_count + pairs->count,
                                                     sizeof(*list->similar),
                                                     NULL
                                                 ) != SL_OK) {
        list->pairs.status = SL_NO_MEMORY;
        return 0;
    }
    for (size_t i = 0; i < pairs->count; i++) {
        list->similar[similar_count + i] = (uint32_t)pairs->items[i];
    }
    return pairs->count;
}

void sl_value_find_single(const struct sl_value_probe *probe)
{
    if (probe->count != 1) {
        return;
    }
    const size_t count = sl_word_search(probe->word_index, probe->words[0], false, 0, probe->list);
    for (size_t i = 0; i < count; i++) {
        const uint32_t item = probe->list->similar[i];
        const uint32_t value = probe->index->alone[sl_pair_right(item)];
        if (value != SL_NUMBER_NONE) {
            sl_value_probe_add(probe, value, sl_evidence_level(sl_pair_grade(item)));
        }
    }
}
