/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "link/compare_impl.h"

/* In how many values a word may stand without being generic: at least, and at most. */
#define FEW_VALUES  20u
#define MANY_VALUES 1000u
/* One value of so many, between these two. */
#define SHARE 200u

#define HASH_SEED UINT64_C(0x67656e65726963)

/* The words of a value that can be generic, each once. */
static void generic_candidates(enum sl_family family, struct sl_str value, struct sl_tokens *words)
{
    words->count = 0;
    if (family == SL_FAMILY_EMAIL) {
        words->words[words->count++] = sl_email_parts_read(value).local;
    } else if (family == SL_FAMILY_TEXT && sl_tokens_split(value, words)) {
        sl_tokens_sort(words);
        size_t kept = 0;
        for (size_t i = 0; i < words->count; i++) {
            if (kept == 0 || !sl_str_equal(words->words[kept - 1], words->words[i])) {
                words->words[kept++] = words->words[i];
            }
        }
        words->count = kept;
    }
}

/* The words of all values as hashes, one for each value that holds the word. */
struct word_hashes {
    uint64_t *items;
    size_t count, capacity;
};

static enum sl_status hash_words(
    enum sl_family family,
    const struct sl_str *values,
    size_t count,
    struct word_hashes *hashes,
    struct sl_error *err
)
{
    struct sl_tokens words;
    for (size_t i = 0; i < count; i++) {
        generic_candidates(family, values[i], &words);
        SL_TRY(sl_array_reserve(
            &hashes->items,
            &hashes->capacity,
            hashes->count + words.count,
            sizeof(*hashes->items),
            err
        ));
        for (size_t k = 0; k < words.count; k++) {
            hashes->items[hashes->count++] = sl_hash_str(words.words[k], HASH_SEED);
        }
    }
    return sl_sort_u64(hashes->items, hashes->count, err);
}

/* Keep the hashes that stand in more than `limit` values, once each, ascending. */
static void keep_frequent(struct word_hashes *hashes, size_t limit)
{
    size_t kept = 0;
    for (size_t first = 0; first < hashes->count;) {
        size_t end = first + 1;
        while (end < hashes->count && hashes->items[end] == hashes->items[first]) {
            end++;
        }
        if (end - first > limit) {
            hashes->items[kept++] = hashes->items[first];
        }
        first = end;
    }
    hashes->count = kept;
}

/* Find a hash; gives its index, or the count when it is not there. */
static size_t find_hash(const struct word_hashes *hashes, uint64_t hash)
{
    size_t low = 0;
    size_t high = hashes->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (hashes->items[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < hashes->count && hashes->items[low] == hash ? low : hashes->count;
}

/* Give the frequent hashes their words again, and keep these. */
static enum sl_status name_words(
    enum sl_family family,
    const struct sl_str *values,
    size_t count,
    const struct word_hashes *hashes,
    struct sl_compare_context *context,
    struct sl_error *err
)
{
    struct sl_str *found SL_CLEANUP(sl_free_ptr) = sl_calloc(hashes->count, sizeof(*found));
    if (found == NULL) {
        return sl_fail_memory(err);
    }
    struct sl_tokens words;
    for (size_t i = 0; i < count; i++) {
        generic_candidates(family, values[i], &words);
        for (size_t k = 0; k < words.count; k++) {
            const size_t at = find_hash(hashes, sl_hash_str(words.words[k], HASH_SEED));
            if (at < hashes->count) {
                found[at] = words.words[k];
            }
        }
    }
    return sl_compare_context_restore(context, found, hashes->count, err);
}

enum sl_status sl_compare_context_init(
    struct sl_compare_context *context,
    enum sl_family family,
    const struct sl_str *values,
    size_t count,
    struct sl_error *err
)
{
    *context = (struct sl_compare_context){ 0 };
    if (family != SL_FAMILY_TEXT && family != SL_FAMILY_EMAIL) {
        return SL_OK;
    }
    size_t limit = count / SHARE > FEW_VALUES ? count / SHARE : FEW_VALUES;
    limit = limit < MANY_VALUES ? limit : MANY_VALUES;
    struct word_hashes hashes = { 0 };
    enum sl_status status = hash_words(family, values, count, &hashes, err);
    if (status == SL_OK) {
        keep_frequent(&hashes, limit);
        status = name_words(family, values, count, &hashes, context, err);
    }
    sl_free(hashes.items);
    return status;
}

/* Copy words to an empty context, ascending. */
static enum sl_status copy_words(
    struct sl_compare_context *context,
    const struct sl_str *words,
    size_t count,
    struct sl_error *err
)
{
    uint32_t *order SL_CLEANUP(sl_free_ptr) = sl_alloc(count, sizeof(*order));
    context->generic = sl_alloc(count, sizeof(*context->generic));
    if (order == NULL || context->generic == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_sort_strs(words, count, order, err));
    for (size_t i = 0; i < count; i++) {
        const struct sl_str copy = sl_arena_copy(&context->bytes, words[order[i]]);
        if (copy.ptr == NULL) {
            return sl_fail_memory(err);
        }
        context->generic[context->generic_count++] = copy;
    }
    return SL_OK;
}

enum sl_status sl_compare_context_restore(
    struct sl_compare_context *context,
    const struct sl_str *generic,
    size_t count,
    struct sl_error *err
)
{
    *context = (struct sl_compare_context){ 0 };
    sl_arena_init(&context->bytes, SIZE_MAX / 2);
    const enum sl_status status = copy_words(context, generic, count, err);
    if (status != SL_OK) {
        sl_compare_context_finish(context);
    }
    return status;
}

void sl_compare_context_finish(struct sl_compare_context *context)
{
    sl_arena_finish(&context->bytes);
    sl_free(context->generic);
    *context = (struct sl_compare_context){ 0 };
}

bool sl_compare_generic(const struct sl_compare_context *context, struct sl_str word)
{
    size_t low = 0;
    size_t high = context == NULL ? 0 : context->generic_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = sl_str_compare(context->generic[middle], word);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}
