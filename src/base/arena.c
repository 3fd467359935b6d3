/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

/*
 * The blocks form a ring. `blocks` points to the one that is being filled; the empty ones that a
 * reset left over come next in the ring, the full ones last.
 */
struct sl_arena_block {
    struct sl_arena_block *next;
    size_t capacity;
    size_t used;
    _Alignas(max_align_t) char bytes[];
};

#define FIRST_BLOCK_BYTES ((size_t)4096)
#define LAST_BLOCK_BYTES  ((size_t)4 << 20) /* blocks double until they get huge pages */

void sl_arena_init(struct sl_arena *arena, size_t limit_bytes)
{
    *arena = (struct sl_arena){ .limit_bytes = limit_bytes };
}

void sl_arena_finish(struct sl_arena *arena)
{
    if (arena == NULL || arena->blocks == NULL) {
        return;
    }
    struct sl_arena_block *block = arena->blocks->next;
    arena->blocks->next = NULL;
    while (block != NULL) {
        struct sl_arena_block *next = block->next;
        sl_free(block);
        block = next;
    }
    arena->blocks = NULL;
    arena->used_bytes = 0;
}

void sl_arena_reset(struct sl_arena *arena)
{
    struct sl_arena_block *block = arena->blocks;
    if (block != NULL) {
        do {
            block->used = 0;
            block = block->next;
        } while (block != arena->blocks);
    }
    arena->used_bytes = 0;
}

/* Make the current block one with room for `bytes`, from the ring or new; NULL when out of memory.
 */
static struct sl_arena_block *next_block(struct sl_arena *arena, size_t bytes)
{
    struct sl_arena_block *current = arena->blocks;
    /* Empty ones that are too small go, or an arena that is reset again and again would grow. */
    while (current != NULL && current->next != current && current->next->used == 0 &&
           current->next->capacity < bytes) {
        struct sl_arena_block *small = current->next;
        current->next = small->next;
        sl_free(small);
    }
    if (current != NULL && current->next->used == 0 && current->next->capacity >= bytes) {
        arena->blocks = current->next;
        return arena->blocks;
    }
    size_t capacity = current == NULL ? FIRST_BLOCK_BYTES : current->capacity * 2;
    capacity = capacity > LAST_BLOCK_BYTES ? LAST_BLOCK_BYTES : capacity;
    /* Room for what the limit can never let in would be wasted. */
    const size_t left = arena->limit_bytes - arena->used_bytes;
    capacity = capacity > left ? left : capacity;
    capacity = capacity < bytes ? bytes : capacity;
    if (capacity > SIZE_MAX - sizeof(struct sl_arena_block)) {
        return NULL;
    }
    struct sl_arena_block *block = sl_alloc(1, sizeof(struct sl_arena_block) + capacity);
    if (block == NULL) {
        return NULL;
    }
    *block = (struct sl_arena_block){ .capacity = capacity };
    block->next = current == NULL ? block : current->next;
    if (current != NULL) {
        current->next = block;
    }
    arena->blocks = block;
    return block;
}

/* How many bytes to leave out so that `offset` becomes a multiple of `align`. */
static size_t padding(size_t offset, size_t align)
{
    return (align - offset % align) % align;
}

/* Take bytes at a multiple of `align`, which divides the alignment of a block. */
static void *take(struct sl_arena *arena, size_t bytes, size_t align)
{
    /* What is charged depends on what was asked for only, not on where blocks happen to end. */
    const size_t charged_pad = padding(arena->used_bytes, align);
    const size_t left = arena->limit_bytes - arena->used_bytes;
    if (charged_pad > left || bytes > left - charged_pad) {
        return NULL;
    }
    struct sl_arena_block *block = arena->blocks;
    size_t pad = block == NULL ? 0 : padding(block->used, align);
    const size_t room = block == NULL ? 0 : block->capacity - block->used;
    if (pad > room || bytes > room - pad) {
        block = next_block(arena, bytes);
        pad = 0;
        if (block == NULL) {
            return NULL;
        }
    }
    void *ptr = block->bytes + block->used + pad;
    block->used += pad + bytes;
    arena->used_bytes += charged_pad + bytes;
    return ptr;
}

void *sl_arena_alloc(struct sl_arena *arena, size_t count, size_t item_bytes)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, item_bytes, &bytes)) {
        return NULL;
    }
    /* At least one byte, so that two results are never the same place. */
    return take(arena, bytes == 0 ? 1 : bytes, _Alignof(max_align_t));
}

struct sl_str sl_arena_copy(struct sl_arena *arena, struct sl_str text)
{
    char *copy = text.len == SIZE_MAX ? NULL : take(arena, text.len + 1, 1);
    if (copy == NULL) {
        return (struct sl_str){ .ptr = NULL, .len = 0 };
    }
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    copy[text.len] = '\0';
    return (struct sl_str){ .ptr = copy, .len = text.len };
}
