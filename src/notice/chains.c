/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/chains.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"

#define FIRST_SLOTS ((size_t)16)

void sl_chains_finish(struct sl_chains *chains)
{
    sl_free(chains->keys);
    sl_free(chains->last);
    sl_free(chains->before);
    *chains = (struct sl_chains){ .key_count = 0 };
}

/* The slot of a key, or the open one where it would stand. */
static size_t slot_of(const struct sl_chains *chains, int64_t key)
{
    size_t slot = (size_t)sl_hash_u64((uint64_t)key) & chains->mask;

    while (chains->last[slot] != SL_CHAINS_NONE && chains->keys[slot] != key) {
        slot = (slot + 1) & chains->mask;
    }
    return slot;
}

/* Room for one more key: half of the slots stay open. */
static enum sl_status grow(struct sl_chains *chains, struct sl_error *err)
{
    const size_t slots = chains->keys == NULL ? 0 : chains->mask + 1;
    const size_t more = slots == 0 ? FIRST_SLOTS : 2 * slots;
    struct sl_chains grown = *chains;

    if (2 * chains->key_count < slots) {
        return SL_OK;
    }
    grown.mask = more - 1;
    grown.keys = sl_alloc(more, sizeof *grown.keys);
    grown.last = sl_alloc(more, sizeof *grown.last);
    if (grown.keys == NULL || grown.last == NULL) {
        sl_free(grown.keys);
        sl_free(grown.last);
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < more; i++) {
        grown.last[i] = SL_CHAINS_NONE;
    }
    for (size_t i = 0; i < slots; i++) {
        if (chains->last[i] != SL_CHAINS_NONE) {
            const size_t slot = slot_of(&grown, chains->keys[i]);
            grown.keys[slot] = chains->keys[i];
            grown.last[slot] = chains->last[i];
        }
    }
    sl_free(chains->keys);
    sl_free(chains->last);
    *chains = grown;
    return SL_OK;
}

enum sl_status
sl_chains_add(struct sl_chains *chains, int64_t key, uint32_t item, struct sl_error *err)
{
    SL_TRY(grow(chains, err));
    SL_TRY(sl_array_reserve(
        (void *)&chains->before, &chains->item_room, (size_t)item + 1, sizeof *chains->before, err
    ));
    const size_t slot = slot_of(chains, key);
    chains->key_count += chains->last[slot] == SL_CHAINS_NONE ? 1 : 0;
    chains->before[item] = chains->last[slot];
    chains->keys[slot] = key;
    chains->last[slot] = item;
    return SL_OK;
}

uint32_t sl_chains_last(const struct sl_chains *chains, int64_t key)
{
    return chains->keys == NULL ? SL_CHAINS_NONE : chains->last[slot_of(chains, key)];
}

uint32_t sl_chains_before(const struct sl_chains *chains, uint32_t item)
{
    return chains->before[item];
}
