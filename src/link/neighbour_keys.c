/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_keys.h"

#include "base/memory.h"

/* Fewest and most bits of a bucket's number. */
#define BITS_MIN 4u
#define BITS_MAX 26u

void sl_keys_add(struct sl_keys *keys, uint64_t hash, uint32_t number)
{
    const size_t bucket = (size_t)(hash >> keys->shift);
    if (keys->counting) {
        keys->starts[bucket]++;
        keys->count++;
        return;
    }
    keys->entries[--keys->starts[bucket]] =
        (struct sl_key_entry){ .tag = (uint32_t)hash, .number = number };
}

enum sl_status sl_keys_init(
    struct sl_keys *keys,
    size_t expected_count,
    sl_keys_generator *generate,
    void *context,
    struct sl_error *err
)
{
    unsigned bits = BITS_MIN;
    while (bits < BITS_MAX && (size_t)2 << bits < expected_count) {
        bits++;
    }
    const size_t bucket_count = (size_t)1 << bits;
    *keys = (struct sl_keys){ .shift = 64 - bits, .counting = true };
    keys->starts = sl_calloc(bucket_count + 1, sizeof(*keys->starts));
    if (keys->starts == NULL) {
        return sl_fail_memory(err);
    }
    generate(context, keys);
    keys->counting = false;
    if (keys->count > UINT32_MAX) {
        sl_keys_finish(keys);
        return sl_fail(err, SL_LIMIT, "too many values to compare");
    }
    keys->entries = sl_alloc(keys->count, sizeof(*keys->entries));
    if (keys->entries == NULL) {
        sl_keys_finish(keys);
        return sl_fail_memory(err);
    }
    /* Each bucket's start first stands at its end, and is moved down as the bucket fills. */
    uint32_t total = 0;
    for (size_t bucket = 0; bucket < bucket_count; bucket++) {
        total += keys->starts[bucket];
        keys->starts[bucket] = total;
    }
    keys->starts[bucket_count] = total;
    generate(context, keys);
    return SL_OK;
}

void sl_keys_finish(struct sl_keys *keys)
{
    sl_free(keys->starts);
    sl_free(keys->entries);
    *keys = (struct sl_keys){ 0 };
}
