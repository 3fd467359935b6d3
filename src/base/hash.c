/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"

#include <string.h>

__extension__ typedef unsigned __int128 u128;

/* Odd numbers without pattern: the fractions of the square roots of 2, 3 and 5, and of the golden
 * ratio. */
#define WORD_1 UINT64_C(0x6a09e667f3bcc909)
#define WORD_2 UINT64_C(0xbb67ae8584caa73b)
#define WORD_3 UINT64_C(0x3c6ef372fe94f82b)
#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

static uint64_t rotate_left(uint64_t value, unsigned bits)
{
    return value << bits | value >> (64 - bits);
}

uint64_t sl_hash_u64(uint64_t value)
{
    value += GOLDEN;
    value = (value ^ value >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ value >> 27) * UINT64_C(0x94d049bb133111eb);
    return value ^ value >> 31;
}

/* Eight bytes as a number, the same on machines of either byte order. */
static uint64_t load_8(const char *ptr)
{
    uint64_t word = 0;
    memcpy(&word, ptr, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint64_t load_4(const char *ptr)
{
    uint32_t word = 0;
    memcpy(&word, ptr, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

struct state {
    uint64_t left;
    uint64_t right;
};

/*
 * Stir two words into the state: the full 128-bit product of both halves, and the halves
 * themselves added crosswise, so that a factor of zero does not wipe out what the other held.
 */
static struct state stir(struct state state, uint64_t first, uint64_t second)
{
    const uint64_t left = state.left ^ first;
    const uint64_t right = state.right ^ second;
    const u128 product = (u128)left * right;
    return (struct state){
        .left = (uint64_t)product + right,
        .right = (uint64_t)(product >> 64) ^ rotate_left(left, 29),
    };
}

uint64_t sl_hash_str(struct sl_str text, uint64_t seed)
{
    struct state state = { .left = seed ^ WORD_1, .right = seed * GOLDEN ^ WORD_2 };
    const char *ptr = text.ptr;
    size_t left = text.len;
    while (left > 16) {
        state = stir(state, load_8(ptr), load_8(ptr + 8));
        ptr += 16;
        left -= 16;
    }
    uint64_t first = 0;
    uint64_t second = 0;
    if (left >= 8) { /* the two words may overlap: the length below tells such texts apart */
        first = load_8(ptr);
        second = load_8(ptr + left - 8);
    } else if (left >= 4) {
        first = load_4(ptr);
        second = load_4(ptr + left - 4);
    } else if (left > 0) {
        first = (uint64_t)(unsigned char)ptr[0] << 16 |
                (uint64_t)(unsigned char)ptr[left / 2] << 8 | (unsigned char)ptr[left - 1];
    }
    state = stir(state, first, second);
    state = stir(state, text.len, WORD_3);
    return sl_hash_u64(state.left ^ rotate_left(state.right, 32));
}

void sl_random_init(struct sl_random *random, uint64_t seed)
{
    for (size_t i = 0; i < 4; i++) {
        random->state[i] = sl_hash_u64(seed + i * GOLDEN);
    }
}

uint64_t sl_random_u64(struct sl_random *random)
{
    uint64_t *state = random->state;
    const uint64_t result = rotate_left(state[1] * 5, 7) * 9;
    const uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate_left(state[3], 45);
    return result;
}

uint64_t sl_random_below(struct sl_random *random, uint64_t bound)
{
    /* D. Lemire, "Fast Random Integer Generation in an Interval", 2019: scale, refuse the uneven
     * rest. */
    u128 scaled = (u128)sl_random_u64(random) * bound;
    if ((uint64_t)scaled < bound) {
        const uint64_t rest = (0 - bound) % bound;
        while ((uint64_t)scaled < rest) {
            scaled = (u128)sl_random_u64(random) * bound;
        }
    }
    return (uint64_t)(scaled >> 64);
}

double sl_random_unit(struct sl_random *random)
{
    return (double)(sl_random_u64(random) >> 11) * 0x1.0p-53;
}
