/* SPDX-License-Identifier: Apache-2.0 */
#include "link/osa.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"

/* Letters that fit into one machine word. */
#define WORD_LETTERS 64u

/* Diagonals on both sides of the main one, itself included. */
#define BAND_LIMIT (2 * SL_OSA_LIMIT + 1)

static unsigned smaller(unsigned left, unsigned right)
{
    return left < right ? left : right;
}

/* Leave out what both words begin and end with: it is never touched by a best alignment. */
static void trim(struct sl_str *left, struct sl_str *right)
{
    while (left->len > 0 && right->len > 0 && left->ptr[0] == right->ptr[0]) {
        *left = (struct sl_str){ left->ptr + 1, left->len - 1 };
        *right = (struct sl_str){ right->ptr + 1, right->len - 1 };
    }
    while (left->len > 0 && right->len > 0 && left->ptr[left->len - 1] == right->ptr[right->len - 1]
    ) {
        left->len--;
        right->len--;
    }
}

static bool is_swap(struct sl_str left, struct sl_str right)
{
    return left.len >= 2 && right.len >= 2 && left.ptr[0] == right.ptr[1] &&
           left.ptr[1] == right.ptr[0];
}

static struct sl_str from(struct sl_str text, size_t first)
{
    return (struct sl_str){ text.ptr + first, text.len - first };
}

static bool same(struct sl_str left, struct sl_str right)
{
    return left.len == right.len && memcmp(left.ptr, right.ptr, left.len) == 0;
}

/* Is the distance at most 1? Both are trimmed at their beginnings, and not empty. */
static bool within_one(struct sl_str left, struct sl_str right)
{
    if (left.len == right.len) {
        return same(from(left, 1), from(right, 1)) ||
               (is_swap(left, right) && same(from(left, 2), from(right, 2)));
    }
    return left.len > right.len ? same(from(left, 1), right) : same(left, from(right, 1));
}

/* The same for words that may still have a common beginning. */
static bool within_one_of(struct sl_str left, struct sl_str right)
{
    const size_t gap = left.len > right.len ? left.len - right.len : right.len - left.len;
    if (gap > 1) {
        return false;
    }
    trim(&left, &right);
    return left.len == 0 || right.len == 0 || within_one(left, right);
}

/* The distance of two trimmed words, both not empty, up to 2; else 3. Tries each first mending. */
static unsigned distance_to_two(struct sl_str left, struct sl_str right)
{
    if (left.len + 1 >= right.len && right.len + 1 >= left.len && within_one(left, right)) {
        return 1;
    }
    if (within_one_of(from(left, 1), from(right, 1)) || within_one_of(from(left, 1), right) ||
        within_one_of(left, from(right, 1)) ||
        (is_swap(left, right) && within_one_of(from(left, 2), from(right, 2)))) {
        return 2;
    }
    return 3;
}

/* Hyyro's bit vectors: column by column of the table, all rows of a column in one machine word. */
static unsigned distance_by_bits(struct sl_str pattern, struct sl_str text)
{
    SL_ASSERT(pattern.len > 0 && pattern.len <= WORD_LETTERS);
    uint64_t places[256] = { 0 };
    for (size_t i = 0; i < pattern.len; i++) {
        places[(unsigned char)pattern.ptr[i]] |= UINT64_C(1) << i;
    }
    const uint64_t last = UINT64_C(1) << (pattern.len - 1);
    unsigned distance = (unsigned)pattern.len;
    uint64_t rises = UINT64_MAX; /* rows that are one more than the row above */
    uint64_t falls = 0;
    uint64_t equal = 0; /* rows that are no more than their upper left */
    uint64_t place_before = 0;
    for (size_t i = 0; i < text.len; i++) {
        const uint64_t place = places[(unsigned char)text.ptr[i]];
        const uint64_t swapped = ((~equal & place) << 1) & place_before;
        equal = (((place & rises) + rises) ^ rises) | place | falls | swapped;
        uint64_t right_rises = falls | ~(equal | rises);
        uint64_t right_falls = equal & rises;
        distance += (right_rises & last) != 0;
        distance -= (right_falls & last) != 0;
        right_rises = right_rises << 1 | 1;
        right_falls <<= 1;
        rises = right_falls | ~(equal | right_rises);
        falls = right_rises & equal;
        place_before = place;
    }
    return distance;
}

/* One row of the table within the band: cell d of row i is column i + d - limit. */
static unsigned band_cell(
    struct sl_str left,
    struct sl_str right,
    const unsigned *const rows[3],
    size_t row,
    size_t cell,
    unsigned limit
)
{
    const size_t column = row + cell - limit;
    const unsigned differs = left.ptr[row - 1] != right.ptr[column - 1];
    unsigned best = rows[1][cell] + differs;
    if (cell + 1 < 2 * (size_t)limit + 1) {
        best = smaller(best, rows[1][cell + 1] + 1);
    }
    if (cell > 0) {
        best = smaller(best, rows[0][cell - 1] + 1);
    }
    if (row >= 2 && column >= 2 && left.ptr[row - 1] == right.ptr[column - 2] &&
        left.ptr[row - 2] == right.ptr[column - 1]) {
        best = smaller(best, rows[2][cell] + 1);
    }
    return best;
}

/* The plain table, of which only the diagonals that can stay within limit are filled in. */
static unsigned distance_by_band(struct sl_str left, struct sl_str right, unsigned limit)
{
    unsigned cells[3][BAND_LIMIT];
    const size_t width = 2 * (size_t)limit + 1;
    for (size_t row = 0; row <= left.len; row++) {
        unsigned *const now = cells[row % 3];
        const unsigned *const rows[3] = { now, cells[(row + 2) % 3], cells[(row + 1) % 3] };
        for (size_t cell = 0; cell < width; cell++) {
            if (row + cell < limit || row + cell - limit > right.len) {
                now[cell] = 2 * SL_OSA_LIMIT; /* beside the table */
            } else if (row == 0) {
                now[cell] = (unsigned)(cell - limit);
            } else if (row + cell == limit) {
                now[cell] = (unsigned)row;
            } else {
                now[cell] = band_cell(left, right, rows, row, cell, limit);
            }
        }
    }
    return cells[left.len % 3][right.len + limit - left.len];
}

unsigned sl_osa_distance(struct sl_str left, struct sl_str right, unsigned limit)
{
    SL_ASSERT(limit <= SL_OSA_LIMIT);
    const size_t gap = left.len > right.len ? left.len - right.len : right.len - left.len;
    if (gap > limit) {
        return limit + 1;
    }
    trim(&left, &right);
    if (left.len == 0 || right.len == 0) {
        return (unsigned)gap;
    }
    unsigned distance;
    if (limit <= 2) {
        distance = distance_to_two(left, right);
    } else if (left.len <= WORD_LETTERS) {
        distance = distance_by_bits(left, right);
    } else if (right.len <= WORD_LETTERS) {
        distance = distance_by_bits(right, left);
    } else {
        distance = distance_by_band(left, right, limit);
    }
    return smaller(distance, limit + 1);
}

/* Sixteen letters as one number. */
typedef __uint128_t letters_t;

#define LETTER_BITS 8u

struct sl_osa_letters sl_osa_pack(struct sl_str word)
{
    struct sl_osa_letters letters = { 0 };
    for (size_t i = 0; i < word.len && word.len <= SL_OSA_PACK_LEN; i++) {
        const uint64_t letter = (unsigned char)word.ptr[i];
        if (i < SL_OSA_PACK_LEN / 2) {
            letters.low |= letter << (LETTER_BITS * i);
        } else {
            letters.high |= letter << (LETTER_BITS * i - 64);
        }
    }
    return letters;
}

static letters_t join_halves(struct sl_osa_letters letters)
{
    return (letters_t)letters.high << 64 | letters.low;
}

static unsigned packed_len(struct sl_osa_letters letters)
{
    const unsigned zeros = letters.high != 0 ? (unsigned)__builtin_clzll(letters.high)
                                             : 64 + (unsigned)__builtin_clzll(letters.low | 1);
    return (128 - zeros + LETTER_BITS - 1) / LETTER_BITS;
}

/* How many letters are equal before the first difference; there is one. */
static unsigned equal_first(letters_t differing)
{
    const uint64_t low = (uint64_t)differing;
    const uint64_t high = (uint64_t)(differing >> 64);
    return (low != 0 ? (unsigned)__builtin_ctzll(low) : 64 + (unsigned)__builtin_ctzll(high)) /
           LETTER_BITS;
}

static unsigned equal_last(letters_t differing)
{
    const uint64_t low = (uint64_t)differing;
    const uint64_t high = (uint64_t)(differing >> 64);
    return (high != 0 ? (unsigned)__builtin_clzll(high) : 64 + (unsigned)__builtin_clzll(low)) /
           LETTER_BITS;
}

/* What is left of two words without what both begin and end with; left is not the shorter. */
struct packed_parts {
    letters_t left, right;
    unsigned left_len, right_len;
};

static unsigned letter_at(letters_t letters, unsigned at)
{
    return (unsigned)(letters >> (LETTER_BITS * at)) & 0xFFu;
}

static bool swapped_at(const struct packed_parts *parts, unsigned left_at, unsigned right_at)
{
    return letter_at(parts->left, left_at) == letter_at(parts->right, right_at + 1) &&
           letter_at(parts->left, left_at + 1) == letter_at(parts->right, right_at);
}

/* Whether `len` letters from two places on are equal; len may be 0. */
static bool
equal_between(const struct packed_parts *parts, unsigned left_at, unsigned right_at, unsigned len)
{
    const letters_t differing =
        parts->left >> (LETTER_BITS * left_at) ^ parts->right >> (LETTER_BITS * right_at);
    return len == 0 || differing << (128 - LETTER_BITS * len) == 0;
}

/* Both parts have the same length, 2 or more, and differ in their first and last letters. */
static unsigned equal_len_distance(const struct packed_parts *parts)
{
    const unsigned len = parts->left_len;
    const bool front = swapped_at(parts, 0, 0);
    if (len == 2) {
        return front ? 1 : 2;
    }
    const bool end = swapped_at(parts, len - 2, len - 2);
    return equal_between(parts, 1, 1, len - 2)                       /* replaced, replaced */
                   || equal_between(parts, 1, 0, len - 1)            /* left out, put in */
                   || equal_between(parts, 0, 1, len - 1)            /* put in, left out */
                   || (front && equal_between(parts, 2, 2, len - 3)) /* swapped, replaced */
                   || (end && equal_between(parts, 1, 1, len - 3))   /* replaced, swapped */
                   || (front && end && len >= 4 && equal_between(parts, 2, 2, len - 4))
               ? 2
               : 3;
}

/* The left part has one letter more; the right has one at least. */
static unsigned longer_by_one_distance(const struct packed_parts *parts)
{
    const unsigned len = parts->right_len;
    return equal_between(parts, 1, 0, len - 1)            /* left out, replaced */
                   || equal_between(parts, 1, 1, len - 1) /* replaced, left out */
                   || (len >= 2 && swapped_at(parts, len - 1, len - 2) &&
                       equal_between(parts, 1, 0, len - 2)) ||
                   (len >= 2 && swapped_at(parts, 0, 0) && equal_between(parts, 2, 2, len - 2))
               ? 2
               : 3;
}

unsigned sl_osa_packed_distance(struct sl_osa_letters left, struct sl_osa_letters right)
{
    unsigned left_len = packed_len(left);
    unsigned right_len = packed_len(right);
    if (left_len < right_len) {
        const struct sl_osa_letters longer = right;
        right = left;
        left = longer;
        const unsigned longer_len = right_len;
        right_len = left_len;
        left_len = longer_len;
    }
    const unsigned gap = left_len - right_len;
    if (gap > 2) {
        return 3;
    }
    struct packed_parts parts = { .left = join_halves(left), .right = join_halves(right) };
    const unsigned first = equal_first(parts.left ^ parts.right);
    if (first >= right_len) {
        return gap;
    }
    parts.left >>= LETTER_BITS * first;
    parts.right >>= LETTER_BITS * first;
    left_len -= first;
    right_len -= first;
    const letters_t ends = parts.left << (128 - LETTER_BITS * left_len) ^
                           parts.right << (128 - LETTER_BITS * right_len);
    const unsigned last = smaller(equal_last(ends), right_len);
    parts.left_len = left_len - last;
    parts.right_len = right_len - last;
    if (parts.right_len == 0) {
        return gap;
    }
    switch (gap) {
    case 0:
        return parts.left_len == 1 ? 1 : equal_len_distance(&parts);
    case 1:
        return longer_by_one_distance(&parts);
    default:
        return equal_between(&parts, 1, 0, parts.right_len) ? 2 : 3;
    }
}
