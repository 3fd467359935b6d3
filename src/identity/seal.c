/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/seal.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"

static uint64_t hash_of(struct sl_str child_id)
{
    return sl_hash_str(child_id, 0);
}

/* Where a hash is, or would be. */
static size_t place_of(const struct sl_seals *seals, uint64_t hash)
{
    size_t low = 0;
    size_t high = seals->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (seals->hashes[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool sl_seals_has(const struct sl_seals *seals, struct sl_str child_id)
{
    if (child_id.len == 0 || seals->count == 0) {
        return false;
    }
    const uint64_t hash = hash_of(child_id);
    const size_t place = place_of(seals, hash);
    return place < seals->count && seals->hashes[place] == hash;
}

enum sl_status sl_seals_add(struct sl_seals *seals, struct sl_str child_id, struct sl_error *err)
{
    if (child_id.len == 0 || sl_seals_has(seals, child_id)) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        (void *)&seals->hashes, &seals->capacity, seals->count + 1, sizeof *seals->hashes, err
    ));
    const uint64_t hash = hash_of(child_id);
    const size_t place = place_of(seals, hash);
    memmove(
        &seals->hashes[place + 1],
        &seals->hashes[place],
        (seals->count - place) * sizeof *seals->hashes
    );
    seals->hashes[place] = hash;
    seals->count++;
    return SL_OK;
}

void sl_seals_finish(struct sl_seals *seals)
{
    sl_free(seals->hashes);
    *seals = (struct sl_seals){ 0 };
}

void sl_seal_row(struct sl_mention_row *row)
{
    for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        if (field != SL_MENTION_NHS_NUMBER && field != SL_MENTION_UPN &&
            field != SL_MENTION_CHILD_ID) {
            row->values[field] = (struct sl_str){ 0 };
        }
    }
}
