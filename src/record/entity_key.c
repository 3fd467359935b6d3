/* SPDX-License-Identifier: Apache-2.0 */
#include "record/entity_key.h"

#include "base/hash.h"

/* Part of what stored hashes mean: never changed. */
#define ENTITY_SEED UINT64_C(0x656e74697479)
#define UNUSED_BITS 2

int64_t sl_entity_hash(int64_t source, struct sl_str key)
{
    const uint64_t seed = sl_hash_u64(ENTITY_SEED ^ (uint64_t)source);
    const uint64_t hash = sl_hash_str(key, seed) >> UNUSED_BITS;

    return hash == 0 ? 1 : (int64_t)hash;
}
