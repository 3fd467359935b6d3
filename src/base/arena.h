/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena.h - memory that is given back all at once.
 *
 * Name an arena for its lifetime: request, batch, scratch. What a function returns lives in the
 * arena it was given. Blocks never move, so pointers stay good until reset or finish.
 */
#ifndef SL_BASE_ARENA_H
#define SL_BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct sl_arena_block;

/* Invariant: used_bytes <= limit_bytes. Zeroed memory is a finished arena. */
struct sl_arena {
    struct sl_arena_block *blocks;
    size_t used_bytes;
    size_t limit_bytes;
};

/* Start an empty arena that gives out at most limit_bytes. Allocates nothing. */
void sl_arena_init(struct sl_arena *arena, size_t limit_bytes);

/* Give everything back. NULL and zeroed arenas are fine. */
void sl_arena_finish(struct sl_arena *arena);

/* Forget everything given out, but keep memory for reuse. */
void sl_arena_reset(struct sl_arena *arena);

/*
 * Room for count items of item_bytes each, aligned for any type, uninitialised.
 * NULL when the limit or memory is reached (the caller says which with sl_fail).
 */
void *sl_arena_alloc(struct sl_arena *arena, size_t count, size_t item_bytes);

/* A copy of text in the arena, with a NUL behind it. ptr is NULL when there is no room. */
struct sl_str sl_arena_copy(struct sl_arena *arena, struct sl_str text);

#endif
