/* SPDX-License-Identifier: Apache-2.0 */
/*
 * array.h - making room in a growing array.
 */
#ifndef SL_BASE_ARRAY_H
#define SL_BASE_ARRAY_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * See to it that an array of items has room for `needed` of them; grows by half, keeps contents.
 *
 *   ptr_to_ptr  address of the array pointer (NULL at first); changed when the array moves
 *   capacity    items there is room for; raised
 *
 * Errors: SL_NO_MEMORY; array and capacity are then as before. Free the array with sl_free.
 */
SL_NODISCARD enum sl_status sl_array_reserve(
    void *ptr_to_ptr, size_t *capacity, size_t needed, size_t item_bytes, struct sl_error *err
);

/*
 * Make room for one more item in an array that grows in an arena: in pieces that double, the last
 * of which holds all.
 *
 *   ptr_to_ptr  address of the array pointer (NULL at first); changed when the array moves
 *   count       items that are there; it grew one by one
 *
 * Errors: SL_NO_MEMORY when the arena is full.
 */
SL_NODISCARD enum sl_status sl_array_room(
    struct sl_arena *arena, void *ptr_to_ptr, size_t count, size_t item_bytes, struct sl_error *err
);

#endif
