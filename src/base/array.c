/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"

/* The first room made, in items. */
#define SL_ARRAY_FIRST 16u

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
