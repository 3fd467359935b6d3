/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"

/* The first room made, in items. */
#define SL_ARRAY_FIRST 16u
/* The same in an arena. */
#define FIRST_ROOM ((size_t)8)

enum sl_status sl_array_reserve(
    void *ptr_to_ptr, size_t *capacity, size_t needed, size_t item_bytes, struct sl_error *err
)
{
    if (needed <= *capacity) {
        return SL_OK;
    }
    size_t grown = *capacity + *capacity / 2 + SL_ARRAY_FIRST;
    if (grown < needed) {
        grown = needed;
    }
    void *old = NULL;
    memcpy(&old, ptr_to_ptr, sizeof(old));
    void *moved = sl_realloc(old, grown, item_bytes);
    if (moved == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(ptr_to_ptr, &moved, sizeof(moved));
    *capacity = grown;
    return SL_OK;
}

enum sl_status sl_array_room(
    struct sl_arena *arena, void *ptr_to_ptr, size_t count, size_t item_bytes, struct sl_error *err
)
{
    void *old = NULL;

    if (count != 0 && (count < FIRST_ROOM || (count & (count - 1)) != 0)) {
        return SL_OK;
    }
    void *items = sl_arena_alloc(arena, count == 0 ? FIRST_ROOM : 2 * count, item_bytes);
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(&old, ptr_to_ptr, sizeof old);
    if (count != 0) {
        memcpy(items, old, count * item_bytes);
    }
    memcpy(ptr_to_ptr, &items, sizeof items);
    return SL_OK;
}
