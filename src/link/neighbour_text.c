/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts: similar words, words left out, and words in common.
 *
 * Of two texts with at least half of all words in common, the first common word in any fixed order
 * stands early in both: at most half the words of either stand before it. The order here has words
 * that count (no numbers, not generic) first, the rarer before the commoner. So a text is filed
 * under the early words that count; and since numbers must agree, under each together with each of
 * its numbers, which keeps a whole street from meeting.
 *
 * Source:  S. Chaudhuri, V. Ganti, R. Kaushik, "A Primitive Operator for Similarity Joins in Data
 *          Cleaning", ICDE 2006 (prefix filter).
 * Differs: the numbers in the key.
 */
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"
#include "link/compare_impl.h"
#include "link/neighbour_impl.h"
#include "link/neighbour_values.h"

/* In place of a number: the text has none; any text whatever its numbers. */
#define NUMBER_ABSENT (SL_NUMBER_NONE - 1)
#define NUMBER_ANY    (SL_NUMBER_NONE - 2)

/* What a word is good for. */
enum word_use { WORD_COUNTS, WORD_GENERIC, WORD_NUMBER };

/*
 * All that is known of a dictionary of texts. uses and ranks go by word; rank 0 is kept for words
 * that the dictionary does not have. words and postings are for searching.
 */
struct text_index {
    struct sl_value_index values;
    uint8_t *uses;
    uint32_t *ranks;
    struct sl_keys by_letters; /* texts by their letters: all, or for a join those with a blank */
    struct sl_keys by_word;    /* see above */
    bool searched;
    struct sl_word_index words;
    struct sl_postings postings;
};

static enum word_use use_of(const struct sl_compare_context *context, struct sl_str word)
{
    if (sl_token_is_number(word)) {
        return WORD_NUMBER;
    }
    return sl_compare_generic(context, word) ? WORD_GENERIC : WORD_COUNTS;
}

/* Rank the words: those that count first, and the rarer first. */
static enum sl_status rank_words(struct text_index *index, struct sl_error *err)
{
    const struct sl_value_index *values = &index->values;
    const uint32_t count = values->words.count;
    struct sl_keyed *keyed SL_CLEANUP(sl_free_ptr) = sl_calloc(count, sizeof(*keyed));
    index->uses = sl_alloc(count, sizeof(*index->uses));
    index->ranks = sl_alloc(count, sizeof(*index->ranks));
    if (keyed == NULL || index->uses == NULL || index->ranks == NULL) {
        return sl_fail_memory(err);
    }
    for (uint64_t i = 0; i < values->token_starts[values->source.count]; i++) {
        keyed[values->tokens[i]].key++;
    }
    for (uint32_t word = 0; word < count; word++) {
        const enum word_use use = use_of(values->source.context, values->words.values[word]);
        index->uses[word] = (uint8_t)use;
        keyed[word].key |= (uint64_t)(use != WORD_COUNTS) << 63;
        keyed[word].value = word;
    }
    SL_TRY(sl_sort_keyed(keyed, count, err));
    for (uint32_t rank = 0; rank < count; rank++) {
        index->ranks[keyed[rank].value] = rank + 1;
    }
    return SL_OK;
}

/* The numbers of a text's words by rank: early ones first. Gives how many are early. */
static size_t rank_tokens(
    const struct text_index *index, const uint32_t *tokens, size_t count, uint32_t *ret_ranked
)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t word = tokens[i];
        const uint32_t rank = word == SL_NUMBER_NONE ? 0 : index->ranks[word];
        size_t at = i;
        while (at > 0 && ret_ranked[at - 1] != SL_NUMBER_NONE &&
               index->ranks[ret_ranked[at - 1]] > rank) {
            ret_ranked[at] = ret_ranked[at - 1];
            at--;
        }
        ret_ranked[at] = word;
    }
    return count - (count + 1) / 2 + 1;
}

static bool counts(const struct text_index *index, uint32_t word)
{
    return word != SL_NUMBER_NONE && index->uses[word] == WORD_COUNTS;
}

static bool is_number(const struct text_index *index, uint32_t word)
{
    return word != SL_NUMBER_NONE && index->uses[word] == WORD_NUMBER;
}

static uint64_t word_hash(uint32_t word, uint32_t number)
{
    return sl_hash_u64((uint64_t)word << 32 | number);
}

static void generate_words(void *context, struct sl_keys *keys)
{
    const struct text_index *index = context;
    const struct sl_value_index *values = &index->values;
    uint32_t ranked[SL_TOKEN_LIMIT];
    for (uint32_t text = 0; text < values->source.count; text++) {
        const size_t count = sl_value_token_count(values, text);
        if (count == 0) {
            continue;
        }
        const uint32_t *tokens = values->tokens + values->token_starts[text];
        const size_t early = rank_tokens(index, tokens, count, ranked);
        for (size_t i = 0; i < early && counts(index, ranked[i]); i++) {
            bool numbered = false;
            for (size_t k = 0; k < count; k++) {
                if (is_number(index, tokens[k])) {
                    sl_keys_add(keys, word_hash(ranked[i], tokens[k]), text);
                    numbered = true;
                }
            }
            sl_keys_add(keys, word_hash(ranked[i], NUMBER_ANY), text);
            if (!numbered && index->searched) {
                sl_keys_add(keys, word_hash(ranked[i], NUMBER_ABSENT), text);
            }
        }
    }
}

static void generate_letters(void *context, struct sl_keys *keys)
{
    const struct text_index *index = context;
    const struct sl_neighbour_source *source = &index->values.source;
    for (uint32_t text = 0; text < source->count; text++) {
        if (index->searched || sl_value_has_blank(source->values[text])) {
            sl_keys_add(keys, sl_value_letters_hash(source->values[text]), text);
        }
    }
}

static enum sl_status
file_texts(struct text_index *index, const struct sl_neighbour_source *source, struct sl_error *err)
{
    SL_TRY(sl_value_index_init(&index->values, source, err));
    SL_TRY(rank_words(index, err));
    SL_TRY(sl_keys_init(&index->by_letters, source->count, generate_letters, index, err));
    return sl_keys_init(&index->by_word, source->count * 4, generate_words, index, err);
}

static void text_close(void *state)
{
    struct text_index *index = state;
    if (index == NULL) {
        return;
    }
    sl_word_index_finish(&index->words);
    sl_value_index_finish(&index->values);
    sl_postings_finish(&index->postings);
    sl_keys_finish(&index->by_letters);
    sl_keys_finish(&index->by_word);
    sl_free(index->uses);
    sl_free(index->ranks);
    sl_free(index);
}

/* A text whose similar texts are looked for. */
struct text_probe {
    const struct text_index *index;
    struct sl_value_probe value;
    bool numbered;
};

static bool is_telling(const struct sl_value_probe *probe, unsigned chosen)
{
    const unsigned first = (unsigned)__builtin_ctz(chosen);
    return (chosen & (chosen - 1)) != 0 ||
           !sl_compare_generic(probe->index->source.context, probe->words[first]);
}

/* Texts that are the same but for blanks. */
static void find_letters(const struct text_probe *probe)
{
    const struct sl_value_index *values = &probe->index->values;
    const struct sl_str text = probe->value.value;
    struct sl_keys_walk walk = sl_keys_find(&probe->index->by_letters, sl_value_letters_hash(text));
    uint32_t other;
    while (sl_keys_next(&walk, &other)) {
        if (sl_token_same_letters(values->source.values[other], text)) {
            sl_value_probe_add(&probe->value, other, SL_LEVEL_CLOSE);
        }
    }
}

/* What two texts have in common. */
struct overlap {
    size_t common;
    bool counts; /* a common word counts */
    bool number_left, number_right;
};

static struct overlap find_overlap(const struct text_probe *probe, uint32_t text)
{
    const struct text_index *index = probe->index;
    const uint32_t *tokens = index->values.tokens + index->values.token_starts[text];
    const size_t count = sl_value_token_count(&index->values, text);
    struct overlap overlap = { 0 };
    uint32_t taken = 0;
    for (size_t i = 0; i < probe->value.count; i++) {
        const uint32_t word = probe->value.numbers[i];
        size_t at = 0;
        while (at < count && (tokens[at] != word || (taken >> at & 1) != 0)) {
            at++;
        }
        if (at < count) {
            taken |= UINT32_C(1) << at;
            overlap.common++;
            overlap.counts = overlap.counts || counts(index, word);
        } else {
            overlap.number_left = overlap.number_left || sl_token_is_number(probe->value.words[i]);
        }
    }
    for (size_t at = 0; at < count; at++) {
        overlap.number_right =
            overlap.number_right || ((taken >> at & 1) == 0 && is_number(index, tokens[at]));
    }
    return overlap;
}

/* Compare with the texts filed under a word and a number. */
static void find_filed(const struct text_probe *probe, uint32_t word, uint32_t number)
{
    const struct sl_value_index *values = &probe->index->values;
    const size_t own_count = probe->value.count;
    struct sl_keys_walk walk = sl_keys_find(&probe->index->by_word, word_hash(word, number));
    uint32_t text;
    while (sl_keys_next(&walk, &text)) {
        const size_t count = sl_value_token_count(values, text);
        if (count > 2 * own_count || own_count > 2 * count) {
            continue;
        }
        const struct overlap overlap = find_overlap(probe, text);
        const unsigned level =
            sl_text_overlap_level(overlap.common, count + own_count - overlap.common);
        if (level != SL_LEVEL_ELSE && overlap.counts &&
            !(overlap.number_left && overlap.number_right)) {
            sl_value_probe_add(&probe->value, text, level);
        }
    }
}

/* Texts with at least half of all words in common. */
static void find_overlapping(const struct text_probe *probe)
{
    const struct text_index *index = probe->index;
    const struct sl_value_probe *value = &probe->value;
    uint32_t ranked[SL_TOKEN_LIMIT];
    const size_t early =
        value->count == 0 ? 0 : rank_tokens(index, value->numbers, value->count, ranked);
    for (size_t i = 0; i < early; i++) {
        if (ranked[i] == SL_NUMBER_NONE) {
            continue;
        }
        if (!counts(index, ranked[i])) {
            break;
        }
        if (!probe->numbered) {
            find_filed(probe, ranked[i], NUMBER_ANY);
            continue;
        }
        for (size_t k = 0; k < value->count; k++) {
            if (is_number(index, value->numbers[k])) {
                find_filed(probe, ranked[i], value->numbers[k]);
            }
        }
        if (index->searched) { /* in a join, those without numbers find the others */
            find_filed(probe, ranked[i], NUMBER_ABSENT);
        }
    }
}

static bool has_number(const struct sl_value_probe *probe)
{
    for (size_t i = 0; i < probe->count; i++) {
        if (sl_token_is_number(probe->words[i])) {
            return true;
        }
    }
    return false;
}

/* All that a join and a search have in common. */
static void find_texts(struct text_probe *probe)
{
    probe->numbered = has_number(&probe->value);
    find_letters(probe);
    sl_value_find_same_words(&probe->value);
    sl_value_find_differing(&probe->value);
    sl_value_find_contained(&probe->value, is_telling);
    find_overlapping(probe);
}

struct text_join {
    const struct text_index *index;
    const struct sl_pair_lists *similar;
    struct sl_pairs *pieces;
};

static enum sl_status text_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct text_join *join = context;
    const struct sl_neighbour_source *source = &join->index->values.source;
    const size_t end = sl_join_task_end(source->count, task);
    struct text_probe probe = { .index = join->index, .value.similar = join->similar };
    for (size_t text = task * SL_JOIN_TASK_VALUES; text < end; text++) {
        sl_value_probe_init(
            &probe.value,
            &join->index->values,
            source->values[text],
            (uint32_t)text,
            &join->pieces[task]
        );
        find_texts(&probe);
    }
    return SL_OK;
}

static enum sl_status join_index(
    struct text_index *index,
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    SL_TRY(file_texts(index, source, err));
    struct sl_pair_lists similar;
    enum sl_status status = sl_value_join_words(
        &index->values, &sl_word_rules_text, thread_count, pieces, &similar, err
    );
    const size_t task_count = sl_join_task_count(source->count);
    size_t first = 0;
    if (status == SL_OK) {
        status = sl_pair_pieces_add(pieces, task_count, &first, err);
    }
    if (status == SL_OK) {
        struct text_join join = { .index = index,
                                  .similar = &similar,
                                  .pieces = pieces->pieces + first };
        status = sl_threads_run(thread_count, task_count, text_task, &join, err);
    }
    sl_pair_lists_finish(&similar);
    return status;
}

static enum sl_status text_join(
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    struct text_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status = join_index(index, source, thread_count, pieces, err);
    text_close(index);
    return status;
}

static enum sl_status
open_index(struct text_index *index, const struct sl_neighbour_source *source, struct sl_error *err)
{
    index->searched = true;
    SL_TRY(file_texts(index, source, err));
    const struct sl_word_set set = sl_value_index_words(&index->values, &sl_word_rules_text);
    SL_TRY(sl_word_index_init(&index->words, &set, err));
    return sl_postings_init(&index->postings, &index->values, err);
}

static enum sl_status
text_open(const struct sl_neighbour_source *source, void **ret_state, struct sl_error *err)
{
    struct text_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status = open_index(index, source, err);
    if (status != SL_OK) {
        text_close(index);
        return status;
    }
    *ret_state = index;
    return SL_OK;
}

static void text_search(const void *state, struct sl_str value, struct sl_neighbour_list *list)
{
    const struct text_index *index = state;
    struct text_probe probe = { .index = index };
    sl_value_probe_init(&probe.value, &index->values, value, SL_NUMBER_NONE, &list->pairs);
    probe.value.word_index = &index->words;
    probe.value.list = list;
    sl_value_find_single(&probe.value);
    find_texts(&probe);
    sl_value_find_containing(&probe.value, &index->postings, is_telling);
}

const struct sl_neighbour_family sl_neighbour_text = {
    .join = text_join,
    .open = text_open,
    .close = text_close,
    .search = text_search,
};
