/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"

#define FIRST_SLOTS ((size_t)1 << 10)

void sl_search_tally_finish(struct sl_search_tally *tally)
{
    if (tally == NULL) {
        return;
    }
    sl_free(tally->entries);
    sl_free(tally->slots);
    *tally = (struct sl_search_tally){ .entries = NULL };
}

void sl_search_tally_clear(struct sl_search_tally *tally)
{
    tally->entry_count = 0;
    tally->claim_count = 0;
    if (tally->slots != NULL) {
        memset(tally->slots, 0, tally->slot_count * sizeof *tally->slots);
    }
}

uint8_t sl_search_tally_claim(struct sl_search_tally *tally, struct sl_search_claim claim)
{
    for (size_t i = 1; i <= tally->claim_count; i++) {
        const struct sl_search_claim *other = &tally->claims[i];
        if (other->part == claim.part && other->agreement == claim.agreement &&
            other->weight_bits >= claim.weight_bits && other->weight_bits <= claim.weight_bits) {
            return (uint8_t)i;
        }
    }
    if (tally->claim_count == SL_SEARCH_CLAIM_LIMIT) {
        return 0;
    }
    tally->claims[++tally->claim_count] = claim;
    return (uint8_t)tally->claim_count;
}

/* Where a mention stands among the slots, or the empty one where it belongs. */
static size_t slot_of(const struct sl_search_tally *tally, int64_t mention)
{
    size_t slot = sl_hash_u64((uint64_t)mention) & (tally->slot_count - 1);
    while (tally->slots[slot] != 0 && tally->entries[tally->slots[slot] - 1].mention != mention) {
        slot = (slot + 1) & (tally->slot_count - 1);
    }
    return slot;
}

/* Make room for another mention: slots are half full at most. */
static enum sl_status reserve(struct sl_search_tally *tally, struct sl_error *err)
{
    const size_t needed = tally->entry_count + 1;

    SL_TRY(sl_array_reserve(
        (void *)&tally->entries, &tally->entry_room, needed, sizeof *tally->entries, err
    ));
    if (2 * needed <= tally->slot_count) {
        return SL_OK;
    }
    const size_t slot_count = tally->slot_count == 0 ? FIRST_SLOTS : 2 * tally->slot_count;
    uint32_t *slots = sl_calloc(slot_count, sizeof *slots);
    if (slots == NULL) {
        return sl_fail_memory(err);
    }
    sl_free(tally->slots);
    tally->slots = slots;
    tally->slot_count = slot_count;
    for (size_t i = 0; i < tally->entry_count; i++) {
        tally->slots[slot_of(tally, tally->entries[i].mention)] = (uint32_t)(i + 1);
    }
    return SL_OK;
}

/* Keep the heavier claim of a part. */
static void
put_claim(const struct sl_search_tally *tally, struct sl_search_entry *entry, uint8_t number)
{
    const struct sl_search_claim *claim = &tally->claims[number];
    uint8_t *place = &entry->claims[claim->part];
    if (*place == 0 || tally->claims[*place].weight_bits < claim->weight_bits) {
        *place = number;
    }
}

enum sl_status sl_search_tally_add(
    struct sl_search_tally *tally,
    int64_t mention,
    const uint8_t *claims,
    size_t count,
    struct sl_error *err
)
{
    SL_TRY(reserve(tally, err));
    const size_t slot = slot_of(tally, mention);
    if (tally->slots[slot] == 0) {
        tally->entries[tally->entry_count++] = (struct sl_search_entry){ .mention = mention };
        tally->slots[slot] = (uint32_t)tally->entry_count;
    }
    struct sl_search_entry *entry = &tally->entries[tally->slots[slot] - 1];
    for (size_t i = 0; i < count; i++) {
        if (claims[i] != 0) {
            put_claim(tally, entry, claims[i]);
        }
    }
    return SL_OK;
}

const struct sl_search_entry *
sl_search_tally_find(const struct sl_search_tally *tally, int64_t mention)
{
    if (tally->slot_count == 0) {
        return NULL;
    }
    const uint32_t number = tally->slots[slot_of(tally, mention)];
    return number == 0 ? NULL : &tally->entries[number - 1];
}

struct sl_search_ranked sl_search_tally_weigh(
    const struct sl_search_tally *tally,
    const struct sl_search_entry *entry,
    const double missing[SL_SEARCH_PART_LIMIT]
)
{
    struct sl_search_ranked ranked = { .mention = entry->mention };
    for (size_t part = 0; part < SL_SEARCH_PART_LIMIT; part++) {
        const uint8_t number = entry->claims[part];
        ranked.weight_bits += number == 0 ? missing[part] : tally->claims[number].weight_bits;
        if (number != 0 && tally->claims[number].agreement != SL_SEARCH_NEAR) {
            ranked.agrees |= UINT32_C(1) << part;
        }
    }
    return ranked;
}

static int compare_ranked(const void *left, const void *right)
{
    const struct sl_search_ranked *left_one = left;
    const struct sl_search_ranked *right_one = right;
    if (left_one->weight_bits > right_one->weight_bits) {
        return -1;
    }
    if (left_one->weight_bits < right_one->weight_bits) {
        return 1;
    }
    return (left_one->mention > right_one->mention) - (left_one->mention < right_one->mention);
}

void sl_search_ranked_sort(struct sl_search_ranked *ranked, size_t count)
{
    if (count > 1) {
        qsort(ranked, count, sizeof *ranked, compare_ranked);
    }
}

void sl_search_tally_rank(
    const struct sl_search_tally *tally,
    const double missing[SL_SEARCH_PART_LIMIT],
    struct sl_search_ranked *ranked
)
{
    for (size_t i = 0; i < tally->entry_count; i++) {
        ranked[i] = sl_search_tally_weigh(tally, &tally->entries[i], missing);
    }
    sl_search_ranked_sort(ranked, tally->entry_count);
}
