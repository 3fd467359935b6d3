/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_keys.h"

#include "base/memory.h"

/* Fewest and most bits of a bucket's number. */
#define BITS_MIN 4u
#define BITS_MAX 26u

/*
 * Buckets are all over memory. What is to be filed waits in line while memory fetches its bucket,
 * and from half way on the place of its entry.
 */
#define QUEUE_COUNT 32u

struct sl_keys_queue {
    uint64_t hashes[QUEUE_COUNT];
    uint32_t numbers[QUEUE_COUNT];
    uint64_t added, filed; /* so far; those between stand at their remainder by QUEUE_COUNT */
};

static void file_next(struct sl_keys *keys)
{
    struct sl_keys_queue *queue = keys->queue;
    const size_t at = queue->filed++ % QUEUE_COUNT;
    const uint64_t hash = queue->hashes[at];
    const size_t bucket = (size_t)(hash >> keys->shift);
    if (keys->counting) {
        keys->starts[bucket]++;
        keys->count++;
        return;
    }
    keys->entries[--keys->starts[bucket]] =
        (struct sl_key_entry){ .tag = (uint32_t)hash, .number = queue->numbers[at] };
}

void sl_keys_add(struct sl_keys *keys, uint64_t hash, uint32_t number)
{
    struct sl_keys_queue *queue = keys->queue;
    if (queue->added - queue->filed == QUEUE_COUNT) {
        file_next(keys);
    }
    const size_t at = queue->added++ % QUEUE_COUNT;
    queue->hashes[at] = hash;
    queue->numbers[at] = number;
    __builtin_prefetch(&keys->starts[hash >> keys->shift], 1);
    if (!keys->counting && queue->added > QUEUE_COUNT / 2) {
        const uint64_t earlier = queue->hashes[(at + QUEUE_COUNT / 2) % QUEUE_COUNT];
        const uint32_t start = keys->starts[earlier >> keys->shift];
        __builtin_prefetch(&keys->entries[start > 0 ? start - 1 : 0], 1);
    }
}

/* Have everything counted, or filed. */
static void run_generator(struct sl_keys *keys, sl_keys_generator *generate, void *context)
{
    struct sl_keys_queue queue = { .added = 0 };
    keys->queue = &queue;
    generate(context, keys);
    while (queue.filed < queue.added) {
        file_next(keys);
    }
    keys->queue = NULL;
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
    run_generator(keys, generate, context);
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
    run_generator(keys, generate, context);
    return SL_OK;
}

void sl_keys_finish(struct sl_keys *keys)
{
    sl_free(keys->starts);
    sl_free(keys->entries);
    *keys = (struct sl_keys){ 0 };
}
