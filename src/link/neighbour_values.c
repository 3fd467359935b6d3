/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_values.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "link/compare_impl.h"

#define WORD_SEED UINT64_C(0x62616773)
/* So many values are compared one by one rather than similar words looked for. */
#define FEW_VALUES 32u

#define LETTER_BASE UINT64_C(0x9e3779b97f4a7c15)

uint64_t sl_value_word_hash(struct sl_str word)
{
    return sl_hash_str(word, WORD_SEED);
}

uint64_t sl_value_letters_hash(struct sl_str value)
{
    uint64_t hash = 1;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] != ' ') {
            hash = (hash + (unsigned char)value.ptr[i]) * LETTER_BASE;
        }
    }
    return sl_hash_u64(hash);
}

bool sl_value_has_blank(struct sl_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == ' ') {
            return true;
        }
    }
    return false;
}

/* Number the words of all values and note which value has which. */
static enum sl_status number_words(struct sl_value_index *index, struct sl_error *err)
{
    const struct sl_neighbour_source *source = &index->source;
    size_t token_count = 0;
    size_t capacity = 0;
    struct sl_tokens tokens;
    for (size_t value = 0; value < source->count; value++) {
        index->token_starts[value] = token_count;
        (void)sl_tokens_split(source->values[value], &tokens);
        SL_TRY(sl_array_reserve(
            &index->tokens, &capacity, token_count + tokens.count, sizeof(*index->tokens), err
        ));
        for (size_t i = 0; i < tokens.count; i++) {
            SL_TRY(
                sl_dictionary_add(&index->words, tokens.words[i], &index->tokens[token_count], err)
            );
            token_count++;
        }
        index->many_count += tokens.count > 1;
    }
    index->token_starts[source->count] = token_count;
    return SL_OK;
}

static void sum_words(struct sl_value_index *index)
{
    for (uint32_t word = 0; word < index->words.count; word++) {
        index->word_hashes[word] = sl_value_word_hash(index->words.values[word]);
        index->alone[word] = SL_NUMBER_NONE;
    }
    for (uint32_t value = 0; value < index->source.count; value++) {
        const uint32_t *tokens = index->tokens + index->token_starts[value];
        const size_t count = sl_value_token_count(index, value);
        uint64_t sum = 0;
        for (size_t i = 0; i < count; i++) {
            sum += index->word_hashes[tokens[i]];
        }
        index->sums[value] = sum;
        if (count == 1 &&
            sl_str_equal(index->source.values[value], index->words.values[tokens[0]])) {
            index->alone[tokens[0]] = value;
        }
    }
}

static void generate_sums(void *context, struct sl_keys *keys)
{
    const struct sl_value_index *index = context;
    for (uint32_t value = 0; value < index->source.count; value++) {
        if (sl_value_token_count(index, value) > 0) {
            sl_keys_add(keys, index->sums[value], value);
        }
    }
}

static void generate_rests(void *context, struct sl_keys *keys)
{
    const struct sl_value_index *index = context;
    for (uint32_t value = 0; value < index->source.count; value++) {
        const uint64_t end = index->token_starts[value + 1];
        if (sl_value_token_count(index, value) > 1) {
            for (uint64_t i = index->token_starts[value]; i < end; i++) {
                const uint64_t hash = index->word_hashes[index->tokens[i]];
                sl_keys_add(keys, index->sums[value] - hash, value);
            }
        }
    }
}

static enum sl_status fill_index(struct sl_value_index *index, struct sl_error *err)
{
    const size_t count = index->source.count;
    if (count > SL_NEIGHBOUR_VALUE_LIMIT) {
        return sl_fail(err, SL_LIMIT, "too many different values to compare");
    }
    index->token_starts = sl_alloc(count + 1, sizeof(*index->token_starts));
    index->sums = sl_alloc(count, sizeof(*index->sums));
    if (index->token_starts == NULL || index->sums == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(number_words(index, err));
    index->word_hashes = sl_alloc(index->words.count, sizeof(*index->word_hashes));
    index->alone = sl_alloc(index->words.count, sizeof(*index->alone));
    if (index->word_hashes == NULL || index->alone == NULL) {
        return sl_fail_memory(err);
    }
    sum_words(index);
    SL_TRY(sl_keys_init(&index->by_sum, count, generate_sums, index, err));
    return sl_keys_init(&index->by_rest, index->many_count * 3, generate_rests, index, err);
}

enum sl_status sl_value_index_init(
    struct sl_value_index *index, const struct sl_neighbour_source *source, struct sl_error *err
)
{
    *index = (struct sl_value_index){ .source = *source };
    sl_dictionary_init(&index->words);
    const enum sl_status status = fill_index(index, err);
    if (status != SL_OK) {
        sl_value_index_finish(index);
    }
    return status;
}

void sl_value_index_finish(struct sl_value_index *index)
{
    sl_dictionary_finish(&index->words);
    sl_free(index->word_hashes);
    sl_free(index->alone);
    sl_free(index->token_starts);
    sl_free(index->tokens);
    sl_free(index->sums);
    sl_keys_finish(&index->by_sum);
    sl_keys_finish(&index->by_rest);
    *index = (struct sl_value_index){ 0 };
}

struct sl_word_set
sl_value_index_words(const struct sl_value_index *index, const struct sl_word_rules *rules)
{
    return (struct sl_word_set){
        .family = index->source.family,
        .rules = rules,
        .words = index->words.values,
        .alone = index->alone,
        .count = index->words.count,
    };
}

enum sl_status sl_postings_init(
    struct sl_postings *postings, const struct sl_value_index *index, struct sl_error *err
)
{
    const uint32_t word_count = index->words.count;
    const uint64_t token_count = index->token_starts[index->source.count];
    postings->starts = sl_calloc((size_t)word_count + 2, sizeof(*postings->starts));
    postings->values = sl_alloc(token_count, sizeof(*postings->values));
    if (postings->starts == NULL || postings->values == NULL) {
        sl_postings_finish(postings);
        return sl_fail_memory(err);
    }
    /* starts[w + 1] first moves from the beginning of list w to its end. */
    for (uint64_t i = 0; i < token_count; i++) {
        postings->starts[(size_t)index->tokens[i] + 2]++;
    }
    for (size_t word = 0; word < word_count; word++) {
        postings->starts[word + 2] += postings->starts[word + 1];
    }
    for (uint32_t value = 0; value < index->source.count; value++) {
        for (uint64_t i = index->token_starts[value]; i < index->token_starts[value + 1]; i++) {
            postings->values[postings->starts[(size_t)index->tokens[i] + 1]++] = value;
        }
    }
    return SL_OK;
}

void sl_postings_finish(struct sl_postings *postings)
{
    sl_free(postings->starts);
    sl_free(postings->values);
    *postings = (struct sl_postings){ 0 };
}

static uint32_t find_word(const struct sl_value_index *index, struct sl_str word)
{
    const uint32_t number = sl_dictionary_find(&index->words, word);
    return number == SL_DICTIONARY_NONE ? SL_NUMBER_NONE : number;
}

void sl_value_probe_init(
    struct sl_value_probe *probe,
    const struct sl_value_index *index,
    struct sl_str value,
    uint32_t number,
    struct sl_pairs *pairs
)
{
    probe->index = index;
    probe->value = value;
    probe->number = number;
    probe->pairs = pairs;
    probe->sum = 0;
    struct sl_tokens tokens;
    if (number != SL_NUMBER_NONE) {
        tokens.count = sl_value_token_count(index, number);
    } else {
        (void)sl_tokens_split(value, &tokens);
    }
    probe->count = tokens.count;
    for (size_t i = 0; i < probe->count; i++) {
        uint32_t word;
        if (number != SL_NUMBER_NONE) {
            word = index->tokens[index->token_starts[number] + i];
            probe->words[i] = index->words.values[word];
        } else {
            word = find_word(index, tokens.words[i]);
            probe->words[i] = tokens.words[i];
        }
        probe->numbers[i] = word;
        probe->hashes[i] =
            word != SL_NUMBER_NONE ? index->word_hashes[word] : sl_value_word_hash(probe->words[i]);
        probe->sum += probe->hashes[i];
    }
}

void sl_value_probe_add(const struct sl_value_probe *probe, uint32_t value, unsigned level)
{
    if (probe->number == SL_NUMBER_NONE) {
        sl_pairs_add(probe->pairs, 0, value, sl_grade_of(level));
    } else if (value != probe->number) {
        sl_pairs_add(probe->pairs, probe->number, value, sl_grade_of(level));
    }
}

/* Add all values with this sum. With `forward`, only those behind the probe's own value, as a join
 * finds the others from their side. */
static void add_sum(const struct sl_value_probe *probe, uint64_t sum, unsigned level, bool forward)
{
    struct sl_keys_walk walk = sl_value_find_sum(probe->index, sum);
    uint32_t value;
    while (sl_value_next_sum(probe->index, &walk, sum, &value)) {
        if (!forward || probe->number == SL_NUMBER_NONE || value > probe->number) {
            sl_value_probe_add(probe, value, level);
        }
    }
}

void sl_value_find_same_words(const struct sl_value_probe *probe)
{
    if (probe->count > 1) {
        add_sum(probe, probe->sum, SL_LEVEL_CLOSE, true);
    }
}

/* The words similar to one of the probe's, as far as that carries over. */
static struct sl_similar_words similar_of(const struct sl_value_probe *probe, size_t at)
{
    const struct sl_pair_lists *lists = probe->similar;
    if (probe->number == SL_NUMBER_NONE) {
        const size_t count =
            sl_word_search(probe->word_index, probe->words[at], true, 0, probe->list);
        return (struct sl_similar_words){ probe->list->similar, count };
    }
    const uint32_t word = probe->numbers[at];
    return (struct sl_similar_words){
        .items = lists->items + lists->starts[word],
        .count = (size_t)(lists->starts[word + 1] - lists->starts[word]),
    };
}

/* What is known of a word among similar ones. */
static enum sl_evidence evidence_among(struct sl_similar_words similar, uint32_t word)
{
    size_t low = 0;
    size_t high = similar.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sl_pair_right(similar.items[middle]) < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < similar.count && sl_pair_right(similar.items[low]) == word
               ? sl_pair_grade(similar.items[low])
               : SL_EVIDENCE_NONE;
}

/* Put each similar word in place of one of the probe's, and look the value up. */
static void try_similar(const struct sl_value_probe *probe, size_t at)
{
    const struct sl_similar_words similar = similar_of(probe, at);
    for (size_t i = 0; i < similar.count; i++) {
        const uint64_t hash = probe->index->word_hashes[sl_pair_right(similar.items[i])];
        const unsigned level = sl_evidence_level(sl_pair_grade(similar.items[i]));
        add_sum(probe, probe->sum - probe->hashes[at] + hash, level, true);
    }
}

/* The word of a value that makes up a hash; SL_NUMBER_NONE when there is none. */
static uint32_t word_with_hash(const struct sl_value_index *index, uint32_t value, uint64_t hash)
{
    for (uint64_t i = index->token_starts[value]; i < index->token_starts[value + 1]; i++) {
        if (index->word_hashes[index->tokens[i]] == hash) {
            return index->tokens[i];
        }
    }
    return SL_NUMBER_NONE;
}

/* Compare one of the probe's words with that of each value whose other words are the same. */
static void try_values(const struct sl_value_probe *probe, size_t at, struct sl_keys_walk walk)
{
    const struct sl_value_index *index = probe->index;
    const uint64_t rest = probe->sum - probe->hashes[at];
    const bool joined = probe->number != SL_NUMBER_NONE;
    struct sl_similar_words similar = { 0 };
    if (joined) {
        similar = similar_of(probe, at);
    }
    uint32_t value;
    while (sl_keys_next(&walk, &value)) {
        if (joined && value <= probe->number) {
            continue;
        }
        const uint32_t word = word_with_hash(index, value, index->sums[value] - rest);
        if (word == SL_NUMBER_NONE || word == probe->numbers[at]) {
            continue;
        }
        const enum sl_evidence evidence =
            joined ? evidence_among(similar, word)
                   : sl_carried_evidence(
                         index->source.family, probe->words[at], index->words.values[word]
                     );
        if (evidence != SL_EVIDENCE_NONE) {
            sl_value_probe_add(probe, value, sl_evidence_level(evidence));
        }
    }
}

void sl_value_find_differing(const struct sl_value_probe *probe)
{
    for (size_t at = 0; probe->count > 1 && at < probe->count; at++) {
        const struct sl_keys_walk walk =
            sl_keys_find(&probe->index->by_rest, probe->sum - probe->hashes[at]);
        const size_t value_count = (size_t)(walk.end - walk.at);
        const size_t few =
            probe->number == SL_NUMBER_NONE ? FEW_VALUES : FEW_VALUES + similar_of(probe, at).count;
        if (value_count <= few) {
            try_values(probe, at, walk);
        } else {
            try_similar(probe, at);
        }
    }
}

void sl_value_find_contained(const struct sl_value_probe *probe, sl_value_telling *telling)
{
    if (probe->count < 2 || probe->count > SL_SUBSET_LIMIT) {
        return;
    }
    const unsigned all = (1u << probe->count) - 1;
    for (unsigned chosen = 1; chosen < all; chosen++) {
        if (!telling(probe, chosen)) {
            continue;
        }
        uint64_t sum = 0;
        for (unsigned left = chosen; left != 0; left &= left - 1) {
            sum += probe->hashes[__builtin_ctz(left)];
        }
        add_sum(probe, sum, SL_LEVEL_NEAR, false);
    }
}

bool sl_value_has_words(
    const struct sl_value_probe *probe, size_t first, uint32_t value, size_t skip
)
{
    const struct sl_value_index *index = probe->index;
    const uint32_t *tokens = index->tokens + index->token_starts[value];
    const size_t count = sl_value_token_count(index, value);
    uint32_t taken = 0;
    for (size_t i = first; i < probe->count; i++) {
        size_t at = skip;
        while (at < count && (tokens[at] != probe->numbers[i] || (taken >> at & 1) != 0)) {
            at++;
        }
        if (at == count) {
            return false;
        }
        taken |= UINT32_C(1) << at;
    }
    return true;
}

void sl_value_find_containing(
    const struct sl_value_probe *probe,
    const struct sl_postings *postings,
    sl_value_telling *telling
)
{
    if (probe->count == 0 || probe->count >= SL_SUBSET_LIMIT ||
        !telling(probe, (1u << probe->count) - 1)) {
        return;
    }
    uint32_t rarest = probe->numbers[0];
    for (size_t i = 0; i < probe->count; i++) {
        const uint32_t word = probe->numbers[i];
        if (word == SL_NUMBER_NONE) {
            return;
        }
        if (postings->starts[word + 1] - postings->starts[word] <
            postings->starts[rarest + 1] - postings->starts[rarest]) {
            rarest = word;
        }
    }
    for (uint64_t i = postings->starts[rarest]; i < postings->starts[rarest + 1]; i++) {
        const uint32_t value = postings->values[i];
        const size_t count = sl_value_token_count(probe->index, value);
        if (count > probe->count && count <= SL_SUBSET_LIMIT &&
            sl_value_has_words(probe, 0, value, 0)) {
            sl_value_probe_add(probe, value, SL_LEVEL_NEAR);
        }
    }
}
