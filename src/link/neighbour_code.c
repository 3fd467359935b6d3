/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codes and postcodes: values are compared by their letters and digits as if they were words; and
 * a number is found by the same number with letters behind it.
 */
#include "base/hash.h"
#include "base/memory.h"
#include "link/compare_impl.h"
#include "link/neighbour_impl.h"
#include "link/neighbour_words.h"

#define DIGITS_SEED UINT64_C(0x646967697473)

struct code_index {
    struct sl_neighbour_source source;
    struct sl_word_index words;
    struct sl_keys by_digits; /* codes that are digits and letters, by their digits */
};

static struct sl_word_set
set_of(const struct sl_neighbour_source *source, const struct sl_word_rules *rules)
{
    return (struct sl_word_set){
        .family = source->family,
        .rules = rules,
        .words = source->values,
        .count = source->count,
    };
}

/* The digits of a code that is digits and then letters; else empty. */
static struct sl_str digits_of(struct sl_str code)
{
    size_t len = 0;
    while (len < code.len && code.ptr[len] >= '0' && code.ptr[len] <= '9') {
        len++;
    }
    const struct sl_str digits = { code.ptr, len };
    return sl_code_has_suffix(digits, code) ? digits : (struct sl_str){ 0 };
}

static uint64_t digits_hash(struct sl_str digits)
{
    return sl_hash_str(digits, DIGITS_SEED);
}

static void generate_digits(void *context, struct sl_keys *keys)
{
    const struct code_index *index = context;
    for (size_t code = 0; code < index->source.count; code++) {
        const struct sl_str digits = digits_of(index->source.values[code]);
        if (digits.len > 0) {
            sl_keys_add(keys, digits_hash(digits), (uint32_t)code);
        }
    }
}

/* Add the codes that are these digits and letters, with `left`. */
static void find_suffixed(
    const struct code_index *index, struct sl_str digits, uint32_t left, struct sl_pairs *pairs
)
{
    struct sl_keys_walk walk = sl_keys_find(&index->by_digits, digits_hash(digits));
    uint32_t code;
    while (sl_keys_next(&walk, &code)) {
        if (sl_code_has_suffix(digits, index->source.values[code])) {
            sl_pairs_add(pairs, left, code, sl_grade_of(SL_LEVEL_CLOSE));
        }
    }
}

static enum sl_status join_suffixes(
    const struct sl_neighbour_source *source, struct sl_pair_pieces *pieces, struct sl_error *err
)
{
    struct code_index index = { .source = *source };
    size_t piece;
    SL_TRY(sl_pair_pieces_add(pieces, 1, &piece, err));
    SL_TRY(sl_keys_init(&index.by_digits, source->count, generate_digits, &index, err));
    for (size_t code = 0; code < source->count; code++) {
        find_suffixed(&index, source->values[code], (uint32_t)code, &pieces->pieces[piece]);
    }
    sl_keys_finish(&index.by_digits);
    return SL_OK;
}

/* From what letters say of two words to the level of two values. */
static void turn_evidence(struct sl_pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        const uint64_t pair = pairs->items[i];
        const unsigned grade = sl_grade_of(sl_evidence_level(sl_pair_grade(pair)));
        pairs->items[i] = sl_pair_make(sl_pair_left(pair), sl_pair_right(pair), grade);
    }
}

static enum sl_status code_join(
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    const bool postcode = source->family == SL_FAMILY_POSTCODE;
    const struct sl_word_set set =
        set_of(source, postcode ? &sl_word_rules_postcode : &sl_word_rules_code);
    const size_t first = pieces->count;
    SL_TRY(sl_words_join(&set, thread_count, pieces, err));
    for (size_t piece = first; piece < pieces->count; piece++) {
        turn_evidence(&pieces->pieces[piece]);
    }
    return postcode ? SL_OK : join_suffixes(source, pieces, err);
}

static void code_close(void *state)
{
    struct code_index *index = state;
    if (index == NULL) {
        return;
    }
    sl_word_index_finish(&index->words);
    sl_keys_finish(&index->by_digits);
    sl_free(index);
}

static enum sl_status open_index(struct code_index *index, struct sl_error *err)
{
    const bool postcode = index->source.family == SL_FAMILY_POSTCODE;
    const struct sl_word_set set =
        set_of(&index->source, postcode ? &sl_word_rules_postcode : &sl_word_rules_code);
    SL_TRY(sl_word_index_init(&index->words, &set, err));
    if (postcode) {
        return SL_OK;
    }
    return sl_keys_init(&index->by_digits, index->source.count, generate_digits, index, err);
}

static enum sl_status
code_open(const struct sl_neighbour_source *source, void **ret_state, struct sl_error *err)
{
    struct code_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    index->source = *source;
    const enum sl_status status = open_index(index, err);
    if (status != SL_OK) {
        code_close(index);
        return status;
    }
    *ret_state = index;
    return SL_OK;
}

static void code_search(const void *state, struct sl_str value, struct sl_neighbour_list *list)
{
    const struct code_index *index = state;
    sl_word_index_letters(&index->words, value, &list->pairs);
    turn_evidence(&list->pairs);
    if (index->source.family == SL_FAMILY_POSTCODE) {
        return;
    }
    find_suffixed(index, value, 0, &list->pairs);
    const struct sl_str digits = digits_of(value);
    const uint32_t number =
        digits.len > 0 ? sl_word_index_find(&index->words, digits) : SL_NUMBER_NONE;
    if (number != SL_NUMBER_NONE) {
        sl_pairs_add(&list->pairs, 0, number, sl_grade_of(SL_LEVEL_CLOSE));
    }
}

const struct sl_neighbour_family sl_neighbour_code = {
    .join = code_join,
    .open = code_open,
    .close = code_close,
    .search = code_search,
};

const struct sl_neighbour_family sl_neighbour_postcode = {
    .join = code_join,
    .open = code_open,
    .close = code_close,
    .search = code_search,
};
