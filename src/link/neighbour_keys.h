/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_keys.h - from a hash to the numbers filed under it.
 *
 * Hashes must be mixed well: the high bits choose a bucket, the low 32 are compared. What is found
 * may rarely be filed under another hash; who cannot bear that checks.
 *
 *   starts    |0 |2 |2 |5 ...        one for each bucket, and the end
 *   entries   |tag,number|tag,number||tag,number|...
 */
#ifndef SL_LINK_NEIGHBOUR_KEYS_H
#define SL_LINK_NEIGHBOUR_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct sl_key_entry {
    uint32_t tag, number;
};

/* Zeroed: nothing is filed, and nothing is found. */
struct sl_keys {
    uint32_t *starts;
    struct sl_key_entry *entries;
    size_t count;
    unsigned shift;
    /* While it is being built: */
    bool counting;
    struct sl_keys_queue *queue;
};

/* File a number; only for use by the generator below. */
void sl_keys_add(struct sl_keys *keys, uint64_t hash, uint32_t number);

/* Calls sl_keys_add for each thing to be filed, the same each time. */
typedef void sl_keys_generator(void *context, struct sl_keys *keys);

/*
 * Build: the generator is called once to count and once to file.
 *
 *   expected_count  about how many there will be; decides how many buckets there are
 *
 * Errors: SL_LIMIT (2^32 or more entries), SL_NO_MEMORY. Free with sl_keys_finish.
 */
SL_NODISCARD enum sl_status sl_keys_init(
    struct sl_keys *keys,
    size_t expected_count,
    sl_keys_generator *generate,
    void *context,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_keys_finish(struct sl_keys *keys);

/* A walk through what is filed under a hash. */
struct sl_keys_walk {
    const struct sl_key_entry *at, *end;
    uint32_t tag;
};

/* Begin to walk through what is filed under a hash. */
static inline struct sl_keys_walk sl_keys_find(const struct sl_keys *keys, uint64_t hash)
{
    if (keys->count == 0) {
        return (struct sl_keys_walk){ 0 };
    }
    const size_t bucket = (size_t)(hash >> keys->shift);
    return (struct sl_keys_walk){ .at = keys->entries + keys->starts[bucket],
                                  .end = keys->entries + keys->starts[bucket + 1],
                                  .tag = (uint32_t)hash };
}

/*
 * Have memory fetch what sl_keys_find will read of a hash: who looks many hashes up waits for
 * memory once instead of each time.
 */
static inline void sl_keys_fetch_bucket(const struct sl_keys *keys, uint64_t hash)
{
    if (keys->count > 0) {
        __builtin_prefetch(&keys->starts[hash >> keys->shift]);
    }
}

/* The same for what walking will read, once sl_keys_fetch_bucket has had time to come back. */
static inline void sl_keys_fetch_entries(const struct sl_keys *keys, uint64_t hash)
{
    if (keys->count > 0) {
        __builtin_prefetch(&keys->entries[keys->starts[hash >> keys->shift]]);
    }
}

/* Step to the next number; false at the end. */
static inline bool sl_keys_next(struct sl_keys_walk *walk, uint32_t *ret_number)
{
    while (walk->at != walk->end) {
        const struct sl_key_entry entry = *walk->at++;
        if (entry.tag == walk->tag) {
            *ret_number = entry.number;
            return true;
        }
    }
    return false;
}

#endif
