/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/key.h"

#include "base/hash.h"
#include "base/memory.h"
#include "intake/format.h"

/* A slot is a key with how many rows it has, or a key and a row with its number; number 0: free. */
struct sl_key_slot {
    uint64_t hash;
    uint32_t number;
};

#define FIRST_SLOTS ((size_t)1024)
#define KEY_SEED    UINT64_C(0x6b6579)
#define ROW_SEED    UINT64_C(0x726f77)

enum sl_status sl_key_check(struct sl_str key, struct sl_error *err)
{
    if (key.len == 0) {
        return sl_fail(err, SL_INVALID, "the text is empty");
    }
    if (key.len > SL_SPLIT_KEY_LIMIT_BYTES) {
        return sl_fail(
            err, SL_INVALID, "the text is longer than %u bytes", SL_SPLIT_KEY_LIMIT_BYTES
        );
    }
    for (size_t i = 0; i < key.len; i++) {
        const unsigned char byte = (unsigned char)key.ptr[i];
        if (byte < 0x20 || byte == 0x7F) {
            return sl_fail(err, SL_INVALID, "the text has a control character");
        }
    }
    if (key.ptr[0] == ' ' || key.ptr[key.len - 1] == ' ') {
        return sl_fail(err, SL_INVALID, "the text has a blank at one end");
    }
    return SL_OK;
}

void sl_key_set_finish(struct sl_key_set *set)
{
    sl_free(set->slots);
    *set = (struct sl_key_set){ .slots = NULL };
}

/* The slot that has the hash, or the free one where it belongs. */
static struct sl_key_slot *find_slot(struct sl_key_slot *slots, size_t slot_count, uint64_t hash)
{
    size_t at = (size_t)hash & (slot_count - 1);
    while (slots[at].number != 0 && slots[at].hash != hash) {
        at = (at + 1) & (slot_count - 1);
    }
    return &slots[at];
}

/* See to it that two more fit and half of the slots stay free. */
static enum sl_status reserve(struct sl_key_set *set, struct sl_error *err)
{
    if (set->used_count + 2 <= set->slot_count / 2) {
        return SL_OK;
    }
    if (set->used_count / 2 >= SL_SPLIT_KEY_LIMIT) {
        return sl_fail(err, SL_LIMIT, "the file has more than %zu rows", SL_SPLIT_KEY_LIMIT);
    }
    const size_t slot_count = set->slot_count == 0 ? FIRST_SLOTS : set->slot_count * 2;
    struct sl_key_slot *slots = sl_calloc(slot_count, sizeof *slots);
    if (slots == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < set->slot_count; i++) {
        if (set->slots[i].number != 0) {
            *find_slot(slots, slot_count, set->slots[i].hash) = set->slots[i];
        }
    }
    sl_free(set->slots);
    set->slots = slots;
    set->slot_count = slot_count;
    return SL_OK;
}

enum sl_status sl_key_set_number(
    struct sl_key_set *set,
    struct sl_str key,
    struct sl_str row,
    uint32_t *ret_number,
    struct sl_error *err
)
{
    SL_TRY(reserve(set, err));
    const uint64_t key_hash = sl_hash_str(key, KEY_SEED);
    const uint64_t row_hash = sl_hash_str(row, ROW_SEED ^ key_hash);
    struct sl_key_slot *of_row = find_slot(set->slots, set->slot_count, row_hash);
    if (of_row->number == 0) {
        /* Filled before the other is looked for, as both may want the same place. */
        *of_row = (struct sl_key_slot){ .hash = row_hash, .number = 1 };
        struct sl_key_slot *of_key = find_slot(set->slots, set->slot_count, key_hash);
        set->used_count += of_key->number == 0 ? 2 : 1;
        of_key->hash = key_hash;
        of_key->number++;
        of_row->number = of_key->number;
    }
    *ret_number = of_row->number;
    return SL_OK;
}
