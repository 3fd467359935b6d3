/* SPDX-License-Identifier: Apache-2.0 */
#include "link/dictionary.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"

#define FIRST_SLOTS 1024u
#define HASH_SEED   0x5ee1u

void sl_dictionary_init(struct sl_dictionary *dictionary)
{
    *dictionary = (struct sl_dictionary){ 0 };
    sl_arena_init(&dictionary->bytes, SIZE_MAX / 2);
}

void sl_dictionary_finish(struct sl_dictionary *dictionary)
{
    sl_arena_finish(&dictionary->bytes);
    sl_free(dictionary->values);
    sl_free(dictionary->slots);
    *dictionary = (struct sl_dictionary){ 0 };
}

/* The slot where value stands, or the empty one where it would. slot_count is a power of two. */
static uint32_t find_slot(const struct sl_dictionary *dictionary, struct sl_str value)
{
    const uint32_t mask = dictionary->slot_count - 1;
    uint32_t slot = (uint32_t)sl_hash_str(value, HASH_SEED) & mask;
    while (dictionary->slots[slot] != 0 &&
           !sl_str_equal(dictionary->values[dictionary->slots[slot] - 1], value)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

static enum sl_status
fill_slots(struct sl_dictionary *dictionary, uint32_t slot_count, struct sl_error *err)
{
    uint32_t *slots = sl_calloc(slot_count, sizeof(*slots));
    if (slots == NULL) {
        return sl_fail_memory(err);
    }
    sl_free(dictionary->slots);
    dictionary->slots = slots;
    dictionary->slot_count = slot_count;
    for (uint32_t number = 0; number < dictionary->count; number++) {
        slots[find_slot(dictionary, dictionary->values[number])] = number + 1;
    }
    return SL_OK;
}

enum sl_status sl_dictionary_add(
    struct sl_dictionary *dictionary,
    struct sl_str value,
    uint32_t *ret_number,
    struct sl_error *err
)
{
    if (dictionary->slot_count == 0) {
        SL_TRY(fill_slots(dictionary, FIRST_SLOTS, err));
    }
    uint32_t slot = find_slot(dictionary, value);
    if (dictionary->slots[slot] != 0) {
        *ret_number = dictionary->slots[slot] - 1;
        return SL_OK;
    }
    if (dictionary->count >= SL_DICTIONARY_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u distinct values", SL_DICTIONARY_LIMIT);
    }
    if (dictionary->count >= dictionary->slot_count / 2) {
        SL_TRY(fill_slots(dictionary, dictionary->slot_count * 2, err));
        slot = find_slot(dictionary, value);
    }
    SL_TRY(sl_array_reserve(
        &dictionary->values,
        &dictionary->capacity,
        (size_t)dictionary->count + 1,
        sizeof(*dictionary->values),
        err
    ));
    const struct sl_str copy = sl_arena_copy(&dictionary->bytes, value);
    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_number = dictionary->count;
    dictionary->values[dictionary->count++] = copy;
    dictionary->slots[slot] = dictionary->count;
    return SL_OK;
}

uint32_t sl_dictionary_find(const struct sl_dictionary *dictionary, struct sl_str value)
{
    if (dictionary->slot_count == 0) {
        return SL_DICTIONARY_NONE;
    }
    const uint32_t entry = dictionary->slots[find_slot(dictionary, value)];
    return entry == 0 ? SL_DICTIONARY_NONE : entry - 1;
}

enum sl_status sl_dictionary_sort(
    struct sl_dictionary *dictionary,
    const struct sl_str *keys,
    uint32_t **ret_rank,
    struct sl_error *err
)
{
    const uint32_t count = dictionary->count;
    uint32_t *order SL_CLEANUP(sl_free_ptr) = sl_alloc(count, sizeof(*order));
    struct sl_str *sorted SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)count + 1, sizeof(*sorted));
    uint32_t *rank SL_CLEANUP(sl_free_ptr) = sl_alloc(count, sizeof(*rank));
    if (order == NULL || sorted == NULL || rank == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_sort_strs(keys == NULL ? dictionary->values : keys, count, order, err));
    for (uint32_t place = 0; place < count; place++) {
        sorted[place] = dictionary->values[order[place]];
        rank[order[place]] = place;
    }
    for (uint32_t slot = 0; slot < dictionary->slot_count; slot++) {
        if (dictionary->slots[slot] != 0) {
            dictionary->slots[slot] = rank[dictionary->slots[slot] - 1] + 1;
        }
    }
    if (count > 0) {
        memcpy(dictionary->values, sorted, count * sizeof(*sorted));
    }
    *ret_rank = rank;
    rank = NULL;
    return SL_OK;
}
