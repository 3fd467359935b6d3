/* SPDX-License-Identifier: Apache-2.0 */
#include "link/dictionary.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"

#define FIRST_SLOTS 1024u
#define HASH_SEED   0x5ee1u

/* A slot holds a number plus one and, above it, the first bits of the value's hash. */
#define NUMBER_BITS 27u
#define NUMBER_MASK (((uint32_t)1 << NUMBER_BITS) - 1)

_Static_assert(SL_DICTIONARY_LIMIT <= NUMBER_MASK, "a slot has room for any number");

/* Values that are looked up side by side, so that one waits for memory while others do. */
#define BATCH_VALUES 64u

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

/* The bits of a hash that a slot keeps: most other values are passed over without being read. */
static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> (32 + NUMBER_BITS)) << NUMBER_BITS;
}

/* The slot where value stands, or the empty one where it would. slot_count is a power of two. */
static uint32_t
find_slot(const struct sl_dictionary *dictionary, struct sl_str value, uint64_t hash)
{
    const uint32_t mask = dictionary->slot_count - 1;
    const uint32_t tag = tag_of(hash);
    uint32_t slot = (uint32_t)hash & mask;
    for (; dictionary->slots[slot] != 0; slot = (slot + 1) & mask) {
        const uint32_t entry = dictionary->slots[slot];
        if ((entry & ~NUMBER_MASK) == tag &&
            sl_str_equal(dictionary->values[(entry & NUMBER_MASK) - 1], value)) {
            break;
        }
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
    const uint32_t mask = slot_count - 1;
    for (uint32_t number = 0; number < dictionary->count; number++) {
        const uint64_t hash = sl_hash_str(dictionary->values[number], HASH_SEED);
        uint32_t slot = (uint32_t)hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = tag_of(hash) | (number + 1);
    }
    sl_free(dictionary->slots);
    dictionary->slots = slots;
    dictionary->slot_count = slot_count;
    return SL_OK;
}

/* See to it that so many values more have slots, at least half of them empty, and places. */
static enum sl_status
make_room(struct sl_dictionary *dictionary, uint32_t more, struct sl_error *err)
{
    const uint32_t needed = dictionary->count + more;
    uint32_t slot_count = dictionary->slot_count == 0 ? FIRST_SLOTS : dictionary->slot_count;
    while (needed > slot_count / 2) {
        slot_count *= 2;
    }
    if (slot_count > dictionary->slot_count) {
        SL_TRY(fill_slots(dictionary, slot_count, err));
    }
    return sl_array_reserve(
        &dictionary->values, &dictionary->capacity, needed, sizeof(*dictionary->values), err
    );
}

/* Add a value for which there is room. */
static enum sl_status add_hashed(
    struct sl_dictionary *dictionary,
    struct sl_str value,
    uint64_t hash,
    uint32_t *ret_number,
    struct sl_error *err
)
{
    const uint32_t slot = find_slot(dictionary, value, hash);
    if (dictionary->slots[slot] != 0) {
        *ret_number = (dictionary->slots[slot] & NUMBER_MASK) - 1;
        return SL_OK;
    }
    if (dictionary->count >= SL_DICTIONARY_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u distinct values", SL_DICTIONARY_LIMIT);
    }
    const struct sl_str copy = sl_arena_copy(&dictionary->bytes, value);
    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_number = dictionary->count;
    dictionary->values[dictionary->count++] = copy;
    dictionary->slots[slot] = tag_of(hash) | dictionary->count;
    return SL_OK;
}

enum sl_status sl_dictionary_add(
    struct sl_dictionary *dictionary,
    struct sl_str value,
    uint32_t *ret_number,
    struct sl_error *err
)
{
    SL_TRY(make_room(dictionary, 1, err));
    return add_hashed(dictionary, value, sl_hash_str(value, HASH_SEED), ret_number, err);
}

/*
 * Ask for the memory that looking up the values will need: all slots, then the values that these
 * probably lead to, then the bytes of those. What is asked for at once arrives at about the same
 * time, where one look-up alone would wait three times.
 */
static void fetch(
    const struct sl_dictionary *dictionary,
    const struct sl_str *values,
    uint32_t count,
    uint64_t hashes[BATCH_VALUES]
)
{
    const uint32_t mask = dictionary->slot_count - 1;
    const struct sl_str *likely[BATCH_VALUES];
    uint32_t likely_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        hashes[i] = sl_hash_str(values[i], HASH_SEED);
        __builtin_prefetch(&dictionary->slots[(uint32_t)hashes[i] & mask]);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t slot = (uint32_t)hashes[i] & mask;
        uint32_t entry = dictionary->slots[slot];
        while (entry != 0 && (entry & ~NUMBER_MASK) != tag_of(hashes[i])) {
            slot = (slot + 1) & mask;
            entry = dictionary->slots[slot];
        }
        if (entry != 0) {
            likely[likely_count] = &dictionary->values[(entry & NUMBER_MASK) - 1];
            __builtin_prefetch(likely[likely_count]);
            likely_count++;
        }
    }
    for (uint32_t i = 0; i < likely_count; i++) {
        __builtin_prefetch(likely[i]->ptr);
    }
}

enum sl_status sl_dictionary_add_all(
    struct sl_dictionary *dictionary,
    const struct sl_str *values,
    uint32_t count,
    uint32_t *ret_numbers,
    struct sl_error *err
)
{
    uint64_t hashes[BATCH_VALUES];
    for (uint32_t first = 0; first < count; first += BATCH_VALUES) {
        const uint32_t here = count - first < BATCH_VALUES ? count - first : BATCH_VALUES;
        SL_TRY(make_room(dictionary, here, err));
        fetch(dictionary, values + first, here, hashes);
        for (uint32_t i = 0; i < here; i++) {
            ret_numbers[first + i] = SL_DICTIONARY_NONE;
            if (values[first + i].len > 0) {
                SL_TRY(add_hashed(
                    dictionary, values[first + i], hashes[i], &ret_numbers[first + i], err
                ));
            }
        }
    }
    return SL_OK;
}

uint32_t sl_dictionary_find(const struct sl_dictionary *dictionary, struct sl_str value)
{
    if (dictionary->slot_count == 0) {
        return SL_DICTIONARY_NONE;
    }
    const uint64_t hash = sl_hash_str(value, HASH_SEED);
    const uint32_t entry = dictionary->slots[find_slot(dictionary, value, hash)];
    return entry == 0 ? SL_DICTIONARY_NONE : (entry & NUMBER_MASK) - 1;
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
        const uint32_t entry = dictionary->slots[slot];
        if (entry != 0) {
            dictionary->slots[slot] =
                (entry & ~NUMBER_MASK) | (rank[(entry & NUMBER_MASK) - 1] + 1);
        }
    }
    if (count > 0) {
        memcpy(dictionary->values, sorted, count * sizeof(*sorted));
    }
    *ret_rank = rank;
    rank = NULL;
    return SL_OK;
}
