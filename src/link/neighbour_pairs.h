/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_pairs.h - pairs as finders give them, and the lists that are made of them.
 *
 * Several finders may find one pair, each with a grade; the best, that is the smallest, counts.
 */
#ifndef SL_LINK_NEIGHBOUR_PAIRS_H
#define SL_LINK_NEIGHBOUR_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Bits of a grade, and of a number (a value's code or a word's number). */
#define SL_GRADE_BITS   3u
#define SL_NUMBER_BITS  29u
#define SL_NUMBER_LIMIT ((size_t)1 << SL_NUMBER_BITS)
#define SL_NUMBER_NONE  UINT32_MAX

/*
 * A growing array of pairs: left << 32 | right << 3 | grade, with left < SL_NUMBER_LIMIT.
 * A failed allocation sticks in status; what is added after that is lost. Zeroed: empty.
 */
struct sl_pairs {
    uint64_t *items;
    size_t count, capacity;
    enum sl_status status;
};

/* Put a pair together. */
static inline uint64_t sl_pair_make(uint32_t left, uint32_t right, unsigned grade)
{
    return (uint64_t)left << 32 | (uint64_t)right << SL_GRADE_BITS | grade;
}

/* The first number of a pair. */
static inline uint32_t sl_pair_left(uint64_t pair)
{
    return (uint32_t)(pair >> 32);
}

/* The second number of a pair, or that of an item of a list. */
static inline uint32_t sl_pair_right(uint64_t pair)
{
    return (uint32_t)pair >> SL_GRADE_BITS;
}

/* The grade of a pair, or of an item of a list. */
static inline unsigned sl_pair_grade(uint64_t pair)
{
    return (unsigned)pair & ((1u << SL_GRADE_BITS) - 1);
}

/* Make room for one more; false when there is none. */
bool sl_pairs_grow(struct sl_pairs *pairs);

/* Add a pair; what does not fit is lost, and status says so. */
static inline void
sl_pairs_add(struct sl_pairs *pairs, uint32_t left, uint32_t right, unsigned grade)
{
    if (pairs->count < pairs->capacity || sl_pairs_grow(pairs)) {
        pairs->items[pairs->count++] = sl_pair_make(left, right, grade);
    }
}

/* Free; zeroed is fine. */
void sl_pairs_finish(struct sl_pairs *pairs);

/* Sort, and keep of each pair the one with the best grade. Errors: the status, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_pairs_settle(struct sl_pairs *pairs, struct sl_error *err);

/*
 * Pairs in pieces, so that each task has its own to write to: which pair stands in which piece does
 * not matter for the lists. Invariant: piece_count pieces, all valid. Zeroed: no pieces.
 */
struct sl_pair_pieces {
    struct sl_pairs *pieces;
    size_t count, capacity;
};

/*
 * Add `count` empty pieces and say where they begin; pointers to earlier pieces go stale.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_pair_pieces_add(
    struct sl_pair_pieces *pieces, size_t count, size_t *ret_first, struct sl_error *err
);

/* The first failure of any piece. */
SL_NODISCARD enum sl_status
sl_pair_pieces_status(const struct sl_pair_pieces *pieces, struct sl_error *err);

/* Free; zeroed is fine. */
void sl_pair_pieces_finish(struct sl_pair_pieces *pieces);

/*
 * For each number the others it is paired with: items[i] = other << 3 | grade, ascending, each
 * other once with its best grade, for starts[n] <= i < starts[n + 1]. Zeroed: no numbers.
 */
struct sl_pair_lists {
    size_t count;
    uint64_t *starts;
    uint32_t *items;
};

/*
 * Make the lists of numbers 0 .. count-1 from pairs given one way round (left and right differ; the
 * other way is added here). Takes the pieces' memory as it goes: they are empty afterwards, also
 * on failure.
 *
 * Errors: those of the pieces, SL_NO_MEMORY.
 * Memory: 8 bytes a pair besides the pieces (16 with more than 4 million numbers), which are given
 * back on the way.
 */
SL_NODISCARD enum sl_status sl_pair_lists_init(
    struct sl_pair_lists *lists,
    size_t count,
    struct sl_pair_pieces *pieces,
    unsigned thread_count,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_pair_lists_finish(struct sl_pair_lists *lists);

#endif
